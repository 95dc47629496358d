"""Search: places where words stand, exact phrases first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.errors import UsageError
from tracktwo.record import Filter, Hit
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

_Word = Annotated[str, Query(max_length=400)]


@router.get("/search")
def search(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    q: _Word = "",
    party: _Word = "",
    person: _Word = "",
    since: _Word = "",
    until: _Word = "",
) -> HTMLResponse:
    """Words found in documents; with a party or person, in what they said only."""
    filter = Filter(party=party or None, person=person or None, since=since or None, until=until or None)
    hits: tuple[Hit, ...] = ()
    fault = None
    if q.strip():
        try:
            hits = gate.search(q, filter, 50)
        except UsageError as error:
            fault = str(error)
    asked = {"q": q, "party": party, "person": person, "since": since, "until": until}
    return page(request, viewer, "search.html", hits=hits, asked=asked, fault=fault)
