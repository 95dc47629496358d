"""The pretrained sentence encoder (BERT, six layers) in plain PyTorch, returning every layer.

It neither tokenises nor pools: word vectors are gathered in `training.network`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from tracktwo.reading.layout import LAYOUTS, QUOTES, SHAPES
from training.attention import attention, dropout


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Sizes of the encoder; the defaults are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512


class Block(nn.Module):
    """One post-norm transformer layer, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Read `x` [batch, length, width] under an additive `mask` [batch, 1, 1, length]."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).unbind(2)
        attended = attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), mask)
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + dropout(attended, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + dropout(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """Pieces and their layout to one vector a piece and layer."""

    def __init__(self, shape: EncoderShape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        shape = shape or EncoderShape()
        self.shape = shape
        self.dropout = dropout
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        # The vocabulary is uncased: without the shape of the word, names are hardly found.
        self.shapes = nn.Embedding(len(SHAPES), shape.width)
        self.layouts = nn.Embedding(len(LAYOUTS), shape.width)
        self.quotes = nn.Embedding(len(QUOTES), shape.width)
        for table in (self.shapes, self.layouts, self.quotes):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.blocks = nn.ModuleList(
            Block(shape.width, shape.heads, shape.inner, dropout) for _ in range(shape.layers)
        )

    def forward(
        self, pieces: Tensor, shapes: Tensor, layouts: Tensor, quotes: Tensor, mask: Tensor
    ) -> list[Tensor]:
        """Return the embeddings and each layer's output, [batch, length, width] each."""
        position = self.positions.weight[: pieces.shape[1]]
        x = self.words(pieces) + position + self.shapes(shapes) + self.layouts(layouts) + self.quotes(quotes)
        x = dropout(self.norm(x), self.dropout, self.training)
        layers = [x]
        for block in self.blocks:
            x = block(x, mask)
            layers.append(x)
        return layers

    def load_pretrained(self, path: Path) -> None:
        """Take over the published BERT weights in `path` (safetensors)."""
        raw = {name.removeprefix("bert."): value.float() for name, value in load_file(path).items()}
        with torch.no_grad():
            self.words.weight.copy_(raw["embeddings.word_embeddings.weight"])
            kind = raw["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(raw["embeddings.position_embeddings.weight"] + kind)
            self.norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
            for number, block in enumerate(self.blocks):
                prefix = f"encoder.layer.{number}."
                parts = [f"{prefix}attention.self.{name}." for name in ("query", "key", "value")]
                for kind_of in ("weight", "bias"):
                    getattr(block.qkv, kind_of).copy_(torch.cat([raw[part + kind_of] for part in parts]))
                    for ours, theirs in (
                        (block.out, "attention.output.dense."),
                        (block.norm1, "attention.output.LayerNorm."),
                        (block.up, "intermediate.dense."),
                        (block.down, "output.dense."),
                        (block.norm2, "output.LayerNorm."),
                    ):
                        getattr(ours, kind_of).copy_(raw[prefix + theirs + kind_of])
