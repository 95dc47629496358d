"""Lists of claims in another order than that of their days: by name, by side, by how sure the extractor was.

A page is found from an index, in order, or among the few claims that have the rarest of what a filter asks for. What
the lists hold, and for whom, is decided by the gate; places in the order are computed with the facets.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select

from tracktwo.errors import UsageError
from tracktwo.model import Commitment, Engagement, Round, Statement
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.entries import Filter, Sort
from tracktwo.record.facets import LAST, party_place, place_field
from tracktwo.record.paging import behind, rare_claims, values_of

R = TypeVar("R")

#: A place in an order, the same for all rows of a list.
Place = tuple[Any, ...]

#: What lists of claims can be put in order by, besides their days.
SORTS: Mapping[str, tuple[Sort, ...]] = {
    Statement.KEY: (Sort.NAME, Sort.PARTY, Sort.CONFIDENCE),
    Engagement.KEY: (Sort.PARTY, Sort.CONFIDENCE),
    Round.KEY: (Sort.NAME, Sort.PARTY, Sort.CONFIDENCE),
    Commitment.KEY: (Sort.PARTY, Sort.CONFIDENCE),
}

#: Under another name: what a filter asks for is held against facets too.
_PLACES = tables.facets.alias("places")
_claims, _facets = tables.claims.c, _PLACES.c
_BY_CONFIDENCE = (_claims.confidence, _claims.document, _claims.seq)
_BY_VALUE = (_facets.value, _facets.claim)


@dataclass(frozen=True, slots=True)
class Sorting:
    """One order of the claims of one kind."""

    kind: str
    by: Sort
    falls: bool

    def place(self, row: Any) -> Place:
        """Where a row of :meth:`asked` stands, before it is said that what has no value stands last."""
        if self.by is Sort.CONFIDENCE:
            return row.confidence, row.document, row.seq
        value = row.place or LAST
        return (party_place(value), value, row.number) if self.by is Sort.PARTY else (value, row.number)

    def in_order(self, rows: Iterable[R], row_of: Callable[[R], Any]) -> list[R]:
        """Rows by their places; what has no value stands last whether the order falls or not."""
        ordered = sorted(rows, key=lambda one: self.place(row_of(one)), reverse=self.falls)
        return sorted(ordered, key=lambda one: self._is_last(self.place(row_of(one))))

    def asked(self, asked: Select[Any]) -> Select[Any]:
        """A selection from claims with what tells their places."""
        if self.by is Sort.CONFIDENCE:
            return asked
        mine = and_(_facets.claim == _claims.number, _facets.field == self._field)
        return asked.add_columns(_facets.value.label("place")).join(_PLACES, mine)

    def first(
        self, connection: Connection, asked: Select[Any], filter: Filter, last: Place | None
    ) -> Sequence[Row[Any]]:
        """The first rows of a selection from claims behind ``last``; all of them, where the filter has no limit."""
        if filter.limit is None:
            return self._after(
                connection.execute(self.asked(asked.where(_claims.kind == self.kind))).all(), last
            )
        rare = rare_claims(connection, filter)
        if rare is not None:
            return self._of(connection, asked, rare, filter.limit, last)
        found: list[Row[Any]] = []
        for stretch in self._stretches(connection, last):
            rest = filter.limit - len(found)
            if rest <= 0:
                break
            found += connection.execute(stretch(self.asked(asked)).limit(rest)).all()
        return found

    def _after(self, rows: Iterable[Row[Any]], last: Place | None) -> list[Row[Any]]:
        ordered = self.in_order(rows, lambda row: row)
        return ordered if last is None else [r for r in ordered if self._is_behind(self.place(r), last)]

    def _of(
        self,
        connection: Connection,
        asked: Select[Any],
        numbers: Sequence[int],
        limit: int,
        last: Place | None,
    ) -> list[Row[Any]]:
        """The first rows among claims of these numbers."""
        # Written so that SQLite does not look for the few through all claims of the kind.
        of_kind = _claims.kind.concat("") == self.kind
        places = self.asked(asked.with_only_columns(_claims.number, *_BY_CONFIDENCE).where(of_kind))
        rows = [
            row
            for some in batches(sorted(set(numbers)))
            for row in connection.execute(places.where(_claims.number.in_(some)))
        ]
        first = [row.number for row in self._after(rows, last)[:limit]]
        whole = {
            row.number: row
            for some in batches(first)
            for row in connection.execute(self.asked(select(tables.claims)).where(_claims.number.in_(some)))
        }
        return [whole[number] for number in first]

    def _stretches(
        self, connection: Connection, last: Place | None
    ) -> Iterator[Callable[[Select[Any]], Select[Any]]]:
        """What gives the rows stretch by stretch, each in the order of an index, from ``last`` on."""
        if self.by is Sort.CONFIDENCE:
            yield self._stretch([_claims.kind == self.kind], _BY_CONFIDENCE, last)
            return
        at = last[-2:] if last is not None else None
        if last is None or not self._is_last(last):
            if self.by is Sort.NAME:
                yield self._stretch([_facets.value < LAST], _BY_VALUE, at)
            else:
                yield from self._sides(connection, last)
            at = None
        yield self._stretch([_facets.value == LAST], _BY_VALUE, at)

    def _sides(
        self, connection: Connection, last: Place | None
    ) -> Iterator[Callable[[Select[Any]], Select[Any]]]:
        """One stretch for each side, in the order of their names."""
        known = (value for value in values_of(connection, self._field) if value != LAST)
        for side in sorted(known, key=lambda one: (party_place(one), one), reverse=self.falls):
            here = (party_place(side), side)
            if last is None or self._is_behind(here, last[:2]):
                yield self._stretch([_facets.value == side], _BY_VALUE, None)
            elif here == last[:2]:
                yield self._stretch([_facets.value == side], _BY_VALUE, last[-2:])

    def _stretch(
        self, holds: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]], last: Place | None
    ) -> Callable[[Select[Any]], Select[Any]]:
        rest = [behind(order, last, falls=self.falls)] if last is not None else []
        by = [column.desc() for column in order] if self.falls else list(order)
        return lambda asked: asked.where(*holds, *rest).order_by(*by)

    def _is_behind(self, place: Place, last: Place) -> bool:
        if self._is_last(place) != self._is_last(last):
            return self._is_last(place)
        return place < last if self.falls else place > last

    def _is_last(self, place: Place) -> bool:
        return self.by is not Sort.CONFIDENCE and place[0] == LAST

    @property
    def _field(self) -> str:
        return place_field(self.kind, self.by.value)


def sorting_of(kind: str | None, filter: Filter) -> Sorting:
    """The order that a filter asks for.

    Raises:
        UsageError: claims of that kind, or of all kinds together, are not put in order so.
    """
    known = SORTS.get(kind or "", ())
    if kind is None or filter.sort not in known:
        others = ", ".join(known) or "nothing but their days"
        raise UsageError(f"{kind or 'entries of all kinds'} can be put in order by {others}")
    return Sorting(kind, filter.sort, filter.falls)
