"""The first page: the dialogues of the record, and what is in it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from tracktwo.record import Filter
from tracktwo.views.known import dialogues
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()


@router.get("/")
def home(request: Request, viewer: ViewerHere, gate: GateHere) -> HTMLResponse:
    """Dialogues with their state and last contact; how much the record holds."""
    return page(
        request, viewer, "home.html", counts=gate.counts(), table=shown(dialogues(gate, Filter(limit=50)))
    )
