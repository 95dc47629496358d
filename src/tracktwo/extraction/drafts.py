"""A statement in the making: spans of source, cue and content before anybody's name is known.

Drafts come from the reader's learned attributions, from syntax, from quotation marks and from turns; here is
only what they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from spacy.tokens import Doc, Token

from tracktwo.model import Span

Spans = tuple[Span, ...]


class Origin(StrEnum):
    """What found a draft."""

    LEARNED = "learned"
    SYNTAX = "syntax"
    #: A meeting's own voice: "it was agreed that".
    MEETING = "meeting"
    #: Quotation marks without a cue of their own, given to the speaker before.
    QUOTATION = "quotation"
    TURN = "turn"
    #: An item of a list under reporting words.
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Draft:
    """Spans are code points of the document, in order; ``source`` and ``cue`` may be empty."""

    source: Spans
    cue: Spans
    content: Spans
    probability: float
    origin: Origin = Origin.LEARNED
    #: The PLOVER act by the reader's own head, where it has one, with its probability.
    act: str | None = None
    act_probability: float = 0.0
    #: Tokens of the cue, in order.
    cue_tokens: tuple[Token, ...] = field(default=(), compare=False)

    @property
    def start(self) -> int:
        """Where the draft's first words stand."""
        return min(s.start for s in (*self.source, *self.cue, *self.content))

    @property
    def verb(self) -> Token | None:
        """The word of the cue on which its other words depend; a verb if there is one."""
        inside = {t.i for t in self.cue_tokens}
        heads = [t for t in self.cue_tokens if t.head.i == t.i or t.head.i not in inside]
        verbs = [t for t in heads if t.pos_ == "VERB"] or [t for t in self.cue_tokens if t.pos_ == "VERB"]
        return next(iter(verbs or heads), None)


def trained_act(draft: Draft) -> tuple[str, float] | None:
    """The reader's act with its probability; None for drafts that the reader did not find."""
    return None if draft.act is None else (draft.act, draft.act_probability)


def spans_from(offsets: Iterable[Sequence[int]]) -> Spans:
    """Spans from pairs of offsets, in order."""
    return tuple(sorted(Span(a, b) for a, b in offsets if b > a))


def tokens_in(doc: Doc, spans: Iterable[Span]) -> tuple[Token, ...]:
    """The tokens that lie in ``spans``, white space left out, in order."""
    found: list[Token] = []
    for span in spans:
        inside = doc.char_span(span.start, span.end, alignment_mode="expand")
        if inside is not None:
            found += [t for t in inside if not t.is_space]
    return tuple(found)


def span_of_tokens(tokens: Sequence[Token]) -> Span:
    """From the first to the last of ``tokens``."""
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


def words_at(doc: Doc, start: int, end: int) -> str:
    """The words at these offsets with single spaces; ``doc.text`` would be joined anew from all tokens."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return "" if span is None else " ".join(span.text.split())


def covered(spans: Iterable[Span], by: Iterable[Span]) -> float:
    """The share of ``spans`` (by code points) that lies in ``by``."""
    total = shared = 0
    others = list(by)
    for span in spans:
        total += span.end - span.start
        shared += sum(max(0, min(span.end, o.end) - max(span.start, o.start)) for o in others)
    return shared / total if total else 0.0


def hosts_of(drafts: Sequence[Draft]) -> tuple[int | None, ...]:
    """For each draft the one inside whose content it is told: the smallest that holds its cue and content."""
    found: list[int | None] = []
    sizes = [sum(s.end - s.start for s in d.content) for d in drafts]
    for i, inner in enumerate(drafts):
        words = (*inner.cue, *inner.content)
        best: int | None = None
        for j, outer in enumerate(drafts):
            if i == j or sizes[j] <= sizes[i] or outer.content[-1].end <= inner.start:
                continue
            if covered(words, outer.content) >= 0.9 and (best is None or sizes[j] < sizes[best]):
                best = j
        found.append(best)
    return tuple(found)
