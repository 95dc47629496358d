"""What a record tells of one person: offices over time, rounds, whom they met, what they said.

Who is whom is decided in resolution. A name counts for a person only in documents that name that very person; an
account that gives no name tells nothing of anybody here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tracktwo.errors import UsageError
from tracktwo.model import Claim, Engagement, Person, Round, Statement
from tracktwo.model.judgement import Thing
from tracktwo.record import ClaimEntry, Filter, Gate
from tracktwo.record.facets import fold
from tracktwo.resolution.people import KnownPerson, link_people
from tracktwo.resolution.tenures import tenures_of
from tracktwo.views.describing import named, words_of
from tracktwo.views.naming import entry_mark
from tracktwo.views.tables import Column, Table

C = TypeVar("C", bound=Claim)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person with what is told of them."""

    person: KnownPerson
    offices: Table
    rounds: Table
    contacts: Table
    statements: Table


def profile_of(gate: Gate, name: str) -> Profile:
    """The person whom a claim names.

    Args:
        gate: read access to the record.
        name: id of a claim that names the person, or unambiguous first digits of it.

    Raises:
        UsageError: no claim is called so, or it is about no person.
    """
    person = _find(gate, name)
    return Profile(
        person,
        _offices(gate, person),
        _rounds(gate, person),
        _contacts(gate, person),
        _statements(gate, person),
    )


def _find(gate: Gate, name: str) -> KnownPerson:
    entry = gate.claim(name)
    if not isinstance(entry.claim, Person):
        raise UsageError(f"the claim {name!r} names no person")
    if gate.kept is None:
        people = link_people(gate.claims(Person), gate.rulings(Thing.PEOPLE))
        found = next((p for p in people if any(e.id == entry.id for e in p.entries)), None)
        if found is not None:
            return found
    else:
        one = gate.kept.person_of_claim(entry.id)
        if one is not None:
            ids = {a.claim for a in gate.kept.accounts_of_person(one.number)}
            named = _about(gate, Person, one.names, gate.kept.documents_of_person(one.number))
            mentions = tuple(e for e in named if e.id in ids)
            return KnownPerson(one.name, one.names, one.party, one.offices, mentions)
    raise UsageError(f"the claim {name!r} names nobody any more")


#: Documents asked for at once.
_AT_ONCE = 500


def _about(
    gate: Gate, kind: type[C], names: Iterable[str], documents: Sequence[str]
) -> tuple[ClaimEntry[C], ...]:
    """Claims of a kind in these documents that have one of the names, each once, in order of time."""
    found: dict[str, ClaimEntry[C]] = {}
    for name in _shortest(names):
        for start in range(0, len(documents), _AT_ONCE):
            some = Filter(person=name, documents=tuple(documents[start : start + _AT_ONCE]))
            found |= {e.id: e for e in gate.claims(kind, some)}
    return tuple(sorted(found.values(), key=lambda e: (e.earliest is None, e.earliest or "", e.id)))


def _shortest(names: Iterable[str]) -> tuple[str, ...]:
    """The names that hold no other of them: who asks for "Vance" is given "Mira Vance" too."""
    known = {name: f" {fold(name)} " for name in names}
    return tuple(
        name
        for name, words in known.items()
        if not any(other in words for other in known.values() if other != words)
    )


def _of(gate: Gate, kind: type[C], person: KnownPerson) -> tuple[ClaimEntry[C], ...]:
    return _about(gate, kind, person.names, person.documents)


def _offices(gate: Gate, person: KnownPerson) -> Table:
    rows = tuple(
        (t.office, t.party, t.first.isoformat(), t.last.isoformat(), _marks(gate, t.entries))
        for t in tenures_of([person])
    )
    names = ("office", "party", "first", "last", "citations")
    return Table(tuple(map(Column, names)), rows, "no dated document gives an office")


def _rounds(gate: Gate, person: KnownPerson) -> Table:
    rows = tuple(
        (e.claim.when, e.claim.dialogue.name or " – ".join(e.claim.dialogue.parties), own.function,
         e.claim.status.value, e.claim.where, entry_mark(gate, e), e.id)
        for e in _of(gate, Round, person)
        for own in e.claim.delegates
        if own.name in person.names
    )  # fmt: skip
    names = ("when", "dialogue", "function", "status", "where", "citation")
    return Table((*map(Column, names), Column("claim", False)), rows, "no document names them at a round")


def _contacts(gate: Gate, person: KnownPerson) -> Table:
    rows = []
    for entry in _of(gate, Engagement, person):
        sides = (entry.claim.who, entry.claim.with_)
        own = next((s for s in sides if any(p.name in person.names for p in s)), None)
        if own is None:
            continue
        met = tuple(
            named(p.name, p.party)
            for side in sides
            for p in side
            if p.name not in person.names and (side is not own or p.name)
        )
        rows.append(
            (entry.claim.when, entry.claim.form.value, met, entry.claim.status.value, entry.claim.where,
             entry_mark(gate, entry), entry.id)
        )  # fmt: skip
    names = ("when", "form", "with", "status", "where", "citation")
    return Table(
        (*map(Column, names), Column("claim", False)), tuple(rows), "no document tells whom they met"
    )


def _statements(gate: Gate, person: KnownPerson) -> Table:
    rows = tuple(
        (e.document.published, e.claim.act.value, words_of(e.claim.content), e.claim.issues,
         entry_mark(gate, e), e.id)
        for e in _of(gate, Statement, person)
        if e.claim.speaker in person.names
    )  # fmt: skip
    names = ("published", "act", "content", "issues", "citation")
    return Table((*map(Column, names), Column("claim", False)), rows, "no document quotes them")


def _marks(gate: Gate, entries: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry_mark(gate, e) for e in entries))
