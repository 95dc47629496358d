"""Contacts told by a noun: "talks with", "X's meeting with Y", "during a visit to", "at a joint news conference"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracktwo.extraction.attendees import Attendee, attendees_of
from tracktwo.extraction.clauses import obliques_of
from tracktwo.extraction.contact import (
    REACH,
    TOLD,
    Contact,
    beside,
    distinct,
    form_beside,
    is_people,
    section,
    without,
)
from tracktwo.extraction.contact_contexts import NounContext, context_of, form_of_noun, is_plain
from tracktwo.extraction.contact_verbs import doers_of, is_abroad
from tracktwo.extraction.nearby import group_after, owner_before, people_after
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Form

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


def contacts_of_noun(noun: Token, actors: Actors) -> tuple[Contact, ...]:
    """The contact that ``noun`` tells of, or the visits to each of the places it names; denied ones left out."""
    form = form_of_noun(noun)
    if form is None:
        return ()
    context = context_of(noun)
    if context.standing not in TOLD:
        return ()
    who, with_ = _told_beside(noun, context, actors)
    if form is Form.VISIT:
        return _visits(noun, context, who, with_)
    form, is_open = (form, False) if form is not Form.MEETING else form_beside("meeting", noun)
    few = len(distinct((*who, *with_))) < 2
    general = is_plain(noun) and not (context.owned or context.is_held or with_ or _is_after(noun, who))
    # "Their meeting" points back; "his meeting with Minister X" tells who was there
    pointing = context.owned_by_pronoun and not any(a.is_person for a in with_)
    refers_back = pointing or few or general
    return (Contact(form, who, with_, context.standing, noun, context.predicate, is_open, refers_back),)


def _told_beside(
    noun: Token, context: NounContext, actors: Actors
) -> tuple[tuple[Attendee, ...], tuple[Attendee, ...]]:
    between = [o.token for h in (noun, *context.hosts) for o in obliques_of(h, "between", "among", "amongst")]
    with_ = [t for host in context.hosts for t in beside(host)]
    for token in noun.doc[noun.i + 1 : min(noun.i + REACH, noun.sent.end)]:
        if token.lower_ in ("with", "between"):
            listed = people_after(token) or (() if with_ else group_after(token))
            (with_ if token.lower_ == "with" else between).extend(listed)
            break
        if token.pos_ in ("VERB", "AUX") or (token.is_punct and not token.ent_type_):
            break
    if lemma_of(noun) == "call":
        with_ += [o.token for h in context.hosts for o in obliques_of(h, "to", "on", "upon")]
    of = [o.token for o in obliques_of(noun, "of", "by", "from", "involving")]
    owner = owner_before(noun)
    owners = context.owners if owner is None else (*context.owners, owner)
    who = attendees_of([*owners, *between, *of], actors)
    if not who and (with_ or context.is_held):
        # "will travel to Lima for meetings with", whatever the tree hangs the meetings on
        travels = lemma_of(context.predicate) in section("verbs")["visit"]
        who = doers_of(context.predicate, actors) if context.subjects or travels else ()
    others = attendees_of(with_, actors)
    if not others and context.is_held and context.subjects and not any(a.is_person for a in who):
        # "X and Y held the third meeting of the A-B Dialogue": the people, not their countries
        people = tuple(a for a in doers_of(context.predicate, actors) if a.is_person)
        who = people if len(people) > 1 else who
    return without(who, others), others


def _is_after(noun: Token, who: tuple[Attendee, ...]) -> bool:
    """Whether people by name were in talks behind which something is told: "following talks between X and Y"."""
    before = next((t for t in noun.lefts if t.pos_ in ("ADP", "SCONJ", "VERB")), None)
    told = before is not None and before.lower_ in section("following")
    return told and sum(a.is_person for a in who) > 1


def _visits(
    noun: Token, context: NounContext, who: tuple[Attendee, ...], with_: tuple[Attendee, ...]
) -> tuple[Contact, ...]:
    people = tuple(a for a in who if a.is_person or is_people(a.token))
    places = [o.token for h in (noun, *context.hosts) for o in obliques_of(h, "to", "in")]
    return tuple(
        Contact(Form.VISIT, people, with_, context.standing, noun, context.predicate, visited=place)
        for place in places
        if people and is_abroad(place, people)
    )
