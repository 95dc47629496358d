"""Which entries people ruled to be one and which to be several, as pairs of entry ids.

Rulings can contradict one another only by way of third entries, since for each pair the record has settled on
one of the two. This module says which of the merges stand then; how groups of entries follow the rulings is
decided in resolution.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

#: Two entry ids, the smaller one first.
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """The pair of two different entries, in the one order in which pairs are kept."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Rulings:
    """What people ruled, for entries of one kind."""

    same: frozenset[Pair] = frozenset()
    distinct: frozenset[Pair] = frozenset()

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every entry that a ruling names."""
        return frozenset(name for both in (*self.same, *self.distinct) for name in both)

    @cached_property
    def enemies(self) -> Mapping[str, frozenset[str]]:
        """For each entry that something is distinct from: from which."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in self.distinct:
            found[one].add(other)
            found[other].add(one)
        return {name: frozenset(others) for name, others in found.items()}

    @cached_property
    def suspended(self) -> frozenset[Pair]:
        """Merges that do not stand, since together they would join two entries that are distinct.

        Of the ways on which merges lead from one of the two to the other, the shortest are cut in all their
        links at once, then the next shortest, until no way is left. So it makes no difference which ruling
        came first, and merges that lead nowhere near the contradiction stand.
        """
        standing = self.same - self.distinct
        while True:
            neighbours = _neighbours(standing)
            cut = {
                link
                for one, other in self.distinct
                if one in neighbours and other in neighbours
                for link in _shortest(neighbours, one, other)
            }
            if not cut:
                return self.same - standing
            standing -= cut

    @cached_property
    def clashes(self) -> tuple[frozenset[str], ...]:
        """Entries whose merges contradict what is distinct, those of one contradiction together."""
        neighbours = _neighbours(self.suspended)
        found: dict[frozenset[str], None] = {}
        for name in sorted(neighbours):
            found[frozenset(_steps(neighbours, name))] = None
        return tuple(found)

    @cached_property
    def joined(self) -> frozenset[Pair]:
        """The merges that stand."""
        return self.same - self.suspended


#: Nobody ruled anything.
NONE = Rulings()


def _shortest(neighbours: Mapping[str, list[str]], one: str, other: str) -> set[Pair]:
    """Every link that lies on a shortest way between two entries; none where no way leads there."""
    near = _steps(neighbours, one)
    if other not in near:
        return set()
    far = _steps(neighbours, other)
    return {pair(a, b) for a in near for b in neighbours[a] if near[a] + 1 + far[b] == near[other]}


def _neighbours(links: Iterable[Pair]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in links:
        found[one].append(other)
        found[other].append(one)
    return dict(found)


def _steps(neighbours: Mapping[str, list[str]], start: str) -> dict[str, int]:
    """How many links lead from ``start`` to each entry that can be reached."""
    steps = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in neighbours[here]:
            if there not in steps:
                steps[there] = steps[here] + 1
                queue.append(there)
    return steps
