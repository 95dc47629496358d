"""Words of a document that tell of nothing by themselves: reporters' questions in a transcript, and headlines.

What they say is left to whoever asks; this module only says where they stand.
"""

from __future__ import annotations

from tracktwo.extraction.transcripts import TurnRole, find_turns
from tracktwo.model import Document, DocumentKind, PassageRole, Span


def headline_spans(document: Document) -> tuple[Span, ...]:
    """Where the document's titles stand."""
    return tuple(p.span for p in document.passages if p.role is PassageRole.TITLE)


def question_spans(document: Document) -> tuple[Span, ...]:
    """Where reporters ask in a transcript; nothing in other kinds of document."""
    if document.kind is not DocumentKind.TRANSCRIPT:
        return ()
    return tuple(turn.words for turn in find_turns(document) if turn.role is TurnRole.QUESTION)


def stands_in(offset: int, spans: tuple[Span, ...]) -> bool:
    """Whether the code point at ``offset`` is inside one of ``spans``."""
    return any(span.start <= offset < span.end for span in spans)
