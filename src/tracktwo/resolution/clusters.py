"""Clusters that do not depend on the order in which their members arrive.

Every function of this wing reduces to pairs that belong together; this module turns the pairs into groups.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def connected(members: Iterable[K], pairs: Iterable[tuple[K, K]]) -> tuple[tuple[K, ...], ...]:
    """Group ``members`` so that both sides of each pair stand in one group.

    Returns the groups, each in the order of ``members``, ordered by their first member.
    """
    order = list(dict.fromkeys(members))
    parent = {member: member for member in order}

    def root(member: K) -> K:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in pairs:
        parent[root(other)] = root(one)
    groups: defaultdict[K, list[K]] = defaultdict(list)
    for member in order:
        groups[root(member)].append(member)
    return tuple(tuple(group) for group in groups.values())


def across(ones: Sequence[K], others: Sequence[K]) -> Iterator[tuple[K, K]]:
    """Pairs that are enough to join each of ``ones`` with each of ``others``; neither is empty."""
    yield from ((one, others[0]) for one in ones)
    yield from ((ones[0], other) for other in others)
