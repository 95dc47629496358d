"""Every list as a page, and whole as JSON and CSV, at one address with a suffix.

A page begins where the one before ended, and files are made in portions: neither takes longer, or more memory, at the
end of a long list, and nobody who writes to the record waits for a reader who takes a file slowly.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from tracktwo.model import Act, Form, Status, Strength
from tracktwo.model.dates import is_edtf
from tracktwo.record import Filter, Gate, Record
from tracktwo.views import lists
from tracktwo.views.known import dialogues, people
from tracktwo.views.tables import Format, Table, render
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, RecordHere, Viewer, ViewerHere

router = APIRouter()

#: Rows of a page, and of a portion of a file.
PAGE, PORTION = 100, 500


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


_CLAIMS = ("party", "person", "issue", "what", "since", "until", "publisher")
LISTS: Mapping[str, List] = {
    "dialogues": List(
        dialogues, ("party", "since", "until"), is_dated=False, shown=partial(dialogues, whole=False)
    ),
    "rounds": List(lists.rounds, ("party", "person", "dialogue", "status", "since", "until")),
    "people": List(
        people, ("person", "party", "since", "until"), is_dated=False, shown=partial(people, whole=False)
    ),
    "statements": List(lists.statements, _CLAIMS, what="Act"),
    "engagements": List(
        lists.engagements, ("party", "person", "what", "status", "since", "until", "publisher"), what="Form"
    ),
    "commitments": List(lists.commitments, ("party", "what", "since", "until", "publisher"), what="Strength"),
    "documents": List(lists.documents, ("publisher", "party", "person", "issue", "since", "until")),
}

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
    #: ``newest`` for those with the latest days first.
    order: Annotated[str, Query(max_length=20)] = ""

    def filter(self, limit: int | None = None, after: str = "") -> Filter:
        """The filter of the record that says the same.

        Raises:
            HTTPException: 400, a bound is no date.
        """
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
            newest_first=self.order == "newest",
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
    return _data(request, viewer, record, name, asked.filter(), Format.CSV, limit, after)


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
    return _data(request, viewer, record, name, asked.filter(), Format.JSON, limit, after)


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
    table = (chosen.shown or chosen.make)(gate, asked.filter(limit, after))
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
        orders=_orders(name, given) if chosen.is_dated else (),
    )


def _orders(name: str, given: Mapping[str, str]) -> tuple[tuple[str, str | None], ...]:
    """The orders of a dated list: what each is called, and its address unless it is the one that is shown."""
    rest = {key: value for key, value in given.items() if key != "order"}
    newest = given.get("order") == "newest"
    oldest_at = f"/{name}{'?' if rest else ''}{urlencode(rest)}"
    return (
        ("oldest first", oldest_at if newest else None),
        ("newest first", None if newest else f"/{name}?{urlencode({**rest, 'order': 'newest'})}"),
    )


def _data(
    request: Request,
    viewer: Viewer,
    record: Record,
    name: str,
    filter: Filter,
    format: Format,
    limit: int | None,
    after: str,
) -> Response:
    if name not in LISTS:
        raise HTTPException(404)
    make, kind = LISTS[name].make, _KINDS[format]
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if format is Format.CSV else {}
    narrowed = replace(filter, limit=limit or PORTION, after=after or None)
    # What is wrong with the question is found out before anything is answered.
    with record.reading(viewer.clearance) as gate:
        table = make(gate, narrowed)
    if limit is not None or table.after is None:
        if table.after is not None:
            query = {k: v for k, v in request.query_params.items() if k != "after"} | {"after": table.after}
            headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
        return Response(render(table, format), media_type=kind, headers=headers)
    portions = _portions(record, viewer, make, narrowed, table)
    write = _csv if format is Format.CSV else _json
    return StreamingResponse(write(portions), media_type=kind, headers=headers)


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


def _json(portions: Iterator[Table]) -> Iterator[str]:
    yield "["
    joint = "\n"
    for table in portions:
        names = [column.name for column in table.columns]
        for row in table.rows:
            yield joint + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            joint = ",\n"
    yield "\n]\n"


_KINDS = {Format.CSV: "text/csv; charset=utf-8", Format.JSON: "application/json"}
