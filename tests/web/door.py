"""A server with accounts, asked without a network, and browsers that are logged in to it."""

import atexit
import re
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tracktwo.model.levels import Clearance
from tracktwo.web.accounts import By
from tracktwo.web.accounts_file import AccountsFile
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.app import create_app
from tracktwo.web.door import Keeper
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role

PASSWORD = "seven green bottles"
#: Whoever has the command line of the server.
CONSOLE = By("console")


class Browser(TestClient):
    """A browser whose requests share one event loop: to start one for each, with threads of its own, takes longer than
    most answers do."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.portal = _portal()


@cache
def _portal() -> BlockingPortal:
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(start_blocking_portal())


@dataclass(frozen=True)
class House:
    """A server with accounts over one record."""

    app: FastAPI
    keeper: Keeper
    #: Whether a fault of the app ends a test, and does not come as an answer.
    raises: bool = True

    def account(self, name: str, role: Role = Role.READER, clearance: Clearance = Clearance.PUBLIC) -> None:
        """Make an account; its password is ``PASSWORD``."""
        self.keeper.accounts.add(name, role, clearance, PASSWORD, CONSOLE)

    def stranger(self) -> TestClient:
        """A browser that nobody is logged in with."""
        return Browser(
            self.app,
            base_url="http://localhost",
            headers={"Accept": "text/html"},
            follow_redirects=False,
            raise_server_exceptions=self.raises,
        )

    def browser(
        self, name: str, role: Role = Role.READER, clearance: Clearance = Clearance.PUBLIC
    ) -> TestClient:
        """A browser in which an account of that name, which is made, is logged in."""
        self.account(name, role, clearance)
        return self.log_in(name)

    def log_in(self, name: str, password: str = PASSWORD) -> TestClient:
        """A browser in which an account is logged in."""
        client = self.stranger()
        answer = send(client, "/login", {"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return client

    def token(self, name: str, scope: Scope = Scope.READ, days: int = 30) -> dict[str, str]:
        """The headers of a program that asks with a new token of an account."""
        account = self.keeper.accounts.find(name)
        made = self.keeper.tokens.make(account, "a program", scope, days, CONSOLE)
        return {"Authorization": f"Bearer {made}"}


def house(record: Path | str, accounts: Path, **settings: object) -> House:
    """A server over a record, with a new file of accounts."""
    AccountsFile(accounts, create=True).close()
    app = create_app(Settings(str(record), accounts=accounts, **settings))  # type: ignore[arg-type]
    return House(app, app.state.keeper)


def hurried() -> PasswordHasher:
    """A hasher that is quick and no good: what it keeps is kept for the length of a test."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def form_token(client: TestClient, page: str) -> str:
    """The token in the forms of a page."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', client.get(page).text)
    assert found, page
    return found[1]


def send(client: TestClient, to: str, fields: dict[str, str], page: str | None = None):
    """Send a form of a page, as a browser does."""
    return client.post(to, data={"form_token": form_token(client, page or to), **fields})
