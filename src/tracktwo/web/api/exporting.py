"""Operations that hand the record to other programs: formats, exports, briefs; and what this server is."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from tracktwo import __version__
from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.views.brief import Form, make_brief
from tracktwo.views.exports import FORMATS, export, select, select_dialogue
from tracktwo.web.api.operations import Operation
from tracktwo.web.api.problems import ProblemError, answers
from tracktwo.web.api.shapes.claims import Kind
from tracktwo.web.api.shapes.evidence import Listing, Shape
from tracktwo.web.api.talks import Day, Key, dossier_of
from tracktwo.web.pages.handing_out import WRITERS
from tracktwo.web.viewer import GateHere, Role, ViewerHere

router = APIRouter(route_class=Operation)

#: Entries of which a whole record is exported at once.
MOST = 100_000
Count = Annotated[int, Field(ge=0)]
FormatName = StrEnum("FormatName", {name.replace("-", "_").upper(): name for name in FORMATS})  # type: ignore[misc]
Suffix = StrEnum("Suffix", {name.upper(): name for name in WRITERS})  # type: ignore[misc]
_WORD = Suffix("docx")
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class OfKind(Shape):
    """How many entries of one kind there are."""

    kind: Kind
    """The kind."""
    entries: Count
    """How many now count."""


class Server(Shape):
    """What this server is, and what the one who asks may do and see of the record."""

    product: Annotated[str, Field(examples=["TrackTwo"])]
    """Its name."""
    version: Annotated[str, Field(examples=["0.1.0"])]
    """Its version."""
    viewer: str
    """Who is asking."""
    role: Role
    """What they may do."""
    clearance: Clearance
    """The most confidential level that they see in full."""
    documents: Count
    """How many documents they see."""
    entries: tuple[OfKind, ...]
    """How many entries they see, kind by kind."""


class Format(Shape):
    """A form of export."""

    name: FormatName
    """The name by which it is asked for."""
    suffix: Annotated[str, Field(examples=[".xlsx"])]
    """How its files end."""
    meaning: str
    """What it is."""
    extra: str | None
    """The part of TrackTwo that has to be installed for it, if any."""


@router.get("/", operation_id="get_about", summary="What this server is", tags=["Server"])
def about(viewer: ViewerHere, gate: GateHere) -> Server:
    """The version, who is asking, and how much of the record they see."""
    counts = gate.remembered("counts", gate.counts)
    entries = tuple(OfKind(kind=kind, entries=number) for kind, number in counts.claims)  # type: ignore[arg-type]
    return Server(
        product="TrackTwo",
        version=__version__,
        viewer=viewer.name,
        role=viewer.role,
        clearance=viewer.clearance,
        documents=counts.documents,
        entries=entries,
    )


@router.get("/exports", operation_id="list_formats", summary="List the formats of export", tags=["Export"])
def formats() -> Listing[Format]:
    """Every form in which a dialogue, or a record that is not too large, can be taken along."""
    found = (
        Format(name=FormatName(name), suffix=one.suffix, meaning=one.meaning, extra=one.extra)
        for name, one in FORMATS.items()
    )
    return Listing[Format](items=tuple(found))


@router.get(
    "/exports/{format}",
    operation_id="export",
    summary="Export a dialogue or the record",
    tags=["Export"],
    responses=answers(404, 409, 501) | _FILE,
    response_class=Response,
)
def exported(
    gate: GateHere,
    format: Annotated[FormatName, Path(description="The format, by its name.")],
    dialogue: Annotated[
        str | None,
        Query(min_length=1, max_length=200, description="Key of a dialogue; the whole record if left out."),
    ] = None,
) -> Response:
    """A file of the format, made of what the one who asks may see."""
    if dialogue is not None:
        selection, name = select_dialogue(gate, dossier_of(gate, dialogue)), dialogue
    else:
        if sum(number for _, number in gate.remembered("counts", gate.counts).claims) > MOST:
            detail = f"The record holds more than {MOST:,} entries. Name a dialogue, or use tracktwo export."
            raise ProblemError(409, detail)
        selection, name = select(gate), "record"
    try:
        content = export(format.value, selection)
    except UsageError as error:
        raise ProblemError(501, f"{error}.") from error
    return _file(content, f"{name}-{format.value}{FORMATS[format.value].suffix}")


@router.get(
    "/dialogues/{key}/brief",
    operation_id="get_brief",
    summary="Get the brief on a dialogue",
    tags=["Export"],
    responses=answers(404, 501) | _FILE,
    response_class=Response,
)
def brief(
    gate: GateHere,
    key: Key,
    form: Annotated[Form, Query(description="Which of the forms that ministries use.")] = Form.FULL,
    suffix: Annotated[Suffix, Query(description="Word, PDF, HTML or Markdown.")] = _WORD,
    side: Annotated[
        str | None, Query(max_length=40, description="The reader's own side, by its code.", examples=["PAK"])
    ] = None,
    since: Annotated[Day | None, Query(description="What was published from then on is new.")] = None,
) -> Response:
    """Where a dialogue stands, with the sentence behind every line, as a file."""
    own = dossier_of(gate, key).series.key
    try:
        made = make_brief(gate, own, since, form=form, side=side)
    except UsageError as error:
        raise ProblemError(422, f"{error}.", [("query.side", str(error))]) from error
    try:
        content = WRITERS[suffix.value][1](made)
    except UsageError as error:
        raise ProblemError(501, f"{error}.") from error
    return _file(content, f"{own}-{form.value}.{suffix.value}")


def _file(content: bytes, name: str) -> Response:
    """Something to be kept and opened elsewhere."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    disposition = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type="application/octet-stream", headers=disposition)
