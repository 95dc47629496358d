"""Puts together what an attribution breaks in two: "The road," he said, "is closed"; decides nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from tracktwo.model import Act, Statement, StatementKind

#: Acts that say little of what a statement does.
PLAIN = frozenset({Act.STATE, Act.CONSULT})
_DIRECT = StatementKind.DIRECT


def whole_statements(statements: Sequence[Statement], doc: Doc) -> Iterator[Statement]:
    """The statements, the parts of a sentence that its attribution breaks put together: "The road," he said, "is …"."""
    left = list(statements)
    while left:
        first = left.pop(0)
        second = left[0] if left else None
        if second is None or not _breaks(first, second, doc):
            yield first
            continue
        del left[0]
        act = second.act if first.act in PLAIN else first.act
        yield replace(first, content=(*first.content, *second.content), act=act)


def _breaks(first: Statement, second: Statement, doc: Doc) -> bool:
    """Whether the cue of both stands between them, in one sentence."""
    if not first.cue or first.cue != second.cue or first.kind is not _DIRECT or second.kind is not _DIRECT:
        return False
    cue = doc.char_span(first.cue[0].start, first.cue[0].end, alignment_mode="expand")
    parts = (first.content[-1], first.cue[0], second.content[0])
    if cue is None or not parts[0].end <= parts[1].start < parts[2].start:
        return False
    sentence = cue[0].sent
    return sentence.start_char <= first.content[-1].start and second.content[0].start < sentence.end_char
