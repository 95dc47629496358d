"""Puts people and dialogues in the order that a reader asks for, a page at a time.

Both are few against claims, so that they are put in order here and not by an index. Who is among them, and how much
is told of each, is the gate's to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracktwo.errors import UsageError
from tracktwo.record import Brief, Filter, Sort, cursor_at, place_at
from tracktwo.record.facets import LAST, fold, party_place

#: What people and dialogues can be put in order by.
PEOPLE_SORTS = (Sort.NAME, Sort.PARTY, Sort.DOCUMENTS, Sort.FIRST, Sort.LAST)
SERIES_SORTS = (Sort.NAME, Sort.PARTY, Sort.ROUNDS, Sort.DOCUMENTS, Sort.FIRST, Sort.LAST)


@dataclass(frozen=True, slots=True)
class Placed:
    """One of them with its place in an order."""

    place: tuple[str | int, str, str]
    number: int

    @property
    def is_last(self) -> bool:
        """Whether it has nothing to be put in order by."""
        return self.place[0] == LAST


def in_order(
    known: Iterable[Brief], sort: Sort | None, sorts: Sequence[Sort], *, falls: bool
) -> tuple[Placed, ...]:
    """All of them in order; those without a name, side or day last.

    Raises:
        UsageError: they cannot be put in order so.
    """
    if sort is None or sort not in sorts:
        raise UsageError(f"this list can be put in order by {', '.join(sorts)}, and not by {sort}")
    placed = (Placed((_value(one, sort), fold(one.name or ""), one.key), one.number) for one in known)
    ordered = sorted(placed, key=lambda one: one.place, reverse=falls)
    return tuple(sorted(ordered, key=lambda one: one.is_last))


def page_in_order(ordered: Iterable[Placed], filter: Filter) -> tuple[list[int], str | None]:
    """Numbers of those on the page that a filter asks for, and where the next one begins; None where there is none.

    Raises:
        UsageError: no page of this order begins there.
    """
    rest = list(ordered)
    if filter.after is not None:
        kind = int if filter.sort in (Sort.DOCUMENTS, Sort.ROUNDS) else str
        last = Placed(place_at(filter.after, kind, str, str), 0)
        rest = [one for one in rest if _is_behind(one, last, filter.falls)]
    page = rest[: filter.limit]
    return [one.number for one in page], cursor_at(page[-1].place) if len(rest) > len(page) else None


def _value(one: Brief, sort: Sort) -> str | int:
    match sort:
        case Sort.NAME:
            return fold(one.name or "") or LAST
        case Sort.PARTY:
            return " ".join(map(party_place, one.parties)) or LAST
        case Sort.DOCUMENTS:
            return one.documents
        case Sort.ROUNDS:
            return one.rounds
        case Sort.FIRST:
            return one.first or LAST
        case _:
            return one.last or LAST


def _is_behind(one: Placed, last: Placed, falls: bool) -> bool:
    if one.is_last != last.is_last:
        return one.is_last
    return one.place < last.place if falls else one.place > last.place
