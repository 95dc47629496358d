"""Events that strained, broke, forced or eased a dialogue: strikes, arrests, sanctions, walk-outs, gestures.

An event counts when the text tells what it did to talks or relations, when a party itself broke the talks
off, or when it is past, specific and touches a party. Violence in general, and what is only feared, is no
incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.asides import headline_spans, question_spans, stands_in
from tracktwo.extraction.attendees import attendees_of
from tracktwo.extraction.causes import causal_verb_over, causes_of
from tracktwo.extraction.clauses import (
    antecedent_of,
    is_negated,
    is_predicate,
    markers,
    objects_of,
    read_tokens,
    relation,
    subjects_of,
)
from tracktwo.extraction.contact_places import country_of, is_place
from tracktwo.extraction.dialogue_changes import change_of_verb, find_changes, is_dialogue
from tracktwo.extraction.harms import cases_of_trouble, has_victims
from tracktwo.extraction.incident_words import effect_span, event_nouns, place_of, shared_clause, what_span
from tracktwo.extraction.standing import Standing, standing_of
from tracktwo.extraction.times import time_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Change, Document, Incident
from tracktwo.model.dates import Edtf

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors
    from tracktwo.extraction.times import Time

#: Too few were read by hand to measure them, so these are put low; see docs/decisions/0047 and 0077.
_TOLD_EFFECT, _BROKEN_OFF, _BY_ITSELF = 0.7, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class _Event:
    """The head of an event's words, what it did, and how sure."""

    token: Token
    effect: tuple[int, int] | None
    sure: float


def find_incidents(
    document: Document, doc: Doc, actors: Actors, times: Sequence[Time]
) -> tuple[Incident, ...]:
    """Find the incidents of a read document, each once, in order of the text.

    Arguments:
        document: where the claims are cited from.
        doc: the same document as the reader gives it.
        actors: who its noun phrases stand for.
        times: its times, from which each incident takes its own.
    """
    found: list[tuple[tuple[int, int], Incident]] = []
    for event in sorted(_events(document, doc, actors, times), key=lambda e: -e.sure):
        span = what_span(event.token)
        if any(_overlap(span, other) for other, _ in found):
            continue
        found.append((span, _claim(document, doc, event, span, times)))
    return tuple(incident for _, incident in sorted(found, key=lambda pair: pair[0]))


def _events(document: Document, doc: Doc, actors: Actors, times: Sequence[Time]) -> Iterator[_Event]:
    aside = (*headline_spans(document), *question_spans(document))
    is_broken = any(m.change is Change.SUSPENDED for m in find_changes(read_tokens(doc)))
    for token in read_tokens(doc):
        if stands_in(token.idx, aside):
            continue
        yield from _causes_told(token)
        yield from (_Event(case, effect_span(token), _BY_ITSELF) for case in cases_of_trouble(token))
        if is_broken and has_victims(token, times, doc):
            yield _Event(token, None, _BY_ITSELF)
        if token.pos_ == "VERB":
            yield from _broken_off(token, actors)
            if not (_is_event_verb(token) and _is_past(token)):
                continue
            if _is_specific(token, actors, times, doc) or _is_against(token, actors):
                yield _Event(token, None, _BY_ITSELF)
                yield from _caused_before(token)
        elif token.pos_ == "NOUN" and _is_event_noun(token) and _is_specific(token, actors, times, doc):
            yield _Event(token, None, _BY_ITSELF)


def _caused_before(token: Token) -> Iterator[_Event]:
    """What an event is told to have followed: "closed the crossing after a shooting"."""
    if lemma_of(token) not in _strain():
        return
    for cause in causes_of(token):
        for event in _event_words(cause):
            if lemma_of(event) in event_nouns() | _verbs():
                yield _Event(event, what_span(token), _BY_ITSELF)


def _is_against(verb: Token, actors: Actors) -> bool:
    """Whether one side of the talks did it on the other's ground or to the other, or closed something to it."""
    sides = set(actors.parties[:2])
    if len(sides) < 2 or lemma_of(verb) not in _strain() or relation(verb) == "acl":
        return False
    doers = subjects_of(verb)
    by = {p for t in doers for w in (t, *t.children) for p in _parties_at(w, actors)} & sides
    if not by:
        return False
    behind = [t for t in verb.subtree if t.i > verb.i]
    met = {p for t in behind for p in _parties_at(t, actors)} & sides
    return bool(met - by) or lemma_of(verb) in _section("needs_object")


def _causes_told(token: Token) -> Iterator[_Event]:
    """Causes of what befell talks or relations: "X led to a breakdown", "relations soured after X"."""
    if not _is_effect(token):
        return
    for cause in (*causes_of(token), *_doing(token)):
        for event in _event_words(cause):
            yield _Event(event, effect_span(token), _TOLD_EFFECT)


def _doing(effect: Token) -> Iterator[Token]:
    """Events as subjects of the effect: "the raid strained ties"."""
    if effect.pos_ == "VERB" and objects_of(effect):
        subjects = [c for c in effect.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"]
        yield from (c for c in subjects if lemma_of(c) in event_nouns())


def _is_effect(token: Token) -> bool:
    """Whether ``token`` tells that talks or relations suffered or gained, as a fact."""
    if token.pos_ == "VERB":
        touched = [*objects_of(token), *(antecedent_of(c) for c in token.children if relation(c) == "nsubj")]
        if relation(token) == "xcomp":  # "caused relations to falter"
            touched += [c for c in token.head.children if relation(c) in ("obj", "iobj")]
        elif token.dep_ == "acl" and "to" in markers(token):
            touched.append(token.head)
        told = lemma_of(token) in _words("calling_off") and any(
            lemma_of(t) in _words("occasions") for t in touched
        )
        if not told and not any(is_dialogue(t) or lemma_of(t) in _words("affected") for t in touched):
            return False
        known = lemma_of(token) in _words("harming") | _words("helping") or change_of_verb(token) in (
            Change.SUSPENDED,
            Change.RESUMED,
        )
        return known and standing_of(causal_verb_over(token) or token) is Standing.ACTUAL
    if token.pos_ != "NOUN" or lemma_of(token) not in _words("harming") | _words("helping"):
        return False
    within = [t for c in token.children if relation(c) in ("nmod", "compound") for t in c.subtree]
    behind = [m.noun for m in find_changes([token])]
    return bool(behind) or any(is_dialogue(t) or lemma_of(t) in _words("affected") for t in within)


def _broken_off(verb: Token, actors: Actors) -> Iterator[_Event]:
    """A party that suspends, walks out of or boycotts the talks."""
    if change_of_verb(verb) is not Change.SUSPENDED or not _is_past(verb):
        return
    mentions = [m for m in find_changes([verb]) if not m.is_subject]
    doers = [a for a in attendees_of(subjects_of(verb), actors) if a.parties or a.is_person]
    if mentions and doers:
        yield _Event(verb, None, _BROKEN_OFF)


def _event_words(cause: Token) -> Iterator[Token]:
    """The event in a cause: the noun, the verb, or the object of a verb that only reacts to it."""
    if is_predicate(cause) and cause.pos_ == "VERB":
        if lemma_of(cause) in _words("parenthetical"):
            return  # "as you have seen"
        if lemma_of(cause) in _words("reacting"):
            nouns = [o for o in objects_of(cause) if o.pos_ == "NOUN" and lemma_of(o) in event_nouns()]
            if nouns:
                yield nouns[0]
                return
        if standing_of(cause) is Standing.ACTUAL:
            yield cause
    elif cause.pos_ in ("NOUN", "PROPN") and not is_dialogue(cause) and _says_something(cause):
        yield cause


def _says_something(noun: Token) -> bool:
    """A cause of one bare word ("tensions", "this") tells of no event."""
    if lemma_of(noun) in _words("nouns"):
        return True
    return len([t for t in noun.subtree if t.is_alpha]) >= 4 and noun.pos_ == "NOUN" and noun.tag_ == "NN"


def _is_event_verb(verb: Token) -> bool:
    lemma = lemma_of(verb)
    if lemma not in _verbs():
        return False
    needed = _section("needs_object").get(lemma)
    if needed is None:
        return bool(objects_of(verb)) or lemma in ("clash", "explode")
    return any({lemma_of(t), t.lower_} & set(needed) for t in objects_of(verb))


def _is_event_noun(noun: Token) -> bool:
    lemma = lemma_of(noun)
    if lemma not in event_nouns() or lemma in _words("weak_nouns") or noun.tag_ == "NNS":
        return False
    if relation(noun) in ("compound", "amod") or is_negated(noun):
        return False
    head = noun.head
    governed = head.i != noun.i and is_predicate(head)
    return not governed or standing_of(head) is Standing.ACTUAL


def _is_past(verb: Token) -> bool:
    if standing_of(verb) is not Standing.ACTUAL:
        return False
    forms = {verb.tag_, *(c.tag_ for c in verb.children if relation(c) == "aux")}
    return "VBD" in forms or ("VBN" in forms and not forms & {"VBG"})


def _is_specific(token: Token, actors: Actors, times: Sequence[Time], doc: Doc) -> bool:
    """Told with a day or toll, and by or against a party of the talks, or on its ground."""
    time = time_of(times, doc, token.idx, token.idx + len(token))
    own = [t for t in token.subtree if t.i != token.i]
    shared = shared_clause(token)
    own += [t for t in shared if t.i != token.i]
    dated = time is not None and any(time.span.start <= t.idx < time.span.end for t in own)
    toll = any(relation(t) == "nummod" and t.head.pos_ == "NOUN" for t in own)
    if not dated and not (toll and token.pos_ == "VERB"):
        return False
    known = set(actors.parties[:2])
    touched = {p for t in own for p in _parties_at(t, actors)} & known
    if token.pos_ != "VERB" or lemma_of(token) in _section("needs_object"):
        return bool(touched)
    # What a side does at home, to nobody of the other, is no incident between them.
    by = {p for t in subjects_of(token) for w in (t, *t.children) for p in _parties_at(w, actors)}
    return bool(touched - by)


def _parties_at(token: Token, actors: Actors) -> Iterator[str]:
    if token.pos_ not in ("PROPN", "ADJ"):
        return
    party = actors.party_of((token.idx, token.idx + len(token)))
    yield from (party or "").split("+")
    if is_place(token):
        yield country_of(token) or ""


def _claim(
    document: Document, doc: Doc, event: _Event, span: tuple[int, int], times: Sequence[Time]
) -> Incident:
    inside = [t for t in times if span[0] <= t.span.start < span[1] and t.edtf and t.relation is None]
    token = event.token
    near = time_of(times, doc, token.idx, token.idx + len(token))
    if near is not None and (near.relation is not None or token.pos_ != "VERB"):
        near = None
    time = inside[0] if inside else near
    effect = " ".join(document.text[slice(*event.effect)].split()) if event.effect else None
    return Incident(
        what=(document.cite(*span),),
        when=_past(time.edtf, document) if time is not None and time.edtf else None,
        where=place_of(token, span),
        effect=effect,
        evidence=(document.cite(*span),),
        confidence=event.sure,
    )


def _past(when: str, document: Document) -> str | None:
    """A time, unless it is after the document that tells of it: what is told as having happened is not to come."""
    start = Edtf.parse(when).bounds()[0]
    end = Edtf.parse(document.published).bounds()[1] if document.published else None
    return when if start is None or end is None or start < end else None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@cache
def _verbs() -> frozenset[str]:
    return frozenset(v for verbs in lexicon.load("incidents")["verbs"].values() for v in verbs)


@cache
def _strain() -> frozenset[str]:
    return frozenset(lexicon.load("incidents")["verbs"]["strain"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("incidents")[name])


def _section(name: str) -> Any:
    return lexicon.load("incidents")[name]
