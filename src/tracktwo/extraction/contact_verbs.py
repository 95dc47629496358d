"""Contacts told by a verb: "met", "spoke by telephone with", "was received by", "arrived in", "signed"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.attendees import Attendee, attendees_of
from tracktwo.extraction.clauses import (
    is_passive,
    markers,
    objects_of,
    obliques_of,
    preposition_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.contact import (
    REACH,
    TOLD,
    Contact,
    beside,
    distinct,
    form_beside,
    is_by_telephone,
    is_contact_beside,
    is_people,
    section,
    without,
)
from tracktwo.extraction.contact_places import country_of
from tracktwo.extraction.nearby import group_after, people_after, people_before
from tracktwo.extraction.standing import Standing, standing_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Form

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


#: How many words a name has at most.
_NAME = 5
#: Fewer than these are not met apart.
_TWO = 2


def contacts_of_verb(verb: Token, actors: Actors) -> tuple[Contact, ...]:
    """The contact that ``verb`` tells of, or the visits to each of the places it names; denied ones left out."""
    called_on = _called_on(verb)
    known = ("meeting", ("on",)) if called_on else _verbs().get(lemma_of(verb))
    if known is None and lemma_of(verb) in section("phoned"):
        known = ("call", ("person",)) if is_by_telephone(verb) else None
    if known is None or (not called_on and _has_other_sense(verb)):
        return ()
    name, frames = known
    if lemma_of(verb) in section("to_do") and not _is_purpose(verb):
        return ()
    standing = standing_of(verb)
    if lemma_of(verb) in section("crowd_verbs") and _is_of_a_crowd(verb):
        return ()
    if standing not in TOLD or (is_passive(verb) and lemma_of(verb) in section("arranged")):
        return ()
    who = doers_of(verb, actors)
    if lemma_of(verb) in section("greeting") and _is_only_greeted(verb, who):
        return ()
    if name == "visit":
        return _visits(verb, frames, who, standing, actors)
    if name == "signing":
        return _signing(verb, who, standing, actors)
    with_ = _counterparts(verb, frames, actors)
    people_with = [a for a in with_ if not a.is_audience]
    who = without(who, people_with)
    joint = "together" in frames or ("telephone" in frames and is_by_telephone(verb))
    together = joint and len(distinct(who)) >= 2
    if not who or not (people_with or together):
        return ()
    form, is_open = form_beside(name, verb)
    return tuple(
        Contact(form, who, part, standing, verb, verb, open_form=is_open)
        for part in _separately(verb, with_)
        if not people_with or any(not a.is_audience for a in part)
    )


def _separately(verb: Token, with_: tuple[Attendee, ...]) -> list[tuple[Attendee, ...]]:
    """Those met, apart where they were met apart: "with X and, separately, with Y", "separately with X and Y"."""
    last = max((a.token.i for a in with_), default=verb.i)
    word = next((t for t in verb.doc[verb.i : last] if t.lower_ == "separately"), None)
    if word is None or len(with_) < _TWO:
        return [with_]
    first = tuple(a for a in with_ if a.token.i < word.i)
    then = tuple(a for a in with_ if a.token.i > word.i)
    return [first, then] if first and then else [(a,) for a in with_]


def _is_of_a_crowd(verb: Token) -> bool:
    """ "Gathered to protest": what people gather for who meet nobody."""
    purposes = [c for c in verb.children if relation(c) in ("advcl", "xcomp")]
    return any(lemma_of(c) in section("crowd_purposes") for c in purposes)


def _is_purpose(verb: Token) -> bool:
    """Whether somebody comes to do what a verb tells: "arrived in Lima to see the president"."""
    head = verb.head
    if "to" not in markers(verb) or relation(verb) not in ("advcl", "xcomp", "acl"):
        return False
    return lemma_of(head) in section("coming") or (_verbs().get(lemma_of(head)) or ("", ()))[0] == "visit"


def _is_only_greeted(verb: Token, who: Iterable[Attendee]) -> bool:
    """Whether somebody is welcomed to a task or body, or by a country from afar: "its new head to the bank"."""
    whereto = [o.token for o in obliques_of(verb, "to", "into", "as")]
    if any(country_of(t) is None and t.ent_type_ not in ("LOCATION", "FACILITY") for t in whereto):
        return not any(lemma_of(t) in section("settings") for t in whereto)
    return not whereto and not any(a.is_person or is_people(a.token) for a in who)


def doers_of(verb: Token, actors: Actors) -> tuple[Attendee, ...]:
    """Who does what ``verb`` tells: its subjects, with people listed right before it whom the tree has lost."""
    subjects = subjects_of(verb)
    if is_passive(verb):
        if lemma_of(verb) in section("company"):  # "will be joined by the minister for a meeting with": both
            subjects = (*objects_of(verb), *subjects)
        return attendees_of(subjects, actors)
    if subjects and relation(verb) == "ccomp" and verb.i < verb.head.i:
        # "X and Y will hold talks, said Z": a tree that takes X for who said it
        own = [c for c in verb.children if relation(c) == "nsubj"]
        before = tuple(t for t in subjects if t.i < verb.i)
        subjects = subjects if own else before
    beside = _told_beside(verb)
    if beside:
        return attendees_of(beside, actors)
    told = verb
    while relation(told) in ("advcl", "xcomp") and not any(relation(c) == "nsubj" for c in told.children):
        told = told.head
    listed = people_before(told) if told.pos_ == "VERB" else ()
    if told.i != verb.i and set(subjects) != set(subjects_of(told)):
        listed = ()
    if listed and all(t.i > told.i for t in subjects):
        subjects = ()  # "X met on July 8 with Y": a tree that takes Y for the subject
    known = {t.i for t in subjects}
    if subjects and not any(t.i in known or t.head.i in known for t in listed):
        people = [a for a in attendees_of(subjects, actors) if a.is_person]
        listed = () if people else listed
    return attendees_of(sorted({*subjects, *listed}, key=lambda t: t.i), actors)


def _told_beside(verb: Token) -> tuple[Token, ...]:
    """ "The talks began today with Minister X meeting his counterpart Y": X, whatever the tree hangs him on."""
    if verb.tag_ != "VBG" or relation(verb) not in ("advcl", "acl"):
        return ()
    people = people_before(verb)
    if not people or people[-1].i + _NAME < verb.i:
        return ()
    word = next((t for t in reversed(verb.doc[verb.sent.start : people[0].i]) if t.pos_ == "ADP"), None)
    titled = word is not None and all(
        t.pos_ in ("ADJ", "NOUN", "PROPN") for t in verb.doc[word.i + 1 : people[0].i]
    )
    return people if word is not None and word.lower_ == "with" and titled else ()


def _counterparts(verb: Token, frames: Iterable[str], actors: Actors) -> tuple[Attendee, ...]:
    tokens: list[Token] = []
    for frame in frames:
        if frame == "with":
            tokens += beside(verb)
        elif frame == "to":
            tokens += [o.token for o in obliques_of(verb, "to")]
        elif frame == "on":
            tokens += _called_on(verb)
        elif frame in ("object", "person"):
            tokens += objects_of(verb)
    found = attendees_of([*tokens, *_listed(verb, frames)], actors)
    found = tuple(a for a in found if not {lemma_of(a.token), a.token.lower_} & set(section("crowds")))
    if "to" in frames:  # "spoke to Radio Lima": who only hears is no side
        heard = {o.token.i for o in obliques_of(verb, "to") if o.token.ent_type_ == "ORGANIZATION"}
        found = tuple(a for a in found if a.token.i not in heard or a.parties)
    if "person" in frames:  # "called the minister", but not "called the decision", "hosted Iran"
        if any(c.tag_ == "POS" for t in objects_of(verb) for c in t.children):
            return ()  # "welcomed the minister's visit"
        first = next(iter(objects_of(verb)), None)
        if (
            first is not None
            and first.pos_ == "NOUN"
            and not is_people(first)
            and first.ent_type_ != "PERSON"
        ):
            return ()  # "hosts 3,000 sailors and their families"
        return tuple(a for a in found if a.is_person or is_people(a.token))
    return found


def _called_on(verb: Token) -> list[Token]:
    """Who is called on, where nothing is asked of them: "called on the president"."""
    prepositions = section("calling_on").get(lemma_of(verb))
    if not prepositions or any(relation(c) in ("xcomp", "advcl", "ccomp") for c in verb.children):
        return []
    found = [o.token for o in obliques_of(verb, *prepositions) if o.token.ent_type_ != "DATE"]
    asked = any(c.pos_ == "VERB" and c.i > t.i for t in found for c in t.children)
    return [] if asked else found


def _listed(verb: Token, frames: Iterable[str]) -> tuple[Token, ...]:
    """The people listed after the verb or its preposition, by the order of words."""
    wanted = [f for f in frames if f in ("with", "to")]
    for token in verb.doc[verb.i + 1 : min(verb.i + REACH, verb.sent.end)]:
        if is_contact_beside(token):
            break
        if token.lower_ in wanted and token.pos_ in ("ADP", "SCONJ", "PART"):
            return people_after(token) or group_after(token)
        if token.pos_ in ("VERB", "AUX") or (token.is_punct and not token.ent_type_):
            break
    if {"object", "person"} & set(frames) and not is_passive(verb):
        return people_after(verb) or (() if objects_of(verb) else _people_past_adverbials(verb))
    return ()


def _people_past_adverbials(verb: Token) -> tuple[Token, ...]:
    """Who stands behind when and where, no other clause between: not "would meet in Lima, and Minister X said"."""
    last = _past_adverbials(verb)
    goes_on = last.i + 1 < len(verb.doc) and last.nbor().tag_ == "CC"
    return () if goes_on else people_after(last)


def _past_adverbials(verb: Token) -> Token:
    """The last word of when and where behind a verb: "received today in his office in Muscat | Minister X"."""
    last = verb
    for token in verb.doc[verb.i + 1 : min(verb.i + REACH + 3, verb.sent.end)]:
        adverbial = token.ent_type_ in ("DATE", "LOCATION", "FACILITY")
        adverbial = adverbial or token.pos_ in ("ADV", "ADP", "DET", "PRON") or token.text == ","
        if not adverbial and lemma_of(token) not in section("settings"):
            break
        last = token
    return last


def _visits(
    verb: Token, frames: Iterable[str], who: tuple[Attendee, ...], standing: Standing, actors: Actors
) -> tuple[Contact, ...]:
    people = tuple(a for a in who if a.is_person or is_people(a.token))
    if not people:
        return ()
    places = list(objects_of(verb)) if "place" in frames else []
    hosts = tuple(a for a in attendees_of(places, actors) if a.is_person)
    if hosts:  # "visited the president"
        return (Contact(Form.MEETING, people, hosts, standing, verb, verb, open_form=True),)
    places += [o.token for f in frames if f != "place" for o in obliques_of(verb, f)]
    return tuple(
        Contact(Form.VISIT, people, (), standing, verb, verb, visited=place)
        for place in places
        if is_abroad(place, people)
    )


def is_abroad(place: Token, people: Iterable[Attendee]) -> bool:
    """Whether ``place`` lies in a country that is nobody's own: coming home is no visit."""
    country = country_of(place)
    return country is not None and all(a.parties and country not in a.parties for a in people)


def _signing(
    verb: Token, who: tuple[Attendee, ...], standing: Standing, actors: Actors
) -> tuple[Contact, ...]:
    if not any(lemma_of(t) in section("documents") for t in objects_of(verb)):
        return ()
    with_ = attendees_of(beside(verb), actors)
    if len(distinct((*who, *with_))) < 2:
        return ()
    return (Contact(Form.SIGNING, who, with_, standing, verb, verb),)


def _has_other_sense(verb: Token) -> bool:
    particles = section("other_sense").get(lemma_of(verb), ())
    for child in verb.children:
        if child.lower_ in particles and (child.dep_ == "compound:prt" or relation(child) == "advmod"):
            return True
        if relation(child) == "obl" and child.ent_type_ != "DATE" and preposition_of(child) in particles:
            return True
    return False


@cache
def _verbs() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        lemma: (name, tuple(frames))
        for name, verbs in lexicon.load("contacts")["verbs"].items()
        for lemma, frames in verbs.items()
    }
