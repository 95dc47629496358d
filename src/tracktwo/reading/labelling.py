"""Spans from label scores: the best labelling in which every span is whole.

Scores are the model's; a path that breaks no rule and is best word by word is best altogether, so the Viterbi search
runs only where that path breaks one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labelling:
    """A label set (BIO or BIOES) with what may follow what."""

    labels: tuple[str, ...]
    #: [before, after], true where `after` may follow `before`.
    follows: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    #: BIOES, where a span has an end of its own, and not BIO.
    closed: bool

    @classmethod
    def of(cls, labels: Sequence[str]) -> Labelling:
        """Work out the rules of `labels`; the scheme is BIOES if any label is an E or S, else BIO.

        In BIO each I label must stand right after its B label.
        """
        closed = any(label[:1] in "ES" for label in labels)
        follows = np.array([[_may_follow(a, b, closed) for b in labels] for a in labels])
        starts = np.array([_may_follow("O", b, closed) for b in labels])
        ends = np.array([_may_follow(a, "O", closed) for a in labels])
        return cls(tuple(labels), follows, starts, ends, closed)

    def decode(self, scores: Floats) -> Numbers:
        """Return the best allowed label numbers for `scores` [words, labels]."""
        if not len(scores):
            return np.zeros(0, dtype=np.int64)
        best: Numbers = scores.argmax(axis=1)
        wrong = np.concatenate([[not self.starts[best[0]]], ~self.follows[best[:-1], best[1:]]])
        if self.closed:
            return self._viterbi(scores) if wrong.any() or not self.ends[best[-1]] else best
        return self._repaired(scores, best, np.flatnonzero(wrong)) if wrong.any() else best

    def _repaired(self, scores: Floats, best: Numbers, wrong: Numbers) -> Numbers:
        """Search again only where the best path can differ from `best`.

        Turning each inside label that nothing begins into a begin label repairs a BIO path. A word whose outside label
        leads by more than all these repairs cost is outside on the best path too, so the search stops at it.
        """
        cost = float((scores[wrong, best[wrong]] - scores[wrong, best[wrong] - 1]).sum())
        others = scores[:, 1:].max(axis=1)
        fixed = np.flatnonzero(scores[:, 0] - others > cost)
        last = -1
        for place in wrong.tolist():
            if place <= last:
                continue
            at = int(np.searchsorted(fixed, place))
            first = int(fixed[at - 1]) + 1 if at else 0
            last = int(fixed[at]) if at < len(fixed) else len(best)
            best[first:last] = self._viterbi(scores[first:last])
        return best

    def _viterbi(self, table: Floats) -> Numbers:
        scores = table.astype(np.float64)
        barred = np.where(self.follows, 0.0, -1e9)
        best = scores[0] + np.where(self.starts, 0.0, -1e9)
        back = np.zeros(scores.shape, dtype=np.int64)
        for place in range(1, len(scores)):
            ways = best[:, None] + barred
            back[place] = ways.argmax(axis=0)
            best = ways.max(axis=0) + scores[place]
        best = best + np.where(self.ends, 0.0, -1e9)
        path = [int(best.argmax())]
        for place in range(len(scores) - 1, 0, -1):
            path.append(int(back[place, path[-1]]))
        return np.array(path[::-1])

    def spans(self, numbers: Numbers) -> list[tuple[int, int, str]]:
        """Return the spans of a labelling as (first, end, class)."""
        found: list[tuple[int, int, str]] = []
        for place in np.flatnonzero(numbers):
            mark, _, kind = self.labels[numbers[place]].partition("-")
            if mark in "BS" or not found:
                found.append((int(place), int(place) + 1, kind))
            else:
                found[-1] = (found[-1][0], int(place) + 1, found[-1][2])
        return found


def _may_follow(before: str, after: str, closed: bool) -> bool:
    if after[:1] in "IE":
        return before[:1] in "BI" and before[2:] == after[2:]
    return not (closed and before[:1] in "BI")


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(scores: Floats) -> Floats:
    """Return the probability of a score."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)
