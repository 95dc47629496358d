"""What the machine is least sure of, one entry at a time, with its sentence and the buttons to judge it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import CLAIM_CLASSES, Claim
from tracktwo.record import ClaimEntry, Filter, Gate
from tracktwo.views.describing import describe, main_citations
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, Role, ViewerHere

router = APIRouter()

#: Entries of a page.
PAGE = 20

_KINDS: Mapping[str, type[Claim]] = {cls.KEY: cls for cls in CLAIM_CLASSES}


@router.get("/review")
def review(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    kind: Annotated[str, Query(max_length=40)] = "",
    party: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """Entries that nobody has judged, the least sure first."""
    if not viewer.may(Role.EDITOR) or (kind and kind not in _KINDS):
        raise HTTPException(404)
    found = gate.unsure(_KINDS.get(kind), Filter(party=party or None, limit=PAGE))
    return page(
        request,
        viewer,
        "review.html",
        queue=[_row(gate, entry) for entry in found],
        kinds=tuple(_KINDS),
        asked={"kind": kind, "party": party},
        here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )


def _row(gate: Gate, entry: ClaimEntry[Claim]) -> dict[str, object]:
    citations = main_citations(entry.claim)
    text = entry.document.text
    before = words = after = ""
    if citations:
        first = citations[0]
        span = sentence_around(text, first.start, first.end)
        before, words, after = text[span.start : first.start], first.exact, text[first.end : span.end]
    return {
        "entry": entry,
        "says": describe(entry.claim),
        "mark": gate.mark(citations[0]) if citations else None,
        "before": before,
        "words": words,
        "after": after,
    }
