"""Sessions: who is logged in with which browser, kept on the server, so that they can be ended there.

A cookie holds 256 random bits and nothing else; the file holds their hash. A session ends when it was not used for
a while, and in any case after a working day.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from tracktwo.web import accounts_tables as tables
from tracktwo.web import audit
from tracktwo.web.accounts import Account, account_from
from tracktwo.web.accounts_file import AccountsFile, written

#: A session that was not used for so long has ended.
IDLE = timedelta(hours=2)
#: However much it is used.
LONGEST = timedelta(hours=12)
#: How exactly it is kept when a session was used: not every page writes.
_EXACTLY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in."""

    account: Account
    #: Hash of the cookie; what forms are tied to.
    hash: str
    label: str
    made: str
    seen: str
    address: str
    agent: str


class Sessions:
    """The sessions in a file of accounts."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def begin(self, account: Account, address: str, agent: str, instead_of: str | None = None) -> str:
        """Log an account in and return the value of its cookie; the session of the cookie before it ends."""
        cookie = secrets.token_urlsafe(32)
        with self._file.writing() as connection:
            self._forget(connection)
            if instead_of:
                _end(connection, tables.sessions.c.hash == _hash(instead_of))
            values = {
                "hash": _hash(cookie), "label": secrets.token_hex(8), "account": account.number,
                "made": self._file.now(), "seen": self._file.now(), "address": address, "agent": agent[:200],
            }  # fmt: skip
            connection.execute(insert(tables.sessions).values(**values))
            line = audit.Line(account.name, audit.Act.LOGGED_IN, "", address)
            audit.append(connection, self._file.now(), [line])
        return cookie

    def find(self, cookie: str) -> Session | None:
        """The session of a cookie, if it has not ended; notes that it was used."""
        if not cookie or len(cookie) > 100:
            return None
        now = self._file.clock()
        sessions = tables.sessions.c
        with self._file.reading() as connection:
            asked = _joined().where(sessions.hash == _hash(cookie), *_standing(now))
            row = connection.execute(asked).first()
        if row is None:
            return None
        if row.seen < written(now - _EXACTLY):
            with self._file.writing() as connection:
                mine = sessions.hash == row.hash
                connection.execute(update(tables.sessions).where(mine).values(seen=written(now)))
        return _session(row)

    def of_account(self, account: Account) -> tuple[Session, ...]:
        """Where an account is logged in, what was used last first."""
        sessions = tables.sessions.c
        with self._file.reading() as connection:
            mine = _joined().where(sessions.account == account.number, *_standing(self._file.clock()))
            return tuple(map(_session, connection.execute(mine.order_by(sessions.seen.desc()))))

    def end(self, session: Session, address: str) -> None:
        """Log out."""
        with self._file.writing() as connection:
            _end(connection, tables.sessions.c.hash == session.hash)
            line = audit.Line(session.account.name, audit.Act.LOGGED_OUT, "", address)
            audit.append(connection, self._file.now(), [line])

    def end_one(self, account: Account, label: str) -> None:
        """Log an account out in one place, by the label of the session there."""
        with self._file.writing() as connection:
            _end(connection, tables.sessions.c.account == account.number, tables.sessions.c.label == label)

    def end_all(self, account: Account) -> None:
        """Log an account out everywhere."""
        with self._file.writing() as connection:
            _end(connection, tables.sessions.c.account == account.number)

    def _forget(self, connection: Connection) -> None:
        """Remove what has ended by itself."""
        sessions, now = tables.sessions.c, self._file.clock()
        _end(connection, sessions.seen < written(now - IDLE))
        _end(connection, sessions.made < written(now - LONGEST))


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def _joined() -> Any:
    sessions, accounts = tables.sessions, tables.accounts
    kept = (sessions.c.hash, sessions.c.label, sessions.c.made.label("begun"), sessions.c.seen)
    return select(accounts, *kept, sessions.c.address, sessions.c.agent).join(
        sessions, sessions.c.account == accounts.c.number
    )


def _standing(now: datetime) -> tuple[Any, ...]:
    sessions = tables.sessions.c
    return sessions.seen >= written(now - IDLE), sessions.made >= written(now - LONGEST)


def _session(row: Row[Any]) -> Session:
    return Session(account_from(row), row.hash, row.label, row.begun, row.seen, row.address, row.agent)


def _end(connection: Connection, *which: Any) -> None:
    connection.execute(delete(tables.sessions).where(*which))
