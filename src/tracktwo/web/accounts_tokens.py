"""Tokens by which programs use the API in an account's name: shown once, kept as hashes, limited in time and scope."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from tracktwo.errors import AccountsError
from tracktwo.web import accounts_tables as tables
from tracktwo.web import audit
from tracktwo.web.accounts import Account, By, account_from
from tracktwo.web.accounts_file import AccountsFile, written
from tracktwo.web.viewer import Role, Viewer

#: What every token begins with, so that it is known for one where it was left by mistake.
PREFIX = "tracktwo_"
#: Days that a token may hold.
MOST_DAYS = 366
_EXACTLY = timedelta(minutes=1)


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    #: Whatever its account may do.
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; the token itself is not kept."""

    number: int
    label: str
    scope: Scope
    made: str
    expires: str
    used: str | None
    revoked: str | None
    #: Whether it can still be used.
    is_good: bool


class Tokens:
    """The tokens in a file of accounts."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def make(self, account: Account, label: str, scope: Scope, days: int, by: By) -> str:
        """Make a token, and return it: it can never be seen again.

        Raises:
            AccountsError: it has no label, or is to hold for too long.
        """
        label = label.strip()
        if not 0 < len(label) <= 80 or not label.isprintable():
            raise AccountsError("say in 1 to 80 characters what the token is for, so that you know it again")
        if not 0 < days <= MOST_DAYS:
            raise AccountsError(f"a token holds for 1 to {MOST_DAYS} days")
        token = PREFIX + secrets.token_urlsafe(32)
        values = {
            "account": account.number, "hash": _hash(token), "label": label, "scope": scope.value,
            "made": self._file.now(), "expires": written(self._file.clock() + timedelta(days=days)),
        }  # fmt: skip
        with self._file.writing() as connection:
            connection.execute(insert(tables.tokens).values(**values))
            words = f"{account.name} has the token {label!r} to {scope.value}, for {days} days"
            audit.append(
                connection, self._file.now(), [audit.Line(by.name, audit.Act.ACCOUNT, words, by.address)]
            )
        return token

    def of_account(self, account: Account) -> tuple[Token, ...]:
        """All tokens of an account, the latest first."""
        tokens = tables.tokens
        with self._file.reading() as connection:
            mine = select(tokens).where(tokens.c.account == account.number).order_by(tokens.c.number.desc())
            return tuple(self._token(row) for row in connection.execute(mine))

    def revoke(self, account: Account, number: int, by: By) -> None:
        """End a token of an account at once.

        Raises:
            AccountsError: the account has no such token.
        """
        tokens = tables.tokens.c
        mine = tokens.account == account.number, tokens.number == number
        with self._file.writing() as connection:
            row = connection.execute(select(tables.tokens).where(*mine)).first()
            if row is None:
                raise AccountsError(f"{account.name} has no token {number}")
            if row.revoked is None:
                connection.execute(update(tables.tokens).where(*mine).values(revoked=self._file.now()))
                words = f"the token {row.label!r} of {account.name} was revoked"
                line = audit.Line(by.name, audit.Act.ACCOUNT, words, by.address)
                audit.append(connection, self._file.now(), [line])

    def find(self, token: str) -> Viewer | None:
        """Who asks with a token, if it is good; with one that only reads, they are a reader."""
        if not token.startswith(PREFIX) or len(token) > 200:
            return None
        tokens, accounts, now = tables.tokens, tables.accounts, self._file.clock()
        asked = (
            select(accounts, tokens.c.scope, tokens.c.used, tokens.c.number.label("token"))
            .join(tokens, tokens.c.account == accounts.c.number)
            .where(
                tokens.c.hash == _hash(token),
                tokens.c.revoked.is_(None),
                tokens.c.expires > written(now),
            )
        )
        with self._file.reading() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        if row.used is None or row.used < written(now - _EXACTLY):
            with self._file.writing() as connection:
                mine = tokens.c.number == row.token
                connection.execute(update(tokens).where(mine).values(used=written(now)))
        viewer = account_from(row).viewer
        return viewer if Scope(row.scope) is Scope.WRITE else replace(viewer, role=Role.READER)

    def _token(self, row: Row[Any]) -> Token:
        is_good = row.revoked is None and row.expires > self._file.now()
        return Token(
            row.number, row.label, Scope(row.scope), row.made, row.expires, row.used, row.revoked, is_good
        )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
