"""What a reader takes along: briefs in every form, and a dialogue or the record in every format of export."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Form, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from tracktwo.analysis.opening import find_dossier
from tracktwo.analysis.storing import series_of_dialogue
from tracktwo.errors import UsageError
from tracktwo.model.dates import is_edtf
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Gate
from tracktwo.views.brief import Form as BriefForm
from tracktwo.views.brief import make_brief
from tracktwo.views.brief.phrasing import title_of_series
from tracktwo.views.exports import FORMATS, export, select_dialogue
from tracktwo.views.known import dialogues
from tracktwo.views.tables import Cell
from tracktwo.web import forms
from tracktwo.web.exporting import Exports, Job, Wanted
from tracktwo.web.naming import talks_name
from tracktwo.web.rendering import page
from tracktwo.web.sheets import SHEETS
from tracktwo.web.viewer import GateHere, RecordHere, Role, Viewer, ViewerHere, needs, settings_of
from tracktwo.web.writers import WRITERS

__all__ = ["WRITERS", "router"]

#: Dialogues that can be chosen on the page; others are handed out from pages of their own.
_CHOICE = 500

_Word = Annotated[str, Query(max_length=200)]


@asynccontextmanager
async def _stopping(app: FastAPI) -> AsyncIterator[None]:
    """Let go of files and the process that makes them when the server stops."""
    yield
    exports = getattr(app.state, "exports", None)
    if exports is not None:
        exports.stop()


router = APIRouter(lifespan=_stopping)


def gate_at(record: RecordHere, viewer: ViewerHere, level: _Word = "") -> Iterator[Gate]:
    """The gate for those to whom something is handed out, who never see more than whoever hands it out."""
    with record.reading(_clearance(viewer, level)) as gate:
        yield gate


GateAt = Annotated[Gate, Depends(gate_at)]


@router.get("/hand-out")
def handing_out(request: Request, viewer: ViewerHere, gate: GateHere, dialogue: _Word = "") -> HTMLResponse:
    """Everything that can be taken along, of a dialogue or of the whole record."""
    table = dialogues(gate, Filter(limit=_CHOICE), whole=False)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return page(
        request,
        viewer,
        "hand-out.html",
        choices=[(str(row["key"]), _named(row)) for row in rows],
        dialogue=dialogue,
        jobs=exports_of(request).of(viewer.name),
        **_choices(viewer),
    )


def _named(row: Mapping[str, Cell]) -> str:
    parties = row["parties"]
    return talks_name(str(row["dialogue"]), parties if isinstance(parties, tuple) else ())


@router.get("/hand-out/brief")
def chosen_brief(
    gate: GateAt,
    dialogue: _Word,
    form: _Word = BriefForm.FULL,
    kind: _Word = "docx",
    side: _Word = "",
    since: _Word = "",
) -> Response:
    """A brief on the dialogue that was chosen, as a file."""
    return _brief(gate, dialogue, form, kind, side, since)


@router.get("/hand-out/export")
def chosen_export(gate: GateAt, dialogue: _Word, format: _Word, since: _Word = "") -> Response:
    """The dialogue that was chosen in a format of export."""
    return _export(gate, dialogue, format, since)


@router.post("/hand-out", dependencies=[needs(Role.READER)])
def begin(
    request: Request,
    viewer: ViewerHere,
    format: Annotated[str, Form(max_length=40)],
    brief: Annotated[str, Form(max_length=40)] = "",
    since: Annotated[str, Form(max_length=40)] = "",
    level: Annotated[str, Form(max_length=20)] = "",
    form_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Have an export of the whole record made, or a brief on each of its dialogues."""
    forms.check(request, form_token)
    if (brief and (brief not in list(BriefForm) or format not in WRITERS)) or (
        not brief and format not in FORMATS
    ):
        raise HTTPException(400, f"{brief or format} is no form that can be handed out.")
    if since and not is_edtf(since):
        raise HTTPException(400, f"{since} is no date; write it as 2013-08-02, 2013-08 or 2013.")
    clearance = _clearance(viewer, level)
    wanted = Wanted(format, clearance, since or None, brief or None)
    name = f"record-{brief}-{format}.zip" if brief else f"record-{format}{FORMATS[format].suffix}"
    job = exports_of(request).begin(viewer.name, name, wanted)
    return RedirectResponse(f"/hand-out/jobs/{job.id}", status_code=303)


@router.get("/hand-out/jobs/{job}")
def one_job(request: Request, viewer: ViewerHere, job: str) -> HTMLResponse:
    """How far an export is."""
    return page(request, viewer, "hand-out-job.html", job=_job(request, viewer, job))


@router.get("/hand-out/jobs/{job}/file")
def job_file(request: Request, viewer: ViewerHere, job: str) -> Response:
    """The file of an export that is done."""
    found = _job(request, viewer, job)
    if not found.done.done() or found.fault is not None:
        raise HTTPException(404)
    made = found.done.result()
    watch = getattr(request.state, "watch", None)
    if watch is not None:
        watch.note_all(made.given)
    return FileResponse(made.path, filename=found.name, media_type="application/octet-stream")


@router.get("/dialogues/{key}/download")
def choosing(request: Request, viewer: ViewerHere, gate: GateHere, key: str) -> HTMLResponse:
    """All that can be taken along of a dialogue."""
    # What a file is to hold is worked out when it is asked for.
    series = series_of_dialogue(gate, key) or find_dossier(gate, key).series
    return page(
        request,
        viewer,
        "download.html",
        key=key,
        title=title_of_series(series),
        sheets=tuple(SHEETS),
        sides=series.parties,
        **_choices(viewer),
    )


@router.get("/dialogues/{key}/brief")
def brief(
    gate: GateAt,
    key: str,
    form: _Word = BriefForm.FULL,
    kind: _Word = "docx",
    side: _Word = "",
    since: _Word = "",
) -> Response:
    """A brief as a file."""
    return _brief(gate, key, form, kind, side, since)


@router.get("/dialogues/{key}/export/{format}")
def exported(gate: GateAt, key: str, format: str, since: _Word = "") -> Response:
    """A dialogue in a format that another program reads."""
    return _export(gate, key, format, since)


def exports_of(request: Request) -> Exports:
    """The exports of this server."""
    state = request.app.state
    if not hasattr(state, "exports"):
        state.exports = Exports(settings_of(request).record)
    exports: Exports = state.exports
    return exports


def _job(request: Request, viewer: Viewer, name: str) -> Job:
    found = exports_of(request).job(name, viewer.name)
    # Whose clearance was lowered meanwhile does not fetch what was made before.
    if found is None or not viewer.clearance.sees(Level(found.wanted.clearance.value)):
        raise HTTPException(404)
    return found


def _brief(gate: Gate, key: str, form: str, kind: str, side: str, since: str) -> Response:
    if form not in list(BriefForm) or kind not in WRITERS:
        raise HTTPException(404)
    if since and not is_edtf(since):
        raise HTTPException(400, f"{since} is no date; write it as 2013-08-02, 2013-08 or 2013.")
    try:
        made = make_brief(gate, key, since or None, form=BriefForm(form), side=side or None)
        content = WRITERS[kind][1](made)
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error
    return _file(content, f"{key}-{form}.{kind}")


def _export(gate: Gate, key: str, format: str, since: str) -> Response:
    if format not in FORMATS:
        raise HTTPException(404)
    if since and not is_edtf(since):
        raise HTTPException(400, f"{since} is no date; write it as 2013-08-02, 2013-08 or 2013.")
    dossier = find_dossier(gate, key)
    try:
        content = export(format, select_dialogue(gate, dossier, since or None))
    except UsageError as error:
        raise HTTPException(503, f"{error}.") from error
    return _file(content, f"{key}-{format}{FORMATS[format].suffix}")


def _choices(viewer: Viewer) -> dict[str, Any]:
    """What every form of these pages offers."""
    return {
        "forms": tuple(BriefForm),
        "kinds": {suffix: name for suffix, (name, _) in WRITERS.items()},
        "formats": FORMATS,
        "levels": tuple(c for c in Clearance if viewer.clearance.sees(Level(c.value))),
    }


def _clearance(viewer: Viewer, level: str) -> Clearance:
    """For whom something is handed out: no more than the viewer sees.

    Raises:
        HTTPException: 400, there is no such level; 403, it is above the viewer's.
    """
    if not level:
        return viewer.clearance
    if level not in list(Clearance):
        raise HTTPException(400, f"{level} is no level.")
    if not viewer.clearance.sees(Level(level)):
        raise HTTPException(403, "You cannot hand out what you may not see yourself. Choose a lower level.")
    return Clearance(level)


def _file(content: bytes, name: str) -> Response:
    """Something to be kept and opened elsewhere, never shown as a page of ours."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in Path(name).name)
    disposition = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type="application/octet-stream", headers=disposition)
