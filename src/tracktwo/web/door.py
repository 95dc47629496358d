"""The door: every request passes it, and none goes on without an account where the server asks for one.

It stands around the whole app, so that no page can forget it. Here is decided who asks, and that readers write
nothing; what each role may do beyond that is said at the routes (``viewer.needs``), and what each clearance shows in
the record's gate. What was seen is logged here before the answer goes out.
"""

import logging
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracktwo.errors import AccountsError
from tracktwo.model.judgement import JudgementAct
from tracktwo.model.levels import Clearance, Level
from tracktwo.record.watching import Watch
from tracktwo.web import audit, faults
from tracktwo.web.accounts import Accounts
from tracktwo.web.accounts_file import AccountsFile
from tracktwo.web.accounts_tokens import Tokens
from tracktwo.web.door_throttle import Throttle
from tracktwo.web.sessions import Session, Sessions
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role, Viewer

log = logging.getLogger("tracktwo")

#: Addresses that are answered before anybody is logged in. They show nothing of the record.
OPEN = ("/login", "/login/elsewhere", "/login/back")
#: Addresses to which readers may send forms: those about themselves, and what they want to take along.
OWN = ("/login", "/logout", "/account", "/hand-out")
#: Bytes of a form that somebody sends who is not logged in.
_SMALL = 64 * 1024

_SAFE = ("GET", "HEAD", "OPTIONS")
_AUTHOR = "Bearer "


@dataclass(frozen=True, slots=True)
class Keeper:
    """What the door knows of accounts; one for the whole app."""

    file: AccountsFile
    accounts: Accounts
    sessions: Sessions
    tokens: Tokens
    throttle: Throttle

    @classmethod
    def of(cls, file: AccountsFile) -> Self:
        """The keeper of a file of accounts."""
        return cls(file, Accounts(file), Sessions(file), Tokens(file), Throttle(file))

    def clearances(self) -> frozenset[Clearance]:
        """Those that some account has."""
        return frozenset(account.clearance for account in self.accounts.all())


def cookie_name(request: Request, settings: Settings) -> str:
    """What the cookie of a session is called. By https it has a name that no neighbouring site can set."""
    return "__Host-tracktwo" if is_secure(request, settings) else "tracktwo_session"


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether cookies go by https only."""
    return settings.secure_cookies or request.url.scheme == "https"


def address_of(request: Request) -> str:
    """From where somebody asks."""
    return request.client.host if request.client else ""


def local_path(path: str) -> str | None:
    """An address of ours to go on to; None for one of another site."""
    is_ours = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and "\\" not in path
        and path.isprintable()
    )
    return path if is_ours else None


class Door:
    """Lets requests through to the app, with who asks in their state."""

    def __init__(self, app: ASGIApp, settings: Settings, keeper: Keeper | None) -> None:
        self._app = app
        self._settings = settings
        self._keeper = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            # The app has no sockets; what is started and stopped is no request.
            await (self._app(scope, receive, send) if scope["type"] == "lifespan" else _close(send))
            return
        request = Request(scope, receive)
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        if request.url.path.startswith("/static/"):
            await self._app(scope, receive, send)
            return
        refused = _refuse_elsewhere(request)
        if refused is None and self._keeper is not None:
            try:
                refused = await self._enter(request, state, self._keeper)
            except AccountsError as error:
                log.error("%s", error)
                refused = faults.problem(request.url.path, 503, "The accounts cannot be used just now.")
        if refused is not None:
            await refused(scope, receive, send)
            return
        watch = state["watch"] = Watch()
        viewer = state.get("viewer")
        if self._keeper is None or not isinstance(viewer, Viewer):
            await self._app(scope, _limited(receive) if self._keeper else receive, send)
            return
        await self._app(scope, receive, _Telling(send, request, viewer, watch, self._keeper.file))

    async def _enter(
        self, request: Request, state: MutableMapping[str, Any], keeper: Keeper
    ) -> Response | None:
        """Find out who asks; an answer, if they may not."""
        path = request.url.path
        if faults.is_api(path):
            viewer = await run_in_threadpool(_by_token, request, keeper)
            if viewer is None:
                words = "Send the token of an account as: Authorization: Bearer TOKEN."
                return faults.problem(path, 401, words, {"WWW-Authenticate": "Bearer"})
        else:
            session = await run_in_threadpool(_by_cookie, request, keeper, self._settings)
            state["session"] = session
            viewer = session.account.viewer if session else None
            if viewer is None:
                return None if path in OPEN else _to_login(request)
        state["viewer"] = viewer
        is_own = path in OWN or path.startswith("/account/")
        if request.method not in _SAFE and not viewer.may(Role.EDITOR) and not is_own:
            return faults.answer(request, 403, "Your account may read, and nothing else.")
        return None


class _Telling:
    """Sends an answer; before any of it goes out, what is above public in it stands in the log."""

    def __init__(
        self, send: Send, request: Request, viewer: Viewer, watch: Watch, file: AccountsFile
    ) -> None:
        self._send = send
        self._request = request
        self._viewer = viewer
        self._watch = watch
        self._file = file
        self._act: audit.Act | None = None

    async def __call__(self, message: Message) -> None:
        """Log, then send."""
        if message["type"] == "http.response.start":
            self._act = _act(message)
        lines = list(self._lines())
        if lines:
            await run_in_threadpool(audit.log, self._file, *lines)
        await self._send(message)

    def _lines(self) -> Iterator[audit.Line]:
        path = self._request.url.path
        about = f"{path}?{self._request.url.query}" if self._request.url.query else path
        name, address = self._viewer.name, address_of(self._request)
        for judgement in self._watch.take_judged():
            if judgement.act in (JudgementAct.LEVEL, JudgementAct.UNDO):
                yield _level_line(judgement, name, address)
        given = self._watch.take()
        if self._act is None:
            # An answer that shows nothing: it leads elsewhere, or says that something is not there.
            return
        for document in dict.fromkeys(document for document, _ in given):
            own = {what: level for (of, what), level in given.items() if of == document}
            level = max(own.values(), key=lambda level: level.rank)
            entries = tuple(what for what in own if what is not None)
            yield audit.Line(name, self._act, about, address, document, level, entries)


def _act(message: Message) -> audit.Act | None:
    """What an answer that begins so does: shows a page, or hands something out; None for one that shows nothing."""
    if not 200 <= message["status"] < 300:
        return None
    kinds = [value for name, value in message.get("headers", ()) if name.lower() == b"content-type"]
    is_shown = any(kind.startswith((b"text/html", b"image/")) for kind in kinds)
    return audit.Act.SAW if is_shown else audit.Act.EXPORTED


def _level_line(judgement: Any, name: str, address: str) -> audit.Line:
    said = judgement.says.get("level")
    documents = [judgement.subject.document, *(ref.document for ref in judgement.subject.refs)]
    document = next((d for d in documents if d), None)
    words = f"set to {said}" if said else f"took back the judgement {judgement.subject.judgement or ''}"
    # Whoever is not cleared for what it was set to does not learn of what.
    level = Level(said) if said else Level.OFF_RECORD
    entries = tuple(ref.claim for ref in judgement.subject.refs)
    return audit.Line(name, audit.Act.LEVEL, words, address, document, level, entries)


def _by_token(request: Request, keeper: Keeper) -> Viewer | None:
    sent = request.headers.get("Authorization", "")
    if not sent.lower().startswith(_AUTHOR.lower()):
        return None
    return keeper.tokens.find(sent[len(_AUTHOR) :].strip())


def _by_cookie(request: Request, keeper: Keeper, settings: Settings) -> Session | None:
    return keeper.sessions.find(request.cookies.get(cookie_name(request, settings), ""))


def _refuse_elsewhere(request: Request) -> Response | None:
    """Refuse what a page of another site has sent in this browser's name."""
    if request.method in _SAFE:
        return None
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "null")
    # A browser that is told to send no referrer says "null" for our own pages too; their forms carry a token.
    is_ours = origin == "null" or urlsplit(origin).netloc == request.headers.get("Host")
    if site in ("same-origin", "none") and is_ours:
        return None
    return faults.problem(request.url.path, 403, "This was sent by a page of another site.")


def _to_login(request: Request) -> Response:
    """Lead somebody to the page where they log in, and a program to what is missing."""
    path, query = request.url.path, request.url.query
    is_for_people = "text/html" in request.headers.get("Accept", "")
    if path.endswith((".json", ".csv")) and not is_for_people:
        return faults.problem(path, 401, "Log in first.", {"WWW-Authenticate": "Bearer"})
    here = local_path(f"{path}?{query}" if query else path) if request.method == "GET" else None
    next = f"?{urlencode({'next': here})}" if here and here != "/" else ""
    return RedirectResponse(f"/login{next}", status_code=303)


def _limited(receive: Receive) -> Receive:
    """What somebody sends who is not logged in, cut off where it becomes too much."""
    left = _SMALL

    async def small() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            return {"type": "http.disconnect"}
        return message

    return small


async def _close(send: Send) -> None:
    await send({"type": "websocket.close", "code": 1008})
