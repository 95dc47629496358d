"""Turns a filter into conditions on the tables. It runs no query and knows no database's dialect."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, Select, and_, exists, literal, or_, select

from tracktwo.errors import UsageError
from tracktwo.record import tables
from tracktwo.record.entries import Filter, Flag
from tracktwo.record.facets import days_of_date, fold

T = TypeVar("T")

Conditions = list[ColumnElement[bool]]

#: Verdicts with which a claim stays, also when a later reading does not make it. While people disagree whether it
#: should, it is shown and marked, not dropped.
UPHOLDING = ("accepted", "disputed")

#: How many values a statement names at once; databases bound it, at 999 for the oldest SQLite.
BATCH = 900


def is_current() -> ColumnElement[bool]:
    """Whether a claim counts: the last reading made it, or a person upholds it although that did not.

    A claim that a later version of its text makes again counts there. Rejected claims are not left out here;
    whether they are shown is for the filter to say.
    """
    claims = tables.claims.c
    upheld = or_(claims.verdict.in_(UPHOLDING), claims.corrected.is_not(None))
    is_last = or_(claims.flag.is_(None), claims.flag != Flag.FOUND_AGAIN.value)
    return and_(is_last, or_(claims.retired.is_(None), upheld))


def is_not_rejected() -> ColumnElement[bool]:
    """Whether nobody rejected a claim, or people disagree about it."""
    verdict = tables.claims.c.verdict
    return or_(verdict.is_(None), verdict != "rejected")


def claims_where(filter: Filter) -> Conditions:
    """Conditions on ``claims`` that hold for what the filter lets through, its limit apart."""
    claims, documents = tables.claims.c, tables.documents.c
    found = [*facets_hold(filter), *days_hold(claims.earliest, claims.latest, filter)]
    if not filter.with_retired:
        found.append(is_current())
    if not filter.with_rejected:
        found.append(is_not_rejected())
    if filter.documents:
        numbers = select(documents.number).where(documents.id.in_(filter.documents))
        found.append(claims.document.in_(numbers))
    if filter.publisher is not None:
        mine = documents.number == claims.document
        found.append(exists().where(mine, documents.publisher == sound(filter.publisher)))
    if filter.talks is not None:
        found.append(claims.document.in_(_telling_of(filter.talks)))
    return found


def documents_where(filter: Filter) -> Conditions:
    """Conditions on ``documents``: published within the days, with a claim that the rest lets through."""
    claims, documents = tables.claims.c, tables.documents.c
    found = days_hold(documents.earliest, documents.latest, filter)
    facets = facets_hold(filter)
    if facets:
        mine = and_(claims.document == documents.number, is_current(), is_not_rejected())
        found.append(exists().where(mine, *facets))
    return [*found, *sources_hold(filter)]


def sources_hold(filter: Filter) -> Conditions:
    """Conditions on ``documents`` that ask which document it is, who published it, and what talks it tells of."""
    documents = tables.documents.c
    found: Conditions = []
    if filter.documents:
        found.append(documents.id.in_(filter.documents))
    if filter.publisher is not None:
        found.append(documents.publisher == sound(filter.publisher))
    if filter.talks is not None:
        found.append(documents.number.in_(_telling_of(filter.talks)))
    return found


def _telling_of(name: str) -> Select[tuple[int]]:
    """The documents with a claim that gives a dialogue this name."""
    facets, other = tables.facets.c, tables.claims.alias()
    mine = and_(other.c.number == facets.claim, other.c.retired.is_(None))
    asked = select(other.c.document).join(tables.facets, mine)
    return asked.where(facets.field == "dialogue", facets.value == fold(sound(name)))


def facets_hold(filter: Filter) -> Conditions:
    """Conditions that a claim has each facet that the filter names."""
    facets, claims = tables.facets.c, tables.claims.c
    exact = {"party": filter.party, "what": filter.what, "status": filter.status}
    in_part = {"person": filter.person, "issue": filter.issue, "dialogue": filter.dialogue}
    asked = [
        (field, facets.value == fold(sound(value))) for field, value in exact.items() if value is not None
    ]
    asked += [
        (field, _has_words(facets.value, value)) for field, value in in_part.items() if value is not None
    ]
    return [
        exists().where(facets.claim == claims.number, facets.field == field, holds) for field, holds in asked
    ]


def _has_words(column: Column[str], words: str) -> ColumnElement[bool]:
    """Whether the words stand in the column next to one another, as whole words."""
    return (literal(" ") + column + literal(" ")).contains(f" {fold(sound(words))} ", autoescape=True)


def days_hold(earliest: Column[str], latest: Column[str], filter: Filter) -> Conditions:
    """Conditions that some possible day lies within the filter's; what has no date at all lies nowhere.

    Raises:
        UsageError: a bound of the filter is no date.
    """
    found: Conditions = []
    if filter.since is not None:
        open_end = and_(latest.is_(None), earliest.is_not(None))
        found.append(or_(latest >= _bound(filter.since, "earliest"), open_end))
    if filter.until is not None:
        open_start = and_(earliest.is_(None), latest.is_not(None))
        found.append(or_(earliest <= _bound(filter.until, "latest"), open_start))
    return found


def starts_with(column: Column[str], prefix: str | ColumnElement[str]) -> ColumnElement[bool]:
    """A condition that an index serves: hexadecimal ids that start with ``prefix``."""
    digits = sound(prefix) if isinstance(prefix, str) else prefix
    return and_(column >= digits, column < digits + "g")


def sound(words: str) -> str:
    """Words without what no database takes as text: broken bytes of a terminal, and NUL."""
    return words.encode("utf-8", "replace").decode().replace("\0", " ")


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Numbers or ids in portions that one statement may name."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _bound(date: str, end: str) -> str:
    day: str | None = getattr(days_of_date(date), end)
    if day is None:
        raise UsageError(f"{date!r} is no date to search by: write YYYY, YYYY-MM or YYYY-MM-DD")
    return day
