"""Whether two contents are worded alike: cut short, put into indirect speech, spelt otherwise, but no other words.

Works on words; who spoke and when is not asked.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from tracktwo.lexicon import load

Words = tuple[str, ...]

#: Share of the shorter content's key words that the longer one has in the same order.
IN_ORDER = 0.9
#: Share of the longer content's words, between the first and the last that both have, that are common to both:
#: papers leave out a clause, but not most of a sentence.
KEPT = 0.6
#: Fewer key words than this are found in too many remarks.
FEWEST = 4
#: Likeness (0–100) from which two words that stand in the same place are one word spelt or bent otherwise.
ALIKE = 70.0

_BEFORE = 2
#: Shorter words are spelt in one way, or too short to tell by their ends.
_SPELT = 6

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=16_384)
def key_words(text: str) -> Words:
    """The words of a content without little words and what indirect speech changes; numerals as digits."""
    folded = text.casefold().replace("n't", " not").replace("n’t", " not")
    return tuple(filter(None, map(_keys().__getitem__, _WORD.findall(folded))))


def same_phrasing(one: Words, other: Words) -> bool:
    """Whether two contents, as :func:`key_words` gives them, are wordings of one statement."""
    short, full = sorted((one, other), key=len)
    if len(short) < FEWEST:
        return False
    if _is_turned(short, full):
        return True
    common = first = last = 0
    for step in LCSseq.opcodes(short, full):
        if step.tag == "equal":
            first = step.dest_start if not common else first
            last = step.dest_end
            common += step.dest_end - step.dest_start
    # LCSseq tells a change as a loss and a gain; words in the same place that are alike are no change.
    region = full[first:last]
    common += _respelt(short, region)
    if common < IN_ORDER * len(short) or common < KEPT * len(region):
        return False
    # A "not" just before the words in common turns them all.
    before = full[max(0, first - _BEFORE) : first]
    turned = any(word in _decisive()["negations"] for word in before)
    return not turned and _decisive_words(short) == _decisive_words(region)


def _is_turned(one: Words, other: Words) -> bool:
    """Whether one content is the other with its last clause first: "if it stops, we will", "we will if it stops"."""
    if len(one) != len(other) or one == other:
        return False
    return any(one[at:] + one[:at] == other for at in range(1, len(one)) if one[at] == other[0])


class _Keys(dict[str, str]):
    """What stands for each word, worked out when it is first met; nothing for little words."""

    def __missing__(self, word: str) -> str:
        numbers = _decisive()["numbers"]
        key = str(numbers[word]) if word in numbers else _plain(word)
        self[word] = "" if word in _passed_over() else key
        return self[word]


@cache
def _keys() -> _Keys:
    return _Keys()


def _plain(word: str) -> str:
    """A word as an American paper spells it, or what a British and an American spelling both come to."""
    if len(word) < _SPELT:
        return word
    for ending, american in _endings():
        if word.endswith(ending):
            return word[: -len(ending)] + american
    return word


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    given: dict[str, str] = _decisive()["american_endings"]
    return tuple(sorted(given.items(), key=lambda pair: -len(pair[0])))


def negations_about(some: Words, others: Words) -> int:
    """How many words of denial stand in what a content has in common with another, or just before it.

    "stopped, not merely contained" denies nothing of what is to be stopped.
    """
    negations, softened = frozenset(_decisive()["negations"]), frozenset(_decisive()["not_denied"])
    common = [at for at, word in enumerate(some) if word in others and word not in negations]
    if not common:
        return 0
    start, end = max(0, common[0] - _BEFORE), common[-1] + 1
    return sum(
        word in negations and some[at + 1 : at + 2] not in {(w,) for w in softened}
        for at, word in enumerate(some[:end])
        if at >= start
    )


def figures_by_kind(some: Words) -> dict[str, frozenset[str]]:
    """The figures of a content by what they tell, since a day of the week is no other day than a date."""
    found: dict[str, set[str]] = {}
    for word in some:
        kind = (
            "year"
            if word.isdigit() and len(word) == 4
            else "number"
            if word.isdigit()
            else _kinds().get(word)
        )
        if kind:
            found.setdefault(kind, set()).add(word)
    return {kind: frozenset(own) for kind, own in found.items()}


@cache
def _kinds() -> dict[str, str]:
    """Days of the week and months; "today" is another day in every paper."""
    return {word: kind for kind in ("weekdays", "months") for word in _decisive()[kind]}


def _respelt(short: Words, region: Words) -> int:
    missing = Counter(short) - Counter(region)
    added = list((Counter(region) - Counter(short)).elements())
    return sum(any(fuzz.ratio(word, other) >= ALIKE for other in added) for word in missing.elements())


def _decisive_words(some: Words) -> Counter[str]:
    return Counter(word for word in some if word in _decisive_set() or word.isdigit())


@cache
def _decisive() -> dict[str, Any]:
    loaded: dict[str, Any] = load("decisive_words")
    return loaded


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(_decisive()["passed_over"])


@cache
def _decisive_set() -> frozenset[str]:
    return frozenset(word for key in ("negations", "certainty", "times") for word in _decisive()[key])
