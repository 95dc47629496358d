"""The log for administrators: who saw or exported what is above public; also as JSON and CSV."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from tracktwo.views.tables import Format, render
from tracktwo.web import audit
from tracktwo.web.door_pages import keeper_of
from tracktwo.web.rendering import page
from tracktwo.web.viewer import Role, ViewerHere, needs

router = APIRouter()

_Word = Annotated[str, Query(max_length=200)]


@router.get("/audit", dependencies=[needs(Role.ADMINISTRATOR)])
@router.get("/audit.json", dependencies=[needs(Role.ADMINISTRATOR)])
@router.get("/audit.csv", dependencies=[needs(Role.ADMINISTRATOR)])
def lines(
    request: Request,
    viewer: ViewerHere,
    account: _Word = "",
    document: _Word = "",
    act: _Word = "",
    day: _Word = "",
    before: Annotated[int | None, Query(ge=1)] = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
) -> Response:
    """Lines of the log, the latest first, narrowed down by what stands in the address."""
    if act and act not in list(audit.Act):
        raise HTTPException(404)
    asked = audit.Asked(
        account or None, document or None, audit.Act(act) if act else None, day or None, before, limit + 1
    )
    found = audit.lines_of(keeper_of(request).file, asked, viewer.clearance)
    shown, more = found[:limit], len(found) > limit
    given = {"account": account, "document": document, "act": act, "day": day}
    kept = {name: value for name, value in given.items() if value}
    later = f"?{urlencode({**kept, 'before': shown[-1].number})}" if more else None
    suffix = request.url.path.rpartition("/audit")[2]
    if suffix:
        headers = {"Link": f'<{request.url.path}{later}>; rel="next"'} if later else {}
        return _data(shown, suffix, headers)
    query = f"?{urlencode(kept)}" if kept else ""
    return page(
        request,
        viewer,
        "audit.html",
        lines=shown,
        given=given,
        acts=tuple(audit.Act),
        later=later,
        query=query,
    )


def _data(found: tuple[audit.Logged, ...], suffix: str, headers: dict[str, str]) -> Response:
    table = audit.table(found)
    if suffix == ".json":
        return Response(render(table, Format.JSON), media_type="application/json", headers=headers)
    headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return Response(render(table, Format.CSV), media_type="text/csv; charset=utf-8", headers=headers)
