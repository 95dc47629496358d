"""Opens a record and applies changes to it, one transaction a document.

What changes is decided in ``changes``; what may be read, in ``gate``: this module gives out no claims itself.
An interruption at any moment leaves the record as it was before the document at hand.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, delete, insert, inspect, select

import tracktwo
from tracktwo.errors import NewerRecordError, NotARecordError
from tracktwo.model.judgement import Judgement, moment
from tracktwo.model.levels import Clearance, Level
from tracktwo.model.register import RegisterEntry
from tracktwo.record import identity_tables, registers, tables
from tracktwo.record.applying import apply_changes, archived_bytes, find_recorded
from tracktwo.record.audit import Derive, audit
from tracktwo.record.changes import Changes, Reading, Recorded, decide_changes
from tracktwo.record.coding import Coded, code
from tracktwo.record.database import PATIENCE, Database, open_database
from tracktwo.record.effects import judge, refresh
from tracktwo.record.entries import Fault, Left
from tracktwo.record.full_text import index_of
from tracktwo.record.gate import Gate
from tracktwo.record.ground import whole
from tracktwo.record.identities import PeopleShelf
from tracktwo.record.judgements import document_level, moment_after
from tracktwo.record.keeping import Resolver, in_use, is_wanting, keep, note_state
from tracktwo.record.marks import digits_of
from tracktwo.record.memory import Memory
from tracktwo.record.migrations import migrate
from tracktwo.record.series_shelf import SeriesShelf
from tracktwo.record.stale import is_stale, note_rules, rules_of, take_stale
from tracktwo.record.state import renew_state
from tracktwo.record.stored_pages import write_pages
from tracktwo.record.versions import level_of
from tracktwo.record.watching import Watch

log = logging.getLogger("tracktwo")

Clock = Callable[[], datetime]


class _NotKeptError(Exception):
    """Rolls back what was only supposed."""


class Record:
    """The record, in one file or one database. Use as a context manager, or close it."""

    def __init__(
        self, database: Database, clock: Clock, memory: Memory | None = None, watch: Watch | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        # What is lent is used by others after this record is closed.
        self._is_lent = memory is not None
        self._memory = memory or Memory()
        self._watch = watch or Watch()

    @classmethod
    def open(
        cls,
        where: Path | str,
        *,
        create: bool = False,
        patience: float = PATIENCE,
        clock: Clock = lambda: datetime.now(UTC),
        memory: Memory | None = None,
        watch: Watch | None = None,
    ) -> Self:
        """Open the record in a file, or at an address ``postgresql://…``; with ``create``, make one there.

        ``patience`` is how many seconds to wait for another process that is writing. A record of an older
        version is brought up to this one. ``memory`` is for who opens the same record again and again, and in
        several threads: it keeps what takes long to work out, until the record changes. ``watch`` is told of all
        that is given out and above public, and of all that is judged.

        Raises:
            MissingRecordError: there is none, or no folder or database to make it in.
            NotARecordError: the file or database is something else.
            NewerRecordError: a newer version wrote it.
            RecordError: it cannot be opened; one of the errors below it says why.
        """
        record = cls(open_database(where, create=create, patience=patience), clock, memory, watch)
        try:
            record._prepare(create)
        except BaseException:
            record.close()
            raise
        return record

    @property
    def name(self) -> str:
        """How messages call it: its path, or its address without the password."""
        return self._database.name

    def close(self) -> None:
        """Let go of the file or the server."""
        if not self._is_lent:
            self._memory.forget()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self, clearance: Clearance = Clearance.EVERYTHING) -> Iterator[Gate]:
        """Open the gate through which everything is read, on one unchanging view of the record.

        What is above ``clearance`` is withheld; see :mod:`tracktwo.model.levels`.
        """
        with (
            self._database.reading() as connection,
            closing(Gate(connection, clearance, self._memory, self._watch)) as gate,
        ):
            yield gate

    def recorded(self, document_id: str) -> Recorded | None:
        """What the record holds of a document, for deciding what to do with a source of the same bytes."""
        with self._database.reading() as connection:
            return find_recorded(connection, document_id)

    def add(self, reading: Reading) -> Changes:
        """Record what was read from one document, whole or not at all, and say what changed.

        Raises:
            RecordError: the record cannot be written; it is as it was.
        """
        with self._database.writing() as connection:
            # Decided inside the transaction: another process may have added the same document meanwhile.
            changes = decide_changes(find_recorded(connection, reading.document.id), reading)
            if not changes.is_empty:
                apply_changes(connection, changes, reading, self._now())
                self._judge_added(connection, changes, reading)
                renew_state(connection)
            return changes

    def judge(self, *judgements: Judgement) -> tuple[Judgement, ...]:
        """Add what people decided, with its effects, whole or not at all; return those that are new here.

        Raises:
            RecordError: the record cannot be written; it is as it was.
        """
        with self._writing() as connection:
            new = judge(connection, judgements)
        for judgement in new:
            self._watch.note_judged(judgement)
        return new

    def left_after(
        self, judgement: Judgement, clearance: Clearance, documents: Sequence[str]
    ) -> tuple[Left | None, ...]:
        """What a reader would be left with of documents, by their ids, after a judgement; nothing of it is kept.

        None stands for a document that would not be there for him at all. Nobody else can write meanwhile.
        """
        found: list[Left | None] = []
        with suppress(_NotKeptError), self._database.writing() as connection:
            judge(connection, (judgement,))
            renew_state(connection)
            with closing(Gate(connection, clearance)) as gate:
                seen = gate._seen(documents)
                for name in documents:
                    if name not in seen:
                        found.append(None)
                        continue
                    entry, text = gate.entry(seen[name]), gate.document(seen[name]).text
                    found.append(Left(entry, text, is_whole=seen[name] == name))
            raise _NotKeptError
        return tuple(found)

    def is_unsettled(self, clearance: Clearance = Clearance.EVERYTHING) -> bool:
        """Whether people and series of talks lag behind the documents, or what a clearance sees is not kept."""
        with self._database.reading() as connection:
            return is_stale(connection) or is_wanting(connection, clearance)

    def is_outdated(self, rules: str) -> bool:
        """Whether people and series of talks were worked out by other rules than those of version ``rules``."""
        with self._database.reading() as connection:
            noted = rules_of(connection)
            return noted != rules and (noted is not None or _has_people(connection))

    def settle(
        self, resolver: Resolver, clearance: Clearance = Clearance.EVERYTHING, *, renew: bool = False
    ) -> None:
        """Bring people and series of talks up to date, whole or not at all; ``resolver`` says who is whom.

        With them, what is kept for clearances below.

        Args:
            resolver: the rules.
            clearance: for which it is to be kept from now on, besides those for which it is.
            renew: whether everybody is worked out anew where other rules did it before. That takes a while.

        Raises:
            RecordError: the record cannot be written; it is as it was.
        """
        with self._database.writing() as connection:
            noted = rules_of(connection)
            anew = noted != resolver.version and (renew or noted is None)
            changed = take_stale(connection)
            ground = whole(connection)
            PeopleShelf(ground, resolver).refresh(changed, anew=anew)
            SeriesShelf(ground, resolver).refresh(changed, anew=anew)
            if anew:
                note_rules(connection, resolver.version)
            clearances = in_use(connection) | {clearance}
            keep(connection, clearances, resolver, changed, anew=anew)
            renew_state(connection)
            note_state(connection, clearances)

    def store_pages(self, today: date) -> int:
        """Write down the pages that wait for it in the memory of this record, and return how many.

        The record stays in the state in which it is.

        Raises:
            RecordError: the record cannot be written; the pages wait on.
        """
        waiting = dict(self._memory.unstored)
        if waiting:
            with self._database.writing() as connection:
                write_pages(connection, waiting.values(), today)
        for name, page in waiting.items():
            if self._memory.unstored.get(name) is page:
                del self._memory.unstored[name]
        return len(waiting)

    def code(self, coded: Coded) -> tuple[Judgement, ...]:
        """Add what a person coded in a document, accepted by them, and return the judgements that are new here.

        Raises:
            RecordError: it has no such document, or the record cannot be written; it is as it was.
        """
        with self._writing() as connection:
            return code(connection, coded, added=self._now(), made=self.moment())

    def name_sides_from(self, fewest: int) -> None:
        """Have sides named from so many participants on, where a level withholds whom somebody speaks for."""
        meta = tables.meta
        with self._writing() as connection:
            connection.execute(delete(meta).where(meta.c.name == "fewest"))
            connection.execute(insert(meta).values(name="fewest", value=str(fewest)))

    def archived(self, document_id: str) -> tuple[bytes, str]:
        """The bytes of a document, and what its source wing keeps to derive its text again.

        Raises:
            RecordError: the record has no such document, or its bytes are damaged.
        """
        with self._database.reading() as connection:
            return archived_bytes(connection, document_id)

    def moment(self, author: str | None = None) -> str:
        """Now, as judgements carry it; with an author, later than all that this person judged.

        So the latest word counts also where a clock was set back.
        """
        now = moment(self._clock())
        if author is None:
            return now
        with self._database.reading() as connection:
            return max(now, moment_after(connection, author))

    def set_aside(self, source: str, document_id: str, reason: str, level: Level = Level.PUBLIC) -> None:
        """Note that a source could not be taken in; noted once for each reason and level."""
        asides = tables.set_asides
        row = {"source": source, "sha256": digits_of(document_id), "reason": reason, "level": level.value}
        same = select(asides.c.number).where(*(asides.c[name] == value for name, value in row.items()))
        with self._database.reading() as connection:
            if connection.scalar(same) is not None:
                return
        with self._writing() as connection:
            if connection.scalar(same) is None:
                connection.execute(insert(asides).values(**row, added=self._now()))

    def keep_register(self, entries: Iterable[RegisterEntry]) -> int:
        """Keep entries of official registers, each once, and say how many were new."""
        with self._writing() as connection:
            return registers.keep(connection, entries, self._now())

    def audit(self, derive: Derive) -> Iterator[Fault]:
        """Prove the whole record again; ``derive`` makes a document from (bytes, source) anew."""
        with self._database.reading() as connection:
            yield from audit(connection, derive)

    def _judge_added(self, connection: Connection, changes: Changes, reading: Reading) -> None:
        """Apply what people decided to what a reading changed; a level given with the source is such a decision."""
        document = changes.document.id
        level, reason = reading.level or Level.PUBLIC, "given when the source was added"
        if changes.is_new and (inherited := level_of(connection, document)) > level:
            level, reason = inherited, "the level of the version before it"
        if level is not Level.PUBLIC:
            judge(connection, (document_level(document, level, reading.author, self.moment(), reason),))
        refresh(connection, (document,))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that changes the record."""
        with self._database.writing() as connection:
            yield connection
            renew_state(connection)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _prepare(self, create: bool) -> None:
        """Check what the database is; create the tables, in one transaction, where it is still empty."""
        with self._database.reading() as connection:
            version = _version(connection, self.name)
        if version is not None:
            if version < tables.SCHEMA_VERSION:
                self._migrate()
            return
        if not create:
            raise self._database.is_empty()
        with self._database.writing() as connection:
            if _version(connection, self.name) is None:  # else another process was quicker
                _found(connection)

    def _migrate(self) -> None:
        """Bring an older record up to this version, whole or not at all, after a copy of it was made."""
        with self._database.writing() as connection:
            version = _version(connection, self.name)
            if version is None or version == tables.SCHEMA_VERSION:
                return  # another process was quicker
            kept = self._database.back_up(connection, version)
            migrate(connection, version)
        message = "the record %s was of record version %s and is now of version %s; %s"
        log.warning(message, self.name, version, tables.SCHEMA_VERSION, kept)


def _has_people(connection: Connection) -> bool:
    return connection.scalar(select(identity_tables.people.c.number).limit(1)) is not None


def _found(connection: Connection) -> None:
    """Make an empty database a record."""
    tables.metadata.create_all(connection, checkfirst=False)
    index_of(connection).create(connection)
    about = {
        "schema": str(tables.SCHEMA_VERSION),
        "made_by": f"tracktwo {tracktwo.__version__}",
        "secret": token_hex(32),
    }
    rows = [{"name": name, "value": value} for name, value in about.items()]
    connection.execute(insert(tables.meta), rows)


def _version(connection: Connection, name: str) -> int | None:
    """The version of a record, if this TrackTwo can use it; None where there are no tables at all."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if "meta" not in names or "claims" not in names:
        raise NotARecordError(f"{name} is a database of some other program; name another with --record")
    meta = tables.meta.c
    about = {row.name: row.value for row in connection.execute(select(meta.name, meta.value))}
    version = about.get("schema", "")
    if not version.isdigit():
        raise NotARecordError(f"{name} does not say which version of a record it is; restore it from a copy")
    if int(version) > tables.SCHEMA_VERSION:
        raise NewerRecordError(
            f"the record {name} was written by {about.get('made_by', 'a newer version')} (record version "
            f"{version}; this one reads up to {tables.SCHEMA_VERSION}); install a newer TrackTwo"
        )
    return int(version)
