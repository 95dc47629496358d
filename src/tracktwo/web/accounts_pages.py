"""The pages about accounts: one's own, and for administrators everybody's."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from tracktwo.errors import AccountsError
from tracktwo.model.levels import Clearance
from tracktwo.web import forms
from tracktwo.web.accounts import Account, By
from tracktwo.web.accounts_passwords import FEWEST
from tracktwo.web.accounts_tokens import MOST_DAYS, Scope
from tracktwo.web.door import Keeper, address_of
from tracktwo.web.door_pages import enter, keeper_of, session_of
from tracktwo.web.rendering import page
from tracktwo.web.viewer import Role, needs, viewer_of

router = APIRouter()

_Words = Annotated[str, Form(max_length=2000)]
_ADMINISTRATORS = [needs(Role.ADMINISTRATOR)]


# ── one's own ──────────────────────────────────────────────────────────────────────────────────────────────────


@router.get("/account")
def own(request: Request) -> Response:
    """Who one is here: role and clearance, where one is logged in, tokens."""
    return _own(request)


@router.post("/account/password")
def own_password(
    request: Request, old: _Words = "", new: _Words = "", again: _Words = "", form_token: _Words = ""
) -> Response:
    """Another password; every other place where the account is logged in is logged out."""
    forms.check(request, form_token)
    keeper, account = keeper_of(request), session_of(request).account
    address = address_of(request)
    if new != again:
        return _own(request, "The new password was not typed the same way twice.")
    # Whoever finds an open browser must not guess here what the door would not let them guess.
    if not keeper.throttle.admits(account.name, address):
        return _own(request, "Too many wrong passwords. Wait a quarter of an hour, then try again.")
    if keeper.accounts.check(account.name, old) is None:
        return _own(request, "The password that you have is another one.")
    keeper.throttle.succeeded(account.name, address)
    try:
        keeper.accounts.set_password(account.name, new, _by(request))
    except AccountsError as error:
        return _own(request, _said(error))
    return enter(request, account, "/account")


@router.post("/account/sessions")
def own_sessions(request: Request, label: _Words = "", form_token: _Words = "") -> Response:
    """Log out in one place, or without a label everywhere, here too."""
    forms.check(request, form_token)
    keeper, session = keeper_of(request), session_of(request)
    if label:
        keeper.sessions.end_one(session.account, label)
    else:
        keeper.sessions.end_all(session.account)
    return RedirectResponse("/account", status_code=303)


@router.post("/account/tokens")
def new_token(
    request: Request, label: _Words = "", scope: _Words = "read", days: _Words = "90", form_token: _Words = ""
) -> Response:
    """A token for the API, shown this once."""
    forms.check(request, form_token)
    account = session_of(request).account
    if scope not in list(Scope) or not days.isdecimal() or len(days) > 4:
        raise HTTPException(400, "Say whether the token is to read or to write, and for how many days.")
    try:
        token = keeper_of(request).tokens.make(account, label, Scope(scope), int(days), _by(request))
    except AccountsError as error:
        return _own(request, _said(error))
    return _own(request, token=token)


@router.post("/account/tokens/{number}/revoke")
def revoke_token(request: Request, number: int, form_token: _Words = "") -> Response:
    """End a token."""
    forms.check(request, form_token)
    try:
        keeper_of(request).tokens.revoke(session_of(request).account, number, _by(request))
    except AccountsError as error:
        raise HTTPException(404) from error
    return RedirectResponse("/account", status_code=303)


def _own(request: Request, fault: str | None = None, token: str | None = None) -> Response:
    keeper, session = keeper_of(request), session_of(request)
    return page(
        request,
        viewer_of(request),
        "account.html",
        status=400 if fault else 200,
        account=session.account,
        here=session.label,
        sessions=keeper.sessions.of_account(session.account),
        tokens=keeper.tokens.of_account(session.account),
        token=token,
        fault=fault,
        fewest=FEWEST,
        most_days=MOST_DAYS,
    )


# ── everybody's ────────────────────────────────────────────────────────────────────────────────────────────────


@router.get("/accounts", dependencies=_ADMINISTRATORS)
def everybody(request: Request) -> Response:
    """All accounts, with what an administrator may change about them."""
    return _everybody(request)


@router.post("/accounts", dependencies=_ADMINISTRATORS)
def add(
    request: Request,
    name: _Words = "",
    role: _Words = Role.READER.value,
    clearance: _Words = Clearance.PUBLIC.value,
    password: _Words = "",
    form_token: _Words = "",
) -> Response:
    """Make an account."""
    forms.check(request, form_token)
    given, seen = _role(role), _clearance(clearance)
    try:
        keeper_of(request).accounts.add(name, given, seen, password, _by(request))
    except AccountsError as error:
        return _everybody(request, _said(error))
    return _back()


@router.post("/accounts/{number}/change", dependencies=_ADMINISTRATORS)
def change(
    request: Request, number: int, role: _Words = "", clearance: _Words = "", form_token: _Words = ""
) -> Response:
    """Give an account another role or clearance."""
    forms.check(request, form_token)
    keeper = keeper_of(request)
    account, given, seen = _numbered(keeper, number), _role(role), _clearance(clearance)
    try:
        if seen is not account.clearance:
            keeper.accounts.set_clearance(account.name, seen, _by(request))
        if given is not account.role:
            keeper.accounts.set_role(account.name, given, _by(request))
    except AccountsError as error:
        return _everybody(request, _said(error))
    return _back()


@router.post("/accounts/{number}/password", dependencies=_ADMINISTRATORS)
def reset(request: Request, number: int, password: _Words = "", form_token: _Words = "") -> Response:
    """Give an account another password."""
    forms.check(request, form_token)
    keeper = keeper_of(request)
    try:
        keeper.accounts.set_password(_numbered(keeper, number).name, password, _by(request))
    except AccountsError as error:
        return _everybody(request, _said(error))
    return _back()


@router.post("/accounts/{number}/remove", dependencies=_ADMINISTRATORS)
def remove(request: Request, number: int, form_token: _Words = "") -> Response:
    """Remove an account."""
    forms.check(request, form_token)
    keeper = keeper_of(request)
    try:
        keeper.accounts.remove(_numbered(keeper, number).name, _by(request))
    except AccountsError as error:
        return _everybody(request, _said(error))
    return _back()


def _everybody(request: Request, fault: str | None = None) -> Response:
    keeper = keeper_of(request)
    viewer = viewer_of(request)
    return page(
        request,
        viewer,
        "accounts.html",
        status=400 if fault else 200,
        accounts=keeper.accounts.all(),
        own=session_of(request).account.number,
        roles=tuple(Role),
        clearances=tuple(Clearance),
        fault=fault,
        fewest=FEWEST,
    )


def _by(request: Request) -> By:
    account = session_of(request).account
    return By(account.name, address_of(request), viewer_of(request), account.number)


def _numbered(keeper: Keeper, number: int) -> Account:
    found = next((one for one in keeper.accounts.all() if one.number == number), None)
    if found is None:
        raise HTTPException(404)
    return found


def _role(given: str) -> Role:
    if given not in list(Role):
        raise HTTPException(400, "There is no such role.")
    return Role(given)


def _clearance(given: str) -> Clearance:
    if given not in list(Clearance):
        raise HTTPException(400, "There is no such clearance.")
    return Clearance(given)


def _back() -> Response:
    return RedirectResponse("/accounts", status_code=303)


def _said(error: AccountsError) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."
