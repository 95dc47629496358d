"""One document: its canonical text with the claims highlighted in place, passages that are not read dimmed."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.errors import UsageError
from tracktwo.views.describing import describe
from tracktwo.web.highlights import cut
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


@router.get("/documents/{name}")
def document(
    request: Request, viewer: ViewerHere, gate: GateHere, name: str, at: Annotated[str | None, Query()] = None
) -> HTMLResponse:
    """A document; with ``at``, the place of a citation is marked and scrolled to."""
    entry = gate.entry(name)
    found = gate.document(entry.id)
    claims = gate.claims_of(entry.id)
    return page(
        request,
        viewer,
        "document.html",
        entry=entry,
        pieces=cut(found, claims, _asked(at, len(found.text))),
        claims={claim.id: describe(claim.claim) for claim in claims},
        listed=[(claim, describe(claim.claim)) for claim in claims],
    )


def _asked(at: str | None, length: int) -> tuple[int, int] | None:
    if at is None:
        return None
    match = _AT.fullmatch(at)
    if match is None or not int(match[1]) < int(match[2]) <= length:
        raise UsageError(f"{at!r} is no place in this document")
    return int(match[1]), int(match[2])
