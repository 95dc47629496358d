"""Operations that add documents: bytes, a text, or an address; and how far what was sent is.

What is acknowledged was kept on disk first. It is read later, one document after another.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from tracktwo.model.dates import is_edtf
from tracktwo.model.levels import Level
from tracktwo.web.api.operations import Operation, ReadingBytes, too_large
from tracktwo.web.api.paging import Paged, numbered, start_of
from tracktwo.web.api.problems import ProblemError, answers
from tracktwo.web.api.shapes.documents import Address, Text, Upload
from tracktwo.web.api.shapes.evidence import Page
from tracktwo.web.intake import Intake, Progress
from tracktwo.web.intake import Upload as Sent
from tracktwo.web.viewer import Role, Viewer, ViewerHere, needs

router = APIRouter(tags=["Adding"], route_class=Operation)
of_bytes = APIRouter(tags=["Adding"], route_class=ReadingBytes)

_EDITORS = [needs(Role.EDITOR)]
_PROBLEMS = answers(400, 403, 413, 415, 507)
Published = Annotated[
    str | None,
    Query(
        max_length=40,
        description="When it was published, EDTF, where it does not say it.",
        examples=["2013-08-02"],
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken in."""

    name: str
    raw: bytes
    published: str | None
    level: Level | None
    url: str | None = None


@of_bytes.post(
    "/documents",
    operation_id="add_document",
    summary="Add a document",
    status_code=202,
    dependencies=_EDITORS,
    responses=_PROBLEMS,
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "The bytes of the file: text, HTML, PDF, Word, an e-mail or another form that is read.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def add_bytes(
    request: Request,
    response: Response,
    viewer: ViewerHere,
    name: Annotated[
        str,
        Query(min_length=1, max_length=255, description="The file's name.", examples=["readout.pdf"]),
    ],
    published: Published = None,
    level: Annotated[Level | None, Query(description="How confidential it is; public if left out.")] = None,
) -> Upload:
    """Take one file in. When this answers, it is kept, whatever happens next; "status" says how far it is."""
    raw = await request.body()
    if len(raw) > ReadingBytes.largest:
        raise too_large(ReadingBytes.largest)
    return _kept(request, response, viewer, Wanted(name, raw, published, level))


@router.post(
    "/documents/text",
    operation_id="add_text",
    summary="Add a text",
    status_code=202,
    dependencies=_EDITORS,
    responses=_PROBLEMS,
)
def add_text(request: Request, response: Response, viewer: ViewerHere, given: Text) -> Upload:
    """Take a text in, as if it were a file."""
    wanted = Wanted(given.name, given.text.encode(), given.published, given.level)
    return _kept(request, response, viewer, wanted)


@router.post(
    "/documents/address",
    operation_id="add_address",
    summary="Add a web page",
    status_code=202,
    dependencies=_EDITORS,
    responses=_PROBLEMS,
)
def add_address(request: Request, response: Response, viewer: ViewerHere, given: Address) -> Upload:
    """Have the server fetch an address, once, and take in what it finds there."""
    wanted = Wanted(given.url, b"", given.published, given.level, given.url)
    return _kept(request, response, viewer, wanted)


@router.get("/uploads", operation_id="list_uploads", summary="List uploads", responses=answers(403))
def uploads(request: Request, viewer: ViewerHere, asked: Annotated[Paged, Query()]) -> Page[Upload]:
    """What was sent in this run of the server, the latest first; one's own, unless nothing is withheld from one."""
    _for_editors(viewer)
    start = start_of(request, asked)
    found = [p for p in _intake(request).told() if _may_see(viewer, p.upload)]
    return numbered(request, asked, start, [_told(p) for p in found[start : start + asked.limit + 1]])


@router.get(
    "/uploads/{upload}", operation_id="get_upload", summary="Get one upload", responses=answers(403, 404)
)
def one_upload(
    request: Request,
    viewer: ViewerHere,
    upload: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="The upload's id.")],
) -> Upload:
    """How far an upload is. Uploads of an earlier run of the server are told of until they are read."""
    _for_editors(viewer)
    found = [p for p in _intake(request).told([upload]) if _may_see(viewer, p.upload)]
    if not found:
        raise ProblemError(404, "There is nothing here under this address.")
    return _told(found[0])


def _kept(request: Request, response: Response, viewer: Viewer, wanted: Wanted) -> Upload:
    if wanted.published is not None and not is_edtf(wanted.published):
        detail = f"{wanted.published!r} is no date; write it as 2013-08-02, 2013-08 or 2013."
        raise ProblemError(422, detail, [("published", "no date")])
    if not wanted.raw and wanted.url is None:
        raise ProblemError(422, "The body is empty: there is nothing to take in.", [("body", "empty")])
    try:
        sent = _intake(request).add(
            wanted.name, wanted.raw, viewer.name, wanted.published, wanted.level, wanted.url
        )
    except OSError as error:
        raise ProblemError(507, f"It could not be kept: {error.strerror}. It was not taken in.") from error
    told = _told(Progress(sent))
    response.headers["Location"] = told.status
    return told


def _told(progress: Progress) -> Upload:
    sent = progress.upload
    return Upload(
        id=sent.id,
        name=sent.name,
        author=sent.author,
        is_done=progress.outcome is not None,
        outcome=progress.outcome,
        reason=progress.reason,
        claims=progress.claims,
        status=f"/api/v1/uploads/{sent.id}",
    )


def _may_see(viewer: Viewer, sent: Sent) -> bool:
    return viewer.sees_everything or sent.author == viewer.name


def _for_editors(viewer: Viewer) -> None:
    if not viewer.may(Role.EDITOR):
        raise ProblemError(403, "Uploads are shown to those who may add.")


def _intake(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake
