"""Finds the first rows of a list without going through all of it: in the order of an index, or from what is rare.

What the lists hold, and for whom, is decided by the gate; what a filter means, in ``asking``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select, tuple_

from tracktwo.errors import UsageError
from tracktwo.model import CLAIM_CLASSES
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.entries import Filter, Sort
from tracktwo.record.facets import fold

#: Up to so many claims that have what a filter asks for are gone through; more are looked for in order instead.
RARE = 10_000

R = TypeVar("R")

#: Of the last row of the page before: its first possible day, and what follows that in the order.
Last = tuple[Any, ...]

_claims = tables.claims.c
#: What claims stand in order by.
ORDER = (_claims.earliest, _claims.document, _claims.kind, _claims.seq)


def document_order(filter: Filter) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """What documents stand in order by: their day or their name, and their number.

    Raises:
        UsageError: documents are not put in the order that the filter asks for.
    """
    documents = tables.documents.c
    if filter.sort not in (None, Sort.NAME):
        raise UsageError(f"documents can be put in order by name, and not by {filter.sort}")
    return (documents.earliest if filter.sort is None else documents.called), documents.number


def first_rows(
    connection: Connection,
    asked: Select[Any],
    order: Sequence[ColumnElement[Any]],
    limit: int | None,
    last: Last | None = None,
    *,
    falls: bool = False,
) -> list[Row[Any]]:
    """The rows of a selection by their first possible day, the first of ``order``, undated ones last.

    Dated and undated rows are asked for apart, so that an index gives them in order, from ``last`` on; where the
    order ``falls``, from its other end.
    """
    day, *then = order
    by, by_then = _ordered(order, falls), _ordered(then, falls)
    if limit is None and last is None:
        return list(connection.execute(asked.order_by(day.is_(None), *by)).all())
    dated = asked.where(day.is_not(None)).order_by(*by)
    undated = asked.where(day.is_(None)).order_by(*by_then)
    found: list[Row[Any]] = []
    if last is not None and last[0] is None:
        undated = undated.where(behind(then, last[1:], falls=falls))
    else:
        dated = dated if last is None else dated.where(behind(order, last, falls=falls))
        found += connection.execute(dated.limit(limit)).all()
    if limit is None or len(found) < limit:
        found += connection.execute(undated.limit(None if limit is None else limit - len(found))).all()
    return found


def first_claims(
    connection: Connection, asked: Select[Any], filter: Filter, kind: str | None, last: Last | None = None
) -> list[Row[Any]]:
    """The first claims of a selection as :func:`row_order` has them, those behind ``last``; of one kind, or of all."""
    if filter.limit is None:
        return first_rows(connection, _of_kind(asked, kind), ORDER, None, last, falls=filter.falls)
    rare = rare_claims(connection, filter)
    if rare is not None:
        # Written so that SQLite does not look for the few through all claims of the kind.
        of_kind = [_claims.kind.concat("") == kind] if kind else []
        return _rows_of(connection, asked.where(*of_kind), rare, filter, last)
    rows = [
        row
        for one in ([kind] if kind else [cls.KEY for cls in CLAIM_CLASSES])
        for row in first_rows(connection, _of_kind(asked, one), ORDER, filter.limit, last, falls=filter.falls)
    ]
    return in_order(rows, row_order, falls=filter.falls)[: filter.limit]


def first_documents(
    connection: Connection,
    asked: Select[Any],
    filter: Filter,
    order: tuple[ColumnElement[Any], ColumnElement[Any]],
    last: Last | None = None,
) -> list[Row[Any]]:
    """The first documents of a selection in the order of :func:`first_rows`, those behind ``last``.

    Where few claims have what the filter asks for, only their documents are looked at.
    """
    rare = rare_claims(connection, filter) if filter.limit is not None else None
    if rare is None:
        return first_rows(connection, asked, order, filter.limit, last, falls=filter.falls)
    number = tables.documents.c.number
    near: set[int] = set()
    for some in batches(sorted(set(rare))):
        near |= set(connection.scalars(select(_claims.document).where(_claims.number.in_(some))))
    # By their numbers, and only these: SQLite would go through all documents in order for them.
    places = asked.with_only_columns(number, order[0].label("place"))
    if last is not None:
        places = places.where(_follow(order, last, falls=filter.falls))
    found = [
        row for some in batches(sorted(near)) for row in connection.execute(places.where(number.in_(some)))
    ]
    first = in_order(found, lambda row: (row.place or "", row.number), falls=filter.falls)[: filter.limit]
    whole = {
        row.number: row
        for some in batches([row.number for row in first])
        for row in connection.execute(asked.where(number.in_(some)))
    }
    return [whole[row.number] for row in first]


def row_order(row: Any) -> tuple[Any, ...]:
    """The place of a claim's row among others: by first possible day, document, kind and place."""
    return row.earliest or "", row.document, row.kind, row.seq


def in_order(rows: Iterable[R], place: Callable[[R], tuple[Any, ...]], *, falls: bool = False) -> list[R]:
    """Rows by their places, of which the first day is the first part, empty for undated ones, which stand last."""
    return sorted(sorted(rows, key=place, reverse=falls), key=lambda row: not place(row)[0])


def kind_holds(connection: Connection, kind: str) -> ColumnElement[bool]:
    """Whether a claim is of a kind, for lists in an order of their own: of a common one the first are soon found.

    Asked for plainly, SQLite would put all claims of the kind in order to give a few.
    """
    some = select(_claims.number).where(_claims.kind == kind).limit(RARE + 1).subquery()
    is_common = (connection.scalar(select(func.count()).select_from(some)) or 0) > RARE
    return (_claims.kind.concat("") if is_common else _claims.kind) == kind


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


def _of_kind(asked: Select[Any], kind: str | None) -> Select[Any]:
    return asked if kind is None else asked.where(_claims.kind == kind)


def behind(order: Sequence[ColumnElement[Any]], last: Last, *, falls: bool = False) -> ColumnElement[bool]:
    """Whether a row stands behind the last one, in the order of columns none of which is empty."""
    place = tuple_(*order)
    behind = tuple_(*(literal(value, column.type) for column, value in zip(order, last, strict=True)))
    return place < behind if falls else place > behind


def _ordered(order: Sequence[ColumnElement[Any]], falls: bool) -> list[ColumnElement[Any]]:
    return [column.desc() for column in order] if falls else list(order)


def _rows_of(
    connection: Connection, asked: Select[Any], numbers: Sequence[int], filter: Filter, last: Last | None
) -> list[Row[Any]]:
    """The first rows of a selection among claims of these numbers."""
    places = asked.with_only_columns(_claims.number, *ORDER)
    if last is not None:
        places = places.where(_follow(ORDER, last, falls=filter.falls))
    rows = [
        row
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(places.where(_claims.number.in_(some)))
    ]
    first = in_order(rows, row_order, falls=filter.falls)[: filter.limit]
    whole = {
        row.number: row
        for some in batches([row.number for row in first])
        for row in connection.execute(select(tables.claims).where(_claims.number.in_(some)))
    }
    return [whole[row.number] for row in first]


def _follow(order: Sequence[ColumnElement[Any]], last: Last, *, falls: bool) -> ColumnElement[bool]:
    """Whether a row stands behind the last one, dated or not."""
    day, *then = order
    if last[0] is None:
        return and_(day.is_(None), behind(then, last[1:], falls=falls))
    return or_(day.is_(None), behind(order, last, falls=falls))


def _asked(connection: Connection, filter: Filter) -> Iterator[tuple[str, ColumnElement[bool]]]:
    facets = tables.facets.c
    for field, value in (("party", filter.party), ("what", filter.what), ("status", filter.status)):
        if value is not None:
            yield field, facets.value == fold(value)
    for field, value in (("person", filter.person), ("issue", filter.issue), ("dialogue", filter.dialogue)):
        if value is not None:
            words = f" {fold(value)} "
            fitting = [known for known in values_of(connection, field) if words in f" {known} "]
            if len(fitting) <= RARE:
                yield field, facets.value.in_(fitting)


def values_of(connection: Connection, field: str) -> Sequence[str]:
    """The different values of a field of facets, in order. Each is found from the one before, at once by an index."""
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
