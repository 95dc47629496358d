"""Two documents side by side by issue."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.comparison import compare
from tracktwo.record import Filter
from tracktwo.views.comparison import comparison_table
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

_Name = Annotated[str, Query(max_length=80)]


@router.get("/compare")
def comparison(
    request: Request, viewer: ViewerHere, gate: GateHere, first: _Name = "", second: _Name = ""
) -> HTMLResponse:
    """What both say, what only one says, where they contradict; without two documents, a form to choose them."""
    table, entries = None, None
    if first and second:
        entries = gate.entry(first), gate.entry(second)
        texts = [gate.document(entry.id) for entry in entries]
        claims = [gate.claims_of(entry.id) for entry in entries]
        table = shown(comparison_table(gate, compare(texts[0], claims[0], texts[1], claims[1])))
    return page(
        request,
        viewer,
        "compare.html",
        table=table,
        entries=entries,
        documents=gate.documents(Filter(limit=500)),
    )
