"""Finds which line of a text is its headline.

What stands around the headline is not judged here.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracktwo.source.dating import date_line
from tracktwo.source.lines import Unit, words_of

#: Longest headline, in words.
_LONGEST = 30
#: Longest headline that ends as a sentence does; its words must come again in the first paragraph.
_LONGEST_SENTENCE = 25
#: Share of a sentence's longer words that come again if it is a headline.
_COMES_AGAIN = 0.6
#: Share of a headline's longer words that begin with a capital, in papers that write so.
_CAPITALS = 0.8


def find_headline(candidates: Sequence[Unit | None], first: int) -> int | None:
    """Find the headline among the units up to the first paragraph.

    Arguments:
        candidates: the units in order, None where one is known to be something else.
        first: index of the first paragraph of the body; its own line may be a headline that ends in a full stop.

    Returns:
        Its index, or None if the text begins without one.
    """
    body = " ".join(unit.text for unit in candidates[first : first + 4] if unit)
    lead = _stems(body)
    best: tuple[float, int] | None = None
    for i, unit in enumerate(candidates[:first]):
        if unit is None or not 2 <= unit.words <= _LONGEST or unit.text.endswith(":") or date_line(unit.text):
            continue
        if unit.text.endswith(".") and not _announces(unit, candidates[i + 1 : first + 1]):
            continue
        score = _share(unit, lead) + 0.08 * min(unit.words, 8) - 0.02 * i
        if best is None or score > best[0]:
            best = (score, i)
    if best is not None:
        return best[1]
    unit = candidates[first] if first < len(candidates) else None
    return first if unit and _announces(unit, candidates[first + 1 : first + 2]) else None


def repeats(line: str, headline: str) -> bool:
    """Whether a line says the same words as the headline."""
    one, other = words_of(line), words_of(headline)
    return bool(one) and (
        one == other or (len(one) >= 4 and other[: len(one)] == one and len(one) * 2 > len(other))
    )


def _announces(unit: Unit, following: Sequence[Unit | None]) -> bool:
    """Whether a sentence is a headline: in the capitals of one, or said again at more length right under it."""
    after = next((other for other in following if other is not None), None)
    if (
        after is None
        or unit.words > _LONGEST_SENTENCE
        or after.breaks_before < 1
        or after.words <= unit.words
    ):
        return False
    return (_is_capitalised(unit.text) and not _is_capitalised(after.text)) or _share(
        unit, _stems(after.text)
    ) >= _COMES_AGAIN


def _is_capitalised(text: str) -> bool:
    """Whether most of the longer words begin with a capital, as in the headlines of many papers."""
    longer = [word for word in text.split() if sum(map(str.isalpha, word)) > 3]
    capitals = sum(word.lstrip("\"“‘'(")[:1].isupper() for word in longer)
    return len(longer) >= 3 and capitals >= _CAPITALS * len(longer)


def _share(unit: Unit, stems: frozenset[str]) -> float:
    own = _stems(unit.text)
    return len(own & stems) / len(own) if own else 0.0


def _stems(text: str) -> frozenset[str]:
    """The first letters of the longer words, which is enough to know them by again."""
    return frozenset(word[:5] for word in words_of(text) if len(word) > 3 or word.isdigit())
