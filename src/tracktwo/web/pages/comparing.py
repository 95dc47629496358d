"""Two documents side by side by issue."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.comparison import compare
from tracktwo.model.dates import first_day, is_edtf
from tracktwo.record import DocumentEntry, Filter, Gate
from tracktwo.views.comparison import comparison_table
from tracktwo.views.tables import Cell
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

_Name = Annotated[str, Query(max_length=80)]

#: Documents to choose from, and how far apart two accounts of one meeting are published.
CHOICES, APART = 200, timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Row:
    """One matter: what each of the two says of it, with the place."""

    issue: str
    verdict: str
    why: str | None
    ends: tuple[tuple[str | None, str | None], tuple[str | None, str | None]]


@router.get("/compare")
def comparison(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    first: _Name = "",
    second: _Name = "",
    since: _Name = "",
    until: _Name = "",
) -> HTMLResponse:
    """What both say, what only one says, where they contradict; without two documents, a form to choose them."""
    chosen = [gate.entry(name) for name in (first, second) if name]
    rows = _rows(gate, chosen[0], chosen[1]) if len(chosen) == 2 else ()
    return page(
        request,
        viewer,
        "compare.html",
        rows=rows,
        chosen=chosen,
        first=chosen[0] if first else None,
        second=chosen[-1] if second else None,
        choices=_choices(gate, chosen, since if is_edtf(since) else "", until if is_edtf(until) else ""),
        since=since,
        until=until,
    )


def _rows(gate: Gate, one: DocumentEntry, other: DocumentEntry) -> tuple[Row, ...]:
    texts, claims = zip(*((gate.document(e.id), gate.claims_of(e.id)) for e in (one, other)), strict=True)
    table = comparison_table(gate, compare(texts[0], claims[0], texts[1], claims[1]))
    names = [column.name for column in table.columns]
    return tuple(_row(dict(zip(names, row, strict=True))) for row in table.rows)


def _row(values: dict[str, Cell]) -> Row:
    def words(name: str) -> str | None:
        return str(values[name]) if values[name] is not None else None

    return Row(
        words("issue") or "",
        words("verdict") or "",
        words("why"),
        ((words("first"), words("first_citation")), (words("second"), words("second_citation"))),
    )


def _choices(gate: Gate, chosen: list[DocumentEntry], since: str, until: str) -> tuple[DocumentEntry, ...]:
    """Documents to choose from: within the days asked for, else around the day of the one that is chosen already."""
    if not since and not until and chosen:
        day = first_day(chosen[0].published)
        if day is not None:
            since, until = (day - APART).isoformat(), (day + APART).isoformat()
    found = gate.documents(Filter(since=since or None, until=until or None, limit=CHOICES))
    known = {entry.id for entry in found}
    return (*(entry for entry in chosen if entry.id not in known), *found)
