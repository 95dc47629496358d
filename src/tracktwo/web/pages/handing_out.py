"""What a reader takes along: briefs in every form, and the dialogue in every format of export."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from tracktwo.analysis.opening import find_dossier
from tracktwo.errors import UsageError
from tracktwo.views.brief import Brief, Form, make_brief
from tracktwo.views.exports import FORMATS, export
from tracktwo.views.happenings import selection_of
from tracktwo.web.pages.dialogues import SHEETS
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()


def _markdown(brief: Brief) -> bytes:
    from tracktwo.views.markdown import to_markdown

    return to_markdown(brief).encode()


def _html(brief: Brief) -> bytes:
    from tracktwo.views.html import to_html

    return to_html(brief).encode()


def _docx(brief: Brief) -> bytes:
    from tracktwo.views.docx import to_docx

    return to_docx(brief)


def _pdf(brief: Brief) -> bytes:
    from tracktwo.views.pdf import to_pdf

    return to_pdf(brief)


#: By suffix: what the page calls it, and what writes it.
WRITERS: Mapping[str, tuple[str, Callable[[Brief], bytes]]] = {
    "docx": ("Word", _docx),
    "pdf": ("PDF", _pdf),
    "html": ("HTML", _html),
    "md": ("Markdown", _markdown),
}


@router.get("/dialogues/{key}/download")
def choosing(request: Request, viewer: ViewerHere, gate: GateHere, key: str) -> HTMLResponse:
    """All that can be taken along of a dialogue."""
    dossier = find_dossier(gate, key)
    return page(
        request,
        viewer,
        "download.html",
        key=key,
        title=dossier.name,
        sheets=tuple(SHEETS),
        sides=dossier.series.parties,
        forms=tuple(Form),
        kinds={suffix: name for suffix, (name, _) in WRITERS.items()},
        formats=FORMATS,
    )


@router.get("/dialogues/{key}/brief")
def brief(
    gate: GateHere,
    key: str,
    form: Annotated[str, Query(max_length=40)] = Form.FULL,
    kind: Annotated[str, Query(max_length=10)] = "docx",
    side: Annotated[str, Query(max_length=40)] = "",
    since: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """A brief as a file."""
    if form not in list(Form) or kind not in WRITERS:
        raise HTTPException(404)
    try:
        made = make_brief(gate, key, since or None, form=Form(form), side=side or None)
        content = WRITERS[kind][1](made)
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error
    return _file(content, f"{key}-{form}.{kind}")


@router.get("/dialogues/{key}/export/{format}")
def exported(gate: GateHere, key: str, format: str) -> Response:
    """A dialogue in a format that another program reads."""
    if format not in FORMATS:
        raise HTTPException(404)
    selection = selection_of(gate, find_dossier(gate, key))
    try:
        content = export(format, selection)
    except UsageError as error:
        raise HTTPException(503, f"{error}.") from error
    return _file(content, f"{key}-{format}{FORMATS[format].suffix}")


def _file(content: bytes, name: str) -> Response:
    """Something to be kept and opened elsewhere, never shown as a page of ours."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    disposition = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type="application/octet-stream", headers=disposition)
