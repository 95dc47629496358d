"""What a record needs of its database, and which database a record is in: a file of SQLite, or PostgreSQL.

Tables are the same in both and defined elsewhere; so is every question that SQLAlchemy can put to both alike.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection

from tracktwo.errors import RecordError
from tracktwo.record import sqlite

if TYPE_CHECKING:
    from tracktwo.record.postgres_engines import Engines

#: Seconds to wait while another process writes. Writing one document takes milliseconds.
PATIENCE = sqlite.PATIENCE

_URL = re.compile(r"postgres(ql)?://", re.IGNORECASE)
#: Addresses of other databases, and slips in writing this one's, are told apart from names of files.
_OTHER_URL = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)


class Database(Protocol):
    """Where a record is kept. Its errors come out of both contexts as the record errors a user can act on."""

    @property
    def name(self) -> str:
        """How messages call the record; never with a password in it."""

    def reading(self) -> AbstractContextManager[Connection]:
        """One unchanging view of the record."""

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction, the only one that writes while it lasts, rolled back on any exception."""

    def is_empty(self) -> RecordError:
        """What to say where there are no tables at all, and none are to be made."""

    def back_up(self, connection: Connection, version: int) -> str:
        """Keep the record as it is before it is brought up from that version, and say where.

        Called in the transaction that brings it up.
        """

    def close(self) -> None:
        """Let go of it."""


def open_database(where: Path | str, *, create: bool, patience: float) -> Database:
    """Open the database of a record; ``where`` is a file, or an address that begins with ``postgresql://``.

    Raises:
        RecordError: it cannot be opened; one of the errors below it says why.
    """
    given = str(where)
    if is_address(given):
        with _needing_psycopg():
            from tracktwo.record import postgres
        return postgres.PostgresDatabase(given, patience=patience)
    if isinstance(where, str) and _OTHER_URL.match(given) and not Path(given).exists():
        scheme = given.partition(":")[0]
        raise RecordError(
            f"{scheme}: is no kind of record; --record takes a file, or an address like postgresql://host/name"
        )
    return sqlite.SqliteDatabase(Path(where), create=create, patience=patience)


def engines_at(address: str) -> "Engines":
    """The connections to a record in PostgreSQL, to be held open from one opening of it to the next.

    Raises:
        RecordError: what is needed for it is not installed.
    """
    with _needing_psycopg():
        from tracktwo.record.postgres_engines import engines_of
    return engines_of(address)


@contextmanager
def _needing_psycopg() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise RecordError(
            "a record in PostgreSQL needs the package psycopg; install it with: "
            "pip install 'tracktwo[postgres]'"
        ) from error


def is_address(where: Path | str) -> bool:
    """Whether a record is named by the address of a server, and not by a file."""
    return _URL.match(str(where)) is not None


def damage_of(connection: Connection) -> tuple[str, ...]:
    """What the database itself finds wrong with the record; empty where it is sound, or cannot tell."""
    return sqlite.damage(connection) if connection.dialect.name == "sqlite" else ()
