"""One dialogue: its brief, and each ledger on a page, as JSON and as CSV."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.looking_day import LookingDay
from tracktwo.analysis.opening import find_dossier, of_dialogue
from tracktwo.errors import UsageError
from tracktwo.model.dates import is_edtf
from tracktwo.record import Gate
from tracktwo.views.brief import make_brief
from tracktwo.views.brief.phrasing import title_of_talks
from tracktwo.views.happenings import Narrowing, narrowed, occasions, occasions_table
from tracktwo.views.notes import Notes
from tracktwo.views.outlook import outlook_of
from tracktwo.views.tables import Format, Table, render
from tracktwo.views.timeline import plan, to_svg
from tracktwo.web import continuity
from tracktwo.web.kept_pages import DialoguePage, answer, text_of_dialogue
from tracktwo.web.lines_shown import LinesShown
from tracktwo.web.pages import issues, promises, rounds
from tracktwo.web.sheets import SHEETS
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, Viewer, ViewerHere

router = APIRouter()
# Before the ledgers, which take every other name.
for inner in (issues, promises, rounds):
    router.include_router(inner.router)

#: Rows that a page shows at once; ``.json`` and ``.csv`` have all of them.
ROWS = 200
_DATA = {"json": (Format.JSON, "application/json"), "csv": (Format.CSV, "text/csv; charset=utf-8")}

_Word = Annotated[str, Query(max_length=40)]
_Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/dialogues/{key}")
def dialogue(
    request: Request, viewer: ViewerHere, gate: GateHere, key: str, since: _Word = ""
) -> HTMLResponse:
    """Where a dialogue stands, with every line's evidence a link away."""
    return answer(request, viewer, gate, key, lambda own: brief_page(own, key, since))


def brief_page(gate: Gate, key: str, since: str = "") -> DialoguePage:
    """The brief, and how the dialogue stands today."""
    wrong = bool(since) and not is_edtf(since)

    def told(dossier: Dossier, today: date) -> dict[str, Any]:
        brief = make_brief(gate, key, None if wrong else since or None, today)
        notes = Notes(brief)
        return {
            "brief": brief,
            "notes": notes,
            "line_text": LinesShown(notes),
            "outlook": outlook_of(gate, dossier, today),
            "documents": len(dossier.documents),
            "independent": dossier.witnesses.independent([d.id for d in dossier.documents]),
            "since": since,
            "wrong": wrong,
        }

    return DialoguePage("dialogue.html", since, told, is_usual=not since)


@router.get("/dialogues/{key}/timeline.svg")
def drawing(
    gate: GateHere,
    key: str,
    kind: _Word = "",
    status: _Word = "",
    since: _Word = "",
    until: _Word = "",
) -> Response:
    """The timeline as a drawing. It is styled from within, which its own policy allows, and nothing else."""
    dossier = find_dossier(gate, key)
    try:
        found = narrowed(occasions(gate, dossier), Narrowing(kind, status, since, until))
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error
    drawn = to_svg(plan(title_of_talks(dossier), found), with_list=False)
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(drawn, media_type="image/svg+xml", headers=policy)


# The last is registered first: a name with a suffix must not be taken for a whole name.
@router.get("/dialogues/{key}/timeline")
@router.get("/dialogues/{key}/timeline.csv")
@router.get("/dialogues/{key}/timeline.json")
def timeline(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    kind: _Word = "",
    status: _Word = "",
    since: _Word = "",
    until: _Word = "",
    offset: _Offset = 0,
) -> Response:
    """What happened, narrowed down by what stands in the address."""
    try:
        timeline_sheet(gate, key, kind, status, since, until)
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error

    def sheet_of(own: Gate) -> Sheet:
        return timeline_sheet(own, key, kind, status, since, until)

    return _answer(request, viewer, gate, sheet_of, offset)


def timeline_sheet(
    gate: Gate, key: str, kind: str = "", status: str = "", since: str = "", until: str = ""
) -> "Sheet":
    """What happened, narrowed down.

    Raises:
        UsageError: one of the days is no date.
    """
    wanted = Narrowing(kind, status, since, until)
    narrowed((), wanted)

    def told(dossier: Dossier, today: date) -> Table:
        return occasions_table(gate, narrowed(occasions(gate, dossier), wanted))

    def filters(dossier: Dossier) -> dict[str, list[str]]:
        everything = occasions(gate, dossier)
        return {
            "kind": sorted({o.kind.value for o in everything}),
            "status": sorted({o.status.value for o in everything}),
        }

    chosen = {"kind": kind, "status": status, "since": since, "until": until}
    return Sheet(key, "timeline", told, chosen, filters)


@router.get("/dialogues/{key}/{sheet}")
def sheet(
    request: Request, viewer: ViewerHere, gate: GateHere, key: str, sheet: str, offset: _Offset = 0
) -> Response:
    """One ledger of a dialogue; with ``.json`` or ``.csv`` after its name, as data."""
    name, _, suffix = sheet.partition(".")
    if name not in SHEETS or suffix not in ("", "json", "csv"):
        raise HTTPException(404)
    return _answer(request, viewer, gate, lambda own: plain_sheet(own, key, name), offset)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One ledger of a dialogue."""

    key: str
    name: str
    make: Callable[[Dossier, date], Table]
    #: What it is narrowed down by, and what it can be narrowed down by.
    chosen: Mapping[str, str] = field(default_factory=dict)
    filters: Callable[[Dossier], Mapping[str, list[str]]] = lambda dossier: {}

    @property
    def asked(self) -> Hashable:
        """What tells it from others of the same dialogue."""
        return (self.name, *sorted(self.chosen.items()))


def plain_sheet(gate: Gate, key: str, name: str) -> Sheet:
    """The whole ledger of that name."""
    return Sheet(key, name, lambda dossier, today: SHEETS[name](gate, dossier, today))


def sheet_page(gate: Gate, sheet: Sheet, offset: int = 0) -> DialoguePage:
    """Some rows of a ledger."""

    def told(dossier: Dossier, today: date) -> dict[str, Any]:
        table = _table(gate, sheet, today)
        if sheet.name == "continuity":
            table = continuity.numbers_first(table)
        part = Table(table.columns, table.rows[offset : offset + ROWS], table.empty)
        groups = continuity.sections(part) if sheet.name == "continuity" else ()
        return {
            "name": sheet.name,
            "table": shown(part, sheet.key),
            "groups": [(what, shown(own, sheet.key)) for what, own in groups],
            "rows": len(table.rows),
            "offset": offset,
            "step": ROWS,
            "chosen": sheet.chosen,
            "query": urlencode({field: value for field, value in sheet.chosen.items() if value}),
            "filters": sheet.filters(dossier),
        }

    is_usual = not offset and not any(sheet.chosen.values())
    return DialoguePage("sheet.html", (sheet.asked, offset), told, is_usual=is_usual)


def _table(gate: Gate, sheet: Sheet, today: date) -> Table:
    """The whole ledger, of which a page shows some rows."""

    def made(dossier: Dossier) -> tuple[Table, date]:
        day = LookingDay.of(today)
        return sheet.make(dossier, day), day.last

    day = LookingDay.of(today).plain
    table, last = of_dialogue(gate, sheet.key, ("sheet", sheet.asked, day), made)
    if isinstance(today, LookingDay):
        today.note(last)
    return table


def _answer(
    request: Request, viewer: Viewer, gate: Gate, sheet_of: Callable[[Gate], Sheet], offset: int
) -> Response:
    sheet = sheet_of(gate)
    suffix = str(request.url.path).rpartition(".")[2]
    if suffix not in _DATA:
        return answer(request, viewer, gate, sheet.key, lambda own: sheet_page(own, sheet_of(own), offset))
    written, kind = _DATA[suffix]
    text = text_of_dialogue(
        gate,
        sheet.key,
        (sheet.asked, suffix),
        lambda dossier: render(sheet.make(dossier, date.today()), written),
    )
    return Response(text, media_type=kind)
