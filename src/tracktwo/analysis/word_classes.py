"""Finds the words of the classes of a lexicon in a sentence, whatever their inflection.

A word is compared by its stem; "_" in an entry stands for up to five words. What the classes mean is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from tracktwo.analysis.likeness import stem, words_of

#: What stands in an entry for some words, and for how many at most.
SOME, _GAP = "_", 5


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a class, as places among the words of the sentence, half-open."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class _Node:
    """What may follow after the first words of some entries."""

    #: By the word right behind, and by one of the next few.
    next: dict[str, "_Node"] = field(default_factory=dict)
    later: dict[str, "_Node"] = field(default_factory=dict)
    #: Of entries that end here: how many words each has, negative, its place in its class, and its class.
    ends: list[tuple[int, int, str]] = field(default_factory=list)


class WordClasses:
    """The entries of some classes, ready to be found word by word."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        for name, entries in classes.items():
            for number, entry in enumerate(entries):
                self._add(stems_of_entry(str(entry)), number, name)

    def _add(self, parts: Sequence[str], number: int, name: str) -> None:
        node = self._root
        for before, part in pairwise(("", *parts)):
            if part != SOME:
                node = (node.later if before == SOME else node.next).setdefault(part, _Node())
        node.ends.append((-len(parts), number, name))

    def find(self, stems: Sequence[str]) -> list[Hit]:
        """All entries of all classes, in order; a shorter one of the same class within a longer one is left out."""
        found: list[Hit] = []
        first = self._root.next
        for place, one in enumerate(stems):
            node = first.get(one)
            if node is None:
                continue
            best: dict[str, tuple[int, int, int]] = {}
            for end, size, number, name in _ends(node, stems, place + 1):
                # The longest, so that "no longer" is not taken for "no".
                if name not in best or (size, number) < best[name][:2]:
                    best[name] = (size, number, end)
            found += [Hit(place, end, name) for name, (_, _, end) in best.items()]
        return [h for h in found if not any(_holds(o, h) for o in found)]


def _ends(node: _Node, stems: Sequence[str], place: int) -> Iterator[tuple[int, int, int, str]]:
    """Where entries end whose first words stand before a place, with what is known of each."""
    for size, number, name in node.ends:
        yield place, size, number, name
    if node.next and place < len(stems) and (behind := node.next.get(stems[place])):
        yield from _ends(behind, stems, place + 1)
    if node.later:
        near = stems[place : place + _GAP + 1]
        for part in node.later.keys() & set(near):
            at = place + near.index(part)
            yield from _ends(node.later[part], stems, at + 1)


def stems_of_entry(entry: str) -> tuple[str, ...]:
    """The words of an entry as stems; "_" stays as it is."""
    found: list[str] = []
    for word in entry.casefold().split():
        found += [SOME] if word == SOME else [key_of(w) for w in words_of(word)]
    return tuple(found)


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """By what a folded word is compared: its stem, "agree" and "agreed" alike."""
    key = stem(word)
    return key.rstrip("e") if len(key) > 3 else key


def _holds(one: Hit, other: Hit) -> bool:
    is_wider = (
        one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start
    )
    return is_wider and one.name == other.name
