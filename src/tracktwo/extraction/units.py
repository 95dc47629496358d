"""Which drafts are statements, and how many each makes: the conventions of what a statement is.

Two are served. A report on a dialogue is coded statement by statement: only what is uttered counts, a quotation
broken by its attribution makes two, the conjunction "that" belongs to neither side. Any other text is read for its
attributions as PolNeAR's annotators saw them: attitudes count, one attribution may have a broken content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import modal_of, relation
from tracktwo.extraction.cues import CueClass, entry_of, words_of
from tracktwo.extraction.drafts import Draft, Origin, Spans, covered, tokens_in
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.quotations import Quotation
from tracktwo.extraction.quoted import continuation, is_speech
from tracktwo.extraction.speakers import head_of
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Span, StatementKind

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


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


def chosen(
    drafts: Sequence[Draft], doc: Doc, actors: Actors, quotations: Sequence[Quotation], scope: Scope
) -> list[Draft]:
    """The drafts that are statements in ``scope``."""
    if scope is Scope.GENERAL:
        return list(drafts)
    return [d for d in drafts if _is_uttered(d, doc, actors, quotations)]


def _is_uttered(draft: Draft, doc: Doc, actors: Actors, quotations: Sequence[Quotation]) -> bool:
    if draft.origin is not Origin.LEARNED:
        return True
    entry = entry_of(draft.cue_tokens)
    if not draft.source or _is_silence(draft) or _is_asked_of(draft):
        return False
    if any(q.outer.contains(s) for q in quotations for s in draft.cue):
        return _is_told_inside(draft, entry.kind, doc)
    if entry.kind is CueClass.PREPOSITION or _quotes_speech(draft, doc, quotations):
        return True
    if entry.kind is CueClass.SPEECH:
        if _is_courtesy_call(draft, doc, actors):
            return False
        return not _points_back(draft, doc) or (
            entry.act is not None and len(tokens_in(doc, draft.content)) > 2
        )
    if entry.kind is CueClass.TALKS:
        return (
            _is_told_of_actor(draft, doc, actors) and not _points_back(draft, doc) and not _is_purpose(draft)
        )
    if entry.kind is CueClass.NOUN:
        return _has_clause(draft, doc)
    if entry.kind is CueClass.UNKNOWN:
        return _has_clause(draft, doc) and draft.probability >= 0.5
    return _is_main(draft) and _has_clause(draft, doc) and _is_told_of_actor(draft, doc, actors)


def _quotes_speech(draft: Draft, doc: Doc, quotations: Sequence[Quotation]) -> bool:
    """Whether the content has uttered words in it, or a term in a clause of its own."""
    near = [q for q in quotations for s in draft.content if q.outer.overlaps(s)]
    return any(is_speech(q, doc.text) for q in near) or (bool(near) and _has_clause(draft, doc))


def _is_courtesy_call(draft: Draft, doc: Doc, actors: Actors) -> bool:
    """ "called on the President": a visit, where nothing is asked of him."""
    content = tokens_in(doc, draft.content)
    if not {"on", "upon"} & {t.lower_ for t in draft.cue_tokens} or any(
        t.pos_ in ("VERB", "AUX") for t in content
    ):
        return False
    head = head_of(content)
    actor = None if head is None else actors.at(head.idx, head.idx + len(head.text))
    return actor is not None and actor.is_person


def _is_silence(draft: Draft) -> bool:
    """ "declined to say whether …": nothing was said."""
    words: set[str] = set().union(*(forms_of(t) for t in draft.cue_tokens))
    return bool(words & words_of("declining")) and bool(words & words_of("speaking"))


def _is_asked_of(draft: Draft) -> bool:
    """ "India must accept that …": what somebody else should say."""
    verb = draft.verb
    return verb is not None and modal_of(verb) in words_of("obliging")


def _is_told_inside(draft: Draft, kind: CueClass, doc: Doc) -> bool:
    """Whether quoted words tell of somebody else's words: not "I believe", "we know", "they want"."""
    source = tokens_in(doc, draft.source)
    own = len(source) == 1 and source[0].lower_ in ("i", "we", "you", "us", "me")
    return not own and kind in (CueClass.SPEECH, CueClass.PREPOSITION) and _has_clause(draft, doc)


def _is_told_of_actor(draft: Draft, doc: Doc, actors: Actors) -> bool:
    tokens = tokens_in(doc, draft.source)
    if is_joint(" ".join(t.text for t in tokens)):
        return True
    return any(actors.at(t.idx, t.idx + len(t.text)) is not None for t in tokens)


def _is_purpose(draft: Draft) -> bool:
    """Whether a cue only tells what a meeting was for: "met to discuss the river"."""
    verb = draft.verb
    return verb is not None and verb.tag_ == "VB" and relation(verb) in ("advcl", "acl")


def _points_back(draft: Draft, doc: Doc) -> bool:
    """Whether the content is a thing that only points to what was told before: "announced the development"."""
    if _has_clause(draft, doc):
        return False
    head = head_of(tokens_in(doc, draft.content))
    if head is None or not forms_of(head) & words_of("pointing_back"):
        return False
    return not any(
        relation(c) in ("nmod", "acl", "ccomp") and c.i > head.i for c in head.children if c.i < head.i + 6
    )


def _is_main(draft: Draft) -> bool:
    verb = draft.verb
    return verb is not None and (verb.head.i == verb.i or relation(verb) in ("conj", "parataxis"))


def _has_clause(draft: Draft, doc: Doc) -> bool:
    """Whether the content holds a finite clause, and not a thing alone."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens_in(doc, draft.content))


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


def units_of(draft: Draft, doc: Doc, quotations: Sequence[Quotation], scope: Scope) -> list[Draft]:
    """The statements that a draft makes: one, or one for each stretch of a broken quotation."""
    if scope is Scope.GENERAL:
        return [draft]
    stretches = _stretches(draft.content, quotations, doc.text)
    if len(stretches) < 2:
        return [replace(draft, content=_bare(draft.content, doc, quotations))]
    first, *others = [_bare(s, doc, quotations) for s in stretches]
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


def _bare(content: Spans, doc: Doc, quotations: Sequence[Quotation]) -> Spans:
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
    return tuple(s for s in spans if doc.text[s.start : s.end].strip())


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
