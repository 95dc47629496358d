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
        return np.asarray(greedy, dtype=np.int64)
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
    groups = _contracted(heads)
    if groups is None:
        return heads
    # Entering a cycle at a node means breaking that node's arc within it.
    nodes = np.arange(len(heads))
    in_cycle = np.bincount(groups)[groups] > 1
    gains = scores - np.where(in_cycle, scores[nodes, heads], 0.0)[:, None]
    order = np.argsort(groups, kind="stable")
    firsts = np.searchsorted(groups[order], np.arange(groups.max() + 1))
    smaller = np.maximum.reduceat(np.maximum.reduceat(gains[order][:, order], firsts, axis=0), firsts, axis=1)
    np.fill_diagonal(smaller, -np.inf)
    members = np.split(order, firsts[1:])
    for group, chosen in enumerate(_spanning_tree(smaller)):
        if group == 0:
            continue
        inside, outside = members[group], members[chosen]
        best = int(gains[inside[:, None], outside].argmax())
        heads[inside[best // len(outside)]] = outside[best % len(outside)]
    return heads


def _contracted(heads: Heads) -> Heads | None:
    """Number the nodes so that those of one cycle share a number and node 0 has 0; None where there is no cycle."""
    count = len(heads)
    reach = heads.copy()
    for _ in range(max(1, int(np.ceil(np.log2(count))))):
        reach = reach[reach]
    # After so many steps one stands on the root or on a cycle, and every node of a cycle is stood on.
    on_cycle = np.zeros(count, dtype=bool)
    on_cycle[reach] = True
    on_cycle[0] = False
    if not on_cycle.any():
        return None
    groups = np.full(count, -1, dtype=np.int64)
    groups[0] = 0
    following = 1
    for node in (np.flatnonzero(~on_cycle[1:]) + 1).tolist():
        groups[node] = following
        following += 1
    for node in np.flatnonzero(on_cycle).tolist():
        if groups[node] < 0:
            while groups[node] < 0:
                groups[node] = following
                node = int(heads[node])
            following += 1
    return groups
