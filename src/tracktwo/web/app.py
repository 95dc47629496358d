"""Makes the app: routes, headers, and answers to what goes wrong."""

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tracktwo.errors import AccountsError, RecordError, UsageError
from tracktwo.record import Memory
from tracktwo.record.serving import shared
from tracktwo.web import (
    accounts_pages,
    audit_pages,
    door_pages,
    faults,
    forms,
    oidc_pages,
    rendering,
    security,
)
from tracktwo.web.accounts_file import AccountsFile
from tracktwo.web.ahead import Ahead, everything
from tracktwo.web.api import mounting
from tracktwo.web.door import Door, Keeper
from tracktwo.web.intake import Intake
from tracktwo.web.makings import Makings
from tracktwo.web.oidc_settings import Provider
from tracktwo.web.pages import (
    adding,
    comparing,
    dialogues,
    documents,
    entries,
    handing_out,
    home,
    identities,
    judged,
    lists,
    people,
    reviewing,
    searching,
    settings_levels,
    settings_words,
)
from tracktwo.web.settings import Settings

log = logging.getLogger("tracktwo")

#: Seconds of a thread's turn.
_TURN = 0.001

_STATIC = Path(__file__).with_name("static")


def create_app(settings: Settings) -> FastAPI:
    """The app over one record.

    Raises:
        AccountsError: the file of accounts cannot be used.
    """
    intake = Intake(settings.record, settings.inbox, is_public_only=settings.accounts is not None)
    keeper = Keeper.of(AccountsFile(settings.accounts)) if settings.accounts else None
    app = FastAPI(title="TrackTwo", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_working)
    app.state.settings = settings
    app.state.intake = intake
    app.state.keeper = keeper
    app.state.memory = Memory()
    app.state.makings = Makings(settings.record, app.state.memory)
    app.state.ahead = Ahead(settings.record, app.state.memory, keeper.clearances if keeper else everything)
    intake.then = app.state.ahead.look
    app.state.party = None
    app.state.secret = keeper.file.secret if keeper else forms.new_secret()
    if settings.provider is not None:
        app.state.party = _party(settings.provider, app.state.secret)
    # The last that is added stands around all others.
    app.add_middleware(Door, settings=settings, keeper=keeper)
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    app.add_middleware(security.Headers, has_accounts=keeper is not None)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    mounting.mount(app, settings)
    for routes in (
        door_pages,
        oidc_pages,
        accounts_pages,
        audit_pages,
        home,
        adding,
        documents,
        handing_out,
        dialogues,
        people,
        entries,
        reviewing,
        judged,
        identities,
        settings_levels,
        settings_words,
        searching,
        comparing,
        lists,
    ):
        app.include_router(routes.router)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(UsageError, _not_found)
    app.add_exception_handler(RecordError, _of_record)
    app.add_exception_handler(AccountsError, _of_accounts)
    app.add_exception_handler(Exception, _of_ours)
    return app


def _party(provider: Provider, secret: bytes) -> object:
    try:
        from tracktwo.web.oidc import RelyingParty
    except ImportError as error:
        raise UsageError("--oidc needs what is installed with: pip install 'tracktwo[oidc]'") from error
    return RelyingParty(provider, secret)


@asynccontextmanager
async def _working(app: FastAPI) -> AsyncIterator[None]:
    """Read uploads while the server runs, and let people read on meanwhile."""
    with shared(app.state.settings.record), _taking_turns():
        rendering.warm()
        app.state.intake.start()
        app.state.ahead.start()
        yield
        app.state.ahead.stop()
        app.state.makings.stop()
        app.state.intake.stop()


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Have threads take turns more often than Python has them do.

    An answer asks the record some dozens of times, and each time waits for its turn anew while pages are worked out
    ahead: with turns of 5 ms, pages took five times as long then, and twice as long with these.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


async def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = faults.NOT_FOUND if status == 404 else str(getattr(error, "detail", error))
    return faults.answer(request, status, words, dict(getattr(error, "headers", None) or {}))


async def _not_found(request: Request, _: Exception) -> Response:
    return faults.answer(request, 404, faults.NOT_FOUND)


async def _of_record(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    settings: Settings = request.app.state.settings
    # Over a network it is nobody's business where on the server the record is.
    words = (
        str(error) if settings.accounts is None else "The record cannot be used just now. Try again later."
    )
    return faults.answer(request, 503, words)


async def _of_accounts(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    return faults.answer(request, 503, "The accounts cannot be used just now. Try again later.")


async def _of_ours(request: Request, _: Exception) -> Response:
    # This one answers from outside of everything else, and so adds the headers itself.
    made = faults.answer(request, 500, faults.OURS)
    security.add(made.headers, request.scope, request.app.state.settings.accounts is not None)
    return made
