"""What is PostgreSQL's own about a record: its address, locking, what its errors mean to a user.

The database must exist; the record's tables are made in the first schema of the search path. Tables and the index
of words are defined elsewhere.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tracktwo.errors import (
    FullDiskError,
    LockedRecordError,
    MissingRecordError,
    NotARecordError,
    ReadOnlyRecordError,
    RecordError,
)
from tracktwo.record.postgres_copy import copy_tables
from tracktwo.record.postgres_engines import engines_of

#: One for each schema, since each can hold a record.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('tracktwo ' || current_schema(), 0))")

_ADDRESS = "postgresql://USER:PASSWORD@HOST/DATABASE"


class PostgresDatabase:
    """A record in a database of a PostgreSQL server."""

    def __init__(self, url: str, *, patience: float) -> None:
        self._url = url
        self.name = shown(url)
        # Milliseconds; 0 would mean to wait for ever.
        self._patience = max(1, round(patience * 1000))
        _check(url, self.name)
        self._engines = engines_of(url)
        self._engine = self._engines.engine
        self._engines.open()
        self._is_open = True
        try:
            if not self._engines.is_checked:
                self._check_encoding()
                self._engines.is_checked = True
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the record, which nobody waits for."""
        view: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._explained(), self._engine.connect().execution_options(**view) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the record's lock from its start until it is committed."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            connection.execute(text(f"SET LOCAL lock_timeout = {self._patience}"))
            connection.execute(_LOCK)
            yield connection

    def is_empty(self) -> RecordError:
        """The database has no tables."""
        return MissingRecordError(
            f"there is no record at {self.name}; make one with: tracktwo add SOURCE --record {self.name}"
        )

    def back_up(self, connection: Connection, version: int) -> str:
        """Copy the tables into a schema beside them, and say which."""
        copy = copy_tables(connection, version, self.name)
        return f"as it was, it is kept in the schema {copy}, until you drop that"

    def close(self) -> None:
        """Close the connections, unless somebody else of this process has the record open."""
        if self._is_open:
            self._is_open = False
            self._engines.close()

    def _check_encoding(self) -> None:
        with self._explained(), self._engine.connect() as connection:
            encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise NotARecordError(
                f"the database {self.name} keeps text as {encoding}, in which not every text can be written; "
                "make one with: createdb --encoding=UTF8 --template=template0 NAME"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn errors of the server and the connection into the record errors that a user can act on."""
        try:
            yield
        except DBAPIError as error:
            raise self._explain(error.orig) from None
        except psycopg.Error as error:
            raise self._explain(error) from None

    def _explain(self, error: Any) -> RecordError:
        code = getattr(error, "sqlstate", None) or ""
        said = self._said(error)
        if code == "55P03":
            return LockedRecordError(
                f"another process is writing to the record {self.name}; try again when it has finished"
            )
        if code in ("42501", "25006"):
            return ReadOnlyRecordError(
                f"the record {self.name} may not be written to ({said}); ask for the rights to write in it"
            )
        if code.startswith("53") or code == "58030":
            return FullDiskError(
                f"the server of the record {self.name} has run out of something it needs ({said}); what was added "
                "before is kept, make room and run the same command again"
            )
        if code == "3D000" or ("does not exist" in said and not code):
            return MissingRecordError(
                f"there is no such database as {self.name} ({said}); create it first, with createdb as a rule"
            )
        if code == "3F000":
            return MissingRecordError(
                f"there is no place for a record in {self.name} ({said}); its search path must name a schema that "
                "is there"
            )
        if isinstance(error, psycopg.OperationalError) and (not code or code.startswith(("08", "28", "57"))):
            return RecordError(
                f"the server of the record {self.name} cannot be reached or does not let you in ({said}); see that "
                "it runs, and that address, user and password are right; what was added before is kept"
            )
        return RecordError(f"the record {self.name} cannot be used: {said}")

    def _said(self, error: Any) -> str:
        """What the server says, in one line and without the password."""
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return hide(lines[0] if lines else type(error).__name__, self._url)


def shown(url: str) -> str:
    """The address without its password."""
    return hide(url, url)


def hide(message: str, url: str) -> str:
    """A message without the password that an address has, however it is written there."""
    for secret in sorted(_secrets(url), key=len, reverse=True):
        message = message.replace(secret, "***")
    return message


def _secrets(url: str) -> set[str]:
    """The password in an address, as written and as meant; also where it is written wrongly."""
    _, _, rest = url.partition("://")
    # The last @ ends the password, though its own should have been written as %40.
    user, at, _ = rest.rpartition("@")
    found = {user.partition(":")[2]} if at else set()
    found |= set(re.findall(r"[?&]password=([^&]*)", url))
    return {form for secret in found if secret for form in (secret, unquote(secret))}


def _check(url: str, name: str) -> None:
    """Refuse an address that PostgreSQL's own client does not understand.

    Raises:
        RecordError: it is written wrongly.
    """
    wrong = RecordError(
        f"{name} is no address of a record: write {_ADDRESS}, with @, :, /, ?, # and % of a password as "
        "%40, %3A, %2F, %3F, %23 and %25"
    )
    rest = url.partition("://")[2]
    server = re.split("[/?#]", rest, maxsplit=1)[0]
    if server.count("@") > 1 or "@" in rest[len(server) :]:
        # Parts of a password would be taken for the server's name, and shown in messages.
        raise wrong
    try:
        conninfo_to_dict(url)
    except psycopg.Error:
        raise wrong from None
