"""Works out the people in groups of names, and puts every mention to its person.

Mentions of one description (name, side, office, year) are one person's, unless somebody ruled on them; so one entry
stands for all of them when resolution is asked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select, update

from tracktwo.model import Document, Entry, Person
from tracktwo.model.rulings import Rulings
from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.ground import Ground
from tracktwo.record.people_resolver import PeopleResolver
from tracktwo.record.rows import Values


class PeopleOfNames:
    """The people of a record; inside a transaction that holds the write lock."""

    def __init__(self, ground: Ground, resolver: PeopleResolver) -> None:
        self._ground = ground
        self._connection = ground.identities
        self._resolver = resolver

    def settle(self, homes: Sequence[int], rulings: Rulings) -> set[int]:
        """Work out the people in these groups of names, and return those who changed."""
        stands = [stand for some in batches(homes) for stand in self._stands(some, rulings)]
        by_home: defaultdict[int, list[_Stand]] = defaultdict(list)
        for stand in stands:
            by_home[stand.home].append(stand)
        of_entry = {stand.entry.id: stand for stand in stands}
        found = self._resolver.part([[s.entry for s in own] for own in by_home.values()], rulings)
        groups = sorted(([of_entry[entry.id] for entry in group] for group in found), key=self._precedence)
        highest = self._connection.scalar(select(func.max(kept.people.c.number))) or 0
        taken: set[int] = set()
        changes: list[Values] = []
        people: set[int] = set()
        for own in groups:
            fuller = [stand for stand in own if not self._resolver.is_single(stand.entry.claim.name)]
            free = self._free(fuller, taken) or self._free(own, taken)
            number = free[0] if free else highest + 1
            highest = max(highest, number)
            taken.add(number)
            for stand in own:
                if stand.is_open or stand.people != {number}:
                    people |= stand.people | {number}
                    changes.append(stand.row | {"now": number})
        self._move([c for c in changes if "own" in c], [c for c in changes if "own" not in c], rulings)
        return people

    def _precedence(self, group: Sequence["_Stand"]) -> int:
        """Which groups keep the numbers of people first: those of a fuller name, since others of whom nobody asks
        now may be called by another word of it."""
        fuller = [stand for stand in group if not self._resolver.is_single(stand.entry.claim.name)]
        return 0 if any(stand.people for stand in fuller) else 1 if fuller else 2

    @staticmethod
    def _free(stands: Sequence["_Stand"], taken: Collection[int]) -> list[int]:
        return sorted({p for stand in stands for p in stand.people}.difference(taken))

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
            for one in self._ground.rows(alone):
                entry = _stand_in(one.id, one.name, one.party, one.office, one.year)
                yield _Stand(
                    one.home, entry, frozenset({one.person} - {None}), {"own": one.claim}, one.person is None
                )

    def _ruled_claims(self, rulings: Rulings) -> list[int]:
        claims = tables.claims.c
        return [
            number
            for some in batches(sorted(rulings.ids))
            for number in self._ground.values(select(claims.number).where(claims.id.in_(some)))
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
