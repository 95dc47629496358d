"""Forms that only our own pages can send: a token in each, tied to a cookie of this browser and this server."""

import hashlib
import hmac
import secrets

from fastapi import HTTPException, Request, Response

COOKIE = "tracktwo_form"
FIELD = "form_token"
#: Bytes of a cookie's random value.
_LENGTH = 32


def new_secret() -> bytes:
    """The secret of one server; forms of an earlier run have to be opened again."""
    return secrets.token_bytes(_LENGTH)


def token_of(request: Request) -> str:
    """The token to put into the forms of a page."""
    return _token(request, _cookie(request))


def keep_cookie(request: Request, response: Response) -> None:
    """Give the browser the cookie that the page's forms are tied to, where it has none yet."""
    if COOKIE not in request.cookies:
        response.set_cookie(
            COOKIE,
            _cookie(request),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )


def check(request: Request, token: str) -> None:
    """Refuse a form that another site sent, or that is of another run of the server.

    Raises:
        HTTPException: 403, with what to do.
    """
    cookie = request.cookies.get(COOKIE, "")
    from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if from_elsewhere or not cookie or not hmac.compare_digest(token, _token(request, cookie)):
        raise HTTPException(
            403, "This form is out of date. Go back, open the page again and repeat what you did."
        )


def _cookie(request: Request) -> str:
    if COOKIE in request.cookies:
        return str(request.cookies[COOKIE])
    if not hasattr(request.state, "form_cookie"):
        request.state.form_cookie = secrets.token_urlsafe(_LENGTH)
    return str(request.state.form_cookie)


def _token(request: Request, cookie: str) -> str:
    secret: bytes = request.app.state.secret
    return hmac.new(secret, cookie.encode(), hashlib.sha256).hexdigest()
