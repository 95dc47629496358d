"""A document's text cut into pieces: which claims rest on each, whether it is read, whether it was asked for.

Offsets are code points of the canonical text; joined again, the pieces are the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tracktwo.model import Document
from tracktwo.model.printed import citations_of
from tracktwo.record import ClaimEntry


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within which nothing changes."""

    text: str
    start: int
    #: Ids of the claims that rest on it.
    claims: tuple[str, ...]
    #: Whether it lies in a passage that is read.
    is_read: bool
    #: Whether it lies in the place that was asked for, and whether it is the first piece that does.
    is_asked: bool
    is_first_asked: bool = False


def cut(
    document: Document, claims: Iterable[ClaimEntry[Any]], asked: tuple[int, int] | None = None
) -> tuple[Piece, ...]:
    """Cut a document's text wherever a citation, a passage or the asked place begins or ends."""
    spans = [(c.start, c.end, entry.id) for entry in claims for _, c in citations_of(entry.claim)]
    dimmed = [(p.span.start, p.span.end) for p in document.passages if not p.is_read]
    edges = {0, len(document.text)}
    for start, end in [*((s, e) for s, e, _ in spans), *dimmed, *([asked] if asked else [])]:
        edges |= {start, end}
    ordered = sorted(edge for edge in edges if 0 <= edge <= len(document.text))
    return tuple(_pieces(document.text, ordered, spans, dimmed, asked))


def _pieces(
    text: str,
    edges: Sequence[int],
    spans: Sequence[tuple[int, int, str]],
    dimmed: Sequence[tuple[int, int]],
    asked: tuple[int, int] | None,
) -> Iterable[Piece]:
    starting = sorted(spans)
    open_now: dict[tuple[int, int, str], None] = {}
    at, was_asked = 0, False
    for start, end in pairwise(edges):
        while at < len(starting) and starting[at][0] <= start:
            open_now[starting[at]] = None
            at += 1
        for span in [span for span in open_now if span[1] <= start]:
            del open_now[span]
        is_asked = asked is not None and asked[0] <= start and end <= asked[1]
        yield Piece(
            text[start:end],
            start,
            tuple(dict.fromkeys(claim for _, _, claim in open_now)),
            not any(a <= start and end <= b for a, b in dimmed),
            is_asked,
            is_asked and not was_asked,
        )
        was_asked |= is_asked
