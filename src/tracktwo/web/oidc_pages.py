"""The two addresses of a log-in with a provider: where it begins, and where the provider sends people back to."""

import logging
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from tracktwo.errors import AccountsError
from tracktwo.web import audit
from tracktwo.web.door import address_of, is_secure, local_path
from tracktwo.web.door_pages import enter, form, keeper_of
from tracktwo.web.viewer import settings_of

if TYPE_CHECKING:
    from tracktwo.web.oidc import RelyingParty

log = logging.getLogger("tracktwo")

router = APIRouter()

_COOKIE = "tracktwo_elsewhere"


@router.get("/login/elsewhere")
def depart(request: Request, next: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """Send the browser to the provider."""
    from tracktwo.web.oidc import LONGEST

    party = _party_of(request)
    try:
        departure = party.depart(local_path(next) or "")
    except AccountsError as error:
        return _refused(request, error)
    response = RedirectResponse(departure.to, status_code=303)
    response.set_cookie(
        _COOKIE,
        departure.cookie,
        max_age=LONGEST,
        path="/login",
        httponly=True,
        # The provider leads back from another site.
        samesite="lax",
        secure=is_secure(request, settings_of(request)),
    )
    return response


@router.get("/login/back")
def come_back(request: Request) -> Response:
    """Let somebody in for whom the provider vouches."""
    party, keeper = _party_of(request), keeper_of(request)
    try:
        person, next = party.come_back(request.cookies.get(_COOKIE, ""), request.query_params)
        account = keeper.accounts.of_subject(
            person.issuer, person.subject, person.name, person.role, party.provider.clearance
        )
    except AccountsError as error:
        return _refused(request, error)
    response = enter(request, account, next)
    response.delete_cookie(_COOKIE, path="/login")
    return response


def _party_of(request: Request) -> "RelyingParty":
    party: RelyingParty | None = request.app.state.party
    if party is None:
        raise HTTPException(404)
    return party


def _refused(request: Request, error: AccountsError) -> Response:
    from tracktwo.web.oidc import ProviderUnreachableError

    log.warning("a log-in with the provider failed: %s", error)
    words, is_away = str(error), isinstance(error, ProviderUnreachableError)
    if not is_away:
        line = audit.Line("somebody", audit.Act.FAILED, f"with the provider: {words}", address_of(request))
        audit.log(keeper_of(request).file, line)
    return form(request, fault=f"{words[:1].upper()}{words[1:]}.", status=503 if is_away else 403)
