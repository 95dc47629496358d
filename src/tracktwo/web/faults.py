"""Answers to what goes wrong. What is withheld, what is missing and what is mistyped get the same words.

For programs the answers are problem details (RFC 9457), for people a page.
"""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from tracktwo.model.levels import Clearance
from tracktwo.web.rendering import page
from tracktwo.web.viewer import NotLoggedInError, Role, Viewer, viewer_of

#: What a wrong address, a withheld entry and a mistyped id get, so that nothing can be told apart.
NOT_FOUND = "There is nothing here under this address."
#: What is said of a fault of ours; the server's log tells more.
OURS = "A fault in TrackTwo. The server's log tells more to whoever keeps it."

#: Where the API is. Answers below it are for programs.
API = "/api/v1"

#: Who a page is made for where nobody is logged in: such pages show nothing of the record.
NOBODY = Viewer("", Role.READER, Clearance.PUBLIC)


def is_api(path: str) -> bool:
    """Whether an address belongs to the API."""
    return path == API or path.startswith(f"{API}/")


def answer(request: Request, status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    """Say what went wrong, in the form in which an answer was expected."""
    if is_api(request.url.path):
        return problem(status, words, headers)
    try:
        viewer = viewer_of(request)
    except NotLoggedInError:
        return problem(status, words, headers)
    made = page(request, viewer, "error.html", status=status, code=status, words=words)
    made.headers.update(headers or {})
    return made


def problem(status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    """The same for a program."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": words}
    return JSONResponse(content, status, headers, media_type="application/problem+json")
