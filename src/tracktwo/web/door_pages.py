"""The pages where people log in and out. They show nothing of the record, and nothing of who has an account."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from tracktwo.errors import AccountsError
from tracktwo.web import audit, faults, forms
from tracktwo.web.accounts import Account
from tracktwo.web.door import Keeper, address_of, cookie_name, is_secure, local_path
from tracktwo.web.door_throttle import WHILE
from tracktwo.web.rendering import page
from tracktwo.web.sessions import LONGEST, Session
from tracktwo.web.viewer import settings_of

router = APIRouter()

_Words = Annotated[str, Form(max_length=2000)]

#: The same for a wrong password and a name that nobody has.
_WRONG = "That name and password do not go together."
_TOO_MANY = "Too many log-ins have failed. Wait a quarter of an hour, then try again."


def keeper_of(request: Request) -> Keeper:
    """What the server knows of accounts.

    Raises:
        HTTPException: 404, it has none.
    """
    keeper = request.app.state.keeper
    if not isinstance(keeper, Keeper):
        raise HTTPException(404)
    return keeper


def session_of(request: Request) -> Session:
    """The session of whoever is logged in.

    Raises:
        HTTPException: 404, the server has no accounts.
    """
    keeper_of(request)
    session = request.state.session
    if not isinstance(session, Session):
        raise HTTPException(404)
    return session


@router.get("/login")
def asking(request: Request, next: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """The form; whoever is logged in is led on."""
    keeper_of(request)
    if request.state.session is not None:
        return RedirectResponse(local_path(next) or "/", status_code=303)
    return form(request, next)


@router.post("/login")
def log_in(
    request: Request, name: _Words = "", password: _Words = "", next: _Words = "", form_token: _Words = ""
) -> Response:
    """Log in with a name and a password."""
    keeper = keeper_of(request)
    forms.check(request, form_token)
    address = address_of(request)
    if not keeper.throttle.admits(name, address):
        audit.log(keeper.file, _failure(keeper, name, address, "too many failures"))
        headers = {"Retry-After": str(int(WHILE.total_seconds()))}
        return form(request, next, name, _TOO_MANY, 429, headers)
    account = keeper.accounts.check(name, password)
    if account is None:
        audit.log(keeper.file, _failure(keeper, name, address, "wrong password"))
        return form(request, next, name, _WRONG, 401)
    keeper.throttle.succeeded(name, address)
    return enter(request, account, next)


@router.post("/logout")
def log_out(request: Request, form_token: _Words = "") -> Response:
    """End the session, here and on the server."""
    session = session_of(request)
    forms.check(request, form_token)
    keeper_of(request).sessions.end(session, address_of(request))
    response = RedirectResponse("/login", status_code=303)
    # What the browser has kept of the pages goes too.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(
        cookie_name(request, settings_of(request)),
        secure=is_secure(request, settings_of(request)),
        httponly=True,
        samesite="lax",
    )
    return response


def form(
    request: Request,
    next: str = "",
    name: str = "",
    fault: str | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """The page with the form, and what went wrong."""
    provider = settings_of(request).provider
    made = page(
        request,
        faults.NOBODY,
        "login.html",
        status=status,
        next=local_path(next) or "",
        name=name[:80],
        fault=fault,
        provider=provider.label if provider else None,
    )
    made.headers.update(headers or {})
    return made


def enter(request: Request, account: Account, next: str = "") -> Response:
    """Log an account in with a new session, whatever session the browser had, and lead on."""
    settings = settings_of(request)
    name = cookie_name(request, settings)
    sessions = keeper_of(request).sessions
    agent = request.headers.get("User-Agent", "")
    cookie = sessions.begin(account, address_of(request), agent, instead_of=request.cookies.get(name))
    response = RedirectResponse(local_path(next) or "/", status_code=303)
    response.set_cookie(
        name,
        cookie,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_secure(request, settings),
    )
    return response


def _failure(keeper: Keeper, name: str, address: str, why: str) -> audit.Line:
    """A line of the log. What is no name may be a password in the wrong field, and is not kept."""
    try:
        known = keeper.accounts.find(name).name
    except AccountsError:
        known = "a name that nobody has"
    return audit.Line(known, audit.Act.FAILED, why, address)
