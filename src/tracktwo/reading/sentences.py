"""Where sentences begin, and their trees, from the model's scores.

A line break that parts paragraphs always ends a sentence; what the model decides is the rest. Text whose lines were
broken to a width is told apart, as its line breaks mean nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tracktwo.reading.labelling import softmax
from tracktwo.reading.network import Floats, Network, Numbers, TreeWeights, WordScores
from tracktwo.reading.trees import decode_tree

#: Longer stretches are parted where a sentence start is likeliest: trees cost the square of the length.
LONGEST_SENTENCE = 256
START_THRESHOLD = 0.5
#: Words whose relations are scored at once: 17 kB a word are held meanwhile.
_TOGETHER = 256

#: Widths between which most lines of a text broken to a width end.
_NARROWEST, _WIDEST = 50, 100
#: Share of the lines inside paragraphs that are full where a signature or an address stands among them.
_FULL = 0.7


def is_wrapped(text: str) -> bool:
    """Whether the lines of `text` were broken to a width, as in e-mail or text taken from a PDF."""
    pairs = [(a, b) for a, b in pairwise(text.splitlines()) if a.strip() and b.strip()]
    inner = [len(line) for line, _ in pairs]
    if len(inner) < 3:
        return False
    within = sum(_NARROWEST <= size <= _WIDEST for size in inner)
    if within >= 0.8 * len(inner) and max(inner) <= 2 * _WIDEST:
        return True
    if not _NARROWEST <= max(inner) <= _WIDEST:
        return False
    # Among headings and signatures: most lines end where the next line's first word had no more room.
    full = sum(len(line) + 1 + len(following.split()[0]) > max(inner) for line, following in pairs)
    return full >= _FULL * len(inner)


def sentence_starts(chances: Floats, breaks: Sequence[int], threshold: float = START_THRESHOLD) -> list[int]:
    """Return the first words of sentences: at every break of 2, and where the model's chance reaches `threshold`."""
    starts = [i for i, gap in enumerate(breaks) if i == 0 or gap == 2 or chances[i] >= threshold]
    parted: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(breaks)], strict=True):
        parted.append(start)
        while end - parted[-1] > LONGEST_SENTENCE:
            low = parted[-1] + 1
            part = chances[low : low + LONGEST_SENTENCE - 1]
            parted.append(low + int(part.argmax()))
    return parted


def decode_trees(
    network: Network, scores: WordScores, starts: Sequence[int]
) -> tuple[Numbers, Numbers, Floats]:
    """Return each word's head as a word index (itself for a root), relation number, and the probability of both."""
    count = len(scores.start)
    heads = np.zeros(count, dtype=np.int64)
    certain = np.zeros(count, dtype=np.float32)
    weights = network.trees
    asking = _biased(scores.arc_dep) @ weights.arc
    label_heads = np.empty_like(scores.label_head)
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        candidates = np.concatenate([weights.root_arc[None], scores.arc_head[start:end]])
        arcs = asking[start:end] @ candidates.T
        chosen = decode_tree(arcs.astype(np.float64))
        chances = softmax(arcs)
        certain[start:end] = chances[np.arange(end - start), chosen]
        own = np.where(chosen == 0, np.arange(end - start), chosen - 1) + start
        heads[start:end] = own
        label_heads[start:end] = scores.label_head[own]
        label_heads[start + int((chosen == 0).argmax())] = weights.root_label
    relations, chances = _relations(weights, scores.label_dep, label_heads, heads, network.labels("dep"))
    return heads, relations, certain * chances


def _biased(vectors: Floats) -> Floats:
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], axis=1)


def _relations(
    weights: TreeWeights, dependants: Floats, heads: Floats, own: Numbers, names: tuple[str, ...]
) -> tuple[Numbers, Floats]:
    count, width = weights.label.shape[0], weights.label.shape[1]
    folded = np.ascontiguousarray(weights.label.transpose(1, 0, 2).reshape(width, -1))
    scores = np.empty((len(own), count), dtype=np.float32)
    for at in range(0, len(own), _TOGETHER):
        some = slice(at, at + _TOGETHER)
        first = (_biased(dependants[some]) @ folded).reshape(-1, count, width)
        scores[some] = np.matmul(first, _biased(heads[some])[:, :, None])[:, :, 0]
    root = names.index("root")
    is_root = own == np.arange(len(own))
    # A root has the relation root and nothing else has it.
    scores[~is_root, root] = -1e9
    best = np.where(is_root, root, scores.argmax(axis=1))
    chances = softmax(scores)[np.arange(len(best)), best]
    return best, np.where(is_root, np.float32(1.0), chances).astype(np.float32)
