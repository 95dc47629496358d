"""What parties undertake, plan, announce or hope to do: who, to whom, what, by when, how firmly.

General goodwill ("will further strengthen relations"), forecasts, demands on others and what has already been
done are no commitments. Whether a commitment was kept is decided over many documents, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.asides import headline_spans, question_spans, stands_in
from tracktwo.extraction.attendees import attendees_of
from tracktwo.extraction.clauses import markers, obliques_of, phrase_span, relation
from tracktwo.extraction.commissive_clauses import commissive_words
from tracktwo.extraction.drafts import words_at
from tracktwo.extraction.foresight import is_past
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.times import Time
from tracktwo.extraction.undertaking import Undertaking
from tracktwo.extraction.undertakings import find_undertakings
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Commitment, Document, DocumentKind, Statement, Strength

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: By pages read by hand (`python -m evaluation claims`); hoped ones were too few and are put low.
_CONFIDENCE = {
    Strength.PLEDGED: 0.75,
    Strength.PLANNED: 0.8,
    Strength.HOPED: 0.5,
    Strength.CONDITIONAL: 0.75,
}
_BY_TOKENS = ("with", "to", "for")


def find_commitments(
    document: Document,
    doc: Doc,
    actors: Actors,
    times: Sequence[Time],
    statements: Sequence[Statement] = (),
) -> tuple[Commitment, ...]:
    """Find the commitments of a read document, each once, in order of the text.

    Arguments:
        document: where the claims are cited from.
        doc: the same document as the reader gives it.
        actors: who its noun phrases stand for.
        times: its times, for due dates.
        statements: its statements; "we" inside one is its speaker's party.
    """
    aside = (*headline_spans(document), *question_spans(document))
    found: list[Commitment] = []
    for undertaking in find_undertakings(doc):
        if stands_in(undertaking.action.idx, aside):
            continue
        by = _parties(undertaking.by, actors, statements)
        if document.kind is DocumentKind.JOINT_STATEMENT and _is_of_both(undertaking.by):
            by = _as_said(undertaking.by[0], statements) or tuple(sorted(actors.parties[:2]))
        said = _as_said(undertaking.by[0], statements) if undertaking.by else ()
        if by and set(by) < set(said):
            by = said  # "Japan and New Zealand agreed": a second subject that the tree has lost
        if undertaking.is_joint:
            by = tuple(sorted(actors.parties[:2]))
        if undertaking.is_speakers:
            by = tuple(p for p in (_speaking_party(undertaking.action, statements) or "").split("+") if p)
        if not by:
            continue
        found.append(_claim(document, undertaking, by, actors, times, statements))
    return tuple(_once(found))


def _claim(
    document: Document,
    undertaking: Undertaking,
    by: tuple[str, ...],
    actors: Actors,
    times: Sequence[Time],
    statements: Sequence[Statement],
) -> Commitment:
    start, end = _without_attribution(undertaking.what_span, statements)
    end = start + len(document.text[start:end].rstrip(" ,;\n"))
    due = _due(undertaking, times, document.published)
    return Commitment(
        by=by,
        to=_to(undertaking, by, actors, statements),
        what=(document.cite(start, end),),
        due=due.edtf if due is not None else None,
        due_text=due.words if due is not None else None,
        strength=undertaking.strength,
        evidence=(document.cite(*undertaking.evidence_span),),
        confidence=_CONFIDENCE[undertaking.strength] - 0.05 * undertaking.is_weak,
    )


def _as_said(subject: Token, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The parties of the statement whose source a subject is, where they are several."""
    own = next((s.party for s in statements if any(c.start <= subject.idx < c.end for c in s.source)), None)
    return tuple(own.split("+")) if own and "+" in own else ()


def _is_of_both(subjects: Sequence[Token]) -> bool:
    """Whether a joint statement speaks of its two sides together: "The two ministers agreed"."""
    return len(subjects) == 1 and is_joint(words_at(subjects[0].doc, *phrase_span(subjects[0])))


def _without_attribution(span: tuple[int, int], statements: Sequence[Statement]) -> tuple[int, int]:
    """The words without who says so behind them: "reopen the road by May 1, its negotiator told reporters"."""
    start, end = span
    for statement in statements:
        for content in statement.content:
            told = [c.start for c in (*statement.source, *statement.cue) if content.end <= c.start < end]
            if content.start <= start < content.end < end and told:
                end = min(told)
    return start, end


def _due(undertaking: Undertaking, times: Sequence[Time], published: str | None) -> Time | None:
    """The time told inside the undertaking; one after "by", "until" or "before" is preferred."""
    start, end = undertaking.what_span
    if undertaking.action.idx < end:
        start = undertaking.action.idx
    inside = [t for t in times if start <= t.span.start < end and t.relation not in ("since", "after")]
    inside = [
        t for t in inside if not _is_told_aside(undertaking.action, t) and not is_past(t.edtf, published)
    ]
    bounded = [t for t in inside if t.relation is not None]
    dated = [t for t in inside if t.edtf is not None]
    return next(iter([*bounded, *dated, *inside]), None)


def _is_told_aside(action: Token, time: Time) -> bool:
    """Whether a time stands in a past clause inside, "the talks that broke down in March", or in what it is for."""
    offset = time.span.start
    if time.relation is None and _dates_another_event(action, offset):
        return True
    span = action.doc.char_span(offset, offset + 1, alignment_mode="expand")
    token = span[0] if span is not None and len(span) else action
    while token.head.i != token.i and token.i != action.i:
        if token.dep_.endswith(":relcl") and token.tag_ == "VBD":
            return True
        if time.relation is None and relation(token) == "advcl" and "to" in markers(token):
            return True  # "will work with Chad to pave the way for elections in May"
        token = token.head
    return False


def _dates_another_event(action: Token, offset: int) -> bool:
    """ "help prepare the elections in May": the day of an event that is not what is undertaken itself."""
    before = [
        t for t in action.doc[action.i : action.sent.end] if t.idx < offset and t.pos_ not in ("ADP", "DET")
    ]
    noun = next((t for t in reversed(before) if t.pos_ in ("NOUN", "PROPN")), action)
    own = relation(noun) == "obj" and noun.head.i == action.i
    return (
        not own and noun.i == before[-1].i and lemma_of(noun) in commissive_words("dated_events")
        if before
        else False
    )


def _parties(tokens: Iterable[Token], actors: Actors, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The parties for which subjects stand; a first person stands for the speaker's."""
    found: set[str] = set()
    for token in tokens:
        if token.lower_ in ("we", "i", "us"):
            found |= set((_speaking_party(token, statements) or "").split("+"))
            continue
        for attendee in attendees_of([token], actors):
            found |= attendee.parties
    return tuple(sorted(found - {""}))


def _speaking_party(token: Token, statements: Sequence[Statement]) -> str | None:
    inside = [s for s in statements if any(c.start <= token.idx < c.end for c in s.content)]
    if not inside:
        return None
    shortest = min(inside, key=lambda s: sum(c.end - c.start for c in s.content))
    return shortest.party


def _to(
    undertaking: Undertaking, by: tuple[str, ...], actors: Actors, statements: Sequence[Statement]
) -> tuple[str, ...]:
    """Parties that the undertaking is made to or for: "assured Hanoi", "aid to Jordan", "with Pakistan"."""
    action = undertaking.action
    tokens = [o.token for o in obliques_of(action, *_BY_TOKENS)]
    tokens += [c for c in action.children if c.dep_ == "iobj"]
    tokens += (
        [c for c in undertaking.governor.children if relation(c) in ("obj", "iobj")]
        if undertaking.governor
        else []
    )
    for child in action.children:
        if relation(child) == "obj":
            tokens += [o.token for o in obliques_of(child, *_BY_TOKENS)]
    parties = {p for a in attendees_of(tokens, actors) for p in a.parties}
    return tuple(sorted(parties - set(by)))


def _once(found: Iterable[Commitment]) -> Iterable[Commitment]:
    kept: list[Commitment] = []
    for commitment in found:
        span = commitment.what[0].span
        if not any(span.overlaps(other.what[0].span) and commitment.by == other.by for other in kept):
            kept.append(commitment)
    return kept
