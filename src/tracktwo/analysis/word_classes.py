"""Finds the words of the classes of a lexicon in a sentence, whatever their inflection.

A word is compared by its stem; "_" in an entry stands for up to five words. What the classes mean is not known here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracktwo.analysis.likeness import stem, words_of

#: How many words "_" stands for at most.
_GAP = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a class, as places among the words of the sentence, half-open."""

    start: int
    end: int
    name: str


class WordClasses:
    """The entries of some classes, ready to be found by their first word."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, entries in classes.items():
            for entry in entries:
                parts = stems_of_entry(str(entry))
                self._by_first.setdefault(parts[0], []).append((parts, name))
        for known in self._by_first.values():
            # The longest first, so that "no longer" is not taken for "no".
            known.sort(key=lambda k: -len(k[0]))

    def find(self, stems: Sequence[str]) -> list[Hit]:
        """All entries of all classes, in order; a shorter one of the same class within a longer one is left out."""
        found: list[Hit] = []
        for place, one in enumerate(stems):
            taken: set[str] = set()
            for parts, name in self._by_first.get(one, ()):
                end = _matches(parts, stems, place)
                if end is not None and name not in taken:
                    taken.add(name)
                    found.append(Hit(place, end, name))
        return [h for h in found if not any(_holds(o, h) for o in found)]


def stems_of_entry(entry: str) -> tuple[str, ...]:
    """The words of an entry as stems; "_" stays as it is."""
    found: list[str] = []
    for word in entry.casefold().split():
        found += ["_"] if word == "_" else [key_of(w) for w in words_of(word)]
    return tuple(found)


def key_of(word: str) -> str:
    """By what a folded word is compared: its stem, "agree" and "agreed" alike."""
    key = stem(word)
    return key.rstrip("e") if len(key) > 3 else key


def _holds(one: Hit, other: Hit) -> bool:
    is_wider = (
        one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start
    )
    return is_wider and one.name == other.name


def _matches(parts: Sequence[str], stems: Sequence[str], start: int) -> int | None:
    """Where the parts end that begin at ``start``; None where they do not stand there."""
    place = start
    for n, part in enumerate(parts):
        if part == "_":
            continue
        reach = _GAP if n and parts[n - 1] == "_" else 0
        hit = next((p for p in range(place, min(place + reach + 1, len(stems))) if stems[p] == part), None)
        if hit is None:
            return None
        place = hit + 1
    return place
