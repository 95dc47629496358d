"""One mention of a contact, and how its form follows from the words beside it.

Finding mentions is for :mod:`contact_verbs` and :mod:`contact_nouns`; joining them for :mod:`gatherings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.attendees import Attendee
from tracktwo.extraction.clauses import clause_head, clause_span, obliques_of, preposition_of, relation
from tracktwo.extraction.contact_places import places_of
from tracktwo.extraction.cues import CueClass, entry_of_verb
from tracktwo.extraction.standing import Standing
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Form

#: How many words after a verb or noun its "with" may stand: "spoke earlier today by telephone with".
REACH = 9
#: Standings in which a mention tells of a contact at all.
TOLD = frozenset({Standing.ACTUAL, Standing.PLANNED, Standing.CANCELLED})
_WITH = ("with", "alongside", "along with", "together with")


def without_tellers(attendees: tuple[Attendee, ...], trigger: Token) -> tuple[Attendee, ...]:
    """``attendees`` without who only tells of others' contact: "A and B were to meet, Minister X said".

    Who tells of a contact of his own is its subject by "he", and who speaks after it is told beside its clause.
    """
    tellers = {a.key for a in attendees if _tells_of(a.token, trigger)}
    others = {a.key for a in attendees if not a.is_audience} - tellers
    return tuple(a for a in attendees if a.key not in tellers) if tellers and len(others) > 1 else attendees


def _tells_of(token: Token, trigger: Token) -> bool:
    """Whether a token is the subject of a verb of saying in whose content ``trigger`` stands."""
    last = next((e.end for e in token.doc.ents if e.start <= token.i < e.end), token.i + 1)
    behind = token.doc[last] if last < token.sent.end else token
    if behind.i < trigger.i and behind.tag_ == "VBD" and entry_of_verb(behind).kind is CueClass.SPEECH:
        return True  # "Hale said X and Y were set to meet", whatever the tree has
    verb = token.head
    if relation(token) != "nsubj" or verb.pos_ != "VERB" or entry_of_verb(verb).kind is not CueClass.SPEECH:
        return False
    path = [trigger, *trigger.ancestors]
    if verb not in path or verb.i == trigger.i:
        return False
    below = path[path.index(verb) - 1]
    return relation(below) in ("ccomp", "parataxis") or (below.i < verb.i and relation(below) == "obj")


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


def form_beside(name: str, trigger: Token) -> tuple[Form, bool]:
    """The form of a contact from its word and from what stands beside it; whether it is open."""
    if name == "call":
        return Form.CALL, False
    words = _clause_words(trigger)
    if _says(words, "by_telephone"):
        return Form.CALL, False
    if name == "meeting":
        return Form.MEETING, False
    in_person = _says(words, "in_person") or next(places_of(trigger, clause_head(trigger)), None) is not None
    told_to = lemma_of(trigger) in section("told_to")
    return (Form.CALL if told_to and not in_person else Form.MEETING), not in_person


def is_by_telephone(trigger: Token) -> bool:
    """Whether the clause of ``trigger`` says that something was by telephone or the like."""
    return _says(_clause_words(trigger), "by_telephone")


def _clause_words(trigger: Token) -> str:
    return trigger.doc.text[slice(*clause_span(clause_head(trigger)))].lower()


def beside(head: Token) -> list[Token]:
    """Tokens after "with" under ``head``, also where the parser hung them on a neighbour."""
    found = [o.token for o in obliques_of(head, *_WITH)]
    if found:
        return found
    for child in head.children:  # "spoke by telephone with X", "met today with X"
        if preposition_of(child) in section("topics") or is_contact_beside(child):
            continue  # "spoke about the talks with Chile", "spoke ahead of talks with Chile"
        if child.i > head.i and relation(child) in ("obl", "advmod", "obj", "nmod"):
            told = [o.token for o in obliques_of(child, *_WITH)]
            found += told if relation(child) != "obj" else [t for t in told if _may_be_met(t)]
    return found


def is_contact_beside(token: Token) -> bool:
    """Whether a noun under a verb is a contact of its own: "ahead of talks with", but not "spoke in a call with"."""
    own = any(lemma_of(token) in nouns for nouns in section("nouns").values())
    ahead = token.doc[max(0, token.i - 3) : token.i].text.lower().strip()
    apart = (*section("before"), "after", "following", "since")
    return own and (preposition_of(token) in apart or ahead.endswith(tuple(section("before"))))


def _may_be_met(token: Token) -> bool:
    """Whether a noun behind "with" is somebody: "raised trade with the minister", but not "the border with Chad"."""
    return (
        token.ent_type_ == "PERSON"
        or is_people(token)
        or (token.pos_ in ("PROPN", "PRON") and not token.ent_type_)
    )


def is_people(token: Token) -> bool:
    """Whether ``token`` is a noun of people who are in contact without being named."""
    return lemma_of(token) in section("people")


def distinct(attendees: Iterable[Attendee]) -> set[tuple[str, str]]:
    """What tells attendees apart, audiences left out."""
    return {a.key for a in attendees if not a.is_audience}


def without(some: Iterable[Attendee], others: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """``some`` without those who are among ``others``."""
    taken = {a.key for a in others}
    return tuple(a for a in some if a.key not in taken)


def section(name: str) -> Any:
    """One part of ``lexicon/contacts.yaml``."""
    return lexicon.load("contacts")[name]


def _says(words: str, name: str) -> bool:
    return any(re.search(rf"\b{re.escape(cue)}\b", words) for cue in section(name))
