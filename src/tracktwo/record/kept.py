"""Reads the people and series of talks that a record keeps: for a gate whose reader may see all of it.

Nothing is worked out here; where these tables lag behind the claims, the gate does not ask them.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    Select,
    and_,
    exists,
    func,
    intersect,
    literal,
    or_,
    select,
    tuple_,
)

from tracktwo.model import Engagement
from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import batches, claims_where, days_hold, sound
from tracktwo.record.cursors import people_place, series_place
from tracktwo.record.entries import Account, Brief, Filter, PersonEntry, SeriesEntry
from tracktwo.record.facets import fold
from tracktwo.record.full_text import index_of
from tracktwo.record.ground import Ground
from tracktwo.record.loading import Shorts
from tracktwo.record.words import forms_of

#: So many questions by number are more than one question for all.
_OFTEN = 4


class Kept:
    """The identities of one record, as one reader may see them."""

    def __init__(self, ground: Ground, short: Shorts) -> None:
        self._ground = ground
        self._connection = ground.identities
        self._short = short

    def people(self, filter: Filter) -> tuple[PersonEntry, ...]:
        """People of whom some mention is as the filter says, those whom most documents name first.

        What is shown of one is everything that is said of them.
        """
        people = kept.people.c
        party = func.coalesce(people.party, "")
        order = people.name, party, people.cited, people.start
        asked = select(kept.people).order_by(people.documents.desc(), *order)
        after = people_place(filter)
        if after is not None:
            documents, name, of_party, citation = after
            namesakes = select(kept.people).where(people.name == name, party == of_party)
            rows = self._connection.execute(namesakes).all()
            # Somebody who has been settled anew since is looked for before all of the same name.
            place = next(((row.cited, row.start) for row in rows if self._mark(row) == citation), ("", 0))
            behind = tuple_(*order) > tuple_(*map(literal, (name, of_party, *place)))
            asked = asked.where(
                or_(people.documents < -documents, and_(people.documents == -documents, behind))
            )
        return self._people(
            self._connection.execute(_narrowed(asked, _mentioned(filter)).limit(filter.limit)).all()
        )

    def series(self, filter: Filter) -> tuple[SeriesEntry, ...]:
        """Series of which some account is as the filter says, those with most documents first."""
        series, members = kept.series.c, kept.series_members.c
        asked = select(kept.series).order_by(series.documents.desc(), series.key)
        days = days_hold(members.earliest, members.latest, filter)
        if days:
            asked = asked.where(series.number.in_(select(members.series).where(*days)))
        after = series_place(filter)
        if after is not None:
            behind = and_(series.documents == -after[0], series.key > after[1])
            asked = asked.where(or_(series.documents < -after[0], behind))
        rows = self._connection.execute(asked).all()
        self._short.expect(row.cited for row in rows)
        found = map(self._one_series, rows)
        fitting = [one for one in found if _has_party(one, filter.party)]
        return tuple(fitting[: filter.limit])

    def briefs_of_people(self) -> tuple[Brief, ...]:
        """Everybody, with what they can be put in order by."""
        of = kept.people.c
        columns = of.number, of.name, of.party, of.documents, of.earliest, of.latest, of.cited, of.start
        rows = self._connection.execute(select(*columns)).all()
        # Numbers of people depend on who else was ever named; where they are cited does not.
        return tuple(
            Brief(number, f"{cited}:{start:09}", name, (party,) if party else (), documents, 0, first, last)
            for number, name, party, documents, first, last, cited, start in rows
        )

    def briefs_of_series(self) -> tuple[Brief, ...]:
        """The same of all series."""
        of = kept.series.c
        columns = of.number, of.key, of.name, of.parties, of.documents, of.rounds, of.earliest, of.latest
        return tuple(
            Brief(
                row.number,
                row.key,
                row.name,
                _tuple(row.parties),
                row.documents,
                row.rounds,
                row.earliest,
                row.latest,
            )
            for row in self._connection.execute(select(*columns))
        )

    def numbers_of_people(self, filter: Filter) -> frozenset[int] | None:
        """Numbers of the people of whom some mention is as the filter says; None where it lets all through."""
        mentioned = _mentioned(filter)
        return None if mentioned is None else frozenset(self._connection.scalars(mentioned))

    def people_of_numbers(self, numbers: Sequence[int]) -> tuple[PersonEntry, ...]:
        """The people of these numbers, in their order."""
        found = {
            row.number: row
            for some in batches(numbers)
            for row in self._connection.execute(select(kept.people).where(kept.people.c.number.in_(some)))
        }
        return self._people([found[number] for number in numbers if number in found])

    def series_called(self, key: str) -> SeriesEntry | None:
        """The series of that key; None where there is none."""
        asked = select(kept.series).where(kept.series.c.key == sound(key))
        found = self._connection.execute(asked).all()
        return self._one_series(found[0]) if len(found) == 1 else None

    def person_of(self, claim: str) -> PersonEntry | None:
        """The person whom a claim names, by the claim's id; None where it is about no person, or counts no more."""
        claims, mentions, people = tables.claims.c, kept.mentions.c, kept.people.c
        asked = (
            select(kept.people)
            .join(kept.mentions, mentions.person == people.number)
            .join(tables.claims, claims.number == mentions.claim)
            .where(claims.id == claim)
        )
        return next(iter(self._people(self._ground.rows(asked)[:1])), None)

    def claims_of_series(self, number: int) -> frozenset[str]:
        """Ids of the claims that tell of a series."""
        claims, members = tables.claims.c, kept.series_members.c
        inside = select(members.claim).where(members.series == number)
        return frozenset(self._ground.values(select(claims.id).where(claims.number.in_(inside))))

    def person_of_claim(self, claim: str) -> PersonEntry | None:
        """The person whom a claim names, by its id; None where it names nobody."""
        people, mentions, claims = kept.people.c, kept.mentions.c, tables.claims.c
        named = select(mentions.person).join(tables.claims, claims.number == mentions.claim)
        asked = select(kept.people).where(people.number.in_(named.where(claims.id == claim)))
        return next(iter(self._people(self._ground.rows(asked)[:1])), None)

    def documents_of_person(self, number: int) -> tuple[str, ...]:
        """Ids of the documents that name a person, sorted."""
        documents, mentions = tables.documents.c, kept.mentions.c
        inside = select(mentions.document).where(mentions.person == number)
        return tuple(sorted(self._ground.values(select(documents.id).where(documents.number.in_(inside)))))

    def accounts_of_person(self, number: int) -> tuple[Account, ...]:
        """The claims that name a person, the latest last."""
        return self.accounts_of_people((number,)).get(number, ())

    def accounts_of_people(self, numbers: Collection[int]) -> Mapping[int, tuple[Account, ...]]:
        """The same of each of several people, by their numbers."""
        mentions = kept.mentions.c
        return self._accounts(mentions.person, mentions.claim, mentions.latest, numbers)

    def accounts_of_series(self, numbers: Collection[int]) -> Mapping[int, tuple[Account, ...]]:
        """The claims that tell of each series, by its number, the latest last."""
        members = kept.series_members.c
        return self._accounts(members.series, members.claim, members.latest, numbers)

    def first_of_series(self, numbers: Collection[int]) -> Mapping[int, str]:
        """Id of one claim that tells of each series, by the series' number."""
        members = kept.series_members.c
        own = select(members.claim).where(members.series == kept.series.c.number)
        claims, things = tables.claims.c, kept.series
        # Looked up thing by thing: to go through all the claims of all of them takes twice as long.
        one = own.order_by(members.claim).limit(1).correlate(things).scalar_subquery()
        # Of the thing at hand: left to itself, a question within a question is asked of all things.
        first = select(claims.id).where(claims.number == one).correlate(things).scalar_subquery()
        every = select(things.c.number, first.label("first"))
        # Very many are sooner asked for as all that there are than one by one.
        asked = [every.where(things.c.number.in_(some)) for some in batches(sorted(numbers))]
        found: dict[int, str] = {}
        for each in asked if len(asked) < _OFTEN else [every]:
            found |= {row.number: row.first for row in self._ground.rows(each) if row.first is not None}
        return found

    def documents_of_series(self, number: int) -> tuple[str, ...]:
        """Ids of the documents that tell of a series, sorted."""
        documents, members = tables.documents.c, kept.series_members.c
        inside = select(members.document).where(members.series == number)
        return tuple(sorted(self._ground.values(select(documents.id).where(documents.number.in_(inside)))))

    def documents_of_contacts(self, parties: Collection[str]) -> tuple[str, ...]:
        """Ids of documents that tell of no series, but of a contact with all of these parties."""
        claims, facets = tables.claims.c, tables.facets.c
        # What names all of them is found in the index alone; few claims are left to be looked at.
        naming = [
            select(facets.claim).where(facets.field == "party", facets.value == party)
            for party in sorted(map(fold, parties))
        ]
        asked = select(claims.document).distinct().where(
            claims.number.in_(intersect(*naming)), claims.kind == Engagement.KEY, *claims_where(Filter())
        )  # fmt: skip
        return self._unclaimed(self._ground.values(asked))

    def documents_naming(
        self, sides: Collection[Collection[str]], is_naming: Callable[[str], bool]
    ) -> tuple[str, ...]:
        """Ids of documents that tell of no series, but name somebody whose name ends in one of these words, and whose
        text has a word of each side and names the sides by ``is_naming``."""
        last_names = {name for side in sides for name in side}
        near = self._naming(sides)
        known, mentions, documents = kept.known_names.c, kept.mentions.c, tables.documents.c
        named: set[int] = set()
        for some in batches(sorted(near)):
            asked = (
                select(mentions.document, known.name)
                .join(kept.known_names, known.number == mentions.name)
                .where(mentions.document.in_(some))
            )
            named |= {
                document
                for document, name in self._connection.execute(asked).all()
                if not last_names.isdisjoint(name.rsplit(maxsplit=1)[-1:])
            }
        naming: list[str] = []
        for some in batches(sorted(named)):
            texts = select(documents.id, documents.text).where(documents.number.in_(some))
            naming += [name for name, text in self._ground.rows(texts) if is_naming(text)]
        return tuple(sorted(naming))

    def _naming(self, sides: Collection[Collection[str]]) -> set[int]:
        """Documents that tell of no series and have a word of each side, by the index of words."""
        # What the index cannot find, a sign for one, may stand in any document.
        sought = [side for side in sides if all(map(forms_of, side))]
        if not all(sides):
            return set()
        found = self._found(sought) if sought else self._every_document()
        claimed = kept.series_members.c.document
        for some in batches(sorted(found)):
            found -= set(self._connection.scalars(select(claimed).where(claimed.in_(some))))
        return found

    def _found(self, sides: Sequence[Collection[str]]) -> set[int]:
        return {n for part in self._ground.parts for n in index_of(part).naming(part, sides)}

    def _every_document(self) -> set[int]:
        return set(self._ground.values(select(tables.documents.c.number)))

    def untold(self, documents: Collection[str]) -> tuple[str, ...]:
        """Those of documents, by their ids, that tell of no series."""
        of, members = tables.documents.c, kept.series_members.c
        claimed = exists().where(members.document == of.number)
        found: list[str] = []
        for some in batches(sorted(documents)):
            found += self._ground.values(select(of.id).where(of.id.in_(some), ~claimed))
        return tuple(sorted(found))

    def _unclaimed(self, numbers: Collection[int]) -> tuple[str, ...]:
        documents, members = tables.documents.c, kept.series_members.c
        claimed = exists().where(members.document == documents.number)
        found: list[str] = []
        for some in batches(sorted(numbers)):
            found += self._ground.values(select(documents.id).where(documents.number.in_(some), ~claimed))
        return tuple(sorted(found))

    def _accounts(
        self, of: Column[int], claim: Column[int], latest: Column[str], numbers: Collection[int]
    ) -> dict[int, tuple[Account, ...]]:
        claims, cited, documents = tables.claims.c, tables.citations.c, tables.documents.c
        asked = (
            select(of.label("of"), claims.id, latest.label("latest"), documents.id, cited.start, cited.end)
            .join(tables.claims, claims.number == claim)
            .join(tables.documents, documents.number == claims.document)
            .join(tables.citations, and_(cited.claim == claims.number, cited.seq == 0), isouter=True)
        )
        rows = [
            tuple(row)
            for some in batches(sorted(numbers))
            for row in self._ground.rows(asked.where(of.in_(some)))
        ]
        rows.sort(key=lambda row: (row[0], row[2] or "", row[1]))
        short = self._short.each([row[3] for row in rows])
        found: dict[int, list[Account]] = {}
        for digits, (number, id, _, _, start, end) in zip(short, rows, strict=True):
            mark = f"{digits}:{start}-{end}" if end else digits
            found.setdefault(number, []).append(Account(id, mark))
        return {number: tuple(accounts) for number, accounts in found.items()}

    def _people(self, rows: Sequence[Any]) -> tuple[PersonEntry, ...]:
        """The people of whole rows; of lists of tens of thousands, so that each is taken apart but once."""
        short = self._short.each([row.cited for row in rows])
        return tuple(
            PersonEntry(
                number, name, _tuple(names), party, _tuple(offices), _tuple(functions), claims, documents,
                earliest, latest, f"{digits}:{start}-{end}" if end else digits, first_claim,
            )
            for digits, (number, name, party, names, offices, functions, claims, documents, earliest, latest, _,
                         start, end, first_claim) in zip(short, rows, strict=True)
        )  # fmt: skip

    def _one_series(self, row: Row[Any]) -> SeriesEntry:
        return SeriesEntry(
            row.number, row.key, row.name, _tuple(row.names), _tuple(row.parties), _tuple(row.convenors),
            row.track, row.rounds, row.documents, row.earliest, row.latest, row.last_change, self._mark(row),
        )  # fmt: skip

    def _mark(self, row: Row[Any]) -> str:
        short = self._short(row.cited)
        return f"{short}:{row.start}-{row.end}" if row.end else short


def _narrowed(asked: Select[Any], mentioned: Select[Any] | None) -> Select[Any]:
    return asked if mentioned is None else asked.where(kept.people.c.number.in_(mentioned))


def _mentioned(filter: Filter) -> Select[Any] | None:
    """The people of the mentions that a filter lets through; None where it says nothing about them."""
    names, mentions = kept.known_names.c, kept.mentions.c
    days = days_hold(mentions.earliest, mentions.latest, filter)
    called: list[ColumnElement[bool]] = []
    if filter.party is not None:
        called.append(names.sides.contains(f" {fold(filter.party)} ", autoescape=True))
    if filter.person is not None:
        called.append(names.searched.contains(f" {fold(filter.person)} ", autoescape=True))
    if not days and not called:
        return None
    asked = select(mentions.person).where(*days)
    return asked.where(mentions.name.in_(select(names.number).where(*called))) if called else asked


def _has_party(series: SeriesEntry, party: str | None) -> bool:
    return party is None or fold(party) in map(fold, series.parties)


def _tuple(values: str) -> tuple[str, ...]:
    """The strings of a JSON array as this package writes it. Lists of people hold tens of thousands of these."""
    if values == "[]":
        return ()
    if "\\" not in values:
        # No quotation mark stands within a string.
        return tuple(values[2:-2].split('", "'))
    found: Sequence[str] = json.loads(values)
    return tuple(found)
