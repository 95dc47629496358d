"""A document half made: its canonical text, and what the form it came in says of it and of its parts.

Furniture, dates in the text, the kind and the language are found later, on any draft alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracktwo.model import Passage, PassageRole, Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row that a form marks as such."""

    text: str
    #: The role its markup gives it; None where markup says nothing and the words must decide.
    role: PassageRole | None = None
    #: Whether it follows the block before it on the next line, as items of one list do.
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Canonical text with what its form says of it."""

    text: str
    derived_by: str
    #: Roles that markup gives, in order and without overlap.
    marks: tuple[Passage, ...] = ()
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    #: Publication date (EDTF) that the form's metadata gives.
    published: str | None = None


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Passage, ...]]:
    """Set blocks one under the other, paragraphs apart by a blank line, and say where each role lies."""
    pieces: list[str] = []
    marks: list[Passage] = []
    at = 0
    for block in blocks:
        if pieces:
            gap = "\n" if block.joined else "\n\n"
            pieces.append(gap)
            at += len(gap)
        if block.role is not None:
            marks.append(Passage(Span(at, at + len(block.text)), block.role))
        pieces.append(block.text)
        at += len(block.text)
    return "".join(pieces), tuple(marks)
