"""Keeps a record fit for a server as long as one runs: people read while others write, and nobody waits or is refused.

A record in one file is given a write-ahead log for that time and is one file again afterwards; of a record in
PostgreSQL the connections are kept for that time. Who may read and write is decided elsewhere.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracktwo.record.database import engines_at, is_address
from tracktwo.record.sqlite import PATIENCE, explained

log = logging.getLogger("tracktwo")


@contextmanager
def shared(where: Path | str) -> Iterator[None]:
    """Let readers of a record go on while somebody writes to it, and writers while somebody reads.

    The record must exist. A server that was killed leaves the log beside the record, and whoever opens the record
    next takes it up: both belong together until then.

    Raises:
        RecordError: the file cannot be opened, or what PostgreSQL needs is not installed.
    """
    if is_address(where):
        # No connection is made yet: a server of PostgreSQL that is to be started later is waited for with each request.
        engines = engines_at(str(where))
        engines.open()
        try:
            yield
        finally:
            engines.close()
        return
    path = Path(where)
    with explained(path):
        # One connection is held, so that the log is not taken up and begun anew with every request.
        held = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
    with closing(held):
        with explained(path):
            _set_mode(held, path, "wal")
            # Only a connection that has read keeps hold of the log.
            held.execute("SELECT count(*) FROM sqlite_master").fetchall()
        try:
            yield
        finally:
            _set_mode(held, path, "delete")


def _set_mode(connection: sqlite3.Connection, path: Path, mode: str) -> None:
    try:
        (now,) = connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
    except sqlite3.Error as error:
        now = error
    if now != mode:
        # Some network disks have no such log; and another process may be at the record just now.
        log.info("the record %s keeps its journal as it is: %s", path, now)
