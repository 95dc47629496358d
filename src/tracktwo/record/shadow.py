"""A small record in memory of the documents that a reader may not see in full, as he sees them.

Every question that is put to the record is put to this one in the same words, so that nothing of what is withheld
takes part in finding, counting or ordering. What is left of each document is decided in ``withholding``.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from tracktwo.model.levels import Clearance
from tracktwo.record import tables
from tracktwo.record.cases import About, cases_of, other_names, secret_of
from tracktwo.record.full_text import index_of
from tracktwo.record.levels import Restrictions
from tracktwo.record.shown_rows import write_shown
from tracktwo.record.state import State, state_of
from tracktwo.record.withholding import Shown, withhold


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and what a side needs to be named."""

    clearance: Clearance
    #: From how many participants on a side may be named.
    fewest: int


class Shadow:
    """What readers of one clearance see of the documents that they may not see in full."""

    def __init__(self, engine: Engine, seen: Mapping[str, str]) -> None:
        self._engine = engine
        # As long as one connection is open, what is in memory stays.
        self._keeper = engine.connect()
        self._seen = seen

    def seen(self, ids: Collection[str]) -> Mapping[str, str]:
        """The ids under which documents and claims are shown, by their ids in the record."""
        return {name: self._seen[name] for name in set(ids) & self._seen.keys()}

    def connect(self) -> Connection:
        """A connection to it, to be closed by whoever asked."""
        return self._engine.connect()

    def close(self) -> None:
        """Let it go, once nobody is connected any more."""
        self._keeper.close()


class Shadows:
    """The shadows of one record, each kept until the record changes: to make one takes long, to ask it not."""

    def __init__(self) -> None:
        self._kept: dict[View, tuple[State, Shadow]] = {}
        self._lock = Lock()

    def open(
        self, connection: Connection, restrictions: Restrictions, view: View
    ) -> tuple[Shadow, Connection]:
        """The shadow for readers of a clearance, of the record as ``connection`` sees it, and a connection to it."""
        state = state_of(connection)
        # Connected while the lock is held: nobody can let go of it in between.
        with self._lock:
            known = self._kept.get(view)
            if known is None or known[0] != state:
                if known is not None:
                    known[1].close()
                self._kept[view] = known = state, cast_shadow(connection, restrictions, view)
            return known[1], known[1].connect()

    def close(self) -> None:
        """Let all of them go."""
        with self._lock:
            for _, shadow in self._kept.values():
                shadow.close()
            self._kept.clear()


def cast_shadow(connection: Connection, restrictions: Restrictions, view: View) -> Shadow:
    """Make what a reader sees of the documents of a record that he may not see in full."""
    address = f"file:{token_hex(16)}?mode=memory&cache=shared"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        poolclass=NullPool,
    )
    seen: dict[str, str] = {}
    made = Shadow(engine, seen)
    with engine.begin() as shadow:
        tables.metadata.create_all(shadow, checkfirst=False)
        index_of(shadow).create(shadow)
        for about, shown, known in shown_of(connection, restrictions, view):
            shows = {shown.document.id, *(entry.id for entry in shown.entries)}
            seen |= {name: other for name, other in known.items() if other in shows}
            write_shown(shadow, shown, about, {known[name]: n for name, n in about.claims.items()})
    return made


def shown_of(
    connection: Connection, restrictions: Restrictions, view: View, numbers: Collection[int] | None = None
) -> Iterator[tuple[About, Shown, Mapping[str, str]]]:
    """What the reader sees of documents that he may not see in full, with the names under which he does.

    Args:
        connection: to the record.
        restrictions: all levels in it.
        view: who looks.
        numbers: of the documents; all that there are, if None.
    """
    secret = secret_of(connection)
    wanted = restrictions.touched(view.clearance) if numbers is None else numbers
    for about, case in cases_of(connection, restrictions, wanted, other_names(connection)):
        known = about.opaque(secret)
        shown = withhold(case, view.clearance, view.fewest, known.__getitem__)
        if shown is not None:
            yield about, shown, known
