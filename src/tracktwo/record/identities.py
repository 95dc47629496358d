"""Keeps people up to date as documents come and go: who is named where, from the claims that count now.

Who is whom is handed in, since that is resolution's work; here it is asked only about names that came or went,
and about people whom changed documents name. The outcome is that of asking about everything.
"""

import json
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import ColumnElement, delete, func, insert, select

from tracktwo.model import Person
from tracktwo.model.judgement import Thing
from tracktwo.model.rulings import Rulings
from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import batches, claims_where
from tracktwo.record.entries import Filter
from tracktwo.record.ground import Ground
from tracktwo.record.known_names import Key, NameShelf
from tracktwo.record.people_of_names import PeopleOfNames
from tracktwo.record.people_resolver import PeopleResolver
from tracktwo.record.people_shown import describe
from tracktwo.record.rows import Values

#: Above so many changed documents everything is worked out anew: that is quicker than finding out what they touch.
WHOLE = 3_000


class PeopleShelf:
    """Who is named where; inside a transaction that holds the write lock."""

    def __init__(self, ground: Ground, resolver: PeopleResolver) -> None:
        self._ground = ground
        self._connection = ground.identities
        self._resolver = resolver
        self._names = NameShelf(ground.identities)

    def refresh(self, documents: Sequence[int], *, anew: bool = False) -> None:
        """Take in what these documents (numbers) say now.

        Args:
            documents: those that changed.
            anew: whether everybody is to be worked out anew, since the rules have changed.
        """
        is_whole = anew or len(documents) > WHOLE
        rulings = self._ground.rulings(Thing.PEOPLE)
        names, people = self._take_out(documents)
        new = [row for some in batches(documents) for row in self._said(some)]
        fresh = self._name_rows({row["key"] for row in new})
        self._put_in(new)
        gone = self._names.drop_unused(names)
        homes = {row.home for row in gone if row.home is not None}
        if anew:
            self._names.look_up_by(self._resolver.terms)
        if is_whole:
            homes |= self._names.settle(self._resolver.arrange(self._names.everything()))
        elif fresh or gone:
            changed = [*fresh, *(row.key for row in gone)]
            homes |= self._names.settle(self._resolver.regroup(changed, self._names))
        homes |= self._homes_of_documents(documents) | self._homes_of_names(names)
        # What is gone may have been what a ruling went by, so that others are one again, or no longer.
        homes |= self._homes(sorted(people), lambda some: kept.mentions.c.person.in_(some))
        if not is_whole:
            homes = self._with_joined(homes, rulings)
            lost = {term for row in gone for term in self._resolver.terms(row.key[0])}
            homes = self._with_joined(homes | self._names.homes_of_words(homes, lost), rulings)
        people |= PeopleOfNames(self._ground, self._resolver).settle(sorted(homes), rulings)
        people |= self._people_of(documents)
        describe(self._ground, self._resolver, sorted(people | self._everybody() if anew else people))

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
        for row in self._ground.rows(asked):
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
            for number in self._ground.values(select(claims.number).where(claims.id.in_(some)))
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

    def _everybody(self) -> set[int]:
        asked = select(kept.mentions.c.person).distinct().where(kept.mentions.c.person.is_not(None))
        return {*self._connection.scalars(asked), *self._connection.scalars(select(kept.people.c.number))}

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
