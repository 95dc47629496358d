"""One person: offices over time, rounds, whom they met, what they said."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from tracktwo.views.profiles import profile_of
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()


@router.get("/people/{name}")
def person(request: Request, viewer: ViewerHere, gate: GateHere, name: str) -> HTMLResponse:
    """The person whom a claim names; the address holds as long as any document says so."""
    found = profile_of(gate, name)
    return page(
        request,
        viewer,
        "person.html",
        person=found.person,
        offices=shown(found.offices),
        rounds=shown(found.rounds),
        contacts=shown(found.contacts),
        statements=shown(found.statements),
    )
