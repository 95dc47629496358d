"""Counts what a search finds by what it can be narrowed down by: side, speaker, issue, act, year, dialogue, source.

Statements and documents that hold all the words are counted, the latest first and no more than so many, so that a
search for a common word stays quick. What may be seen is the gate's business.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, false, func, not_, select

from tracktwo.model import Round, StateChange
from tracktwo.record import tables
from tracktwo.record.asking import BATCH, Conditions, batches, claims_where, is_current, is_not_rejected
from tracktwo.record.entries import Filter
from tracktwo.record.facets import fold
from tracktwo.record.full_text import Closeness, index_of
from tracktwo.record.paging import rare_claims
from tracktwo.record.search import Query
from tracktwo.record.shelves import Shelf

#: Statements, and documents, that are counted at most; a page takes 50 ms for so many.
MOST = 1_000
#: Values of one field that are given, the most frequent first.
VALUES = 12

#: Claims that do not count, of which the values are taken off one by one; where there are more, those that count are
#: gone through.
MOST_APART = 20_000

#: What is asked of statements.
OF_STATEMENTS = ("party", "person", "issue", "what")


def values_of(shelf: Shelf, field: str) -> Counter[str]:
    """How many of a shelf's claims that count have each value of a field of facets."""
    facets, claims = tables.facets.c, tables.claims.c
    of_field = select(facets.value, func.count()).where(facets.field == field).group_by(facets.value)
    beside = of_field.join(tables.claims, claims.number == facets.claim)
    counts = and_(is_current(), is_not_rejected())
    if shelf.claims_where:
        return _counter(shelf, beside.where(counts, *shelf.claims_where))
    # All together stand in an index, and mostly few claims do not count: those are taken off.
    apart = select(claims.number).where(not_(func.coalesce(counts, false()))).limit(MOST_APART + 1)
    numbers = list(shelf.connection.scalars(apart))
    if len(numbers) > MOST_APART:
        return _counter(shelf, beside.where(counts))
    found = _counter(shelf, of_field)
    for some in batches(numbers):
        found.subtract(_counter(shelf, of_field.where(facets.claim.in_(some))))
    return +found


def _counter(shelf: Shelf, asked: Select[Any]) -> Counter[str]:
    return Counter(dict(tuple(row) for row in shelf.connection.execute(asked)))


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field: how to ask for it, how documents write it, and how many there are with it."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, by field; the counts of a field are of statements or of documents."""

    fields: Mapping[str, tuple[Value, ...]]
    statements: int
    documents: int
    #: Whether there are more statements, or documents, than were counted.
    more_statements: bool = False
    more_documents: bool = False


@dataclass(slots=True)
class _Counted:
    """Counts over both shelves as they come."""

    fields: dict[str, Counter[str]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    statements: int = 0
    documents: int = 0

    def add(self, name: str, value: str, count: int) -> None:
        self.fields.setdefault(name, Counter())[value] += count


def tally(
    shelves: Sequence[Shelf], query: Query, filter: Filter, documents_hold: Callable[[Shelf], Conditions]
) -> Tally:
    """Count what holds all the words of a query, on every shelf; ``documents_hold`` says which documents are meant."""
    counted = _Counted()
    for shelf in shelves:
        documents = _count_statements(shelf, query, filter, counted)
        narrowed = any((filter.party, filter.person, filter.issue, filter.what))
        if not narrowed:
            documents = _matching_documents(shelf, query, documents_hold(shelf))
        _count_documents(shelf, documents, counted)
    return Tally(
        {
            name: tuple(
                Value(value, counted.words.get((name, value), value), count) for value, count in _shown(found)
            )
            for name, found in counted.fields.items()
        },
        counted.statements,
        counted.documents,
        counted.statements >= MOST,
        counted.documents >= MOST,
    )


def _count_statements(shelf: Shelf, query: Query, filter: Filter, counted: _Counted) -> list[int]:
    """Count the statements with the words, and return the numbers of their documents."""
    claims, facets, index = tables.claims.c, tables.facets.c, index_of(shelf.connection)
    holds = index.claims_where(query.parts, Closeness.APART)
    asked = (
        select(claims.number, claims.document)
        # Only statements have words. To ask for their kind would lead SQLite through all of them.
        .where(holds, *claims_where(filter), *shelf.claims_where)
        .order_by(claims.number.desc())
        .limit(MOST)
    )
    rare = rare_claims(shelf.connection, filter)
    if rare is not None and len(rare) <= BATCH:
        asked = asked.where(claims.number.in_(rare))
    rows = shelf.connection.execute(asked).all()
    counted.statements += len(rows)
    latest: dict[tuple[str, str], int] = {}
    for some in batches([row.number for row in rows]):
        found = shelf.connection.execute(
            select(
                facets.field, facets.value, func.count().label("found"), func.max(facets.claim).label("claim")
            )
            # To ask for the fields, too, would lead SQLite through an index of all claims.
            .where(facets.claim.in_(some))
            .group_by(facets.field, facets.value)
        )
        for name, value, count, claim in found:
            if name not in OF_STATEMENTS:
                continue
            counted.add(name, value, count)
            latest.setdefault((name, value), claim)
    _spell(shelf, counted, latest)
    return sorted({row.document for row in rows})


def _matching_documents(shelf: Shelf, query: Query, where: Conditions) -> list[int]:
    documents, index = tables.documents.c, index_of(shelf.connection)
    holds = index.documents_where(query.parts, Closeness.APART)
    asked = select(documents.number).where(holds, *where).order_by(documents.number.desc()).limit(MOST)
    return list(shelf.connection.scalars(asked))


def _count_documents(shelf: Shelf, numbers: Sequence[int], counted: _Counted) -> None:
    documents, claims, facets = tables.documents.c, tables.claims.c, tables.facets.c
    counted.documents += len(numbers)
    year = func.substr(documents.earliest, 1, 4)
    telling: dict[int, int] = {}
    for some in batches(numbers):
        here = documents.number.in_(some)
        for name, column in (("publisher", documents.publisher), ("year", year)):
            for value, count in shelf.connection.execute(
                select(column, func.count()).where(here).group_by(column)
            ):
                if value:
                    counted.add(name, value, count)
        rounds = select(claims.number, claims.document).where(
            claims.document.in_(some), claims.kind.in_((Round.KEY, StateChange.KEY)), *claims_where(Filter())
        )
        telling |= {row.number: row.document for row in shelf.connection.execute(rounds)}
    told: set[tuple[str, int]] = set()
    latest: dict[tuple[str, str], int] = {}
    for some in batches(sorted(telling)):
        asked = select(facets.claim, facets.field, facets.value).where(facets.claim.in_(some))
        for claim, name, value in shelf.connection.execute(asked):
            if name != "dialogue":
                continue
            told.add((value, telling[claim]))
            latest["dialogue", value] = claim
    for value, count in Counter(value for value, _ in told).items():
        counted.add("dialogue", value, count)
    _spell(shelf, counted, latest)


def _spell(shelf: Shelf, counted: _Counted, latest: Mapping[tuple[str, str], int]) -> None:
    """Find how documents write the values that are given; facets hold them folded."""
    wanted = {
        key: latest[key]
        for name in {name for name, _ in latest}
        for value, _ in _shown(counted.fields.get(name, Counter()))
        for key in [(name, value)]
        if key in latest and key not in counted.words
    }
    claims = tables.claims.c
    for some in batches(sorted(set(wanted.values()))):
        asked = select(claims.number, claims.payload, claims.corrected).where(claims.number.in_(some))
        rows = shelf.connection.execute(asked).all()
        written = {r.number: {fold(w): w for w in _words_in(r.corrected or r.payload)} for r in rows}
        for key, claim in wanted.items():
            if key[1] in written.get(claim, {}):
                counted.words[key] = written[claim][key[1]]


def _shown(found: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent values with their counts; of those that are as frequent, the first of the alphabet."""
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:VALUES]


def _words_in(payload: str) -> Iterable[str]:
    """Every text that stands anywhere in a claim."""
    waiting: list[Any] = [json.loads(payload)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            yield from one.split("+")
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
