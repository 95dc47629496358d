"""One dialogue: its brief, and each ledger on a page, as JSON and as CSV."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import tree
from tracktwo.analysis.ledger import position_ledger
from tracktwo.analysis.opening import find_dossier
from tracktwo.analysis.periods import By
from tracktwo.record import Gate
from tracktwo.views import ledgers, steadiness
from tracktwo.views.brief import make_brief
from tracktwo.views.brief.phrasing import title_of_talks
from tracktwo.views.convenings import convening_of, rounds_table
from tracktwo.views.happenings import occasions, occasions_table
from tracktwo.views.notes import Notes
from tracktwo.views.tables import Format, Table, render
from tracktwo.views.timeline import plan, to_svg
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

SHEETS: Mapping[str, Callable[[Gate, Dossier], Table]] = {
    "rounds": rounds_table,
    "timeline": lambda gate, dossier: occasions_table(gate, occasions(gate, dossier)),
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


@router.get("/dialogues/{key}/timeline.svg")
def drawing(gate: GateHere, key: str) -> Response:
    """The timeline as a drawing. It is styled from within, which its own policy allows, and nothing else."""
    dossier = find_dossier(gate, key)
    drawn = to_svg(plan(title_of_talks(dossier), occasions(gate, dossier)), with_list=False)
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(drawn, media_type="image/svg+xml", headers=policy)


@router.get("/dialogues/{key}/rounds/{name}")
def one_round(request: Request, viewer: ViewerHere, gate: GateHere, key: str, name: str) -> HTMLResponse:
    """A round: its programme, who was there, and every document's account of it."""
    dossier = find_dossier(gate, key)
    made = convening_of(gate, dossier, name)
    return page(
        request,
        viewer,
        "round.html",
        made=made,
        key=key,
        title=dossier.name,
        sheets=tuple(SHEETS),
        delegations=shown(made.delegations),
        accounts=shown(made.accounts),
        statements=shown(made.statements),
    )


@router.get("/dialogues/{key}/issues")
def one_issue(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    issue: Annotated[str, Query(max_length=400)] = "",
) -> HTMLResponse:
    """The sides' words on one issue over time, next to each other; without an issue, those that there are."""
    dossier = find_dossier(gate, key)
    ledger = position_ledger(dossier)
    chosen = [p for p in ledger.positions if p.issue.name == issue]
    if issue and not chosen:
        raise HTTPException(404)
    marks = ledgers.Marks(gate, dossier)
    node = tree().get(issue)
    return page(
        request,
        viewer,
        "issue.html",
        key=key,
        title=dossier.name,
        sheets=tuple(SHEETS),
        issue=issue,
        issues=[one.name for one in ledger.issues],
        proposition=node.proposition if node else None,
        positions=[(party, [p for p in chosen if p.party == party]) for party in ledger.parties],
        marks=marks,
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
        table=shown(table, key),
        sheets=tuple(SHEETS),
    )
