"""Dependency trees from arc scores: the maximum spanning tree with exactly one root.

Greedy heads form no tree in about one sentence of ten, so those are decoded with the algorithm of Chu and Liu
(1965) and Edmonds (1967). Relations are not decided here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Heads = NDArray[np.int64]


def is_tree(heads: Heads) -> bool:
    """Whether `heads` (1-based, 0 the root) hang all words on one single root."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    # Following heads doubles the step each time: after enough doublings every word has reached the root.
    reach = np.concatenate([[0], heads])
    for _ in range(max(1, int(np.ceil(np.log2(len(heads) + 1))))):
        reach = reach[reach]
    return not reach.any()


def decode_tree(scores: Scores) -> Heads:
    """Return the best tree's heads, 1-based with 0 for the root.

    `scores` [words, 1 + words] holds for each word the score of each head, the root first; larger is better.
    """
    count = scores.shape[0]
    if count == 1:
        return np.zeros(1, dtype=np.int64)
    scores = np.array(scores, dtype=np.float64)
    scores[np.arange(count), np.arange(1, count + 1)] = -np.inf
    greedy = scores.argmax(axis=1)
    if is_tree(greedy):
        return greedy
    # A price on root arcs above any possible gain leaves one of them (a complete graph always has such a tree).
    finite = scores[np.isfinite(scores)]
    scores[:, 0] -= (finite.max() - finite.min() + 1.0) * (count + 1)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    return _spanning_tree(square)[1:]


def _spanning_tree(scores: Scores) -> Heads:
    """Return the maximum arborescence of `scores` [dependant, head] rooted at node 0; its own entry is 0."""
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([node for node in range(len(heads)) if node not in set(cycle)])
    # Contract the cycle into one node, put last.
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    smaller[:-1, -1] = leaving.max(axis=1)
    entering = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    smaller[-1, :-1] = entering.max(axis=0)
    reduced = _spanning_tree(smaller)
    entry = outside[reduced[-1]]
    broken = inside[entering[:, reduced[-1]].argmax()]
    for place, node in enumerate(outside):
        chosen = reduced[place]
        heads[node] = inside[leaving[place].argmax()] if chosen == size - 1 else outside[chosen]
    heads[0] = 0
    heads[broken] = entry
    return heads


def _find_cycle(heads: Heads) -> list[int]:
    """Return the nodes of some cycle that does not hold node 0, or nothing."""
    seen = np.zeros(len(heads), dtype=np.int64)
    seen[0] = -1
    for start in range(1, len(heads)):
        node = start
        while seen[node] == 0:
            seen[node] = start
            node = int(heads[node])
        if seen[node] == start:
            cycle = [node]
            following = int(heads[node])
            while following != node:
                cycle.append(following)
                following = int(heads[following])
            return cycle
        # Everything on this way leads to what was looked at before.
        node = start
        while seen[node] == start:
            seen[node] = -1
            node = int(heads[node])
    return []
