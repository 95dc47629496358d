"""What is SQLite's own about a record: opening, locking, copying, what its errors mean to a user.

The record stays one file (rollback journal, no WAL), so that a desk officer can copy or hand it over. Tables
and the index of words are defined elsewhere.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from tracktwo.errors import (
    FullDiskError,
    LockedRecordError,
    MissingRecordError,
    NotARecordError,
    ReadOnlyRecordError,
    RecordError,
)

#: Seconds to wait while another process writes. Writing one document takes milliseconds.
PATIENCE = 10.0


class SqliteDatabase:
    """A record in one file."""

    def __init__(self, path: Path, *, create: bool, patience: float = PATIENCE) -> None:
        self._path = path
        self._engine = open_engine(path, create=create, patience=patience)

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self._path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the record, which writers wait for."""
        with explained(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its start."""
        with explained(self._path), writing(self._engine) as connection:
            yield connection

    def is_empty(self) -> RecordError:
        """The file has no byte."""
        return NotARecordError(f"{self._path} is empty; make a record with: tracktwo add SOURCE")

    def back_up(self, connection: Connection, version: int) -> str:
        """Copy the file, and say where to."""
        return f"as it was, it is kept in {back_up(self._path, version)}"

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def open_engine(path: Path, *, create: bool, patience: float = PATIENCE) -> Engine:
    """Open the file at ``path``; transactions are begun by the caller, writing ones with :func:`writing`.

    Raises:
        MissingRecordError: there is no such file and it is not to be created, or no folder to create it in.
        NotARecordError: the file is no SQLite database, or the path is a folder.
    """
    _check(path, create)
    return _engine(path.absolute(), "rwc" if create else "rw", patience)


@lru_cache(maxsize=64)
def _engine(path: Path, mode: str, patience: float) -> Engine:
    """The engine of a file, which holds no connection; kept, since it remembers how questions are put in SQL: to work
    that out takes longer than most answers, and a server opens its record anew for each request."""

    def connect() -> sqlite3.Connection:
        # A server's request goes from thread to thread, and has its connection in one of them at a time.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    # A file is cheap to open, and a connection that is not pooled leaves no lock behind.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start, rolled back on any exception."""
    connection = engine.connect().execution_options(writes=True)
    with connection, connection.begin():
        yield connection


def back_up(path: Path, version: int) -> Path:
    """Copy the record as it is on disk to a new file beside it, and say which; all of it, or none.

    Called while the write lock is held, so that no other process changes it meanwhile.
    """
    copy = _unused(path, version)
    making = copy.with_name(f"{copy.name}.unfinished")
    making.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as record,
            closing(sqlite3.connect(making)) as target,
        ):
            record.backup(target)
        making.replace(copy)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
    return copy


def damage(connection: Connection) -> tuple[str, ...]:
    """What SQLite's own check finds wrong with the file; empty where it is sound."""
    found = [row[0] for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    return () if found == ["ok"] else tuple(found)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into the record errors that a user can act on."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error.orig, path) from error
    except sqlite3.Error as error:
        raise _explain(error, path) from error


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _unused(path: Path, version: int) -> Path:
    """A name beside the record that says what the copy is and that no file has yet."""
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        copy = path.with_name(f"{path.stem}-version-{version}{again}{path.suffix}")
        if not copy.exists():
            return copy
    raise AssertionError("no end of numbers")


def _check(path: Path, create: bool) -> None:
    if path.is_dir():
        raise NotARecordError(f"{path} is a folder; name a file in it, such as {path / 'tracktwo.db'}")
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        if not create:
            raise MissingRecordError(
                f"there is no record at {path}; make one with: tracktwo add SOURCE --record {path}"
            ) from error
        if not path.parent.is_dir():
            raise MissingRecordError(
                f"there is no folder {path.parent} to make the record {path.name} in; create it first"
            ) from error
        return
    except OSError as error:
        raise RecordError(f"the record {path} cannot be opened: {error.strerror}") from error
    if not os.access(path, os.R_OK):
        raise RecordError(f"the record {path} cannot be opened: {os.strerror(errno.EACCES)}")
    # An empty file is what an interruption before the first write leaves, and SQLite takes it as new.
    if size and not _is_database(path):
        raise NotARecordError(
            f"{path} is no record of TrackTwo but some other file; name another with --record"
        )


def _is_database(path: Path) -> bool:
    """Whether SQLite takes a file for one of its own.

    The file is looked at by SQLite alone: to close a file that was opened by other means lets go of all locks that this
    process has on it (https://www.sqlite.org/howtocorrupt.html, 2.2), and a server always has some.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as looking:
            looking.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        # What else may be wrong is told when the record is asked something.
        return getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB"
    return True


def _explain(error: Any, path: Path) -> RecordError:
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedRecordError(
            f"another process is writing to the record {path}; try again when it has finished"
        )
    # A limit on the size of files, a quota and some network disks are told as a failing disk.
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return FullDiskError(
            f"there is no room left to write the record {path}, or its disk fails ({error}); what was added "
            "before is kept, make room and run the same command again"
        )
    if name.startswith("SQLITE_READONLY"):
        return ReadOnlyRecordError(
            f"the record {path} may not be written to; check the file's and folder's rights"
        )
    if name.startswith("SQLITE_CANTOPEN"):
        return RecordError(f"the record {path} cannot be opened or created; check the folder's rights")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return NotARecordError(
            f"{path} is no record of TrackTwo, or is damaged ({error}); restore it from a copy"
        )
    return RecordError(f"the record {path} cannot be used: {error}")
