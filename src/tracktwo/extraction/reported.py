"""Statements that syntax shows and the learned attributions missed: reported clauses, readouts, a meeting's voice.

Only sentences about the talks are completed: who speaks must be a named person, a party or the sides together,
or nobody in particular where a meeting's conclusions are told ("it was agreed that", "the principal stress was
on"). Direct quotations without a cue are placed in ``quoted``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import (
    conjuncts,
    is_passive,
    is_read,
    obliques_of,
    phrase_span,
    relation,
    subjects_of,
)
from tracktwo.extraction.cues import CueClass, CueEntry, entry_of, entry_of_verb, words_of
from tracktwo.extraction.drafts import Draft, Origin, span_of_tokens, words_at
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.meeting_voice import clause_words, meeting_voice, nominal_voice, trimmed
from tracktwo.extraction.outlets import only_carries
from tracktwo.extraction.quoted_by import quoted_voice
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import DocumentKind, Span

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: How often completions of each kind are right on development pages.
_CLAUSE, _OBJECT = 0.8, 0.65


def reported_drafts(
    doc: Doc, actors: Actors, drafts: Sequence[Draft], kind: DocumentKind = DocumentKind.OTHER
) -> list[Draft]:
    """Complete ``drafts`` by what syntax shows; returns only the new ones, in order of the text."""
    joint = kind is DocumentKind.JOINT_STATEMENT
    taken = {t.i for d in drafts for t in d.cue_tokens}
    found: list[Draft] = []
    for token in doc:
        if token.i in taken or not is_read(token) or token.is_space:
            continue
        draft = (
            meeting_voice(token)
            or nominal_voice(token)
            or quoted_voice(token)
            or _active_voice(token, actors, [d for d in drafts if not only_carries(d, doc)], joint=joint)
        )
        if draft is not None and not any(t.i in taken for t in draft.cue_tokens):
            found.append(draft)
    return found


def _active_voice(verb: Token, actors: Actors, drafts: Sequence[Draft], *, joint: bool) -> Draft | None:
    """ "The minister stressed that …", "the two sides welcomed …", "they agreed to …"."""
    if verb.pos_ != "VERB" or is_passive(verb) or verb.dep_ == "amod":
        return None
    entry = entry_of_verb(verb)
    subject = next(iter(subjects_of(verb)), None)
    if subject is None or _is_inside(verb, drafts):
        return None
    for_all = joint and subject.lower_ in words_of("plural_speakers")
    if entry.kind not in (CueClass.SPEECH, CueClass.TALKS) and not (for_all and entry.kind is CueClass.STAND):
        return None
    if not for_all and not _can_speak(subject, actors):
        return None
    placed = _complement(verb, entry)
    if placed is None:
        return None
    content, probability = placed
    if any(content.overlaps(s) for d in drafts for s in d.content if not _is_hearsay(d)):
        return None
    source = Span(*_source_span(subject))
    if source.overlaps(content):
        return None
    cue = _cue_tokens(verb, entry)
    return Draft(
        (source,), (span_of_tokens(cue),), (content,), probability, Origin.SYNTAX, cue_tokens=tuple(cue)
    )


def _is_inside(verb: Token, drafts: Sequence[Draft]) -> bool:
    place = Span(verb.idx, verb.idx + len(verb.text))
    return any(s.contains(place) for d in drafts for s in d.content if not _is_hearsay(d))


def _is_hearsay(draft: Draft) -> bool:
    """ "According to X, Y said …": what Y said is the statement, and X only where it was read."""
    return entry_of(draft.cue_tokens).kind is CueClass.PREPOSITION


def without_hearsay(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out "according to X" where its content is itself a report of what somebody said."""
    verbs = [(d, d.verb) for d in drafts]
    kept = []
    for draft in drafts:
        inner = [
            v
            for d, v in verbs
            if d is not draft and v is not None and any(s.start <= v.idx < s.end for s in draft.content)
        ]
        if not (
            _is_hearsay(draft) and any(relation(v) in ("ROOT", "conj", "parataxis", "ccomp") for v in inner)
        ):
            kept.append(draft)
    return kept


def _can_speak(subject: Token, actors: Actors) -> bool:
    start, end = phrase_span(subject)
    if is_joint(words_at(subject.doc, start, end)):
        return True
    return actors.at(subject.idx, subject.idx + len(subject.text)) is not None


def _source_span(subject: Token) -> tuple[int, int]:
    tokens = [t for c in conjuncts(subject) for t in c.subtree if relation(t) != "acl"]
    relatives = {t.i for x in subject.subtree if x.dep_.startswith("acl") for t in x.subtree}
    kept = [t for t in tokens if t.i not in relatives and t.i <= max(subject.i, _last_of_name(subject))]
    span = trimmed(kept or [subject])
    return span or Span(subject.idx, subject.idx + len(subject.text))


def _last_of_name(subject: Token) -> int:
    return max(
        (
            t.i
            for c in conjuncts(subject)
            for t in c.subtree
            if relation(t) in ("flat", "compound", "conj", "appos") or t.i == c.i
        ),
        default=subject.i,
    )


def _complement(verb: Token, entry: CueEntry) -> tuple[Span, float] | None:
    children = list(verb.children)
    if "clause" in entry.takes:
        clause = next((c for c in children if relation(c) == "ccomp" and c.i > verb.i), None)
        if clause is not None and not _is_question(verb, clause):
            return clause_words(clause), _CLAUSE
    if "infinitive" in entry.takes or entry.act is not None:
        infinitive = next((c for c in children if relation(c) == "xcomp" and c.i > verb.i), None)
        if infinitive is not None:
            asked = [c for c in children if relation(c) in ("obj", "iobj") and c.i > verb.i]
            tokens = [t for c in [*asked, infinitive] for t in c.subtree]
            span = trimmed(tokens)
            return None if span is None else (span, _CLAUSE)
    if "object" in entry.takes and _is_main(verb):
        return _object_complement(verb, entry)
    return None


def _object_complement(verb: Token, entry: CueEntry) -> tuple[Span, float] | None:
    size = len(entry.phrase.split())
    prepositions = entry.phrase.split()[1:]
    objects = [c for c in verb.children if relation(c) == "obj" and c.i > verb.i]
    if size > 1 and not objects:
        objects = [o.token for o in obliques_of(verb, *prepositions)]
    if not objects or objects[0].pos_ == "PRON" or forms_of(objects[0]) & words_of("pointing_back"):
        return None
    tokens = [t for t in objects[0].subtree if not (relation(t) == "case" and t.head.i == objects[0].i)]
    tokens = [
        t for t in tokens if t.i >= verb.i + size
    ] or tokens  # "exchanged views on": "views on" is the cue's
    # "called the visit a milestone", "described him as a friend": what it is called belongs to the content.
    if entry.phrase in words_of("naming"):
        tokens += [
            t for c in verb.children if relation(c) in ("xcomp", "obl") and c.i > verb.i for t in c.subtree
        ]
    span = trimmed(tokens)
    return None if span is None or len(tokens) < 2 else (span, _OBJECT)


def _is_main(verb: Token) -> bool:
    """Whether a verb tells on its own, and not in a purpose, a condition or a participle without a subject."""
    if verb.tag_ == "VBG":  # "with both sides voicing satisfaction"
        return any(relation(c) == "nsubj" for c in verb.children)
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VB"):
        return False
    if relation(verb) in ("conj", "xcomp"):
        return verb.head.i != verb.i and _is_main(verb.head)
    return verb.head.i == verb.i or relation(verb) in ("parataxis", "ccomp")


def _is_question(verb: Token, clause: Token) -> bool:
    asks = bool(forms_of(verb) & words_of("asking"))
    return asks and any(
        c.tag_ in ("WRB", "WP", "WDT") or c.lower_ in ("if", "whether") for c in clause.subtree
    )


def _cue_tokens(verb: Token, entry: CueEntry) -> list[Token]:
    size = len(entry.phrase.split())
    auxiliaries = [c for c in verb.children if relation(c) in ("aux", "advmod") and c.i < verb.i]
    first = min([verb.i, *(a.i for a in auxiliaries if verb.i - a.i <= 3)])
    return list(verb.doc[first : verb.i + size])
