"""Adding documents: by upload, or by an address that the user names; and how far each of them is."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo.model.dates import is_edtf
from tracktwo.model.levels import Level
from tracktwo.source.fetching import is_address
from tracktwo.source.media import EXTENSIONS
from tracktwo.web import forms
from tracktwo.web.intake import Intake, Progress
from tracktwo.web.rendering import page
from tracktwo.web.viewer import Role, Viewer, ViewerHere, needs

router = APIRouter(dependencies=[needs(Role.EDITOR)])

#: An upload may be as large as what the pipeline reads by default.
MOST_BYTES = 100 * 1024 * 1024
#: Addresses that one form may name, one a line.
MOST_ADDRESSES = 50


@router.get("/add")
def adding(request: Request, viewer: ViewerHere) -> HTMLResponse:
    """The form, and how far earlier uploads are."""
    return page(request, viewer, "add.html", **_state(request, viewer), levels=tuple(Level), forms=_FORMS)


@router.get("/add/progress")
def progress(
    request: Request, viewer: ViewerHere, part: Annotated[str, Query(max_length=10)] = ""
) -> HTMLResponse:
    """How far uploads are; with ``part=list`` that list alone, for a script to put into the page."""
    template = "add-list.html" if part == "list" else "add-progress.html"
    return page(request, viewer, template, **_state(request, viewer))


@router.post("/add")
def add(
    request: Request,
    viewer: ViewerHere,
    form_token: Annotated[str, Form(max_length=200)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
    url: Annotated[str, Form(max_length=100_000)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    level: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Take documents in. When this answers, they are kept, whatever happens next."""
    forms.check(request, form_token)
    day = published.strip()
    if day and not is_edtf(day):
        raise HTTPException(400, f"{day} is no date; write it as 2013-08-02, 2013-08 or 2013.")
    if level and level not in [one.value for one in Level]:
        raise HTTPException(400, f"{level} is no attribution level.")
    sent = [file for file in files or () if file.filename]
    addresses = list(dict.fromkeys(url.split()))
    if not sent and not addresses:
        raise HTTPException(400, "Choose a file, or give an address.")
    if len(addresses) > MOST_ADDRESSES:
        raise HTTPException(
            400, f"{len(addresses)} addresses at once are too many; give {MOST_ADDRESSES} at most."
        )
    for one in addresses:
        if not is_address(one):
            raise HTTPException(400, f"{one} is no address; it begins with https://.")
    intake, at = intake_of(request), Level(level) if level else None
    for file in sent:
        name = str(file.filename)
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            intake.refuse(
                name, viewer.name, f"{name}: larger than {most} MB; split it, or add it with tracktwo add"
            )
            continue
        try:
            intake.add(name, file.file, viewer.name, day or None, at)
        except OSError as error:
            _say_no_room(name, error)
    for one in addresses:
        try:
            intake.add(one, b"", viewer.name, day or None, at, one)
        except OSError as error:
            _say_no_room(one, error)
    return RedirectResponse("/add/progress", status_code=303)


def intake_of(request: Request) -> Intake:
    """What takes documents in while the server runs."""
    intake: Intake = request.app.state.intake
    return intake


#: What can be added, for people.
_FORMS = ", ".join(sorted({one.lstrip(".") for one in EXTENSIONS}))


def _state(request: Request, viewer: Viewer) -> dict[str, Any]:
    told = _seen(viewer, intake_of(request).told())
    done = sum(one.outcome is not None for one in told)
    return {"told": told, "done": done, "is_idle": done == len(told)}


def _seen(viewer: Viewer, told: tuple[Progress, ...]) -> tuple[Progress, ...]:
    """What may be told: from whom anything is withheld sees of others' uploads not even names."""
    return told if viewer.sees_everything else tuple(p for p in told if p.upload.author == viewer.name)


def _say_no_room(name: str, error: OSError) -> None:
    raise HTTPException(
        507,
        f"{name} could not be kept: {error.strerror}. It was not taken in, nor was what came after it; what was "
        "sent before it is. Make room and send the rest again.",
    ) from error
