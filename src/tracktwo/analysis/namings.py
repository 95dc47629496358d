"""The words by which a text names a party: its name, adjectives, people and capital, as the word lists have them.

Whether a capital stands for its government in a sentence is not decided here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tracktwo.analysis.alternatives import any_of
from tracktwo.lexicon import load


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a party is named, in code points of the text searched."""

    start: int
    end: int
    party: str
    #: Whether it is named as the owner of what stands behind it: "Tavan's maps".
    is_owner: bool = False


@dataclass(frozen=True)
class Namings:
    """Finds where parties are named in a text."""

    #: For each party, all words that name it.
    words: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def _by_pattern(self) -> tuple[re.Pattern[str] | None, dict[str, str]]:
        # Kept here too: to find them by thousands of words takes longer than to look through a sentence.
        return _pattern(self.words)

    @classmethod
    def of(cls, parties: Iterable[str]) -> "Namings":
        """The namings of these parties: from the word lists, and the party itself as its own name."""
        return cls(tuple((p, _known().get(p, (p,))) for p in sorted(set(parties))))

    @classmethod
    def given(cls, words: Mapping[str, Iterable[str]]) -> "Namings":
        """Namings by words that the caller gives."""
        return cls(tuple((p, tuple(w)) for p, w in sorted(words.items())))

    def find(self, text: str) -> tuple[Naming, ...]:
        """All places where a party is named, in order; of two that overlap the longer."""
        pattern, owners = self._by_pattern
        if pattern is None:
            return ()
        return tuple(
            Naming(
                m.start(), m.end(), owners[m.group().casefold()], text[m.end() : m.end() + 2] in ("'s", "’s")
            )
            for m in pattern.finditer(text)
        )

    def without(self, text: str) -> str:
        """``text`` with every naming of a party blanked out."""
        pattern, _ = self._by_pattern
        return pattern.sub(" ", text) if pattern else text


@cache
def _pattern(
    words: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    owners = {w.casefold(): party for party, own in words for w in own}
    if not owners:
        return None, owners
    # As written, so that "us" is not the United States; what is found is looked up folded.
    return re.compile(rf"(?<!\w)(?:{any_of(w for _, own in words for w in own)})(?!\w)"), owners


@cache
def all_namings() -> Namings:
    """The namings of every party of the word lists."""
    return Namings(tuple(sorted(_known().items())))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, about in load("countries").items():
        names = [about["name"], about.get("long", about["name"])]
        for field in ("also", "adjectives", "people", "capital", "seats"):
            names += about.get(field, [])
        found[code] = tuple(dict.fromkeys(str(n) for n in names))
    for lexicon in ("organisations", "movements"):
        for name, about in load(lexicon).items():
            found[str(name)] = tuple(dict.fromkeys([str(name), *map(str, (about or {}).get("also", []))]))
    return found
