"""A document's text cut into pieces: which claims rest on each, whether it is read, whether it was asked for.

Offsets are code points of the canonical text; joined again, the pieces are the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
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
    #: Ids of the claims that rest on it, the one that began first in front.
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
    dimmed = sorted((p.span.start, p.span.end) for p in document.passages if not p.is_read)
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
) -> Iterator[Piece]:
    resting, covered = _Sweep(spans), _Sweep([(a, b, "") for a, b in dimmed])
    was_asked = False
    for start, end in pairwise(edges):
        is_asked = asked is not None and asked[0] <= start and end <= asked[1]
        yield Piece(
            text[start:end],
            start,
            resting.at(start),
            not covered.at(start),
            is_asked,
            is_asked and not was_asked,
        )
        was_asked |= is_asked


class _Sweep:
    """What covers a place, for places that are asked for from the first to the last."""

    def __init__(self, spans: Sequence[tuple[int, int, str]]) -> None:
        self._waiting = sorted(spans, reverse=True)
        self._ends: list[tuple[int, int, str]] = []
        #: Spans that cover the place, in the order in which they began.
        self._open: dict[tuple[int, int, str], None] = {}

    def at(self, place: int) -> tuple[str, ...]:
        while self._waiting and self._waiting[-1][0] <= place:
            start, end, name = self._waiting.pop()
            if (start, end, name) not in self._open:
                self._open[start, end, name] = None
                heappush(self._ends, (end, start, name))
        while self._ends and self._ends[0][0] <= place:
            end, start, name = heappop(self._ends)
            del self._open[start, end, name]
        return tuple(dict.fromkeys(name for _, _, name in self._open))
