"""Which drafts are statements of a dialogue report: what is uttered, and not what is only thought, wanted or done.

In any other text every attribution counts (see :mod:`tracktwo.extraction.units` and decision 35).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.clauses import markers, relation
from tracktwo.extraction.cues import CueClass, entry_of, words_of
from tracktwo.extraction.drafts import Draft, Origin, tokens_in
from tracktwo.extraction.hearers import is_heard_by_source
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.meeting_voice import is_writers_own
from tracktwo.extraction.quotations import Quotation
from tracktwo.extraction.quoted import is_speech
from tracktwo.extraction.speakers import head_of
from tracktwo.extraction.standing import modal_of
from tracktwo.extraction.units import Scope
from tracktwo.extraction.wordings import forms_of

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


def chosen(
    drafts: Sequence[Draft], doc: Doc, actors: Actors, quotations: Sequence[Quotation], scope: Scope
) -> list[Draft]:
    """The drafts that are statements in ``scope``."""
    drafts = [d for d in drafts if not is_heard_by_source(d, doc)]
    if scope is Scope.GENERAL:
        return list(drafts)
    text = doc.text
    spoken = [q for q in quotations if is_speech(q, text)]
    return [d for d in drafts if _is_uttered(d, doc, actors, quotations, spoken)]


def _is_uttered(
    draft: Draft,
    doc: Doc,
    actors: Actors,
    quotations: Sequence[Quotation],
    spoken: Sequence[Quotation],
) -> bool:
    if draft.origin is not Origin.LEARNED:
        return draft.origin is not Origin.MEETING or draft.verb is None or not is_writers_own(draft.verb)
    entry = entry_of(draft.cue_tokens)
    if (
        not draft.source
        or _is_empty(draft, doc)
        or _is_silence(draft)
        or _is_asked_of(draft)
        or _is_made(draft, doc)
        or _is_consequence(draft)
        or _is_open_relative(draft, doc, actors)
    ):
        return False
    if any(q.outer.contains(s) for q in quotations for s in draft.cue):
        return _is_told_inside(draft, entry.kind, doc)
    if entry.kind is CueClass.PREPOSITION or _quotes_speech(draft, doc, quotations, spoken):
        return True
    if entry.kind is CueClass.SPEECH:
        if _is_courtesy_call(draft, doc, actors) or _is_phone_call(draft, doc, actors):
            return False
        return not _points_back(draft, doc) or (
            entry.act is not None and len(tokens_in(doc, draft.content)) > 2
        )
    if entry.kind is CueClass.TALKS:
        if _is_audience(draft, doc):
            return False
        return (
            _is_told_of_actor(draft, doc, actors) and not _points_back(draft, doc) and not _is_purpose(draft)
        )
    if entry.kind is CueClass.NOUN:
        return _has_clause(draft, doc)
    if entry.kind is CueClass.UNKNOWN:
        return _has_clause(draft, doc) and draft.probability >= 0.5
    return _is_main(draft) and _has_clause(draft, doc) and _is_told_of_actor(draft, doc, actors)


def _is_empty(draft: Draft, doc: Doc) -> bool:
    """Whether the content is only a small word that joins: the "as" of "as newspapers have reported"."""
    return all(t.pos_ in ("ADP", "SCONJ", "CCONJ", "PUNCT", "SPACE") for t in tokens_in(doc, draft.content))


def _quotes_speech(
    draft: Draft, doc: Doc, quotations: Sequence[Quotation], spoken: Sequence[Quotation]
) -> bool:
    """Whether the content has uttered words in it, or a term in a clause of its own."""
    if any(q.outer.overlaps(s) for q in spoken for s in draft.content):
        return True
    return _has_clause(draft, doc) and any(q.outer.overlaps(s) for q in quotations for s in draft.content)


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


def _is_phone_call(draft: Draft, doc: Doc, actors: Actors) -> bool:
    """ "called her counterpart to discuss the truce": a call, not a name that is given to somebody."""
    words = [t for t in draft.cue_tokens if t.pos_ not in ("AUX", "ADV")]
    content = tokens_in(doc, draft.content)
    if len(words) != 1 or "call" not in forms_of(words[0]) or not content:
        return False
    called = next((c for c in words[0].children if relation(c) == "obj"), None)
    actor = None if called is None else actors.at(called.idx, called.idx + len(called.text))
    asked = called is not None and actor is not None and actor.is_person
    names = any(relation(c) in ("xcomp", "ccomp") and "to" not in markers(c) for c in words[0].children)
    return asked and not names and not any(t.text in '"“' for t in content)


def _is_audience(draft: Draft, doc: Doc) -> bool:
    """ "will address the delegates": whom one speaks to, and nothing that is said."""
    content = tokens_in(doc, draft.content)
    head = head_of(content)
    addressed = any("address" in forms_of(t) for t in draft.cue_tokens)
    return addressed and head is not None and bool(forms_of(head) & words_of("addressees"))


def _is_silence(draft: Draft) -> bool:
    """ "declined to say whether …": nothing was said."""
    words: set[str] = set().union(*(forms_of(t) for t in draft.cue_tokens))
    return bool(words & words_of("declining")) and bool(words & words_of("speaking"))


def _is_open_relative(draft: Draft, doc: Doc, actors: Actors) -> bool:
    """ "those who have pledged support": nobody in particular."""
    source = tokens_in(doc, draft.source)
    relative = bool(source) and all(t.tag_ in ("WP", "WDT") for t in source)
    return relative and not any(actors.at(t.idx, t.idx + len(t)) for t in source)


def _is_asked_of(draft: Draft) -> bool:
    """ "India must accept that …": what somebody else should say."""
    verb = draft.verb
    return verb is not None and modal_of(verb) in words_of("obliging")


def _is_consequence(draft: Draft) -> bool:
    """ "The two met, raising hopes for a settlement": what came of it, and nothing that they said."""
    verb = draft.verb
    return verb is not None and verb.tag_ == "VBG" and bool(forms_of(verb) & words_of("consequences"))


def _is_made(draft: Draft, doc: Doc) -> bool:
    """ "The declaration agreed to after the meeting": what is agreed, and nobody who agrees."""
    verb = draft.verb
    if verb is None or verb.tag_ not in ("VBN", "VBD") or relation(verb) != "acl":
        return False
    if any(relation(c) == "nsubj" for c in verb.children):
        return False  # "the declaration which said"
    source = tokens_in(doc, draft.source)
    return verb.head.i < verb.i and bool(source) and (verb.head in source or source[-1].i == verb.i - 1)


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
