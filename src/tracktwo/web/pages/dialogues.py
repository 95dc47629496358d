"""One dialogue: its brief, and each ledger on a page, as JSON and as CSV."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.opening import find_dossier
from tracktwo.analysis.periods import By
from tracktwo.record import Gate
from tracktwo.views import ledgers, steadiness
from tracktwo.views.brief import make_brief
from tracktwo.views.notes import Notes
from tracktwo.views.tables import Format, Table, render
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

SHEETS: Mapping[str, Callable[[Gate, Dossier], Table]] = {
    "positions": ledgers.positions_table,
    "convergence": lambda gate, dossier: ledgers.convergence_table(gate, dossier, By.ROUND),
    "promises": lambda gate, dossier: ledgers.promises_table(gate, dossier, date.today()),
    "continuity": lambda gate, dossier: steadiness.continuity_table(gate, (dossier,), date.today()),
    "speakers": steadiness.ties_table,
}


@router.get("/dialogues/{key}")
def dialogue(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    since: Annotated[str | None, Query()] = None,
) -> HTMLResponse:
    """Where a dialogue stands, with every line's evidence a link away."""
    brief = make_brief(gate, key, since)
    return page(
        request, viewer, "dialogue.html", brief=brief, notes=Notes(brief), key=key, sheets=tuple(SHEETS)
    )


@router.get("/dialogues/{key}/{sheet}")
def sheet(request: Request, viewer: ViewerHere, gate: GateHere, key: str, sheet: str) -> Response:
    """One ledger of a dialogue; with ``.json`` or ``.csv`` after its name, as data."""
    name, _, suffix = sheet.partition(".")
    if name not in SHEETS or suffix not in ("", "json", "csv"):
        raise HTTPException(404)
    dossier = find_dossier(gate, key)
    table = SHEETS[name](gate, dossier)
    if suffix == "json":
        return Response(render(table, Format.JSON), media_type="application/json")
    if suffix == "csv":
        return Response(render(table, Format.CSV), media_type="text/csv; charset=utf-8")
    return page(
        request,
        viewer,
        "sheet.html",
        name=name,
        key=key,
        title=dossier.name,
        table=shown(table),
        sheets=tuple(SHEETS),
    )
