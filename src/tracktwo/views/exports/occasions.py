"""What happened when, once each: rounds, contacts, incidents and changes of state across documents.

For calendars and timelines, where the same round told by five papers is one event. What is one across documents is
decided in resolution; entries that give no year are left to whoever draws them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tracktwo.analysis.periods import when_held, where_held
from tracktwo.analysis.standing import standing_of
from tracktwo.model import (
    Claim,
    Engagement,
    Entry,
    Form,
    Incident,
    Participant,
    Round,
    StateChange,
    Status,
    Track,
)
from tracktwo.model.dates import Edtf
from tracktwo.model.judgement import Thing
from tracktwo.resolution.dialogues import Series, link_dialogues
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.resolution.rounds import link_rounds
from tracktwo.views.brief.contacts import recent_contacts
from tracktwo.views.brief.talks import changes_told
from tracktwo.views.describing import words_of
from tracktwo.views.exports.selection import Selection
from tracktwo.views.wording import party_name


class Kind(StrEnum):
    """What sort of thing happened."""

    ROUND = "round"
    CONTACT = "contact"
    INCIDENT = "incident"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that happened, with all accounts of it."""

    kind: Kind
    title: str
    #: The date given most often; None where nobody gives one.
    when: Edtf | None
    entries: tuple[Entry[Any], ...]
    status: Status = Status.HELD
    where: str | None = None
    #: None for what belongs to no track, such as incidents.
    track: Track | None = None
    #: The name of the dialogue, where it is one's.
    dialogue: str | None = None

    @property
    def has_year(self) -> bool:
        """Whether it has a place on a line of time."""
        return self.when is not None and self.when.has_year


def occasions_of(selection: Selection) -> tuple[Occasion, ...]:
    """All occasions in order of time; those without a year come last."""
    found = (
        *rounds_of(selection),
        *_contacts_of(selection),
        *_incidents_of(selection),
        *_states_of(selection),
    )
    return tuple(sorted(found, key=_in_time))


def rounds_of(selection: Selection) -> tuple[Occasion, ...]:
    """The rounds of each dialogue; what only a contact implies is none."""
    found: list[Occasion] = []
    for series in _series(selection):
        for known in link_rounds(
            [e for e in series.rounds if not e.claim.implied], selection.rulings(Thing.ROUNDS)
        ):
            numbers = [a.value for a in known.ordinals]
            also = f" (also numbered {', '.join(numbers[1:])})" if len(numbers) > 1 else ""
            number = f"Round {numbers[0]}{also}: " if numbers else ""
            name = name_of(series)
            places = where_held(known)
            place = places[0].value if places else None
            found.append(
                Occasion(
                    Kind.ROUND,
                    f"{number}{name}",
                    when_held(known, series.states) or known.when,
                    known.entries,
                    known.status,
                    place,
                    series.track,
                    name,
                )
            )
    return tuple(found)


def name_of(series: Series) -> str:
    """A dialogue's name, or its parties."""
    return series.name or " – ".join(party_name(p) for p in series.parties)


def _series(selection: Selection) -> tuple[Series, ...]:
    """The dialogues that the selection tells of; only the one asked for, where one is."""
    if selection.dossier is None:
        return _all_series(selection)
    series = selection.dossier.series
    rounds = {e.id for e in selection.of_kind(Round)}
    states = {e.id for e in selection.of_kind(StateChange)}
    asked = replace(
        series,
        rounds=tuple(e for e in series.rounds if e.id in rounds),
        states=tuple(e for e in series.states if e.id in states),
    )
    return (asked,)


def _all_series(selection: Selection) -> tuple[Series, ...]:
    return link_dialogues(
        selection.of_kind(Round), selection.of_kind(StateChange), selection.rulings(Thing.DIALOGUES)
    )


def _contacts_of(selection: Selection) -> Iterable[Occasion]:
    """Contacts besides the rounds; those of the dialogue asked for are those that its brief has."""
    unofficial = _documents_of_unofficial_talks(selection)
    for told in _own_contacts(selection) if selection.dossier else _all_contacts(selection):
        track = Track.II if all(e.document.id in unofficial for e in told.entries) else Track.I
        yield replace(told, track=track)


def _own_contacts(selection: Selection) -> Iterable[Occasion]:
    dossier = selection.dossier
    assert dossier is not None
    asked = {e.id for e in selection.of_kind(Engagement)}
    for contact in recent_contacts(dossier):
        if any(e.id in asked for e in contact.entries):
            when = Edtf.parse(contact.when) if contact.when else None
            title = _contact(contact.told, dossier.people)
            yield Occasion(Kind.CONTACT, title, when, contact.entries, contact.status, contact.told.where)


def _all_contacts(selection: Selection) -> Iterable[Occasion]:
    contacts = (e for e in selection.of_kind(Engagement) if e.claim.form is not Form.ROUND)
    for known in link_engagements(contacts, selection.rulings(Thing.ENGAGEMENTS)):
        when = Edtf.parse(known.dates[0].value) if known.dates else None
        told = known.first
        yield Occasion(Kind.CONTACT, _contact(told), when, known.entries, known.status, told.where)


def _documents_of_unofficial_talks(selection: Selection) -> frozenset[str]:
    """Documents that tell of unofficial talks and of no official ones."""
    tracks: dict[str, set[Track | None]] = {}
    for series in _all_series(selection):
        for document in series.documents:
            tracks.setdefault(document, set()).add(series.track)
    return frozenset(d for d, found in tracks.items() if found == {Track.II})


def _contact(told: Engagement, people: tuple[KnownPerson, ...] = ()) -> str:
    form = "Contact" if told.form is Form.OTHER else told.form.value.replace("-", " ").capitalize()
    first, second = (", ".join(_called(p, people) for p in side) for side in (told.who, told.with_))
    return f"{form}: {first or 'participants not told'}{f' with {second}' if second else ''}"


def _called(person: Participant, people: tuple[KnownPerson, ...]) -> str:
    """Somebody by the fullest name that is known, else a side by its name."""
    known = find_person(person.name, person.party, people) if person.name else None
    return known.name if known else person.name or party_name(person.party)


def _incidents_of(selection: Selection) -> Iterable[Occasion]:
    def described(told: Incident) -> str:
        return words_of(told.what)

    for own in _once_each(selection.of_kind(Incident), lambda i: (described(i).casefold(), i.when)):
        told = own[0].claim
        when = Edtf.parse(told.when) if told.when else None
        yield Occasion(Kind.INCIDENT, described(told), when, tuple(own), where=told.where)


def _states_of(selection: Selection) -> Iterable[Occasion]:
    """Changes of state; of the dialogue asked for those that its brief has, without what is told of single rounds."""
    for series in _series(selection):
        states = series.states
        if selection.dossier:
            kept = {e.id for e in changes_told(standing_of(selection.dossier))}
            states = tuple(e for e in states if e.id in kept)
        for own in _once_each(states, lambda s: (s.change, s.when)):
            told = own[0].claim
            when = Edtf.parse(told.when) if told.when else None
            causes = sorted({e.claim.cause for e in own if e.claim.cause})
            why = f" – cause told: {'; '.join(causes)}" if causes else ""
            name = name_of(series)
            title = f"{told.change.value.capitalize()}: {name}{why}"
            yield Occasion(Kind.STATE, title, when, tuple(own), track=series.track, dialogue=name)


def _once_each(entries: Iterable[Entry[Any]], key: Callable[[Any], object]) -> Iterable[list[Entry[Any]]]:
    groups: dict[object, list[Entry[Any]]] = {}
    for entry in entries:
        claim: Claim = entry.claim
        groups.setdefault(key(claim), []).append(entry)
    return groups.values()


def _in_time(occasion: Occasion) -> tuple[int, object, str, str]:
    when = occasion.when
    if when is None or not when.has_year:
        return (1, "", occasion.kind, occasion.title)
    return (0, when.sort_key(), occasion.kind, occasion.title)
