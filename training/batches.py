"""Windows cut anew from the examples in every epoch, and batches of them as tensors.

A window holds whole units (sentences of a treebank, paragraphs of a news text) as far as they fit; a longer unit is
cut between words. Nothing is dropped.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from tracktwo.reading.links import distance_buckets
from training.prepare import UNKNOWN, Example

#: The corpora with attributions, in the order of the conventions the model tells apart.
CONVENTIONS = ("polnear", "gum")
#: Words around an anchor that the link scorer learns on: 99.7 % of PolNeAR's attributions lie inside.
REACH_BACK, REACH_FORTH = 96, 112
_START, _END, _UNKNOWN_PIECE, _PAD = 101, 102, 100, 0


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first` to `last` (exclusive) of an example."""

    example: Example
    first: int
    last: int
    pieces: int


def cut_windows(example: Example, limit: int, chance: random.Random | None) -> Iterator[Window]:
    """Cut an example into windows of at most `limit` pieces; with `chance` the first is shorter at random."""
    sizes = np.array([len(word) for word in example.pieces])
    sums = np.concatenate([[0], np.cumsum(sizes)])
    room = limit - 2
    allowed = chance.randint(room // 4, room) if chance and sums[-1] > room else room
    first = 0
    last = 0
    for start, end in pairwise(example.units):
        if sums[end] - sums[first] > allowed and last > first:
            yield Window(example, first, last, int(sums[last] - sums[first]) + 2)
            first, allowed = int(start), room
        last = int(end)
        while sums[last] - sums[first] > allowed:
            cut = int(np.searchsorted(sums, sums[first] + allowed, side="right")) - 1
            yield Window(example, first, cut, int(sums[cut] - sums[first]) + 2)
            first, allowed = cut, room
    if last > first:
        yield Window(example, first, last, int(sums[last] - sums[first]) + 2)


def epoch_batches(
    examples: Iterable[Example],
    shares: dict[str, float],
    limit: int,
    batch_pieces: int,
    chance: random.Random,
) -> list[list[Window]]:
    """Return an epoch's batches in random order, windows of like length together."""
    windows = []
    for example in examples:
        share = shares.get(example.corpus, 1.0)
        turns = int(share) + (chance.random() < share - int(share))
        for _ in range(turns):
            windows += list(cut_windows(example, limit, chance))
    chance.shuffle(windows)
    batches: list[list[Window]] = []
    for at in range(0, len(windows), 400):
        shelf = sorted(windows[at : at + 400], key=lambda window: window.pieces)
        batch: list[Window] = []
        for window in shelf:
            if batch and (len(batch) + 1) * window.pieces > batch_pieces:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    chance.shuffle(batches)
    return batches


@dataclass(slots=True)
class Batch:
    """Windows as tensors; words of all windows are numbered through."""

    windows: list[Window]
    pieces: Tensor
    shapes: Tensor
    layouts: Tensor
    quotes: Tensor
    mask: Tensor
    firsts: Tensor
    starts: Tensor
    upos: Tensor
    xpos: Tensor
    lemma: Tensor
    entity: Tensor
    anchors: Tensor
    #: Sentences wholly inside their window: word numbers [sentences, longest], heads (0 the root), relations.
    sentence_words: Tensor
    sentence_heads: Tensor
    sentence_deps: Tensor
    #: Gold anchors: word number, words around it [anchors, longest], labels, distances, convention.
    link_anchor: Tensor
    link_words: Tensor
    link_labels: Tensor
    link_distances: Tensor
    link_convention: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch with its tensors on `device`."""
        values = {}
        for name in self.__slots__:
            value = getattr(self, name)
            values[name] = value.to(device) if isinstance(value, Tensor) else value
        return Batch(**values)


def padded(rows: list[list[int]] | list[np.ndarray], fill: int) -> Tensor:
    """Stack rows of unlike length."""
    longest = max((len(row) for row in rows), default=0)
    out = np.full((len(rows), longest), fill, dtype=np.int64)
    for place, row in enumerate(rows):
        out[place, : len(row)] = row
    return torch.from_numpy(out)


def make_batch(
    windows: list[Window], piece_dropout: float = 0.0, chance: random.Random | None = None
) -> Batch:
    """Turn windows into tensors; with `piece_dropout` that share of pieces becomes unknown."""
    rows: dict[str, list[list[int]]] = {name: [] for name in ("pieces", "shapes", "layouts", "quotes")}
    flat: dict[str, list[np.ndarray]] = {
        name: [] for name in ("starts", "upos", "xpos", "lemma", "entity", "anchors")
    }
    firsts: list[tuple[int, int]] = []
    trees: list[tuple[list[int], np.ndarray, np.ndarray]] = []
    links: list[tuple[int, np.ndarray, np.ndarray, np.ndarray, int]] = []
    base = 0
    for place, window in enumerate(windows):
        example, span = window.example, slice(window.first, window.last)
        count = window.last - window.first
        pieces, shapes, layouts, quotes = [_START], [0], [0], [0]
        for i in range(window.first, window.last):
            word = example.pieces[i]
            firsts.append((place, len(pieces)))
            if piece_dropout and chance is not None and chance.random() < piece_dropout:
                word = (_UNKNOWN_PIECE,) * len(word)
            pieces.extend(word)
            shapes.extend([int(example.shapes[i])] * len(word))
            quotes.extend([int(example.quotes[i])] * len(word))
            layouts.append(int(example.breaks[i]))
            layouts.extend([0] * (len(word) - 1))
        for name, row in (("pieces", pieces), ("shapes", shapes), ("layouts", layouts), ("quotes", quotes)):
            rows[name].append([*row, _END if name == "pieces" else 0])
        for name in ("starts", "upos", "xpos", "lemma", "entity"):
            labels = getattr(example, name)
            flat[name].append(np.full(count, UNKNOWN) if labels is None else labels[span].astype(np.int64))
        flat["anchors"].append(_anchor_targets(window, links, base))
        if example.head is not None and example.dep is not None:
            trees += _whole_sentences(window, base)
        base += count
    pieces_tensor = padded(rows["pieces"], _PAD)
    length = pieces_tensor.shape[1]
    mask = torch.zeros(pieces_tensor.shape).masked_fill(pieces_tensor == _PAD, -1e4)[:, None, None, :]
    joined = {name: torch.from_numpy(np.concatenate(parts).astype(np.int64)) for name, parts in flat.items()}
    return Batch(
        windows,
        pieces_tensor,
        padded(rows["shapes"], 0),
        padded(rows["layouts"], 0),
        padded(rows["quotes"], 0),
        mask,
        torch.tensor([row * length + column for row, column in firsts]),
        **joined,
        sentence_words=padded([words for words, _, _ in trees], UNKNOWN),
        sentence_heads=padded([heads for _, heads, _ in trees], UNKNOWN),
        sentence_deps=padded([deps for _, _, deps in trees], UNKNOWN),
        link_anchor=torch.tensor([link[0] for link in links], dtype=torch.long),
        link_words=padded([link[1] for link in links], UNKNOWN),
        link_labels=padded([link[2] for link in links], UNKNOWN),
        link_distances=padded([link[3] for link in links], 0),
        link_convention=torch.tensor([link[4] for link in links], dtype=torch.long),
    )


def _anchor_targets(
    window: Window, links: list[tuple[int, np.ndarray, np.ndarray, np.ndarray, int]], base: int
) -> np.ndarray:
    """Number each word: -1 not annotated, else twice its convention plus whether it is an anchor."""
    example = window.example
    count = window.last - window.first
    if example.links is None:
        return np.full(count, UNKNOWN)
    convention = CONVENTIONS.index(example.corpus)
    targets = np.full(count, 2 * convention)
    for anchor, labelled in example.links:
        if not window.first <= anchor < window.last:
            continue
        targets[anchor - window.first] = 2 * convention + 1
        low, high = max(window.first, anchor - REACH_BACK), min(window.last, anchor + REACH_FORTH + 1)
        labels = np.zeros(high - low, dtype=np.int64)
        for word, label in labelled:
            if low <= word < high:
                labels[word - low] = label
        words = np.arange(low, high) - window.first + base
        distances = distance_buckets(np.arange(low - anchor, high - anchor))
        links.append((anchor - window.first + base, words, labels, distances, convention))
    return targets


def _whole_sentences(window: Window, base: int) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    example = window.example
    assert example.head is not None
    assert example.dep is not None
    units = example.units
    for start, end in pairwise(units):
        if window.first <= start and end <= window.last:
            heads = example.head[start:end] - start + 1
            own = heads == np.arange(1, end - start + 1)
            words = list(range(int(start) - window.first + base, int(end) - window.first + base))
            yield words, np.where(own, 0, heads).astype(np.int64), example.dep[start:end].astype(np.int64)
