"""Clusters that do not depend on the order in which their members arrive.

Every function of this wing reduces to pairs that belong together; this module turns the pairs into groups.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def connected(members: Iterable[K], pairs: Iterable[tuple[K, K]]) -> tuple[tuple[K, ...], ...]:
    """Group ``members`` so that both sides of each pair stand in one group.

    Returns the groups, each in the order of ``members``, ordered by their first member.
    """
    order = dict.fromkeys(members)
    # Most members stand in no pair, and by themselves.
    parent: dict[K, K] = {}

    def root(member: K) -> K:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in pairs:
        parent.setdefault(one, one)
        parent.setdefault(other, other)
        parent[root(other)] = root(one)
    groups: dict[K, list[K]] = {}
    for member in order:
        groups.setdefault(root(member) if member in parent else member, []).append(member)
    return tuple(map(tuple, groups.values()))


def across(ones: Sequence[K], others: Sequence[K]) -> Iterator[tuple[K, K]]:
    """Pairs that are enough to join each of ``ones`` with each of ``others``; neither is empty."""
    yield from ((one, others[0]) for one in ones)
    yield from ((ones[0], other) for other in others)
