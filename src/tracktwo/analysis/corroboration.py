"""Contacts against an official register: which it confirms, which it contradicts, what the record lacks.

Pure functions over engagements that the gate let through and entries of registers. A register tells of journeys
and visits only: it says nothing about calls, and nothing about people whom it does not list.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracktwo.model import Engagement, Entry, Form, Participant, Status
from tracktwo.model.dates import Edtf
from tracktwo.model.register import RegisterEntry
from tracktwo.resolution.name_parts import words
from tracktwo.resolution.names import may_stand_for
from tracktwo.resolution.places import country_of

#: Dates vaguer than this neither confirm nor contradict: a month holds several journeys.
PRECISE = timedelta(days=8)
#: A register dates a journey by the traveller's clock, a paper by its own.
CLOCKS = timedelta(days=1)
#: A register covers somebody's journeys between the first and last that it lists, and so long about them.
COVERED = timedelta(days=60)


class Verdict(StrEnum):
    """What a register says of a contact."""

    CONFIRMED = "confirmed"
    #: It has the traveller in another country on that day, or at home.
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a register says of one account of a contact, with the entries that say so."""

    contact: Entry[Engagement]
    verdict: Verdict
    #: Entries that confirm it, or that have the traveller elsewhere; empty where the register has him at home.
    entries: tuple[RegisterEntry, ...]
    #: The traveller as the register calls him.
    traveller: str


@dataclass(frozen=True, slots=True)
class Corroboration:
    """A record's contacts against the registers."""

    findings: tuple[Finding, ...]
    #: Journeys between parties and in times that the record covers, of which it tells nothing.
    lacking: tuple[RegisterEntry, ...]


def corroborate(
    contacts: Iterable[Entry[Engagement]],
    register: Iterable[RegisterEntry],
    parties: Iterable[str] | None = None,
) -> Corroboration:
    """Compare contacts with registers.

    Args:
        contacts: accounts of contacts, of any form; those not held, vaguely dated or by telephone are passed over.
        register: entries of one or several registers.
        parties: journeys between these only are looked for in the record; by default, all parties that some
            contact with a register's traveller tells of.
    """
    index = _Index.of(register)
    told = [e for e in contacts if _is_comparable(e.claim)]
    findings = tuple(f for e in told if (f := _finding(e, index)) is not None)
    met = {id_ for f in findings if f.verdict is Verdict.CONFIRMED for id_ in (r.id for r in f.entries)}
    return Corroboration(findings, _lacking(told, index, met, None if parties is None else set(parties)))


@dataclass(frozen=True, slots=True)
class _Index:
    """Entries by traveller and by the sound of their names."""

    by_traveller: Mapping[str, tuple[RegisterEntry, ...]]
    by_word: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, register: Iterable[RegisterEntry]) -> "_Index":
        entries: defaultdict[str, list[RegisterEntry]] = defaultdict(list)
        for entry in register:
            entries[entry.person].append(entry)
        by_word: defaultdict[str, set[str]] = defaultdict(set)
        for name in entries:
            for word in words(name):
                by_word[word].add(name)
        ordered = {
            k: tuple(sorted(v, key=lambda r: (r.start, r.end, r.id))) for k, v in sorted(entries.items())
        }
        return cls(ordered, {word: frozenset(names) for word, names in by_word.items()})

    def journeys(self, person: Participant, about: date) -> tuple[str, tuple[RegisterEntry, ...]] | None:
        """Whom a register calls so, with all of that person's journeys; None where nobody or several fit."""
        if not person.name:
            return None
        near = {name for word in words(person.name) for name in self.by_word.get(word, ())}
        fitting = [
            name
            for name in sorted(near)
            if may_stand_for(person.name, name)
            and person.party in (None, self.by_traveller[name][0].party)
            and _covers(self.by_traveller[name], about)
        ]
        # One person stands in a register as Senator, as Secretary and as President.
        people = {words(name)[-1] for name in fitting}
        if len(people) != 1:
            return None
        return fitting[0], tuple(r for name in fitting for r in self.by_traveller[name])


def _covers(journeys: Sequence[RegisterEntry], about: date) -> bool:
    first, last = date.fromisoformat(journeys[0].start), max(date.fromisoformat(r.end) for r in journeys)
    return first - COVERED <= about <= last + COVERED


def _is_comparable(contact: Engagement) -> bool:
    if contact.status is not Status.HELD or contact.form is Form.CALL or not contact.when:
        return False
    start, end = _bounds(contact)
    return start is not None and end is not None and end - start <= PRECISE


def _bounds(contact: Engagement) -> tuple[date | None, date | None]:
    """First and last day."""
    start, end = Edtf.parse(contact.when or "").bounds()
    return start, end - timedelta(days=1) if end else None


def _finding(entry: Entry[Engagement], index: _Index) -> Finding | None:
    contact = entry.claim
    start, end = _bounds(contact)
    if start is None or end is None:
        return None
    for person, others in _each(contact):
        found = index.journeys(person, start)
        if found is None:
            continue
        traveller, journeys = found
        then = [r for r in journeys if _meets(r, start, end)]
        confirming = [r for r in then if _fits(r, contact, others)]
        if confirming:
            return Finding(entry, Verdict.CONFIRMED, tuple(confirming), traveller)
        if _is_contradicted(contact, journeys[0], then, start, end):
            return Finding(entry, Verdict.CONTRADICTED, tuple(then), traveller)
    return None


def _each(contact: Engagement) -> Iterable[tuple[Participant, tuple[Participant, ...]]]:
    everyone = (*contact.who, *contact.with_)
    return ((one, tuple(p for p in everyone if p is not one)) for one in everyone)


def _meets(journey: RegisterEntry, start: date, end: date) -> bool:
    return (
        date.fromisoformat(journey.start) - CLOCKS <= end
        and start <= date.fromisoformat(journey.end) + CLOCKS
    )


def _fits(journey: RegisterEntry, contact: Engagement, others: Sequence[Participant]) -> bool:
    """Whether the journey led where the contact was, or to those whom the traveller met."""
    where = contact.country or country_of(contact.where)
    if where is not None:
        return where == journey.country
    parties = {code for p in others if p.party for code in p.party.split("+")}
    if journey.country in parties:
        return True
    said = set(words(journey.remarks))
    return any(p.name and words(p.name)[-1] in said for p in others)


def _is_contradicted(
    contact: Engagement, traveller: RegisterEntry, then: Sequence[RegisterEntry], start: date, end: date
) -> bool:
    """Whether the register has the traveller in another country, or at home, on all the days told."""
    where = contact.country or country_of(contact.where)
    if where is None:
        return False
    if where == traveller.party:
        # Told of at home: a journey abroad that takes in all these days contradicts it.
        return any(
            date.fromisoformat(r.start) + CLOCKS <= start and end <= date.fromisoformat(r.end) - CLOCKS
            for r in then
        )
    return True


def _lacking(
    told: Sequence[Entry[Engagement]], index: _Index, met: set[str], parties: set[str] | None
) -> tuple[RegisterEntry, ...]:
    """Journeys that no contact tells of, in the times in which the record tells of the traveller at all."""
    times: defaultdict[str, list[date]] = defaultdict(list)
    met_parties: defaultdict[str, set[str]] = defaultdict(set)
    for entry in told:
        start, _ = _bounds(entry.claim)
        if start is None:
            continue
        for person, others in _each(entry.claim):
            found = index.journeys(person, start)
            if found is not None:
                times[found[0]].append(start)
                met_parties[found[0]] |= {c for p in others if p.party for c in p.party.split("+")}
    lacking: dict[str, RegisterEntry] = {}
    for traveller, days in times.items():
        wanted = met_parties[traveller] if parties is None else parties
        for journey in index.by_traveller[traveller]:
            inside = min(days).isoformat() <= journey.end and journey.start <= max(days).isoformat()
            if inside and journey.country in wanted and journey.id not in met:
                lacking[journey.id] = journey
    return tuple(sorted(lacking.values(), key=lambda r: (r.start, r.end, r.person, r.id)))
