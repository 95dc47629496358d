"""Finds which documents a reader may not see in full: by their own level, by that of a round, by that of an entry.

A level on a round holds for every document that tells of the same convening. What is then withheld of each is
decided in ``withholding``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from tracktwo.model import Round, Track
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.facets import Days, days_of_date, fold
from tracktwo.record.letters import plain

#: Days of a round that are further apart say only about when it was; a report of it is published so soon.
_CERTAIN = timedelta(days=31)

#: A round is put off by so much at most.
_SLIP = timedelta(days=200)

_RESTRICTED = text(tables.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Convening:
    """A round as one document tells of it: what tells whether two tell of the same."""

    document: int
    parties: frozenset[str]
    name: str | None
    ordinal: int | None
    days: Days
    #: Last words of the names of those who took part, by party.
    participants: Mapping[str, frozenset[str]]

    #: Whether officials met as such; None where it is not told.
    is_official: bool | None = None
    #: Whether the days are those of the publication, give or take a month.
    is_guessed: bool = False

    def is_same(self, other: "Convening") -> bool:
        """Whether both may tell of one convening. In doubt they do: a level that holds too far gives nothing away."""
        numbers = None if self.ordinal is None or other.ordinal is None else self.ordinal == other.ordinal
        together = _meet(self.days, other.days)
        is_certain = self._is_certain and other._is_certain
        if not self._is_same_series(other):
            return False
        if not (self.parties and other.parties) and self.name != other.name:
            return bool(together) and is_certain
        if together is None:
            return numbers is True or (numbers is None and self.name is not None and self.name == other.name)
        if numbers:
            return together or _slipped(self.days, other.days)
        return together and (is_certain or numbers is None)

    def _is_same_series(self, other: "Convening") -> bool:
        if None not in (self.is_official, other.is_official) and self.is_official != other.is_official:
            return False
        if self.name and self.name == other.name:
            return True
        common = self.parties & other.parties
        return len(common) >= min(2, len(self.parties), len(other.parties))

    @property
    def _is_certain(self) -> bool:
        if self.is_guessed or not self.days.earliest or not self.days.latest:
            return False
        return date.fromisoformat(self.days.latest) - date.fromisoformat(self.days.earliest) <= _CERTAIN


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What a reader of some clearance does not see in full, by the numbers of documents."""

    #: Levels of documents as wholes, those above public: their own and those of the rounds they tell of.
    levels: Mapping[int, Level] = field(default_factory=dict)
    #: Documents of which some entry has a level of its own above public, with the most confidential.
    entries: Mapping[int, Level] = field(default_factory=dict)
    #: For documents that tell of a restricted round: who took part in it, as far as any document tells.
    participants: Mapping[int, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    @property
    def all_levels(self) -> frozenset[Level]:
        """The levels above public that something in the record has."""
        return frozenset((*self.levels.values(), *self.entries.values()))

    @property
    def in_order(self) -> tuple[object, ...]:
        """All of it in one order, whatever order it came in."""
        sides = (
            (number, sorted((party, sorted(names)) for party, names in found.items()))
            for number, found in sorted(self.participants.items())
        )
        return sorted(self.levels.items()), sorted(self.entries.items()), list(sides)

    def level(self, document: int) -> Level:
        """The level of a document as a whole."""
        return self.levels.get(document, Level.PUBLIC)

    def touched(self, clearance: Clearance) -> frozenset[int]:
        """The documents that a reader may not see, or not in full."""
        above = {n for n, level in self.levels.items() if not clearance.sees(level)}
        return frozenset(above | {n for n, level in self.entries.items() if not clearance.sees(level)})


NOTHING = Restrictions()


def find_restrictions(connection: Connection) -> Restrictions:
    """All levels above public in a record. A record without any is answered at once."""
    documents, claims = tables.documents.c, tables.claims.c
    levels = {
        row.number: Level(row.level)
        for row in connection.execute(select(documents.number, documents.level).where(_RESTRICTED))
    }
    entries: dict[int, Level] = {}
    rounds: dict[int, Level] = {}
    asked = select(claims.number, claims.document, claims.kind, claims.level).where(_RESTRICTED)
    for row in connection.execute(asked):
        level = Level(row.level)
        entries[row.document] = max(level, entries.get(row.document, Level.PUBLIC))
        if row.kind == Round.KEY:
            rounds[row.number] = level
    if not rounds:
        return Restrictions(levels, entries) if levels or entries else NOTHING
    return _with_rounds(connection, levels, entries, rounds)


def documents_of_round(connection: Connection, claim: str) -> tuple[int, ...]:
    """The numbers of all documents that tell of the round of which the claim of this id tells, its own included."""
    number = connection.scalar(select(tables.claims.c.number).where(tables.claims.c.id == claim))
    convenings = _convenings(connection)
    if number not in convenings:
        return ()
    told = convenings[number]
    return tuple(sorted({c.document for c in convenings.values() if c is told or told.is_same(c)}))


def other_versions(connection: Connection, touched: frozenset[int]) -> frozenset[int]:
    """Documents seen in full that are versions of one that is not: nothing may be said of that one through them."""
    documents = tables.documents.c
    # Of most records no document is a version of another, which a small index tells.
    if (
        not touched
        or connection.scalar(select(documents.number).where(documents.follows.is_not(None)).limit(1)) is None
    ):
        return frozenset()
    chain, new = set(touched), set(touched)
    while new:
        found: set[int | None] = set()
        for some in batches(sorted(new)):
            found.update(connection.scalars(select(documents.number).where(documents.follows.in_(some))))
            found.update(connection.scalars(select(documents.follows).where(documents.number.in_(some))))
        new = {number for number in found if number is not None} - chain
        chain |= new
    return frozenset(chain - touched)


def _with_rounds(
    connection: Connection, levels: dict[int, Level], entries: dict[int, Level], rounds: Mapping[int, Level]
) -> Restrictions:
    convenings = _convenings(connection)
    participants: dict[int, dict[str, frozenset[str]]] = {}
    for number, level in rounds.items():
        told = convenings[number]
        same = [other for other in convenings.values() if told.is_same(other)] + [told]
        together = _joined(c.participants for c in same)
        for document in {c.document for c in same}:
            levels[document] = max(level, levels.get(document, Level.PUBLIC))
            participants[document] = _joined((participants.get(document, {}), together))
    return Restrictions(levels, entries, participants)


def _convenings(connection: Connection) -> dict[int, Convening]:
    claims = tables.claims.c
    wanted = (claims.payload, claims.corrected, claims.level, claims.verdict, claims.earliest, claims.latest)
    rows = connection.execute(
        select(claims.number, claims.document, *wanted)
        .where(claims.kind == Round.KEY)
        .order_by(claims.number)
    )
    # What people say is no round makes no document tell of one, unless it carries the level itself.
    kept = (row for row in rows if row.verdict != "rejected" or row.level != Level.PUBLIC)
    return {row.number: _convening(row) for row in kept}


def _convening(row: Any) -> Convening:
    told = json.loads(row.corrected or row.payload)
    own, days = days_of_date(told.get("when")) != Days(), Days(row.earliest, row.latest)
    dialogue = told.get("dialogue") or {}
    present: dict[str, set[str]] = {}
    for delegate in told.get("delegates") or ():
        letters = plain(delegate["name"])
        if delegate.get("party") and letters:
            present.setdefault(delegate["party"], set()).add(letters[-1])
    return Convening(
        document=row.document,
        parties=frozenset(dialogue.get("parties") or ()),
        name=fold(dialogue["name"]) if dialogue.get("name") else None,
        ordinal=told.get("ordinal"),
        days=days if own else _about(days),
        is_official=dialogue["track"] == Track.I if dialogue.get("track") else None,
        is_guessed=not own,
        participants={party: frozenset(names) for party, names in present.items()},
    )


def _about(published: Days) -> Days:
    """The days around a publication."""
    if not published.earliest or not published.latest:
        return Days()
    first, last = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    return Days((first - _CERTAIN).isoformat(), (last + _CERTAIN).isoformat())


def _joined(found: Iterable[Mapping[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    joined: dict[str, frozenset[str]] = {}
    for one in found:
        for party, names in one.items():
            joined[party] = joined.get(party, frozenset()) | names
    return joined


def _meet(one: Days, other: Days) -> bool | None:
    """Whether the days overlap; None where either is not known."""
    if not ((one.earliest or one.latest) and (other.earliest or other.latest)):
        return None
    return not (
        (one.latest and other.earliest and one.latest < other.earliest)
        or (other.latest and one.earliest and other.latest < one.earliest)
    )


def _slipped(one: Days, other: Days) -> bool:
    """Whether one may be the other put off: a round that slips keeps its number."""
    earlier, later = sorted((one, other), key=lambda days: days.earliest or days.latest or "")
    ends, begins = earlier.latest or earlier.earliest, later.earliest or later.latest
    if not ends or not begins:
        return True
    return date.fromisoformat(begins) - date.fromisoformat(ends) <= _SLIP
