"""People, bodies, offices, events and documents as FollowTheMoney entities, and as its statements with citations.

For Aleph, OpenSanctions' tools and whatever else reads that model (https://followthemoney.tech). An entity's values
come from several documents; among the statements, each names the place that tells it (``origin``). What is one
person or one event across documents is decided in resolution. The extra ``followthemoney`` holds the model.
"""

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from followthemoney.dataset import Dataset
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import CSVStatementWriter

from tracktwo.lexicon import load
from tracktwo.model import Citation, Engagement, Entry, Form, Person, Round, Status
from tracktwo.model.dates import Edtf, PartialDate
from tracktwo.model.judgement import Thing
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import KnownPerson, find_person, link_people
from tracktwo.views.exports.days import known_parts
from tracktwo.views.exports.occasions import rounds_of
from tracktwo.views.exports.selection import About, Selection, first_citation, mark_of
from tracktwo.views.wording import date_in_words, party_name

_DATASET = Dataset.make({"name": "tracktwo", "title": "Record of a dialogue made by TrackTwo"})
_FORMS = {Status.PLANNED: " (planned)", Status.CANCELLED: " (cancelled)"}


def entities(selection: Selection, out: BinaryIO) -> None:
    """One entity a line, in JSON."""
    for entity in _Maker(selection).made():
        out.write(json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True).encode() + b"\n")


def statements(selection: Selection, out: BinaryIO) -> None:
    """One statement a row, as FollowTheMoney's own CSV has them; ``origin`` is the citation."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = CSVStatementWriter(text)
    for entity in _Maker(selection).made():
        for statement in sorted(entity.statements, key=lambda s: (s.prop, s.value, s.origin or "")):
            writer.write(statement)
    writer.close()
    text.flush()
    text.detach()


class _Maker:
    """Makes the entities of one selection, each once.

    Those that one document or group of claims tells all of are given out as soon as they are made; those that many
    tell of, such as offices, are held until the end.
    """

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._people: tuple[KnownPerson, ...] = ()
        #: The ids of people, by the first entry that names them: two of one name are two.
        self._ids: dict[str, str] = {}
        self._taken: frozenset[str] = frozenset()
        self._held: dict[str, StatementEntity] = {}

    def made(self) -> Iterator[StatementEntity]:
        """All entities, always in the same order."""
        for document in self._selection.documents:
            yield self._document(document)
        people = self._selection.of_kind(Person)
        self._people = link_people(people, self._selection.rulings(Thing.PEOPLE))
        alike = Counter((p.name, p.party) for p in self._people)
        for person in self._people:
            own = (person.entries[0].id,) if alike[person.name, person.party] > 1 else ()
            self._ids[person.entries[0].id] = _name("Person", person.name, person.party or "", *own)
        self._taken = frozenset(self._ids.values())
        for person in self._people:
            yield from self._person(person)
        for known in rounds_of(self._selection):
            yield self._event(
                known.title, known.entries, tuple(c for e in known.entries for c in e.claim.convenors)
            )
        contacts = (e for e in self._selection.of_kind(Engagement) if e.claim.form is not Form.ROUND)
        for contact in link_engagements(contacts, self._selection.rulings(Thing.ENGAGEMENTS)):
            yield self._event(_called(contact.first), contact.entries, ())
        yield from (self._held[name] for name in sorted(self._held))

    def _shared(self, schema: str, id: str) -> StatementEntity:
        """An entity that many claims tell of."""
        if id not in self._held:
            self._held[id] = _entity(schema, id)
        return self._held[id]

    def _body(self, schema: str, *parts: str) -> StatementEntity:
        return self._shared(schema, _name(schema, *parts))

    def _document(self, document: About) -> StatementEntity:
        made = _entity("Article", _name("Article", document.id))
        _add(made, "title", document.title or document.path or "Without title")
        _add(made, "publisher", document.publisher)
        _add(made, "publishedAt", _certain(document.published))
        _add(made, "sourceUrl", document.url)
        _add(made, "description", document.id)
        return made

    def _party(self, code: str) -> str:
        """A side of the talks: a state as its public body, anything else as an organisation."""
        is_state = code in load("countries")
        made = self._body("PublicBody" if is_state else "Organization", code)
        _add(made, "name", party_name(code))
        if is_state:
            _add(made, "country", code)
        return _id(made)

    def _person(self, person: KnownPerson) -> Iterator[StatementEntity]:
        """A person, and each office that they held."""
        made = _entity("Person", self._ids[person.entries[0].id])
        held: dict[str, StatementEntity] = {}
        for entry in person.entries:
            place = first_citation(entry)
            told = entry.claim
            _add(made, "name" if told.name == person.name else "alias", told.name, place)
            if told.party:
                _add(made, "country", told.party if told.party in load("countries") else None, place)
            _add(made, "proof", _name("Article", entry.document.id), place)
            if told.office:
                self._office(_id(made), told.office, told.party, entry, held)
        # Its own name is said of whoever is known by a shorter one alone.
        _add(made, "name", person.name)
        yield made
        yield from held.values()

    def _office(
        self,
        holder: str,
        office: str,
        party: str | None,
        entry: Entry[Person],
        held: dict[str, StatementEntity],
    ) -> None:
        place = first_citation(entry)
        post = self._body("Position", office, party or "")
        _add(post, "name", office, place)
        if party in load("countries"):
            _add(post, "country", party, place)
        occupancy = held.setdefault(_id(post), _entity("Occupancy", _name("Occupancy", holder, _id(post))))
        _add(occupancy, "holder", holder, place)
        _add(occupancy, "post", _id(post), place)
        _add(occupancy, "date", _certain(entry.document.published), place)
        _add(occupancy, "proof", _name("Article", entry.document.id), place)

    def _event(
        self,
        title: str,
        entries: Sequence[Entry[Round]] | Sequence[Entry[Engagement]],
        convenors: Iterable[str],
    ) -> StatementEntity:
        made = _entity("Event", _name("Event", entries[0].id))
        _add(made, "name", title)
        for entry in entries:
            told, place = entry.claim, first_citation(entry)
            for prop, value in _dates(told.when):
                _add(made, prop, value, place)
            _add(made, "location", told.where, place)
            _add(made, "country", told.country, place)
            _add(made, "summary", place.exact if place else None, place)
            _add(made, "proof", _name("Article", entry.document.id), place)
            for name, party in _involved(told):
                _add(made, "involved", self._somebody(name, party), place)
        for convenor in convenors:
            holder = self._body("Organization", convenor)
            _add(holder, "name", convenor)
            _add(made, "organizer", _id(holder))
        return made

    def _somebody(self, name: str | None, party: str | None) -> str | None:
        known = find_person(name, party, self._people) if name else None
        if known:
            return self._ids[known.entries[0].id]
        if name:
            id = _name("Person", name, party or "")
            if id not in self._taken:
                _add(self._shared("Person", id), "name", name)
            return id
        return self._party(party) if party and "+" not in party else None


def _name(schema: str, *parts: str) -> str:
    digest = hashlib.sha256("\n".join((schema, *parts)).encode()).hexdigest()[:24]
    return f"tracktwo-{schema.lower()}-{digest}"


def _entity(schema: str, id: str) -> StatementEntity:
    return StatementEntity(_DATASET, {"schema": schema, "id": id})


def _add(entity: StatementEntity, prop: str, value: str | None, place: Citation | None = None) -> None:
    """Add a value if the model holds it to be one of that property's type."""
    if value:
        entity.add(prop, value, quiet=True, origin=mark_of(place) if place else None)


def _id(entity: StatementEntity) -> str:
    assert entity.id is not None
    return str(entity.id)


def _involved(told: Round | Engagement) -> Iterable[tuple[str | None, str | None]]:
    if isinstance(told, Round):
        yield from ((d.name, d.party) for d in told.delegates)
        yield from ((None, party) for party in told.dialogue.parties)
    else:
        yield from ((p.name, p.party) for p in (*told.who, *told.with_))


def _called(contact: Engagement) -> str:
    who = ", ".join(p.name or party_name(p.party) for p in (*contact.who, *contact.with_)) or "Contact"
    when = f", {date_in_words(contact.when)}" if contact.when else ""
    form = contact.form.value.replace("-", " ").capitalize()
    return f"{form}{_FORMS.get(contact.status, '')}: {who}{when}"


def _dates(when: str | None) -> Iterable[tuple[str, str]]:
    """The certain parts of a date or interval: the model has no approximate ones."""
    if not when:
        return
    told = Edtf.parse(when)
    if not told.is_interval:
        whole = _prefix(told.start)
        if whole:
            yield "date", whole
        return
    for prop, day in (("startDate", told.start), ("endDate", told.end)):
        found = _prefix(day)
        if found:
            yield prop, found


def _certain(when: str | None) -> str | None:
    return _prefix(Edtf.parse(when).start) if when else None


def _prefix(day: PartialDate | None) -> str | None:
    """Year, month and day as far as all digits are known."""
    if day is None or day.approximate or day.uncertain:
        return None
    return "-".join(known_parts(day)) or None
