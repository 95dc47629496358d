"""Makes the app: routes, headers, and answers to what goes wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tracktwo.errors import RecordError, UsageError
from tracktwo.web import forms, security
from tracktwo.web.intake import Intake
from tracktwo.web.pages import (
    adding,
    comparing,
    dialogues,
    documents,
    entries,
    handing_out,
    home,
    judged,
    lists,
    people,
    reviewing,
    searching,
)
from tracktwo.web.rendering import page
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import viewer_of

_STATIC = Path(__file__).with_name("static")

#: Names of this machine.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

#: What a wrong address, a withheld entry and a mistyped id get: the same words, so that nothing can be told apart.
NOT_FOUND = "There is nothing here under this address."


def create_app(settings: Settings) -> FastAPI:
    """The app over one record."""
    intake = Intake(settings.record, settings.inbox)
    app = FastAPI(title="TrackTwo", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_working)
    app.state.settings = settings
    app.state.intake = intake
    app.state.secret = forms.new_secret()
    if settings.accounts is None:
        # No page of another site may reach this one under a name of its own (DNS rebinding).
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, settings.host])
    app.middleware("http")(security.with_headers)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for routes in (
        home,
        adding,
        documents,
        handing_out,
        dialogues,
        people,
        entries,
        reviewing,
        judged,
        searching,
        comparing,
        lists,
    ):
        app.include_router(routes.router)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(UsageError, _not_found)
    app.add_exception_handler(RecordError, _of_record)
    return app


@asynccontextmanager
async def _working(app: FastAPI) -> AsyncIterator[None]:
    """Read uploads while the server runs."""
    app.state.intake.start()
    yield
    app.state.intake.stop()


async def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = NOT_FOUND if status == 404 else str(getattr(error, "detail", error))
    return _answer(request, status, words)


async def _not_found(request: Request, _: Exception) -> Response:
    return _answer(request, 404, NOT_FOUND)


async def _of_record(request: Request, error: Exception) -> Response:
    return _answer(request, 503, str(error))


def _answer(request: Request, status: int, words: str) -> HTMLResponse:
    return page(request, viewer_of(request), "error.html", status=status, code=status, words=words)
