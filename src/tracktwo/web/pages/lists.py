"""Every list, as a page, as JSON and as CSV, at one address with a suffix."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from tracktwo.record import Filter, Gate
from tracktwo.views import lists
from tracktwo.views.known import dialogues, people
from tracktwo.views.tables import Format, Table, render
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

#: Rows of a page.
PAGE = 100
#: Rows that can be passed over. The further back a page, the longer it takes: narrow a longer list down.
MOST = 100_000

LISTS: Mapping[str, Callable[[Gate, Filter], Table]] = {
    "dialogues": dialogues,
    "rounds": lists.rounds,
    "people": people,
    "statements": lists.statements,
    "engagements": lists.engagements,
    "commitments": lists.commitments,
    "documents": lists.documents,
}

_Word = Annotated[str | None, Query(max_length=200)]


# The last is registered first: a name with a suffix must not be taken for a whole name.
@router.get("/{name}")
@router.get("/{name}.csv")
@router.get("/{name}.json")
def listing(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    name: str,
    party: _Word = None,
    person: _Word = None,
    issue: _Word = None,
    dialogue: _Word = None,
    what: _Word = None,
    status: _Word = None,
    since: _Word = None,
    until: _Word = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = PAGE,
    offset: Annotated[int, Query(ge=0, le=MOST)] = 0,
) -> Response:
    """One list, narrowed down by what stands in the address; rows from ``offset`` on."""
    if name not in LISTS:
        raise HTTPException(404)
    filter = Filter(
        party=party or None,
        person=person or None,
        issue=issue or None,
        dialogue=dialogue or None,
        what=what or None,
        status=status or None,
        since=since or None,
        until=until or None,
        # One row more than is shown tells whether there is another page.
        limit=offset + limit + 1,
    )
    whole = LISTS[name](gate, filter)
    table = replace(whole, rows=whole.rows[offset : offset + limit])
    here = str(request.url.path)
    later = _at(request, offset + limit) if len(whole.rows) > offset + limit else None
    headers = {"Link": f'<{here}{later}>; rel="next"'} if later else {}
    if here.endswith(".json"):
        return Response(render(table, Format.JSON), media_type="application/json", headers=headers)
    if here.endswith(".csv"):
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return Response(render(table, Format.CSV), media_type="text/csv; charset=utf-8", headers=headers)
    earlier = _at(request, max(0, offset - limit)) if offset else None
    return _page(request, viewer, name, table, (earlier, later))


def _at(request: Request, offset: int) -> str:
    """The query of the same list from another row on."""
    given = [(key, value) for key, value in request.query_params.items() if value and key != "offset"]
    return f"?{urlencode([*given, *([('offset', str(offset))] if offset else [])])}"


def _page(
    request: Request, viewer: ViewerHere, name: str, table: Table, pages: tuple[str | None, str | None]
) -> HTMLResponse:
    given = {key: value for key, value in request.query_params.items() if value}
    return page(
        request,
        viewer,
        "list.html",
        name=name,
        given=given,
        table=shown(table),
        query=request.url.query,
        pages=pages,
    )
