"""The first page: the dialogues with where each stands, what is new since the last visit, what is being read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from tracktwo.record import DocumentEntry, Filter, Gate
from tracktwo.views.known import dialogues
from tracktwo.web.intake import Intake
from tracktwo.web.outlooks import Outlooks
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, Role, Viewer, ViewerHere, settings_of
from tracktwo.web.visits import Visits

router = APIRouter()

#: Dialogues and new documents that the page shows; the lists have all of them.
DIALOGUES, NEW = 25, 10
#: New documents that are counted; more are "or more".
COUNTED = 500


@router.get("/")
def home(request: Request, viewer: ViewerHere, gate: GateHere) -> HTMLResponse:
    """Dialogues with state, last contact, what is next and owed; what came since the viewer was here last."""
    table = dialogues(gate, Filter(limit=DIALOGUES + 1), whole=False)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    shown = rows[:DIALOGUES]
    known = _outlooks(request).of(
        gate, [(str(row["key"]), _number(row["documents"])) for row in shown], date.today()
    )
    since = _visits(request).arrive(viewer.name)
    new = _new(gate, since)
    return page(
        request,
        viewer,
        "home.html",
        counts=_outlooks(request).counts(gate),
        is_empty=not gate.newest(1),
        rows=[(row, known[str(row["key"])].outlook) for row in shown],
        has_more=len(rows) > DIALOGUES,
        waits=not all(one.is_current for one in known.values()),
        since=since,
        new=new[:NEW],
        new_count=len(new),
        counted=COUNTED,
        reading=_being_read(request, viewer),
        today=datetime.now(UTC).date().isoformat(),
    )


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _new(gate: Gate, since: datetime | None) -> Sequence[DocumentEntry]:
    """Documents that came after a moment, the latest first; none on the first visit."""
    if since is None:
        return ()
    return [entry for entry in gate.newest(COUNTED) if datetime.fromisoformat(entry.added) > since]


def _being_read(request: Request, viewer: Viewer) -> int:
    """How many uploads wait or are read: all of them, or the viewer's own where something is withheld from them."""
    if not viewer.may(Role.EDITOR):
        return 0
    intake: Intake = request.app.state.intake
    return sum(
        one.outcome is None and (viewer.sees_everything or one.upload.author == viewer.name)
        for one in intake.told()
    )


def _visits(request: Request) -> Visits:
    state = request.app.state
    if not hasattr(state, "visits"):
        state.visits = Visits(settings_of(request).inbox / "visits.json")
    visits: Visits = state.visits
    return visits


def _outlooks(request: Request) -> Outlooks:
    state = request.app.state
    if not hasattr(state, "outlooks"):
        state.outlooks = Outlooks(settings_of(request).record, state.memory)
    outlooks: Outlooks = state.outlooks
    return outlooks
