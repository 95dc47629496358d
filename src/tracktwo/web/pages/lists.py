"""Every list as a page, and whole as JSON and CSV, at one address with a suffix.

A page begins where the one before ended, and files are made in portions: neither takes longer, or more memory, at the
end of a long list, and nobody who writes to the record waits for a reader who takes a file slowly.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from tracktwo.model import Act, Form, Status, Strength
from tracktwo.model.dates import is_edtf
from tracktwo.record import Filter, Gate, Record, Sort
from tracktwo.views import lists
from tracktwo.views.known import dialogues, people
from tracktwo.views.tables import Format, Table, render
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, RecordHere, Viewer, ViewerHere

router = APIRouter()

#: Rows of a page, and of a portion of a file.
PAGE, PORTION = 100, 500
#: In addresses: the orders of a list by day, and what stands before one that falls.
_NEWEST, _FALLING = "newest", "-"
_OWN = ("", _NEWEST)
#: What begins with the most, or the latest, when a reader first asks for it.
_MOST_FIRST = (Sort.DOCUMENTS, Sort.ROUNDS, Sort.FIRST, Sort.LAST)


@dataclass(frozen=True, slots=True)
class List:
    """One list: what makes its table, what it can be narrowed down by, and what to do where it is empty."""

    make: Callable[[Gate, Filter], Table]
    filters: tuple[str, ...]
    #: Whether its rows have days by which they stand in order.
    is_dated: bool = True
    #: What ``what`` is called in it.
    what: str = ""
    #: What makes the table of a page, where that is quicker.
    shown: Callable[[Gate, Filter], Table] | None = None
    #: What it can be put in order by, besides its own order, by the column that tells it.
    sorts: Mapping[str, Sort] = field(default_factory=dict)

    def asked(self, order: str) -> tuple[Sort | None, bool]:
        """The order that an address asks for, and whether it falls.

        Raises:
            HTTPException: 400, the list has no such order.
        """
        if order in _OWN and (self.is_dated or not order):
            return None, order == _NEWEST
        word = order.removeprefix(_FALLING)
        if word not in self.sorts.values():
            known = ", ".join((*(_OWN if self.is_dated else ()), *self.sorts.values()))
            raise HTTPException(
                400, f"{order} is no order of this list; it can be put in order by {known.lstrip(', ')}."
            )
        return Sort(word), order.startswith(_FALLING)


_CLAIMS = ("party", "person", "issue", "what", "since", "until", "publisher")
LISTS: Mapping[str, List] = {
    "dialogues": List(
        dialogues, ("party", "since", "until"), is_dated=False, shown=partial(dialogues, whole=False),
        sorts={"dialogue": Sort.NAME, "parties": Sort.PARTY, "rounds": Sort.ROUNDS, "first": Sort.FIRST,
               "last": Sort.LAST, "documents": Sort.DOCUMENTS},
    ),
    "rounds": List(
        lists.rounds, ("party", "person", "dialogue", "status", "since", "until"),
        sorts={"dialogue": Sort.NAME, "parties": Sort.PARTY, "confidence": Sort.CONFIDENCE},
    ),
    "people": List(
        people, ("person", "party", "since", "until"), is_dated=False, shown=partial(people, whole=False),
        sorts={"name": Sort.NAME, "party": Sort.PARTY, "documents": Sort.DOCUMENTS, "first": Sort.FIRST,
               "last": Sort.LAST},
    ),
    "statements": List(
        lists.statements, _CLAIMS, what="Act",
        sorts={"speaker": Sort.NAME, "party": Sort.PARTY, "confidence": Sort.CONFIDENCE},
    ),
    "engagements": List(
        lists.engagements, ("party", "person", "what", "status", "since", "until", "publisher"), what="Form",
        sorts={"who": Sort.PARTY, "confidence": Sort.CONFIDENCE},
    ),
    "commitments": List(
        lists.commitments, ("party", "what", "since", "until", "publisher"), what="Strength",
        sorts={"by": Sort.PARTY, "confidence": Sort.CONFIDENCE},
    ),
    "documents": List(
        lists.documents, ("publisher", "party", "person", "issue", "since", "until"), sorts={"title": Sort.NAME}
    ),
}  # fmt: skip

#: What some of them can be narrowed down by, value by value.
_STATUS = tuple(one.value for one in Status)
_CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "rounds": {"status": _STATUS},
    "statements": {"what": tuple(one.value for one in Act)},
    "engagements": {"what": tuple(one.value for one in Form), "status": _STATUS},
    "commitments": {"what": tuple(one.value for one in Strength)},
}

_Word = Annotated[str, Query(max_length=400)]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is narrowed down, as it stands in an address."""

    party: _Word = ""
    person: _Word = ""
    issue: _Word = ""
    dialogue: _Word = ""
    what: _Word = ""
    status: _Word = ""
    publisher: _Word = ""
    talks: _Word = ""
    since: _Word = ""
    until: _Word = ""
    #: ``newest`` for those with the latest days first, or what else the list is put in order by, with ``-`` before it
    #: where the order falls.
    order: Annotated[str, Query(max_length=20)] = ""

    def filter(self, chosen: List, limit: int | None = None, after: str = "") -> Filter:
        """The filter of the record that says the same of a list.

        Raises:
            HTTPException: 400, a bound is no date, or the list has no such order.
        """
        sort, falls = chosen.asked(self.order)
        for day in (self.since.strip(), self.until.strip()):
            if day and not is_edtf(day):
                raise HTTPException(400, f"{day} is no date; write it as 2013-08-02, 2013-08 or 2013.")
        return Filter(
            party=self.party.strip() or None,
            person=self.person.strip() or None,
            issue=self.issue.strip() or None,
            dialogue=self.dialogue.strip() or None,
            what=self.what.strip() or None,
            status=self.status.strip() or None,
            publisher=self.publisher.strip() or None,
            talks=self.talks.strip() or None,
            since=self.since.strip() or None,
            until=self.until.strip() or None,
            limit=limit,
            after=after or None,
            sort=sort,
            falls=falls,
        )


AskedHere = Annotated[Asked, Depends()]


# The last is registered first: a name with a suffix must not be taken for a whole name.
@router.get("/{name}.csv")
def as_csv(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    name: str,
    asked: AskedHere,
    limit: Annotated[int | None, Query(ge=1, le=10_000)] = None,
    after: _Word = "",
) -> Response:
    """The whole list as CSV; with ``limit`` so many rows, and where to go on in the header ``Link``."""
    return _data(request, viewer, record, name, asked, Format.CSV, limit, after)


@router.get("/{name}.json")
def as_json(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    name: str,
    asked: AskedHere,
    limit: Annotated[int | None, Query(ge=1, le=10_000)] = None,
    after: _Word = "",
) -> Response:
    """The same as an array of JSON."""
    return _data(request, viewer, record, name, asked, Format.JSON, limit, after)


@router.get("/{name}")
def listing(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    name: str,
    asked: AskedHere,
    after: _Word = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> HTMLResponse:
    """One page of a list."""
    if name not in LISTS:
        raise HTTPException(404)
    chosen = LISTS[name]
    filter = asked.filter(chosen, limit, after)
    table = (chosen.shown or chosen.make)(gate, filter)
    if filter.sort is Sort.CONFIDENCE:
        table = _with_confidence(table)
    given = {
        key: value
        for key, value in request.query_params.items()
        if value and key not in ("after", "limit") and hasattr(asked, key)
    }
    return page(
        request,
        viewer,
        "list.html",
        name=name,
        list=chosen,
        given=given,
        choices=_CHOICES.get(name, {}),
        table=shown(table),
        query=urlencode(given),
        begins=bool(after),
        later=f"/{name}?{urlencode({**given, 'after': table.after})}" if table.after else None,
        first=f"/{name}{'?' if given else ''}{urlencode(given)}",
        orders=_orders(name, chosen, given),
        sorted=_headings(name, chosen, given),
    )


def _with_confidence(table: Table) -> Table:
    """The table with how sure the extractor was, which is shown where it is what the list is put in order by."""
    columns = tuple(replace(c, is_shown=c.is_shown or c.name == "confidence") for c in table.columns)
    return replace(table, columns=columns)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column by which a list can be put in order."""

    address: str
    #: As browsers' readers say it: ascending, descending, or none.
    sorted: str


def _headings(name: str, chosen: List, given: Mapping[str, str]) -> dict[str, Heading]:
    """By column: where its heading leads. A second time it turns the order round."""
    now = given.get("order", "")
    ways = {_FALLING: "descending", "": "ascending"}
    return {
        column: Heading(
            _at(name, given, _next(sort, now)),
            ways[now.removesuffix(sort.value)] if now.removeprefix(_FALLING) == sort.value else "none",
        )
        for column, sort in chosen.sorts.items()
    }


def _next(sort: Sort, now: str) -> str:
    """The order that a heading leads to: counts begin with the most, and the order that is shown is turned round."""
    first, second = (sort.value, f"{_FALLING}{sort.value}")[:: -1 if sort in _MOST_FIRST else 1]
    return second if now == first else first


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a list in words."""

    words: str
    #: None for the one that is shown.
    address: str | None
    #: Whether the heading of a column leads there too, which on a phone is not shown.
    has_heading: bool


def _orders(name: str, chosen: List, given: Mapping[str, str]) -> tuple[Order, ...]:
    """The orders of a list, those first that no heading leads to."""
    ways = {"": "oldest first", _NEWEST: "newest first"} if chosen.is_dated else {"": "most documents first"}
    if Sort.CONFIDENCE in chosen.sorts.values():
        ways |= {"confidence": "least sure first", "-confidence": "surest first"}
    now = given.get("order", "")
    own = tuple(
        Order(words, None if order == now else _at(name, given, order), has_heading=False)
        for order, words in ways.items()
    )
    sorts = [sort for sort in chosen.sorts.items() if sort[1] is not Sort.CONFIDENCE]
    return own + tuple(one for column, sort in sorts for one in _ways(name, given, f"by {column}", sort))


def _ways(name: str, given: Mapping[str, str], words: str, sort: Sort) -> tuple[Order, ...]:
    """The order of a column: a way to it, or, where it is shown, a way to turn it round."""
    now = given.get("order", "")
    following = _at(name, given, _next(sort, now))
    if now.removeprefix(_FALLING) != sort.value:
        return (Order(words, following, has_heading=True),)
    return Order(words, None, has_heading=True), Order("turned round", following, has_heading=True)


def _at(name: str, given: Mapping[str, str], order: str) -> str:
    """The list with what it is narrowed down by, in some order."""
    rest = {key: value for key, value in given.items() if key != "order"} | (
        {"order": order} if order else {}
    )
    return f"/{name}{'?' if rest else ''}{urlencode(rest)}"


def _data(
    request: Request,
    viewer: Viewer,
    record: Record,
    name: str,
    asked: Asked,
    format: Format,
    limit: int | None,
    after: str,
) -> Response:
    if name not in LISTS:
        raise HTTPException(404)
    make, kind = LISTS[name].make, _KINDS[format]
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if format is Format.CSV else {}
    narrowed = asked.filter(LISTS[name], limit or PORTION, after)
    # What is wrong with the question is found out before anything is answered.
    with record.reading(viewer.clearance) as gate:
        table = make(gate, narrowed)
    if limit is not None or table.after is None:
        if table.after is not None:
            query = {k: v for k, v in request.query_params.items() if k != "after"} | {"after": table.after}
            headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
        return Response(render(table, format), media_type=kind, headers=headers)
    portions = _portions(record, viewer, make, narrowed, table)
    written = _csv(portions) if format is Format.CSV else _json(portions)
    return StreamingResponse(written, media_type=kind, headers=headers)


def _portions(
    record: Record, viewer: Viewer, make: Callable[[Gate, Filter], Table], filter: Filter, first: Table
) -> Iterator[Table]:
    """A list in portions, each read by itself: between them others may write."""
    table = first
    yield table
    while table.after is not None:
        with record.reading(viewer.clearance) as gate:
            table = make(gate, replace(filter, after=table.after))
        yield table


def _csv(portions: Iterator[Table]) -> Iterator[str]:
    for number, table in enumerate(portions):
        lines = render(table, Format.CSV)
        yield lines if number == 0 else lines.partition("\r\n")[2]


def _json(portions: Iterator[Table]) -> Iterator[bytes]:
    yield b"["
    joint = b"\n"
    for table in portions:
        names = [column.name for column in table.columns]
        rows = (orjson.dumps(dict(zip(names, row, strict=True))) for row in table.rows)
        # A portion at a time: each piece that is sent goes from one thread to another.
        if lines := b",\n".join(rows):
            yield joint + lines
            joint = b",\n"
    yield b"\n]\n"


_KINDS = {Format.CSV: "text/csv; charset=utf-8", Format.JSON: "application/json"}
