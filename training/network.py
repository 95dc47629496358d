"""The reading model: the shared encoder and its heads, in PyTorch.

Heads only score; every decision that must be consistent (trees, spans, links) is decoded in `tracktwo.reading`.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracktwo.reading.links import DISTANCES
from training.attention import attention, dropout
from training.encoder import Encoder, EncoderShape


@dataclass(frozen=True, slots=True)
class HeadSizes:
    """How many classes each head has, and the widths of the heads."""

    upos: int
    xpos: int
    lemma: int
    dep: int
    entity: int
    link: int
    tag_width: int = 256
    arc_width: int = 256
    label_width: int = 96
    entity_width: int = 256
    link_width: int = 128


class LayerMix(nn.Module):
    """A learned weighting of the encoder's layers."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        weights = torch.zeros(layers)
        weights[-1] = 2.0
        self.weights = nn.Parameter(weights)

    def forward(self, layers: Tensor) -> Tensor:
        """Mix `layers` [layers, …, width] into […, width]."""
        share = torch.softmax(self.weights, 0).to(layers.dtype)
        return torch.tensordot(share, layers, dims=1)


class LinkBlock(nn.Module):
    """Attention, neighbours and a feed-forward step over the words around one anchor."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.norm0, self.norm1, self.norm2 = (nn.LayerNorm(width) for _ in range(3))
        self.near = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)

    def forward(self, x: Tensor, keep: Tensor) -> Tensor:
        """Read `x` [anchors, words, width]; `keep` [anchors, words] is 1 where a word is."""
        count, length, width = x.shape
        x = x * keep.unsqueeze(-1).to(x.dtype)
        x = x + self.near(self.norm0(x).transpose(1, 2)).transpose(1, 2)
        q, k, v = self.qkv(self.norm1(x)).view(count, length, 3, self.heads, width // self.heads).unbind(2)
        mask = ((1 - keep) * -1e4).to(q.dtype)[:, None, None, :]
        attended = attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), mask)
        attended = self.out(attended.transpose(1, 2).reshape(count, length, width))
        x = x + dropout(attended, self.dropout, self.training)
        inner = self.down(functional.gelu(self.up(self.norm2(x))))
        return x + dropout(inner, self.dropout, self.training)


class LinkScorer(nn.Module):
    """Given an anchor, the role of each word around it."""

    def __init__(self, sizes: HeadSizes, corpora: int, dropout: float) -> None:
        super().__init__()
        width = sizes.link_width
        self.word = nn.Linear(width, width)
        self.anchor = nn.Linear(width, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.convention = nn.Embedding(corpora, width)
        self.norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(LinkBlock(width, 4, dropout) for _ in range(2))
        self.last = nn.LayerNorm(width)
        self.score = nn.Linear(width, sizes.link)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.convention.weight, std=0.1)

    def forward(
        self, words: Tensor, anchors: Tensor, distances: Tensor, convention: Tensor, keep: Tensor
    ) -> Tensor:
        """Score the link labels.

        `words` [anchors, words, width] and `anchors` [anchors, width] are projected vectors, `distances` the buckets
        of `tracktwo.reading.links.distance_buckets`, `convention` [anchors] the corpus whose habits to follow.
        """
        x = self.word(words) + (self.anchor(anchors) + self.convention(convention)).unsqueeze(1)
        x = self.norm(x + self.distance(distances))
        for block in self.blocks:
            x = block(x, keep)
        return self.score(self.last(x))


class Reader(nn.Module):
    """The encoder and every head."""

    def __init__(self, sizes: HeadSizes, shape: EncoderShape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.dropout = dropout
        self.encoder = Encoder(shape, dropout)
        width, layers = self.encoder.shape.width, self.encoder.shape.layers + 1
        self.tag_mix, self.tree_mix, self.entity_mix, self.link_mix = (LayerMix(layers) for _ in range(4))
        self.tag_in = nn.Linear(width, sizes.tag_width)
        self.start = nn.Linear(sizes.tag_width, 1)
        self.upos = nn.Linear(sizes.tag_width, sizes.upos)
        self.xpos = nn.Linear(sizes.tag_width, sizes.xpos)
        self.lemma = nn.Linear(sizes.tag_width, sizes.lemma)
        self.arc_dep = nn.Linear(width, sizes.arc_width)
        self.arc_head = nn.Linear(width, sizes.arc_width)
        self.label_dep = nn.Linear(width, sizes.label_width)
        self.label_head = nn.Linear(width, sizes.label_width)
        self.arc = nn.Parameter(torch.zeros(sizes.arc_width + 1, sizes.arc_width))
        self.label = nn.Parameter(torch.zeros(sizes.dep, sizes.label_width + 1, sizes.label_width + 1))
        self.root_arc = nn.Parameter(torch.zeros(sizes.arc_width))
        self.root_label = nn.Parameter(torch.zeros(sizes.label_width))
        self.entity_in = nn.Linear(width, sizes.entity_width)
        self.entity = nn.Linear(sizes.entity_width, sizes.entity)
        self.link_in = nn.Linear(width, sizes.link_width)
        self.anchor_in = nn.Linear(width, sizes.link_width)
        self.anchor = nn.Linear(sizes.link_width, 2)
        self.links = LinkScorer(sizes, 2, dropout)
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.label, std=0.02)

    def word_layers(
        self, pieces: Tensor, shapes: Tensor, layouts: Tensor, quotes: Tensor, mask: Tensor, firsts: Tensor
    ) -> Tensor:
        """Return every layer's vector of each word's first piece, [layers, words, width].

        `firsts` are places in the flattened batch of pieces.
        """
        layers = self.encoder(pieces, shapes, layouts, quotes, mask)
        return torch.stack([layer.reshape(-1, layer.shape[-1])[firsts] for layer in layers])

    def _drop(self, x: Tensor, share: float | None = None) -> Tensor:
        return dropout(x, self.dropout if share is None else share, self.training)

    def tags(self, layers: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Score sentence starts, coarse tags, fine tags and lemma scripts of each word."""
        x = self._drop(functional.gelu(self.tag_in(self._drop(self.tag_mix(layers)))))
        return self.start(x).squeeze(-1), self.upos(x), self.xpos(x), self.lemma(x)

    def entities(self, layers: Tensor) -> Tensor:
        """Score the BIOES entity labels of each word."""
        return self.entity(self._drop(functional.gelu(self.entity_in(self._drop(self.entity_mix(layers))))))

    def tree_vectors(self, layers: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Project each word as dependant and as head, for arcs and for labels."""
        x = self._drop(self.tree_mix(layers))
        parts = (self.arc_dep, self.arc_head, self.label_dep, self.label_head)
        first, second, third, fourth = (functional.gelu(part(x)) for part in parts)
        return first, second, third, fourth

    def arcs(self, dependants: Tensor, heads: Tensor) -> Tensor:
        """Score arcs [sentences, words, 1 + words]; head 0 is the root."""
        root = self.root_arc.to(heads.dtype).expand(heads.shape[0], 1, -1)
        heads = torch.cat([root, heads], 1)
        ones = torch.ones_like(dependants[..., :1])
        weights = self.arc.to(dependants.dtype)
        return torch.cat([dependants, ones], -1) @ weights @ heads.transpose(1, 2)

    def labels(self, dependants: Tensor, heads: Tensor) -> Tensor:
        """Score the relation of each dependant [words, width] to its given head [words, width]."""
        ones = torch.ones_like(dependants[..., :1])
        dependants, heads = torch.cat([dependants, ones], -1), torch.cat([heads, ones], -1)
        count, width = self.label.shape[0], self.label.shape[1]
        weights = self.label.to(dependants.dtype).permute(1, 0, 2).reshape(width, -1)
        return torch.einsum("nlj,nj->nl", (dependants @ weights).view(-1, count, width), heads)

    def link_vectors(self, layers: Tensor) -> tuple[Tensor, Tensor]:
        """Project each word for the link scorer and score it as an anchor, after each corpus's habits."""
        x = self._drop(self.link_mix(layers))
        anchors = self.anchor(self._drop(functional.gelu(self.anchor_in(x))))
        return self.link_in(x), anchors
