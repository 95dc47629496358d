"""What every operation does besides its own: bounds on bodies and conditions, and answers that need not be sent again.

An answer's tag is made of its own bytes, or, for a viewer from whom nothing is withheld, of the record's state: what
a viewer may not see changes no tag of theirs.
"""

import hashlib
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.types import Message, Receive

from tracktwo import __version__
from tracktwo.web.api.problems import ProblemError
from tracktwo.web.pages.adding import MOST_BYTES
from tracktwo.web.viewer import GateHere, ViewerHere

#: Most bytes of a body of JSON; a long text to be added fits in.
LARGEST_JSON = 32 * 1024 * 1024
JSON = "application/json"
#: Bytes as they are. No form of another site can send this type without asking first.
BYTES = "application/octet-stream"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Operation(APIRoute):
    """A route of the interface."""

    #: Media type of the body, and most bytes of it.
    takes: ClassVar[str] = JSON
    largest: ClassVar[int] = LARGEST_JSON

    def get_route_handler(self) -> Handler:
        """What answers a request."""
        answer = super().get_route_handler()
        has_query = bool(self.dependant.query_params)
        methods = self.methods or set()

        async def bounded(request: Request) -> Response:
            if not has_query and request.query_params:
                _refuse_conditions(request)
            if "POST" in methods and self.has_body:
                request = self._bounded(request)
            response = await answer(request)
            return tagged(request, response) if "GET" in methods else response

        return bounded

    @property
    def has_body(self) -> bool:
        """Whether the operation takes a body."""
        return self.body_field is not None

    def _bounded(self, request: Request) -> Request:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != self.takes:
            detail = f"The body must be {self.takes}; the header Content-Type says {kind or 'nothing'}."
            raise ProblemError(415, detail)
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > self.largest:
            raise too_large(self.largest)
        return Request(request.scope, _counted(request.receive, self.largest))


class ReadingBytes(Operation):
    """A route that reads the bytes of a body itself."""

    takes = BYTES
    largest = MOST_BYTES

    @property
    def has_body(self) -> bool:
        """It always does."""
        return True


def too_large(largest: int) -> ProblemError:
    """The problem of a body that is longer than is taken."""
    return ProblemError(413, f"The body is larger than {largest // 1024**2} MB.")


class UnchangedError(Exception):
    """The client has the answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def unchanged(request: Request, viewer: ViewerHere, gate: GateHere) -> None:
    """Before anything is worked out: has whoever sees everything the answer already, from this state of the record?

    Raises:
        UnchangedError: yes.
    """
    if not viewer.sees_everything:
        return
    # Some answers also depend on the day on which they are asked for, and on what makes them.
    whole = (gate.stamp, request.url.path, request.url.query, date.today(), __version__)
    tag = _tag(repr(whole).encode())
    if _is_held(request, tag):
        raise UnchangedError(tag)
    request.state.tag = tag


def tagged(request: Request, response: Response) -> Response:
    """The answer with a tag, or, where the client has it already, word that it holds."""
    if response.status_code != 200 or not hasattr(response, "body"):
        return response
    tag: str = getattr(request.state, "tag", None) or _tag(bytes(response.body))
    if _is_held(request, tag):
        return held(tag)
    response.headers["ETag"] = tag
    return response


def held(tag: str) -> Response:
    """Word that the answer of a tag is as it was."""
    return Response(status_code=304, headers={"ETag": tag})


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _is_held(request: Request, tag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return tag in [one.strip().removeprefix("W/") for one in held.split(",")]


def _refuse_conditions(request: Request) -> None:
    raise RequestValidationError([
        {"type": "extra_forbidden", "loc": ("query", name), "msg": "There is no such condition", "input": value}
        for name, value in request.query_params.items()
    ])  # fmt: skip


def _counted(receive: Receive, most: int) -> Receive:
    """Receive a body, and stop where it grows beyond what is taken."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > most:
                raise too_large(most)
        return message

    return counted
