"""A document's text as it is shown to a reader who may not see all of it: the passages shown, joined by a mark.

Keeps where each code point went, so that a citation of the whole text becomes one of the extract. What is shown
and what is withheld is decided in ``withholding``.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tracktwo.model import Span
from tracktwo.model.levels import LEFT_OUT, WITHHELD

_BETWEEN = f" {LEFT_OUT} "


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the whole text, as it is or withheld, and where it stands in the extract."""

    whole: Span
    shown: Span
    is_withheld: bool


class Extract:
    """The text of a document with nothing in it but what is shown.

    ``shown`` are the passages to show and ``secret`` the stretches withheld inside them, code points of ``text``,
    the latter in order and apart from one another.
    """

    def __init__(self, text: str, shown: Iterable[Span], secret: Iterable[Span]) -> None:
        self._pieces: list[_Piece] = []
        written: list[str] = []
        length = 0
        secrets = tuple(secret)
        for passage in _joined(text, shown):
            if written:
                written.append(_BETWEEN)
                length += len(_BETWEEN)
            for whole, is_withheld in _parts(passage, secrets):
                words = WITHHELD if is_withheld else text[whole.start : whole.end]
                self._pieces.append(_Piece(whole, Span(length, length + len(words)), is_withheld))
                written.append(words)
                length += len(words)
        self.text = "".join(written) or LEFT_OUT
        self._starts = [piece.whole.start for piece in self._pieces]

    def place(self, whole: Span) -> Span | None:
        """Where a stretch of the whole text stands in the extract; None unless all of it is shown."""
        first, last = self._piece(whole.start), self._piece(whole.end - 1)
        if first is None or last is None:
            return None
        start = first.shown.start + (0 if first.is_withheld else whole.start - first.whole.start)
        end = last.shown.end if last.is_withheld else last.shown.start + whole.end - last.whole.start
        return Span(start, end)

    def _piece(self, at: int) -> _Piece | None:
        n = bisect_right(self._starts, at) - 1
        return self._pieces[n] if n >= 0 and at < self._pieces[n].whole.end else None


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Passages in order, those that overlap or have nothing between them that is read in one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start <= found[-1].end or not _is_read(text[found[-1].end : span.start])):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _is_read(words: str) -> bool:
    return any(map(str.isalnum, words))


def _parts(passage: Span, secrets: tuple[Span, ...]) -> Iterable[tuple[Span, bool]]:
    at = passage.start
    for secret in secrets:
        start, end = max(secret.start, passage.start), min(secret.end, passage.end)
        if start >= end:
            continue
        if at < start:
            yield Span(at, start), False
        yield Span(start, end), True
        at = end
    if at < passage.end:
        yield Span(at, passage.end), False
