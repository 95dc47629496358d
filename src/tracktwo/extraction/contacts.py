"""Single mentions of contacts: verbs and nouns of meeting, calling, visiting, with who is told beside them.

One mention may be incomplete ("after the talks", "Before their meeting"); :mod:`engagements` puts mentions of
the same contact together and decides what is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.attendees import Attendee, attendees_of
from tracktwo.extraction.clauses import (
    Standing,
    clause_head,
    clause_span,
    objects_of,
    obliques_of,
    phrase_span,
    preposition_of,
    read_tokens,
    relation,
    standing_of,
    subjects_of,
)
from tracktwo.extraction.contact_nouns import NounContext, context_of, form_of_noun, is_plain
from tracktwo.model import Form

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

WITH = ("with", "alongside", "along with", "together with", "alongside with")


@dataclass(frozen=True, slots=True)
class Contact:
    """One mention of a contact."""

    form: Form
    who: tuple[Attendee, ...]
    with_: tuple[Attendee, ...]
    standing: Standing
    #: The verb or noun that tells of it.
    trigger: Token
    #: The predicate of the clause it stands in.
    predicate: Token
    #: The form could be another: "spoke", "discussed".
    open_form: bool = False
    #: The mention points back to a contact told of before: "their meeting", "the talks".
    refers_back: bool = False
    #: The place visited, as a token.
    visited: Token | None = None

    @property
    def attendees(self) -> tuple[Attendee, ...]:
        """Everybody, each once, audiences left out."""
        everybody = {a.key: a for a in (*self.who, *self.with_) if not a.is_audience}
        return tuple(everybody.values())


def find_contacts(doc: Doc, actors: Actors) -> tuple[Contact, ...]:
    """All mentions of contacts in the passages that are read, in order of the text.

    Denied, wished and merely possible contacts are left out; planned and cancelled ones are kept as such.
    """
    found: list[Contact] = []
    for token in read_tokens(doc):
        contact = None
        if token.pos_ == "VERB" or token.tag_.startswith("VB"):
            contact = _of_verb(token, actors)
        elif token.pos_ in ("NOUN", "PROPN"):
            contact = _of_noun(token, actors)
        if contact is not None and contact.standing in (
            Standing.ACTUAL,
            Standing.PLANNED,
            Standing.CANCELLED,
        ):
            found.append(contact)
    return tuple(found)


def _of_verb(verb: Token, actors: Actors) -> Contact | None:
    known = _verbs().get(verb.lemma_.lower())
    if known is None or _has_other_sense(verb):
        return None
    name, frames = known
    standing = standing_of(verb)
    if standing in (Standing.NEGATED, Standing.POSSIBLE, Standing.CONDITIONAL):
        return None
    who = attendees_of(subjects_of(verb), actors)
    if name == "visit":
        return _visit(verb, frames, who, standing, actors)
    if name == "signing":
        return _signing(verb, who, standing, actors)
    with_ = _counterparts(verb, frames, actors)
    people_with = [a for a in with_ if not a.is_audience]
    together = "together" in frames and len(_distinct(who)) >= 2
    if not who or not (people_with or together):
        return None
    form, is_open = _form(name, verb)
    return Contact(form, who, with_, standing, verb, verb, open_form=is_open)


def _counterparts(verb: Token, frames: Iterable[str], actors: Actors) -> tuple[Attendee, ...]:
    tokens: list[Token] = []
    for frame in frames:
        if frame == "with":
            tokens += _beside(verb)
        elif frame == "to":
            tokens += [o.token for o in obliques_of(verb, "to")]
        elif frame in ("object", "person"):
            tokens += objects_of(verb)
    found = attendees_of(tokens, actors)
    if "person" in frames:  # "called the minister", but not "called the decision", "hosted Iran"
        return tuple(a for a in found if a.is_person or _is_people(a.token))
    return found


def _beside(head: Token) -> list[Token]:
    """Tokens after "with" under ``head``, also where the parser hung them on a neighbour."""
    found = [o.token for o in obliques_of(head, *WITH)]
    if found:
        return found
    for child in head.children:  # "spoke by telephone with X", "met today with X"
        if child.i > head.i and relation(child) in ("obl", "advmod", "obj", "nmod"):
            found += [o.token for o in obliques_of(child, *WITH)]
    return found


def _visit(
    verb: Token, frames: Iterable[str], who: tuple[Attendee, ...], standing: Standing, actors: Actors
) -> Contact | None:
    people = tuple(a for a in who if a.is_person or _is_people(a.token))
    if not people:
        return None
    places = list(objects_of(verb)) if "place" in frames else []
    hosts = tuple(a for a in attendees_of(places, actors) if a.is_person)
    if hosts:  # "visited the president"
        return Contact(Form.MEETING, people, hosts, standing, verb, verb, open_form=True)
    places += [o.token for f in frames if f != "place" for o in obliques_of(verb, f)]
    where = next((t for t in places if country_of(t)), None)
    if where is None or any(country_of(where) in a.parties for a in people):
        return None  # coming home is no visit
    return Contact(Form.VISIT, people, (), standing, verb, verb, visited=where)


def _signing(verb: Token, who: tuple[Attendee, ...], standing: Standing, actors: Actors) -> Contact | None:
    if not any(t.lemma_.lower() in _section("documents") for t in objects_of(verb)):
        return None
    with_ = attendees_of(_beside(verb), actors)
    if len(_distinct((*who, *with_))) < 2:
        return None
    return Contact(Form.SIGNING, who, with_, standing, verb, verb)


def _of_noun(noun: Token, actors: Actors) -> Contact | None:
    form = form_of_noun(noun)
    if form is None:
        return None
    context = context_of(noun)
    if context.standing not in (Standing.ACTUAL, Standing.PLANNED, Standing.CANCELLED):
        return None
    who, with_ = _told_beside(noun, context, actors)
    if form is Form.VISIT:
        return _noun_visit(noun, context, who, with_)
    form, is_open = (form, False) if form is not Form.MEETING else _form("meeting", noun)
    refers_back = context.refers_back or len(_distinct((*who, *with_))) < 2
    if not context.owned and not with_ and is_plain(noun):
        refers_back = True
    return Contact(form, who, with_, context.standing, noun, context.predicate, is_open, refers_back)


def _told_beside(
    noun: Token, context: NounContext, actors: Actors
) -> tuple[tuple[Attendee, ...], tuple[Attendee, ...]]:
    with_ = [t for host in context.hosts for t in _beside(host)]
    with_ += [o.token for o in obliques_of(noun, "to")] if noun.lemma_.lower() == "call" else []
    between = [o.token for h in (noun, *context.hosts) for o in obliques_of(h, "between", "among", "amongst")]
    of = [o.token for o in obliques_of(noun, "of", "by", "from", "involving")]
    who = attendees_of([*context.owners, *between, *of], actors)
    if not who and (with_ or context.is_held):
        who = attendees_of(context.subjects, actors)
    return who, attendees_of(with_, actors)


def _noun_visit(
    noun: Token, context: NounContext, who: tuple[Attendee, ...], with_: tuple[Attendee, ...]
) -> Contact | None:
    people = tuple(a for a in who if a.is_person or _is_people(a.token))
    places = [o.token for h in (noun, *context.hosts) for o in obliques_of(h, "to", "in")]
    where = next((t for t in places if country_of(t)), None)
    if where is None or not people or any(country_of(where) in a.parties for a in people):
        return None
    return Contact(Form.VISIT, people, with_, context.standing, noun, context.predicate, visited=where)


def _form(name: str, trigger: Token) -> tuple[Form, bool]:
    """The form of a contact from its word and from what stands beside it; whether it is open."""
    words = trigger.doc.text[slice(*clause_span(clause_head(trigger)))].lower()
    by_telephone = any(_contains(words, cue) for cue in _section("by_telephone"))
    if name == "call":
        return Form.CALL, False
    if by_telephone:
        return Form.CALL, False
    if name == "meeting":
        return Form.MEETING, False
    in_person = (
        any(_contains(words, cue) for cue in _section("in_person")) or place_token(trigger) is not None
    )
    told_to = trigger.lemma_.lower() in ("speak", "talk", "chat", "congratulate")
    return (Form.CALL if told_to and not in_person else Form.MEETING), True


def place_token(trigger: Token) -> Token | None:
    """The place "in" or "at" which a trigger's contact is told to be, as the head of its phrase."""
    for oblique in obliques_of(trigger, "in", "at", "on"):
        if is_place(oblique.token):
            return oblique.token
    return None


def is_place(token: Token) -> bool:
    """Whether the phrase of ``token`` names a place."""
    return token.ent_type_ in ("LOCATION", "FACILITY", "GPE", "LOC") or country_of(token) is not None


def country_of(token: Token) -> str | None:
    """The country in which the place named by the phrase of ``token`` lies."""
    from tracktwo.extraction.parties import country_of_place

    for start, end in (phrase_span(token), (token.idx, token.idx + len(token))):
        words = re.sub(r"^the\s+", "", " ".join(token.doc.text[start:end].split()), flags=re.I)
        country = country_of_place(words)
        if country:
            return country
    return None


def _has_other_sense(verb: Token) -> bool:
    particles = _section("other_sense").get(verb.lemma_.lower(), ())
    return any(
        c.lower_ in particles and (c.dep_ == "compound:prt" or relation(c) == "advmod") for c in verb.children
    ) or any(preposition_of(c) in particles and relation(c) == "obl" for c in verb.children)


def _is_people(token: Token) -> bool:
    return token.lemma_.lower() in _section("people")


def _distinct(attendees: Iterable[Attendee]) -> set[tuple[str, str]]:
    return {a.key for a in attendees if not a.is_audience}


def _contains(words: str, cue: str) -> bool:
    return re.search(rf"\b{re.escape(cue)}\b", words) is not None


@cache
def _verbs() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        lemma: (name, tuple(frames))
        for name, verbs in lexicon.load("contacts")["verbs"].items()
        for lemma, frames in verbs.items()
    }


def _section(name: str) -> Any:
    return lexicon.load("contacts")[name]


def mentions_in_order(contacts: Iterable[Contact]) -> Iterator[Contact]:
    """Complete mentions before those that point back, each group in order of the text."""
    yield from sorted(contacts, key=lambda c: (c.refers_back, c.trigger.i))
