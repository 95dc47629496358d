"""Words of a text as they are written, for what depends on spelling and not on grammar: names and titles.

It works on the text itself, so that what it finds does not depend on how a reader cuts tokens. Which words
name a party is the one thing it knows of their meaning.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.datelines import find_datelines
from tracktwo.extraction.parties import Kind, Naming, find_namings

#: One code point for one code point, so that offsets stay.
PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "ʻ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "}
)


_SENTENCE_END = re.compile(r"(?<=[a-z)][.!?])[\"”]? (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Word:
    """One written word, without a possessive ``'s``; offsets are code points of the text."""

    start: int
    end: int
    text: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_upper(self) -> bool:
        """Whether it is all capitals and more than one letter, such as an acronym or a turn's label."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 1 and all(c.isupper() for c in letters)

    @property
    def bare(self) -> str:
        """In lower case, without full stops."""
        return self.text.lower().replace(".", "")


@cache
def _pattern() -> re.Pattern[str]:
    short = "|".join(re.escape(x) for x in lexicon.load("names")["abbreviations"])
    return re.compile(
        r"(?:[^\W\d_]\.){2,}"  # U.S., J.K.
        rf"|\b(?:{short})\."
        r"|\b[A-Z]\.(?=[ \[]{0,2}[A-Z(])"  # an initial
        r"|(?!(?<=[^\W\d_]')[sS]\b)[^\W\d_]+(?:['-](?!s\b|S\b)[^\W\d_]+)*(?:'(?=[ \-][A-Z]))?"
    )


def _settled(text: str, namings: Sequence[Naming]) -> Iterator[Naming]:
    """Settle a seat that several countries have, "the Foreign Office", by the countries that the text names."""
    contextual: dict[str, list[str]] = lexicon.load("ambiguous")["contextual"]
    named = {n.party for n in namings if n.kind in (Kind.NAME, Kind.ADJECTIVE, Kind.CAPITAL)}
    for naming in namings:
        candidates = contextual.get(text[naming.start : naming.end], ()) if naming.kind is Kind.SEAT else ()
        party = next((c for c in candidates if c in named), naming.party)
        yield replace(naming, party=party) if party != naming.party else naming


@cache
def _marks() -> re.Pattern[str]:
    """Brackets that are no words of the text: "(R)" behind a rank, "(PRC)" behind what it abbreviates."""
    return re.compile(rf"{lexicon.load('names')['retired']}|\([A-Z]{{2,7}}\)")


class Spelling:
    """The words of one text, with what stands between them."""

    __slots__ = ("_naming_starts", "_starts", "namings", "plain", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        #: The text with plain apostrophes, hyphens and blanks, the same length.
        self.plain = text.translate(PLAIN)
        marks = {m.start() + 1 for m in _marks().finditer(self.plain)}
        self.words = tuple(
            Word(m.start(), m.end(), m.group())
            for m in _pattern().finditer(self.plain)
            if m.start() not in marks
        )
        self._starts = [word.start for word in self.words]
        #: What names a party or place, misleading phrases left out.
        self.namings = tuple(self._as_place_in_datelines(_settled(text, find_namings(text))))
        self._naming_starts = [naming.start for naming in self.namings]

    def _as_place_in_datelines(self, namings: Iterable[Naming]) -> Iterator[Naming]:
        datelines = find_datelines(self.plain)
        for naming in namings:
            if naming.kind is Kind.NONE:
                continue
            placed = any(start <= naming.start and naming.end <= end for start, end in datelines)
            yield replace(naming, party=None, kind=Kind.CITY) if placed else naming

    def first_from(self, offset: int) -> int:
        """Index of the first word that starts at or after ``offset``; ``len(words)`` if there is none."""
        return bisect_left(self._starts, offset)

    def last_before(self, offset: int) -> int:
        """Index of the last word that ends at or before ``offset``; -1 if there is none."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self.words[index].end > offset:
            index -= 1
        return index

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the next one; the rest of the text after the last."""
        end = self.words[index].end
        return self.plain[end : self._starts[index + 1]] if index + 1 < len(self.words) else self.plain[end:]

    @staticmethod
    def without_marks(gap: str) -> str:
        """A gap without brackets that are no words, and the blank before them."""
        return _marks().sub("", gap).replace("  ", " ")

    def sentence_start(self, offset: int, reach: int) -> int:
        """Where the sentence of an offset begins, by its spelling alone, at most ``reach`` code points before it."""
        line = max(self.plain.rfind("\n", 0, offset) + 1, offset - reach)
        ends = list(_SENTENCE_END.finditer(self.plain[line:offset]))
        return line + ends[-1].end() if ends else line

    def is_soft(self, gap_start: int, gap: str) -> bool:
        """Whether the text runs on over a gap: it holds no line break, or one that wraps a long line."""
        if "\n" not in gap and "\r" not in gap:
            return True
        if gap.count("\n") > 1:
            return False
        line = self.plain.rfind("\n", 0, gap_start) + 1
        return gap_start - line > 55

    def naming_at(self, start: int, end: int) -> Naming | None:
        """The naming of a party or place that covers these offsets."""
        index = bisect_right(self._naming_starts, start) - 1
        if index >= 0 and self.namings[index].end >= end:
            return self.namings[index]
        return None
