"""Adding documents: by upload, or by an address that the user names; and what became of them."""

from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo.model.dates import is_edtf
from tracktwo.model.levels import Level
from tracktwo.source.fetching import is_address
from tracktwo.web import forms
from tracktwo.web.intake import Intake
from tracktwo.web.rendering import page
from tracktwo.web.viewer import Role, ViewerHere

router = APIRouter()

#: An upload may be as large as what the pipeline reads by default.
MOST_BYTES = 100 * 1024 * 1024


@router.get("/add")
def adding(request: Request, viewer: ViewerHere) -> HTMLResponse:
    """The form, and how far earlier uploads are."""
    _allow(viewer.may(Role.EDITOR))
    intake = _intake(request)
    return page(request, viewer, "add.html", told=intake.told(), is_idle=intake.is_idle, levels=tuple(Level))


@router.post("/add")
async def add(
    request: Request,
    viewer: ViewerHere,
    form_token: Annotated[str, Form(max_length=200)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
    url: Annotated[str, Form(max_length=2000)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    level: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Take documents in. When this answers, they are kept, whatever happens next."""
    forms.check(request, form_token)
    _allow(viewer.may(Role.EDITOR))
    if published and not is_edtf(published):
        raise HTTPException(400, f"{published} is no date; write it as 2013-08-02, 2013-08 or 2013.")
    if level and level not in [one.value for one in Level]:
        raise HTTPException(400, f"{level} is no attribution level.")
    sent = [file for file in files or () if file.filename]
    if not sent and not url:
        raise HTTPException(400, "Choose a file, or give an address.")
    if url and not is_address(url):
        raise HTTPException(400, f"{url} is no address; it begins with https://.")
    intake, at = _intake(request), Level(level) if level else None
    for file in sent:
        raw = await file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise HTTPException(413, f"{file.filename} is larger than {MOST_BYTES // 1024**2} MB.")
        _keep(intake, str(file.filename), raw, viewer.name, published or None, at)
    if url:
        _keep(intake, url, b"", viewer.name, published or None, at, url)
    return RedirectResponse("/add", status_code=303)


def _keep(
    intake: Intake,
    name: str,
    raw: bytes,
    author: str,
    published: str | None,
    level: Level | None,
    url: str | None = None,
) -> None:
    try:
        intake.add(name, raw, author, published, level, url)
    except OSError as error:
        raise HTTPException(
            507, f"{name} could not be kept: {error.strerror}. It was not taken in."
        ) from error


def _intake(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


def _allow(may: bool) -> None:
    if not may:
        raise HTTPException(403, "Your account may read, but not add. Ask whoever keeps the accounts.")
