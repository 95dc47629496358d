"""Opens the file of accounts: SQLite beside the record, also where the record is in PostgreSQL.

Readable by its owner only. It decides nothing about who may do what.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from tracktwo.errors import AccountsError, RecordError
from tracktwo.record.sqlite import open_engine, writing
from tracktwo.web import accounts_tables as tables

Clock = Callable[[], datetime]

#: Seconds to wait while another process writes.
_PATIENCE = 10.0


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """A moment as it is kept; such words sort as the moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class AccountsFile:
    """The file of accounts, open. Safe to be used by several threads and processes at once."""

    def __init__(self, path: Path, *, create: bool = False, clock: Clock = now) -> None:
        """Open the file at ``path``; with ``create``, make one if there is none.

        Raises:
            AccountsError: there is none, it is something else, or a newer version wrote it.
        """
        self.path = path
        self.clock = clock
        _check(path, create)
        try:
            self._engine = open_engine(path, create=create, patience=_PATIENCE)
        except RecordError as error:
            raise AccountsError(f"{path} is no file of accounts: name another with --accounts") from error
        self._prepare()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view."""
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, the only one that writes while it lasts, rolled back on any exception."""
        with self._explained(), writing(self._engine) as connection:
            yield connection

    def now(self) -> str:
        """This moment, as it is kept."""
        return written(self.clock())

    @property
    def secret(self) -> bytes:
        """The secret of all servers over this file: forms and log-ins under way outlive a restart."""
        with self.reading() as connection:
            return str(_meta(connection, "secret")).encode()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self.writing() as connection:
            names = set(inspect(connection).get_table_names())
            if not names:
                tables.metadata.create_all(connection)
                for trigger in tables.TRIGGERS:
                    connection.execute(text(trigger))
                kept = {
                    "version": str(tables.VERSION),
                    "secret": secrets.token_urlsafe(32),
                    "kind": "accounts",
                }
                connection.execute(insert(tables.meta), [{"name": n, "value": v} for n, v in kept.items()])
                return
            kind = _meta(connection, "kind") if "meta" in names else None
            if kind != "accounts":
                raise AccountsError(
                    f"{self.path} is no file of accounts; the record has a file of its own: name another with "
                    "--accounts"
                )
            version = int(_meta(connection, "version") or 0)
            if version > tables.VERSION:
                raise AccountsError(
                    f"{self.path} was written by a newer TrackTwo (version {version} of the tables of accounts, "
                    f"this one knows {tables.VERSION}): install that one"
                )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise AccountsError(f"the accounts in {self.path} cannot be used: {error.orig}") from error


def _meta(connection: Connection, name: str) -> str | None:
    value: str | None = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.name == name))
    return value


def _check(path: Path, create: bool) -> None:
    if path.exists() and not path.is_dir():
        return
    if path.is_dir():
        raise AccountsError(f"{path} is a folder; name a file in it, such as {path / 'accounts.db'}")
    if not create:
        raise AccountsError(
            f"there are no accounts in {path}; make the first with: "
            f"tracktwo accounts add NAME --role administrator --accounts {path}"
        )
    if not path.parent.is_dir():
        raise AccountsError(f"there is no folder {path.parent} to keep {path.name} in; create it first")
    try:
        # Nobody else on the machine may read it, not even for the moment in which it is made.
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise AccountsError(f"{path} cannot be made: {error.strerror}") from error
