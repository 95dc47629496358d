"""Mentions of the same contact put together: headline, lead, later words, "after the talks".

It compares who, form, standing and date; it never joins what the text keeps apart by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracktwo.extraction.attendees import Attendee
from tracktwo.extraction.clauses import (
    clause_span,
    finite_head,
    is_predicate,
    relation,
    sentence_span,
)
from tracktwo.extraction.contact import Contact
from tracktwo.extraction.settings import Setting
from tracktwo.extraction.standing import Standing
from tracktwo.model import Form, Participant, Status

_STATUS = {
    Standing.ACTUAL: Status.HELD,
    Standing.PLANNED: Status.PLANNED,
    Standing.CANCELLED: Status.CANCELLED,
}


#: How many sentences back "the meeting" points at most.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of a contact with its own setting."""

    contact: Contact
    setting: Setting
    #: It stands in a headline.
    in_title: bool = False

    @property
    def is_full(self) -> bool:
        """Whether it tells by itself who was in contact."""
        contact = self.contact
        if contact.form is Form.VISIT:
            return contact.visited is not None
        return len(contact.attendees) >= 2 and not contact.refers_back

    @property
    def is_main(self) -> bool:
        """Whether its sentence is about the contact."""
        trigger, root = self.contact.trigger, self.contact.trigger.sent.root
        return trigger.i == root.i or trigger.head.i == root.i

    @property
    def evidence(self) -> tuple[int, int]:
        """Offsets of the words that tell of it: the sentence if it is about the contact, else the clause."""
        if self.is_main or not is_predicate(self.contact.predicate):
            return sentence_span(self.contact.trigger)
        return clause_span(finite_head(self.contact.predicate))


@dataclass(slots=True)
class Gathering:
    """One contact as all its mentions tell of it."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def best(self) -> Telling:
        """The mention that tells it best: most people, a date, a place, in a sentence of its own."""

        def worth(telling: Telling) -> tuple[bool, bool, int, int]:
            contact, setting = telling.contact, telling.setting
            told = len(contact.attendees) + bool(setting.when) + bool(setting.where) + telling.is_main
            named = sum(a.is_person for a in contact.attendees)
            return (telling.is_full, not telling.in_title, told, named)

        return max(self.tellings, key=worth)

    @property
    def form(self) -> Form:
        """The form told by the mention that leaves it least open."""
        settled = [t for t in self.tellings if not t.contact.open_form and t.is_full]
        return (settled or [self.best])[0].contact.form

    @property
    def status(self) -> Status:
        return _STATUS[self.best.contact.standing]

    @property
    def setting(self) -> Setting:
        """The best mention's setting, completed from the others'."""
        # "The meeting took place in Lima on Monday" adds to what was told; "after the talks" does not
        adding = [t for t in self.tellings if t.is_full or relation(t.contact.trigger) == "nsubj"]
        ordered = [self.best, *adding]
        placed = next((t.setting for t in ordered if t.setting.where), Setting())
        if self.form is Form.CALL:
            placed = Setting()  # a place told nearby is that of another contact
        when = max((t.setting.when for t in ordered if t.setting.when), key=_precision, default=None)
        return Setting(when, placed.where, placed.country)

    @property
    def attendees(self) -> tuple[Attendee, ...]:
        told = [self.best, *(t for t in self.tellings if t.is_full and not t.in_title)]
        everybody = [a for telling in told for a in telling.contact.attendees]
        # "Talks between Chad and Niger began, with Minister X meeting Y": X and Y, and not their countries
        people = [a for a in everybody if a.is_person]
        people = people if _parties(people) == _parties(everybody) else []
        found: dict[tuple[str, str], Attendee] = {}
        for attendee in everybody:
            by_name = [p for p in people if p.parties and p.parties == attendee.parties]
            one = by_name[0] if by_name and attendee.key[0] == "side" else attendee
            if not _covered(one, found.values()):
                found.setdefault(one.key, one)
        return tuple(found.values())

    @property
    def is_complete(self) -> bool:
        """Whether it is told who was in contact with whom."""
        if self.form is Form.VISIT:
            return True
        attendees = self.attendees
        return len(attendees) >= 2 and any(t.is_full for t in self.tellings)

    @property
    def is_headline(self) -> bool:
        """Whether only headlines tell of it."""
        return all(t.in_title for t in self.tellings)

    def shares_with(self, other: Gathering) -> bool:
        """Whether somebody, or some side, is in both contacts, and their form is the same."""
        if self.form is not other.form:
            return False
        keys = {a.key for a in self.attendees} & {a.key for a in other.attendees}
        return bool(keys or _parties(self.attendees) & _parties(other.attendees))

    @property
    def is_within_one_side(self) -> bool:
        """Whether everybody is told to be of one and the same party."""
        sides = [a.parties for a in self.attendees]
        return self.form is not Form.VISIT and all(sides) and len(frozenset().union(*sides)) < 2

    @property
    def confidence(self) -> float:
        """From how it is told; the weights are set on the readouts (docs/decisions/0045)."""
        best = self.best
        value = 0.9 if is_predicate(best.contact.trigger) else 0.8
        value -= 0.1 * (not best.is_main)
        value -= 0.1 * best.contact.open_form
        value -= 0.15 * (not any(a.is_person for a in self.attendees))
        value += 0.05 * (len(self.tellings) > 1)
        return min(0.97, max(0.3, value))

    def sides(self) -> tuple[list[Participant], list[Participant]]:
        """Who and with whom: as told, or one side's people and the others where they are told together."""
        best = self.best.contact
        everybody = [a.participant for a in self.attendees]
        sides = {a.participant.party for a in best.who if a.key[0] == "side"}
        first_named = {a.participant for a in best.who if not a.is_audience}
        who = [p for p in everybody if p in first_named or (p.party and p.party in sides)]
        alone = len(who) == len(everybody) or not [a for a in best.with_ if not a.is_audience]
        if alone and best.form is not Form.VISIT and who:
            first = who[0].party
            who = [p for p in who if p.party == first] if first else who[:1]
            if len(who) == len(everybody):
                who = who[:1]
        return who, [p for p in everybody if p not in who]


def gather(tellings: Iterable[Telling], parties: Sequence[str]) -> list[Gathering]:
    """Put mentions of the same contact together; those that tell nothing of their own join or are dropped.

    ``tellings`` come with the full ones first; ``parties`` are the sides of the document's talks.
    """
    found: list[Gathering] = []
    for telling in tellings:
        home = _home(telling, found)
        if home is not None:
            home.tellings.append(telling)
        elif telling.is_full:
            found.append(Gathering([telling]))
    return found


def _home(telling: Telling, found: list[Gathering]) -> Gathering | None:
    fitting = [
        g for g in found if _same_form(telling, g) and _same_time(telling, g) and _same_people(telling, g)
    ]
    if not fitting:
        return None
    at = telling.contact.trigger.i
    before = [g for g in fitting if g.best.contact.trigger.i <= at]
    if not telling.is_full:  # "the talks" are those told of just before
        before = [g for g in before if _sentences_between(g, telling) <= _NEAR]
        fitting = before
    pool = before or fitting
    if not pool:
        return None
    return min(pool, key=lambda g: abs(g.best.contact.trigger.i - at))


def _sentences_between(gathering: Gathering, telling: Telling) -> int:
    first = max(
        t.contact.trigger.i for t in gathering.tellings if t.contact.trigger.i <= telling.contact.trigger.i
    )
    doc = telling.contact.trigger.doc
    return sum(1 for t in doc[first : telling.contact.trigger.i] if t.is_sent_start)


def _same_form(telling: Telling, gathering: Gathering) -> bool:
    contact, other = telling.contact, gathering.best.contact
    if contact.form is other.form:
        return contact.standing is other.standing
    if Form.VISIT in (contact.form, other.form):
        return False
    return (contact.open_form or other.open_form) and contact.standing is other.standing


def _same_time(telling: Telling, gathering: Gathering) -> bool:
    one, other = telling.setting.when, gathering.setting.when
    if not one or not other:
        return True
    return one.startswith(other) or other.startswith(one) or one.split("/")[0] == other.split("/")[0]


def _same_people(telling: Telling, gathering: Gathering) -> bool:
    contact = telling.contact
    if contact.form is Form.VISIT:
        return telling.setting.country == gathering.setting.country and _covers(
            gathering.attendees, contact.attendees
        )
    if not telling.is_full:
        return _covers(gathering.attendees, contact.attendees)
    if telling.in_title and _shares_person(contact.attendees, gathering.attendees):
        return True  # a headline is of what its text tells
    few, many = sorted((contact.attendees, gathering.attendees), key=len)
    if any(a.is_person for a in few) != any(a.is_person for a in many) and _parties(few) != _parties(many):
        return False  # "the trilateral meeting of X, Y and Z" is not the one of a minister of X with one of Y
    return _covers(many, few)


def _shares_person(some: Sequence[Attendee], others: Sequence[Attendee]) -> bool:
    return any(a.is_person and a.key == b.key for a in some for b in others)


def _parties(attendees: Iterable[Attendee]) -> frozenset[str]:
    return frozenset().union(*(a.parties for a in attendees))


def _covers(many: Sequence[Attendee], few: Sequence[Attendee]) -> bool:
    return all(_covered(one, many) for one in few)


def _covered(one: Attendee, many: Iterable[Attendee]) -> bool:
    for other in many:
        if one.key == other.key:
            return True
        both_people = (one.is_person and other.is_person) or one.is_apart or other.is_apart
        if not both_people and one.parties and one.parties & other.parties:
            return True
    return False


def _precision(when: str) -> tuple[int, int]:
    return (when.count("-") - when.count("X"), len(when))
