"""Finds the first rows of a list without going through all of it: in the order of an index, or from what is rare.

What the lists hold, and for whom, is decided by the gate; what a filter means, in ``asking``.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.entries import Filter
from tracktwo.record.facets import fold

#: Up to so many claims that have what a filter asks for are gone through; more are looked for in order instead.
RARE = 10_000

Order = tuple[ColumnElement[Any], ...]


def first_rows(
    connection: Connection, asked: Select[Any], day: ColumnElement[Any], then: Order, limit: int | None
) -> Sequence[Row[Any]]:
    """The rows of a selection by their first possible day, undated ones last.

    Dated and undated rows are asked for apart, so that an index gives them in order.
    """
    if limit is None:
        return connection.execute(asked.order_by(day.is_(None), day, *then)).all()
    dated = list(connection.execute(asked.where(day.is_not(None)).order_by(day, *then).limit(limit)))
    missing = limit - len(dated)
    if missing:
        dated += connection.execute(asked.where(day.is_(None)).order_by(*then).limit(missing)).all()
    return dated


def rare_claims(connection: Connection, filter: Filter) -> list[int] | None:
    """Numbers of the claims with the rarest of what a filter asks for, if they are few; None if not.

    Not all of these need be what is asked for: other conditions are still to be held against them.
    """
    facets = tables.facets.c
    found: list[int] | None = None
    for field, holds in _asked(connection, filter):
        asked = select(facets.claim).where(facets.field == field, holds).limit(RARE + 1)
        numbers = list(connection.scalars(asked))
        if len(numbers) <= RARE and (found is None or len(numbers) < len(found)):
            found = numbers
    return found


def rows_of(
    connection: Connection,
    asked: Select[Any],
    numbers: Sequence[int],
    order: Callable[[Row[Any]], Any],
    limit: int,
) -> Sequence[Row[Any]]:
    """The first rows of a selection among claims of these numbers."""
    claims = tables.claims.c
    rows = [
        row
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(asked.where(claims.number.in_(some)))
    ]
    return sorted(rows, key=order)[:limit]


def _asked(connection: Connection, filter: Filter) -> Iterator[tuple[str, ColumnElement[bool]]]:
    facets = tables.facets.c
    for field, value in (("party", filter.party), ("what", filter.what), ("status", filter.status)):
        if value is not None:
            yield field, facets.value == fold(value)
    for field, value in (("person", filter.person), ("issue", filter.issue), ("dialogue", filter.dialogue)):
        if value is not None:
            words = f" {fold(value)} "
            fitting = [known for known in _values(connection, field) if words in f" {known} "]
            if len(fitting) <= RARE:
                yield field, facets.value.in_(fitting)


def _values(connection: Connection, field: str) -> Sequence[str]:
    """The different values of a field. Each is found from the one before it, which an index does at once."""
    facets = tables.facets.c
    first = (
        select(func.min(facets.value).label("value"))
        .where(facets.field == field)
        .cte("known", recursive=True)
    )
    following = (
        select(func.min(facets.value))
        .where(facets.field == field, facets.value > first.c.value)
        .scalar_subquery()
    )
    known = first.union_all(select(following).where(first.c.value.is_not(None)))
    return list(connection.scalars(select(known.c.value).where(known.c.value.is_not(None))))
