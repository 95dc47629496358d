"""Answers to what goes wrong. What is withheld, what is missing and what is mistyped get the same words.

For programs the answers are problem details (RFC 9457), for people a page.
"""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response

from tracktwo.model.levels import Clearance
from tracktwo.web.api.problems import NOT_FOUND, problem
from tracktwo.web.rendering import page
from tracktwo.web.viewer import NotLoggedInError, Role, Viewer, viewer_of

__all__ = ["API", "NOBODY", "NOT_FOUND", "OURS", "answer", "is_api", "problem"]

#: What is said of a fault of ours; the server's log tells more.
OURS = "A fault in TrackTwo. The server's log tells more to whoever keeps it."

#: Where the API is. Answers below it are for programs.
API = "/api/v1"

#: Who a page is made for where nobody is logged in: such pages show nothing of the record.
NOBODY = Viewer("", Role.READER, Clearance.PUBLIC)


def is_api(path: str) -> bool:
    """Whether an address belongs to the API."""
    return path == API or path.startswith(f"{API}/")


def answer(request: Request, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    """Say what went wrong, in the form in which an answer was expected."""
    path = request.url.path
    if is_api(path):
        return problem(path, status, words, headers)
    try:
        viewer = viewer_of(request)
    except NotLoggedInError:
        return problem(path, status, words, headers)
    made = page(request, viewer, "error.html", status=status, code=status, words=words)
    made.headers.update(headers or {})
    return made
