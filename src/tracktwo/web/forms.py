"""Forms that only our own pages can send: a token in each, tied to the session, or to a cookie of this browser where
nobody is logged in."""

import hashlib
import hmac
import secrets

from fastapi import HTTPException, Request, Response

from tracktwo.web.viewer import settings_of

COOKIE = "tracktwo_form"
FIELD = "form_token"
#: Bytes of a cookie's random value.
_LENGTH = 32


def new_secret() -> bytes:
    """The secret of one server without accounts; forms of an earlier run have to be opened again."""
    return secrets.token_bytes(_LENGTH)


def token_of(request: Request) -> str:
    """The token to put into the forms of a page."""
    session = _session(request)
    return _token(request, session or f"cookie {_cookie(request)}")


def keep_cookie(request: Request, response: Response) -> None:
    """Give the browser the cookie that the page's forms are tied to, where they are tied to one, and it has none."""
    if COOKIE not in request.cookies and _session(request) is None:
        response.set_cookie(
            COOKIE,
            _cookie(request),
            httponly=True,
            samesite="strict",
            secure=settings_of(request).secure_cookies or request.url.scheme == "https",
        )


def check(request: Request, token: str) -> None:
    """Refuse a form that another site sent, or that is of another run of the server, or of a session that has ended.

    Raises:
        HTTPException: 403, with what to do.
    """
    cookie = request.cookies.get(COOKIE, "")
    tied_to = _session(request) or (f"cookie {cookie}" if cookie else "")
    from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    expected = _token(request, tied_to).encode()
    if from_elsewhere or not tied_to or not hmac.compare_digest(token.encode(), expected):
        raise HTTPException(
            403, "This form is out of date. Go back, open the page again and repeat what you did."
        )


def _session(request: Request) -> str | None:
    """What tells the session of whoever is logged in from all others."""
    session = getattr(request.state, "session", None)
    return f"session {session.hash}" if session is not None else None


def _cookie(request: Request) -> str:
    if COOKIE in request.cookies:
        return str(request.cookies[COOKIE])
    if not hasattr(request.state, "form_cookie"):
        request.state.form_cookie = secrets.token_urlsafe(_LENGTH)
    return str(request.state.form_cookie)


def _token(request: Request, tied_to: str) -> str:
    secret: bytes = request.app.state.secret
    return hmac.new(secret, tied_to.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()
