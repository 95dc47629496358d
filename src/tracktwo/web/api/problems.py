"""Errors as ``application/problem+json`` (RFC 9457): what is wrong, with which field, and what to do.

What is withheld and what does not exist are answered in the same words.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from tracktwo.errors import LockedRecordError, RecordError, UsageError
from tracktwo.web.api.shapes.evidence import Shape

log = logging.getLogger("tracktwo")

MEDIA_TYPE = "application/problem+json"
#: The page that tells of each type of problem, by its part of the address.
ABOUT = "/api#"

NOT_FOUND = "There is nothing here under this address."
UNAVAILABLE = "The record cannot be used just now. Try again later."
#: What each status means here, as the page of the interface tells it, by the name of the type of problem.
KINDS: Mapping[int, tuple[str, str]] = {
    400: ("malformed", "The request cannot be read."),
    401: ("no-token", "The server asks for a token, and none that holds was given."),
    403: ("not-allowed", "The token or account may not do this."),
    404: ("not-found", "There is nothing under the address, or nothing that you may see."),
    405: ("wrong-method", "The address does not answer to this method; the header Allow names those it answers to."),
    409: ("conflict", "The record is not in the state that the request supposes."),
    413: ("too-large", "The request is larger than what is taken."),
    415: ("wrong-media-type", "The request's body is of another media type than those that the operation takes."),
    422: ("invalid", "Values of the request are not possible; the member errors names each with what is wrong."),
    429: ("too-many", "Too many requests; try again after the time that the header Retry-After gives."),
    500: ("fault", "A fault of the server; its log tells more."),
    501: ("not-installed", "A part of TrackTwo that this needs is not installed on the server."),
    503: ("unavailable", "The record cannot be used just now."),
    507: ("no-room", "There is no room to keep what was sent; it was not taken in."),
}  # fmt: skip


class Invalid(Shape):
    """One value that is not possible."""

    field: Annotated[str, Field(examples=["query.limit", "body.claim"])]
    """Where it stands: query, path or body, and its name."""
    detail: Annotated[str, Field(examples=["Input should be less than or equal to 500"])]
    """What is wrong with it."""


class Problem(Shape):
    """What went wrong, as RFC 9457 has it."""

    type: Annotated[str, Field(examples=["/api#not-found"])]
    """The type of problem; the address tells of it."""
    title: Annotated[str, Field(examples=["Not Found"])]
    """The type in words."""
    status: Annotated[int, Field(ge=400, le=599, examples=[404])]
    """The status of the answer."""
    detail: Annotated[str, Field(examples=[NOT_FOUND])]
    """What went wrong here, and what to do."""
    instance: Annotated[str, Field(examples=["/api/v1/documents/3f2a9c1b"])]
    """The path that was asked for."""
    errors: Annotated[tuple[Invalid, ...] | None, Field()] = None
    """Values that are not possible, where that is what is wrong."""


class ProblemError(HTTPException):
    """A problem to answer with."""

    def __init__(self, status: int, detail: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(status, detail)
        self.errors = errors


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that an operation answers with, for its description."""
    return {status: described(status) for status in sorted(statuses)}


def described(status: int) -> dict[str, Any]:
    """One problem, for the description of an operation."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": KINDS[status][1], "content": content}


def problem(
    path: str,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Iterable[tuple[str, str]] = (),
) -> Response:
    """An answer that tells a problem."""
    name, meaning = KINDS.get(status, ("error", HTTPStatus(status).phrase))
    found = tuple(Invalid(field=_sound(field), detail=_sound(words)) for field, words in errors)
    told = Problem(
        type=f"{ABOUT}{name}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=_sound(detail or meaning),
        instance=_sound(path),
        errors=found or None,
    )
    content = told.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, status, dict(headers or {}), MEDIA_TYPE)


def handle_problems(app: FastAPI) -> None:
    """Answer with problems whatever goes wrong in an app."""
    app.add_exception_handler(ProblemError, _of_problem)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_values)
    app.add_exception_handler(UsageError, _of_lookup)
    app.add_exception_handler(RecordError, _of_record)
    app.add_exception_handler(Exception, _of_fault)


async def _of_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return problem(request.url.path, error.status_code, error.detail, errors=error.errors)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status, detail = error.status_code, str(error.detail)
    if detail == HTTPStatus(status).phrase:
        detail = NOT_FOUND if status == 404 else ""
    return problem(request.url.path, status, detail, error.headers)


async def _of_values(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = [(".".join(map(str, one["loc"])), str(one["msg"])) for one in error.errors()]
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return problem(request.url.path, 400, "The body is no JSON.", errors=wrong)
    return problem(request.url.path, 422, _listed(wrong), errors=wrong)


async def _of_lookup(request: Request, _: Exception) -> Response:
    # What names nothing, names several things, or names what is withheld: told apart, it would say which.
    return problem(request.url.path, 404, NOT_FOUND)


async def _of_record(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    again = {"Retry-After": "5"} if isinstance(error, LockedRecordError) else {}
    # Where the record lies is nobody's business but that of whoever keeps the server.
    words = UNAVAILABLE if request.app.state.settings.accounts is not None else f"{error}."
    return problem(request.url.path, 503, words, again)


async def _of_fault(request: Request, _: Exception) -> Response:
    return problem(request.url.path, 500, KINDS[500][1])


def _listed(wrong: Sequence[tuple[str, str]]) -> str:
    names = ", ".join(dict.fromkeys(field for field, _ in wrong))
    return f"These values are not possible: {names}."


def _sound(words: str) -> str:
    """Words without what no JSON can carry: halves of characters that a client sent."""
    return words.encode("utf-8", "replace").decode()
