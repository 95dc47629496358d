"""How many statements a draft makes, and of which kind: the conventions of what one statement is.

Two are served. A report on a dialogue is coded statement by statement: only what is uttered counts, a quotation
broken by its attribution makes two, the conjunction "that" belongs to neither side. Any other text is read for its
attributions as PolNeAR's annotators saw them: attitudes count, one attribution may have a broken content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import relation
from tracktwo.extraction.drafts import Draft, Origin, Spans, covered, tokens_in
from tracktwo.extraction.quotations import Quotation
from tracktwo.extraction.quoted import continuation, is_speech
from tracktwo.model import Span, StatementKind


class Scope(StrEnum):
    """What a document is read for."""

    #: A report on talks: every statement is coded by itself.
    DIALOGUE = "dialogue"
    #: Any text: attributions as annotated in PolNeAR.
    GENERAL = "general"


#: Share of the quoted code points from which a content counts as direct.
_DIRECT = 0.95
#: Two drafts whose contents share this much are one.
_TWINS = 0.8


def without_twins(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out drafts whose content another, likelier one has."""
    ranked = sorted(drafts, key=lambda d: (-d.probability, d.start))
    kept: list[Draft] = []
    for draft in ranked:
        same = any(
            covered(draft.content, k.content) >= _TWINS and covered(k.content, draft.content) >= _TWINS
            for k in kept
        )
        if not same:
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)


def units_of(draft: Draft, doc: Doc, text: str, quotations: Sequence[Quotation], scope: Scope) -> list[Draft]:
    """The statements that a draft makes: one, or one for each stretch of a broken quotation."""
    if scope is Scope.GENERAL:
        return [draft]
    stretches = _stretches(draft.content, quotations, text)
    if len(stretches) < 2:
        return [replace(draft, content=_bare(draft.content, doc, text, quotations))]
    first, *others = [_bare(s, doc, text, quotations) for s in stretches]
    return [replace(draft, content=first), *(continuation(draft, s) for s in others)]


def _stretches(content: Spans, quotations: Sequence[Quotation], text: str) -> list[Spans]:
    """Part a content at its direct quotations; what is reported in between stays together."""
    whole = Span(content[0].start, content[-1].end)
    direct = [
        q
        for q in quotations
        if q.outer.overlaps(whole) and is_speech(q, text) and covered([q.inner], content) > 0.9
    ]
    if not direct:
        return [content]
    found: list[Spans] = [(q.inner,) for q in direct]
    rest: list[Span] = []
    for span in content:
        at = span.start
        for q in direct:
            if q.outer.start >= span.end or q.outer.end <= at:
                continue
            if text[at : q.outer.start].strip(" \n,;:"):
                rest.append(Span(at, q.outer.start))
            at = q.outer.end
        if at < span.end and text[at : span.end].strip(" \n,;:.\"”“'"):
            rest.append(Span(at, span.end))
    if (
        rest
    ):  # quoted words inside a reported clause: one mixed statement, unless they are sentences of their own
        if not all(_ends_sentence(text, s) for s in rest[:-1]) or not _ends_sentence(text, rest[-1]):
            return [content]
        found.append(tuple(rest))
    return sorted(found)


def _ends_sentence(text: str, span: Span) -> bool:
    return text[span.start : span.end].rstrip(" \n")[-1:] in ".!?:"


def _bare(content: Spans, doc: Doc, text: str, quotations: Sequence[Quotation]) -> Spans:
    """A content without the marks around a direct quotation, or without the conjunction that opens a clause."""
    spans = list(content)
    for number, span in enumerate(spans):
        for q in quotations:
            if q.outer.contains(span) and span.start <= q.inner.start and q.inner.end <= span.end:
                spans[number] = q.inner
    tokens = list(tokens_in(doc, spans[:1]))
    while len(tokens) > 1 and (
        (tokens[0].lower_ == "that" and _opens_clause(tokens[0])) or tokens[0].text in ",:;–—"
    ):
        tokens.pop(0)
        spans[0] = Span(tokens[0].idx, spans[0].end)
    return tuple(s for s in spans if text[s.start : s.end].strip())


def _opens_clause(token: Token) -> bool:
    return relation(token) == "mark" or token.pos_ == "SCONJ"


def kind_of(draft: Draft, text: str, quotations: Sequence[Quotation]) -> StatementKind:
    """Direct, indirect or mixed, by how much of the content is quoted."""
    if draft.origin is Origin.TURN:
        return StatementKind.DIRECT
    quoted = total = 0
    for span in draft.content:
        near = [q.outer for q in quotations if q.outer.overlaps(span)]
        for i in range(span.start, span.end):
            if text[i].isalnum():
                total += 1
                quoted += any(o.start <= i < o.end for o in near)
    if not quoted:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if quoted >= _DIRECT * total else StatementKind.MIXED
