"""One dialogue: its brief, and each ledger on a page, as JSON and as CSV."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.opening import find_dossier
from tracktwo.errors import UsageError
from tracktwo.model.dates import is_edtf
from tracktwo.views.brief import make_brief
from tracktwo.views.brief.phrasing import title_of_talks
from tracktwo.views.happenings import Narrowing, narrowed, occasions, occasions_table
from tracktwo.views.notes import Notes
from tracktwo.views.outlook import outlook_of
from tracktwo.views.tables import Format, Table, render
from tracktwo.views.timeline import plan, to_svg
from tracktwo.web.pages import issues, promises, rounds
from tracktwo.web.rendering import page
from tracktwo.web.sheets import SHEETS
from tracktwo.web.tables import grouped, shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()
# Before the ledgers, which take every other name.
for inner in (issues, promises, rounds):
    router.include_router(inner.router)

#: Rows that a page shows at once; ``.json`` and ``.csv`` have all of them.
ROWS = 200

_Word = Annotated[str, Query(max_length=40)]
_Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/dialogues/{key}")
def dialogue(
    request: Request, viewer: ViewerHere, gate: GateHere, key: str, since: _Word = ""
) -> HTMLResponse:
    """Where a dialogue stands, with every line's evidence a link away."""
    dossier = find_dossier(gate, key)
    today = date.today()
    wrong = bool(since) and not is_edtf(since)
    asked = None if wrong else since or None
    brief = gate.remembered(("brief", key, asked, today), lambda: make_brief(gate, key, asked, today))
    notes = gate.remembered(("notes", key, asked, today), lambda: Notes(brief))
    return page(
        request,
        viewer,
        "dialogue.html",
        brief=brief,
        notes=notes,
        outlook=gate.remembered(("outlook", key, today), lambda: outlook_of(gate, dossier, today)),
        documents=len(dossier.documents),
        independent=dossier.witnesses.independent([d.id for d in dossier.documents]),
        key=key,
        sheets=tuple(SHEETS),
        sides=dossier.series.parties,
        since=since,
        wrong=wrong,
    )


@router.get("/dialogues/{key}/timeline.svg")
def drawing(
    gate: GateHere,
    key: str,
    kind: _Word = "",
    status: _Word = "",
    since: _Word = "",
    until: _Word = "",
) -> Response:
    """The timeline as a drawing. It is styled from within, which its own policy allows, and nothing else."""
    dossier = find_dossier(gate, key)
    try:
        found = narrowed(occasions(gate, dossier), Narrowing(kind, status, since, until))
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error
    drawn = to_svg(plan(title_of_talks(dossier), found), with_list=False)
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(drawn, media_type="image/svg+xml", headers=policy)


# The last is registered first: a name with a suffix must not be taken for a whole name.
@router.get("/dialogues/{key}/timeline")
@router.get("/dialogues/{key}/timeline.csv")
@router.get("/dialogues/{key}/timeline.json")
def timeline(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    kind: _Word = "",
    status: _Word = "",
    since: _Word = "",
    until: _Word = "",
    offset: _Offset = 0,
) -> Response:
    """What happened, narrowed down by what stands in the address."""
    dossier = find_dossier(gate, key)
    everything = occasions(gate, dossier)
    try:
        found = narrowed(everything, Narrowing(kind, status, since, until))
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error
    table = occasions_table(gate, found)
    chosen = {"kind": kind, "status": status, "since": since, "until": until}
    filters = {
        "kind": sorted({o.kind.value for o in everything}),
        "status": sorted({o.status.value for o in everything}),
    }
    return _answer(request, viewer, dossier, key, "timeline", table, offset, chosen, filters)


@router.get("/dialogues/{key}/{sheet}")
def sheet(
    request: Request, viewer: ViewerHere, gate: GateHere, key: str, sheet: str, offset: _Offset = 0
) -> Response:
    """One ledger of a dialogue; with ``.json`` or ``.csv`` after its name, as data."""
    name, _, suffix = sheet.partition(".")
    if name not in SHEETS or suffix not in ("", "json", "csv"):
        raise HTTPException(404)
    dossier = find_dossier(gate, key)
    today = date.today()
    table = gate.remembered(("sheet", key, name, today), lambda: SHEETS[name](gate, dossier))
    return _answer(request, viewer, dossier, key, name, table, offset)


def _answer(
    request: Request,
    viewer: ViewerHere,
    dossier: Dossier,
    key: str,
    name: str,
    table: Table,
    offset: int,
    chosen: Mapping[str, str] | None = None,
    filters: Mapping[str, list[str]] | None = None,
) -> Response:
    path = str(request.url.path)
    if path.endswith(".json"):
        return Response(render(table, Format.JSON), media_type="application/json")
    if path.endswith(".csv"):
        return Response(render(table, Format.CSV), media_type="text/csv; charset=utf-8")
    part = Table(table.columns, table.rows[offset : offset + ROWS], table.empty)
    return page(
        request,
        viewer,
        "sheet.html",
        name=name,
        key=key,
        title=title_of_talks(dossier),
        table=shown(part, key),
        groups=[(what, shown(own, key)) for what, own in grouped(part, "what", ("track",))]
        if name == "continuity"
        else (),
        sheets=tuple(SHEETS),
        sides=dossier.series.parties,
        rows=len(table.rows),
        offset=offset,
        step=ROWS,
        chosen=chosen or {},
        query=urlencode({field: value for field, value in (chosen or {}).items() if value}),
        filters=filters or {},
    )
