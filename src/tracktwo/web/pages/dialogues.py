"""One dialogue: its brief in any of its forms, under the dialogue's key."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.views.brief import make_brief
from tracktwo.views.notes import Notes
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()


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
    return page(request, viewer, "dialogue.html", brief=brief, notes=Notes(brief), key=key)
