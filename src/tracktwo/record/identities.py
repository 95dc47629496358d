"""Keeps people up to date as documents come and go: who is named where, from the claims that count now.

Who is whom is handed in, since that is resolution's work; here it is asked only about names that came or went,
and about people whom changed documents name. The outcome is that of asking about everything.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from tracktwo.model import Document, Entry, Person
from tracktwo.model.judgement import Thing
from tracktwo.model.rulings import Rulings
from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import batches, claims_where
from tracktwo.record.entries import Filter
from tracktwo.record.known_names import Key, NameHome, NameShelf
from tracktwo.record.review import Review
from tracktwo.record.rows import Values

#: Above so many changed documents everything is worked out anew: that is quicker than finding out what they touch.
WHOLE = 3_000


@dataclass(frozen=True, slots=True)
class Described:
    """What is shown of a person, from how often documents say it."""

    name: str
    names: tuple[str, ...]
    party: str | None
    offices: tuple[str, ...]


class PeopleResolver(Protocol):
    """Who is whom: the work of the resolution wing, as the record needs it."""

    def terms(self, name: str) -> Collection[str]:
        """What a name is looked up by: one of a single word by it, with ``|`` before it; others by terms of
        their spelling, and by each word with ``.`` before it."""

    def arrange(self, names: Collection[Key]) -> Sequence[NameHome]:
        """Group all names."""

    def regroup(self, changed: Collection[Key], known: NameShelf) -> Sequence[NameHome]:
        """The names that are to be grouped anew because these came or went, in their groups."""

    def part(
        self, homes: Sequence[Sequence[Entry[Person]]], rulings: Rulings
    ) -> Sequence[Sequence[Entry[Person]]]:
        """The people in groups of names: namesakes apart, and as people ruled."""

    def describe(self, names: Counter[str], parties: Counter[str], offices: Counter[str]) -> Described:
        """What is shown of a person."""


class PeopleShelf:
    """Who is named where; inside a transaction that holds the write lock."""

    def __init__(self, connection: Connection, resolver: PeopleResolver) -> None:
        self._connection = connection
        self._resolver = resolver
        self._names = NameShelf(connection)

    def refresh(self, documents: Sequence[int]) -> None:
        """Take in what these documents (numbers) say now."""
        is_whole = len(documents) > WHOLE
        rulings = Review(self._connection).rulings(Thing.PEOPLE)
        names, people = self._take_out(documents)
        new = [row for some in batches(documents) for row in self._said(some)]
        fresh = self._name_rows({row["key"] for row in new})
        self._put_in(new)
        gone = self._names.drop_unused(names)
        homes = {row.home for row in gone if row.home is not None}
        if is_whole:
            homes |= self._names.settle(self._resolver.arrange(self._names.everything()))
        elif fresh or gone:
            changed = [*fresh, *(row.key for row in gone)]
            homes |= self._names.settle(self._resolver.regroup(changed, self._names))
        homes |= self._homes_of_documents(documents) | self._homes_of_names(names)
        homes = homes if is_whole else self._with_joined(homes, rulings)
        people |= self._settle_people(sorted(homes), rulings)
        people |= self._people_of(documents)
        self._describe(sorted(people))

    def _take_out(self, documents: Sequence[int]) -> tuple[set[int], set[int]]:
        """Forget whom these documents named; the names (numbers) and people."""
        mentions = kept.mentions.c
        names: set[int] = set()
        people: set[int] = set()
        for some in batches(documents):
            asked = select(mentions.name, mentions.person).distinct().where(mentions.document.in_(some))
            for row in self._connection.execute(asked):
                names.add(row.name)
                people |= {row.person} - {None}
            self._connection.execute(delete(kept.mentions).where(mentions.document.in_(some)))
        return names, people

    def _said(self, documents: Sequence[int]) -> list[Values]:
        """Rows of ``mentions`` for what these documents say now, with the ``key`` of their names."""
        claims, of = tables.claims.c, tables.documents.c
        asked = (
            select(
                claims.number, claims.document, func.coalesce(claims.corrected, claims.payload).label("says"),
                claims.earliest, claims.latest, of.published,
            )
            .join(tables.documents, of.number == claims.document)
            .where(claims.kind == Person.KEY, claims.document.in_(documents), *claims_where(Filter()))
        )  # fmt: skip
        found = []
        for row in self._connection.execute(asked):
            says = json.loads(row.says)
            found.append({
                "key": (says["name"], says.get("party")), "claim": row.number, "document": row.document,
                "office": says.get("office"), "function": says.get("function"), "year": (row.published or "")[:4],
                "person": None, "earliest": row.earliest, "latest": row.latest,
            })  # fmt: skip
        return found

    def _name_rows(self, keys: set[Key]) -> list[Key]:
        """Add the names that are new, and return them."""
        known = {row.key for row in self._names.rows(keys)}
        fresh = sorted(keys - known, key=lambda k: (k[0], k[1] or ""))
        self._names.add({key: self._resolver.terms(key[0]) for key in fresh})
        return fresh

    def _put_in(self, new: Sequence[Values]) -> None:
        numbers = {row.key: row.number for row in self._names.rows({row["key"] for row in new})}
        rows = [{**row, "name": numbers[row["key"]]} for row in new]
        for row in rows:
            del row["key"]
        if rows:
            self._connection.execute(insert(kept.mentions), rows)

    def _homes_of_documents(self, documents: Sequence[int]) -> set[int]:
        mentions = kept.mentions.c
        return self._homes(documents, lambda some: mentions.document.in_(some))

    def _homes_of_claims(self, ids: Collection[str]) -> set[int]:
        claims = tables.claims.c
        numbers = [
            number
            for some in batches(sorted(ids))
            for number in self._connection.scalars(select(claims.number).where(claims.id.in_(some)))
        ]
        return self._homes(numbers, lambda some: kept.mentions.c.claim.in_(some))

    def _homes_of_names(self, names: Collection[int]) -> set[int]:
        known = kept.known_names.c
        found: set[int] = set()
        for some in batches(sorted(names)):
            asked = select(known.home).distinct().where(known.number.in_(some), known.home.is_not(None))
            found |= set(self._connection.scalars(asked))
        return found

    def _homes(
        self, numbers: Sequence[int], holds: Callable[[Sequence[int]], ColumnElement[bool]]
    ) -> set[int]:
        known, found = kept.known_names.c, set()
        for some in batches(sorted(numbers)):
            asked = select(known.home).distinct().join(kept.mentions, kept.mentions.c.name == known.number)
            found |= set(self._connection.scalars(asked.where(holds(some), known.home.is_not(None))))
        return found

    def _people_of(self, documents: Sequence[int]) -> set[int]:
        mentions, found = kept.mentions.c, set()
        for some in batches(documents):
            found |= set(
                self._connection.scalars(
                    select(mentions.person).distinct().where(mentions.document.in_(some))
                )
            )
        return found

    def _with_joined(self, homes: set[int], rulings: Rulings) -> set[int]:
        """The groups of names with those that rulings join, or joined, with them."""
        mentions, names = kept.mentions.c, kept.known_names.c
        ruled = self._homes_of_claims(rulings.ids)
        joined = set(homes)
        waiting = sorted(homes)
        while waiting:
            people: set[int] = set()
            for some in batches(waiting):
                asked = (
                    select(mentions.person).distinct().join(kept.known_names, names.number == mentions.name)
                )
                people |= set(
                    self._connection.scalars(asked.where(names.home.in_(some), mentions.person.is_not(None)))
                )
            found = self._homes(sorted(people), lambda some: mentions.person.in_(some))
            found |= ruled if not ruled.isdisjoint(found | joined) else set()
            waiting = sorted(found - joined)
            joined |= found
        return joined

    # ── people ─────────────────────────────────────────────────────────────────────────────────────────────

    def _settle_people(self, homes: Sequence[int], rulings: Rulings) -> set[int]:
        """Work out the people in these groups of names, and return those who changed."""
        stands = [stand for some in batches(homes) for stand in self._stands(some, rulings)]
        by_home: defaultdict[int, list[_Stand]] = defaultdict(list)
        for stand in stands:
            by_home[stand.home].append(stand)
        of_entry = {stand.entry.id: stand for stand in stands}
        found = self._resolver.part([[s.entry for s in own] for own in by_home.values()], rulings)
        highest = self._connection.scalar(select(func.max(kept.people.c.number))) or 0
        taken: set[int] = set()
        changes: list[Values] = []
        people: set[int] = set()
        for group in found:
            own = [of_entry[entry.id] for entry in group]
            free = sorted({p for stand in own for p in stand.people} - taken)
            number = free[0] if free else highest + 1
            highest = max(highest, number)
            taken.add(number)
            for stand in own:
                if stand.is_open or stand.people != {number}:
                    people |= stand.people | {number}
                    changes.append(stand.row | {"now": number})
        self._move([c for c in changes if "own" in c], [c for c in changes if "own" not in c], rulings)
        return people

    def _stands(self, homes: Sequence[int], rulings: Rulings) -> Iterator["_Stand"]:
        """One entry for each description, and one for each claim that somebody ruled on."""
        mentions, names, claims = kept.mentions.c, kept.known_names.c, tables.claims.c
        what = (
            names.home,
            names.name,
            names.party,
            mentions.name.label("number"),
            mentions.office,
            mentions.year,
        )
        asked = (
            select(*what, mentions.person)
            .distinct()
            .join(kept.known_names, names.number == mentions.name)
            .where(names.home.in_(homes))
        )
        ruled = self._ruled_claims(rulings)
        by_description: defaultdict[tuple[int, str | None, str | None], list[Any]] = defaultdict(list)
        for row in self._connection.execute(asked.where(mentions.claim.not_in(ruled)) if ruled else asked):
            by_description[row.number, row.office, row.year].append(row)
        for (number, office, year), rows in by_description.items():
            row = rows[0]
            entry = _stand_in(f"~{number}\n{office}\n{year}", row.name, row.party, office, year)
            people = {r.person for r in rows if r.person is not None}
            same = {"of_name": number, "of_office": office, "of_year": year}
            # Somebody of this description may be in no person yet, beside others who are.
            is_open = any(r.person is None for r in rows)
            yield _Stand(row.home, entry, frozenset(people), same, is_open)
        if ruled:
            alone = asked.add_columns(claims.id, claims.number.label("claim"))
            alone = alone.join(tables.claims, claims.number == mentions.claim).where(
                mentions.claim.in_(ruled)
            )
            for one in self._connection.execute(alone):
                entry = _stand_in(one.id, one.name, one.party, one.office, one.year)
                yield _Stand(
                    one.home, entry, frozenset({one.person} - {None}), {"own": one.claim}, one.person is None
                )

    def _ruled_claims(self, rulings: Rulings) -> list[int]:
        claims = tables.claims.c
        return [
            number
            for some in batches(sorted(rulings.ids))
            for number in self._connection.scalars(select(claims.number).where(claims.id.in_(some)))
        ]

    def _move(self, single: Sequence[Values], described: Sequence[Values], rulings: Rulings) -> None:
        mentions = kept.mentions.c
        if single:
            self._connection.execute(
                update(kept.mentions)
                .where(mentions.claim == bindparam("own"))
                .values(person=bindparam("now")),
                single,
            )
        if described:
            ruled = self._ruled_claims(rulings)
            change = update(kept.mentions).where(
                mentions.name == bindparam("of_name"),
                mentions.office.is_not_distinct_from(bindparam("of_office")),
                mentions.year.is_not_distinct_from(bindparam("of_year")),
            )
            # Written out: a list of parameters cannot stand in a statement that is executed many times.
            numbers: list[ColumnElement[int]] = [literal_column(str(number)) for number in ruled]
            change = change.where(mentions.claim.not_in(numbers)) if ruled else change
            self._connection.execute(change.values(person=bindparam("now")), described)

    def _describe(self, people: Sequence[int]) -> None:
        """Write what is shown of these people; those whom nobody names any more are dropped."""
        for some in batches(people):
            self._connection.execute(delete(kept.people).where(kept.people.c.number.in_(some)))
            rows = list(self._people_rows(some))
            if rows:
                self._connection.execute(insert(kept.people), rows)

    def _people_rows(self, people: Sequence[int]) -> Iterator[Values]:
        mentions, names = kept.mentions.c, kept.known_names.c
        said = (
            select(mentions.person, names.name, names.party, mentions.office, mentions.function, func.count())
            .join(kept.known_names, names.number == mentions.name)
            .where(mentions.person.in_(people))
            .group_by(mentions.person, names.name, names.party, mentions.office, mentions.function)
        )
        counted: defaultdict[int, tuple[Counter[str], ...]] = defaultdict(
            lambda: (Counter(), Counter(), Counter(), Counter())
        )
        for person, *values, count in self._connection.execute(said):
            for counter, value in zip(counted[person], values, strict=True):
                if value:
                    counter[value] += count
        total = (
            select(
                mentions.person, func.count().label("claims"),
                func.count(mentions.document.distinct()).label("documents"),
                func.min(mentions.earliest).label("earliest"), func.max(mentions.latest).label("latest"),
            )
            .where(mentions.person.in_(people)).group_by(mentions.person)
        )  # fmt: skip
        cited = latest_citations(self._connection, kept.mentions, mentions.person, people)
        for row in self._connection.execute(total).all():
            names_of, parties, offices, functions = counted[row.person]
            shown = self._resolver.describe(names_of, parties, offices)
            in_order = sorted(functions, key=lambda f: (-functions[f], f))
            yield {
                "number": row.person, "name": shown.name, "party": shown.party, "names": _json(shown.names),
                "offices": _json(shown.offices), "functions": _json(in_order), "claims": row.claims,
                "documents": row.documents, "earliest": row.earliest, "latest": row.latest,
            } | cited[row.person]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stand:
    """An entry that stands for all of one description, or for one claim that somebody ruled on."""

    home: int
    entry: Entry[Person]
    #: The people whose it was.
    people: frozenset[int]
    #: What tells its mentions from others.
    row: Values
    is_open: bool


def _stand_in(id: str, name: str, party: str | None, office: str | None, year: str | None) -> Entry[Person]:
    document = Document(id, "", "", published=year or None)
    return Entry(id, Person(name=name, party=party, office=office, mentions=()), document)


def latest_citations(
    connection: Connection, members: Table, of: ColumnElement[Any], numbers: Sequence[int]
) -> dict[int, Values]:
    """For people, or series, the first citation of the claim that tells of what is latest."""
    claims, cited, documents = tables.claims.c, tables.citations.c, tables.documents.c
    place = func.row_number().over(
        partition_by=of, order_by=(func.coalesce(members.c.latest, "").desc(), claims.id.desc())
    )
    ranked = (
        select(of.label("number"), members.c.claim, members.c.document, place.label("place"))
        .join(tables.claims, claims.number == members.c.claim)
        .where(of.in_(numbers))
        .subquery()
    )
    asked = (
        select(ranked.c.number, documents.id.label("cited"), cited.start, cited.end)
        .join(tables.documents, documents.number == ranked.c.document)
        .join(tables.citations, and_(cited.claim == ranked.c.claim, cited.seq == 0), isouter=True)
        .where(ranked.c.place == 1)
    )
    return {
        row.number: {"cited": row.cited, "start": row.start or 0, "end": row.end or 0}
        for row in connection.execute(asked)
    }


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
