"""People, bodies, offices, events and documents as FollowTheMoney entities, and as its statements with citations.

For Aleph, OpenSanctions' tools and whatever else reads that model (https://followthemoney.tech). An entity's values
come from several documents; among the statements, each names the place that tells it (``origin``). What is one
person or one event across documents is decided in resolution. The extra ``followthemoney`` holds the model.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Sequence

from followthemoney.dataset import Dataset
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import CSVStatementWriter

from tracktwo.lexicon import load
from tracktwo.model import Citation, Document, Engagement, Entry, Form, Person, Round, Status
from tracktwo.model.dates import Edtf, PartialDate
from tracktwo.model.judgement import Thing
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import KnownPerson, find_person, link_people
from tracktwo.views.exports.occasions import rounds_of
from tracktwo.views.exports.selection import Selection, first_citation, mark_of
from tracktwo.views.wording import date_in_words, party_name

_DATASET = Dataset.make({"name": "tracktwo", "title": "Record of a dialogue made by TrackTwo"})
_FORMS = {Status.PLANNED: " (planned)", Status.CANCELLED: " (cancelled)"}


def entities(selection: Selection) -> bytes:
    """One entity a line, in JSON."""
    lines = (json.dumps(e.to_dict(), ensure_ascii=False, sort_keys=True) for e in _Maker(selection).made())
    return "".join(f"{line}\n" for line in lines).encode()


def statements(selection: Selection) -> bytes:
    """One statement a row, as FollowTheMoney's own CSV has them; ``origin`` is the citation."""
    out = io.StringIO()
    writer = CSVStatementWriter(out)
    for entity in _Maker(selection).made():
        for statement in sorted(entity.statements, key=lambda s: (s.prop, s.value, s.origin or "")):
            writer.write(statement)
    writer.close()
    return out.getvalue().encode()


class _Maker:
    """Makes the entities of one selection, each once, and adds to it what each claim tells."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._people = link_people(selection.of_kind(Person), selection.rulings(Thing.PEOPLE))
        self._entities: dict[str, StatementEntity] = {}

    def made(self) -> list[StatementEntity]:
        """All entities that the model holds complete, in the order of their ids."""
        for document in self._selection.documents:
            self._document(document)
        for person in self._people:
            self._person(person)
        for known in rounds_of(self._selection):
            self._event(
                known.title, known.entries, tuple(c for e in known.entries for c in e.claim.convenors)
            )
        contacts = (e for e in self._selection.of_kind(Engagement) if e.claim.form is not Form.ROUND)
        for contact in link_engagements(contacts, self._selection.rulings(Thing.ENGAGEMENTS)):
            self._event(_called(contact.first), contact.entries, ())
        return [self._entities[name] for name in sorted(self._entities)]

    def _entity(self, schema: str, *parts: str) -> StatementEntity:
        digest = hashlib.sha256("\n".join((schema, *parts)).encode()).hexdigest()[:24]
        name = f"tracktwo-{schema.lower()}-{digest}"
        if name not in self._entities:
            self._entities[name] = StatementEntity(_DATASET, {"schema": schema, "id": name})
        return self._entities[name]

    def _document(self, document: Document) -> str:
        made = self._entity("Article", document.id)
        _add(made, "title", document.title or document.path or "Without title")
        _add(made, "publisher", document.publisher)
        _add(made, "publishedAt", _certain(document.published))
        _add(made, "sourceUrl", document.url)
        _add(made, "description", document.id)
        return _id(made)

    def _party(self, code: str) -> str:
        """A side of the talks: a state as its public body, anything else as an organisation."""
        is_state = code in load("countries")
        made = self._entity("PublicBody" if is_state else "Organization", code)
        _add(made, "name", party_name(code))
        if is_state:
            _add(made, "country", code)
        return _id(made)

    def _person(self, person: KnownPerson) -> str:
        made = self._entity("Person", person.name, person.party or "")
        for entry in person.entries:
            place = first_citation(entry)
            told = entry.claim
            _add(made, "name" if told.name == person.name else "alias", told.name, place)
            if told.party:
                _add(made, "country", told.party if told.party in load("countries") else None, place)
            _add(made, "proof", self._document(entry.document), place)
            if told.office:
                self._office(_id(made), told.office, told.party, entry)
        # Its own name is said of whoever is known by a shorter one alone.
        _add(made, "name", person.name)
        return _id(made)

    def _office(self, holder: str, office: str, party: str | None, entry: Entry[Person]) -> None:
        place = first_citation(entry)
        post = self._entity("Position", office, party or "")
        _add(post, "name", office, place)
        if party in load("countries"):
            _add(post, "country", party, place)
        held = self._entity("Occupancy", holder, _id(post))
        _add(held, "holder", holder, place)
        _add(held, "post", _id(post), place)
        _add(held, "date", _certain(entry.document.published), place)
        _add(held, "proof", self._document(entry.document), place)

    def _event(
        self,
        title: str,
        entries: Sequence[Entry[Round]] | Sequence[Entry[Engagement]],
        convenors: Iterable[str],
    ) -> None:
        made = self._entity("Event", entries[0].id)
        _add(made, "name", title)
        for entry in entries:
            told, place = entry.claim, first_citation(entry)
            for prop, value in _dates(told.when):
                _add(made, prop, value, place)
            _add(made, "location", told.where, place)
            _add(made, "country", told.country, place)
            _add(made, "summary", place.exact if place else None, place)
            _add(made, "proof", self._document(entry.document), place)
            for name, party in _involved(told):
                _add(made, "involved", self._somebody(name, party), place)
        for convenor in convenors:
            holder = self._entity("Organization", convenor)
            _add(holder, "name", convenor)
            _add(made, "organizer", _id(holder))

    def _somebody(self, name: str | None, party: str | None) -> str | None:
        known = find_person(name, party, self._people) if name else None
        if known:
            return _id(self._entity("Person", known.name, known.party or ""))
        if name:
            made = self._entity("Person", name, party or "")
            _add(made, "name", name)
            return _id(made)
        return self._party(party) if party and "+" not in party else None


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
    if day is None or day.approximate or day.uncertain or not day.year.isdigit():
        return None
    parts = [day.year]
    for part in (day.month, day.day):
        if part is None or not part.isdigit() or (len(parts) == 1 and int(part) > 12):
            break
        parts.append(part)
    return "-".join(parts)
