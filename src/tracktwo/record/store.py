"""Opens a record and applies changes to it, one transaction a document.

What changes is decided in ``changes``; what may be read, in ``gate``: this module gives out no claims itself.
An interruption at any moment leaves the record as it was before the document at hand.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select, update

import tracktwo
from tracktwo.errors import NewerRecordError, NotARecordError
from tracktwo.model import Document
from tracktwo.record import sqlite, tables
from tracktwo.record.audit import Derive, audit
from tracktwo.record.changes import (
    Changes,
    NewClaim,
    Reading,
    Recorded,
    RecordedClaim,
    decide_changes,
)
from tracktwo.record.entries import Fault, ReadState
from tracktwo.record.facets import Days
from tracktwo.record.gate import Gate
from tracktwo.record.marks import digits_of
from tracktwo.record.migrations import migrate
from tracktwo.record.rows import Values, about_document, document_from, pack

log = logging.getLogger("tracktwo")

Clock = Callable[[], datetime]


class Record:
    """The record in one file. Use as a context manager, or close it."""

    def __init__(self, path: Path, engine: Engine, clock: Clock) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = False,
        patience: float = sqlite.PATIENCE,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> Self:
        """Open the record at ``path``; with ``create``, make one where there is none.

        ``patience`` is how many seconds to wait for another process that is writing.

        Raises:
            MissingRecordError: there is none, or no folder to make it in.
            NotARecordError: the file is something else.
            NewerRecordError: a newer version wrote it.
            RecordError: it cannot be opened; one of the errors below it says why.
        """
        record = cls(Path(path), sqlite.open_engine(Path(path), create=create, patience=patience), clock)
        with sqlite.explained(record.path):
            record._prepare(create)
        return record

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Gate]:
        """Open the gate through which everything is read, on one unchanging view of the record."""
        with sqlite.explained(self.path), self._engine.connect() as connection:
            yield Gate(connection)

    def recorded(self, document_id: str) -> Recorded | None:
        """What the record holds of a document, for deciding what to do with a source of the same bytes."""
        with sqlite.explained(self.path), self._engine.connect() as connection:
            return _recorded(connection, document_id)

    def add(self, reading: Reading) -> Changes:
        """Record what was read from one document, whole or not at all, and say what changed.

        Raises:
            RecordError: the record cannot be written; it is as it was.
        """
        with sqlite.explained(self.path), sqlite.writing(self._engine) as connection:
            # Decided inside the transaction: another process may have added the same document meanwhile.
            changes = decide_changes(_recorded(connection, reading.document.id), reading)
            if not changes.is_empty:
                _apply(connection, changes, reading, self._now())
            return changes

    def set_aside(self, source: str, document_id: str, reason: str) -> None:
        """Note that a source could not be taken in; noted once for each reason."""
        row = {"source": source, "sha256": digits_of(document_id), "reason": reason}
        asides = tables.set_asides
        same = select(asides.c.number).where(*(asides.c[name] == value for name, value in row.items()))
        with sqlite.explained(self.path), self._engine.connect() as connection:
            if connection.scalar(same) is not None:
                return
        with sqlite.explained(self.path), sqlite.writing(self._engine) as connection:
            if connection.scalar(same) is None:
                connection.execute(insert(asides).values(**row, added=self._now()))

    def audit(self, derive: Derive) -> Iterator[Fault]:
        """Prove the whole record again; ``derive`` makes a document from (bytes, source) anew."""
        with sqlite.explained(self.path), self._engine.connect() as connection:
            yield from audit(connection, derive)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _prepare(self, create: bool) -> None:
        """Check what the file is; create the tables, in one transaction, where it is still empty."""
        with self._engine.connect() as connection:
            names = set(inspect(connection).get_table_names())
            version = _version(connection, names, self.path) if names else None
        if version is not None:
            if version < tables.SCHEMA_VERSION:
                self._migrate()
            return
        if not create:
            raise NotARecordError(f"{self.path} is empty; make a record with: tracktwo add SOURCE")
        with sqlite.writing(self._engine) as connection:
            if inspect(connection).get_table_names():
                return  # another process was quicker
            tables.metadata.create_all(connection, checkfirst=False)
            sqlite.create_indexes(connection)
            about = {
                "schema": str(tables.SCHEMA_VERSION),
                "made_by": f"tracktwo {tracktwo.__version__}",
                "secret": token_hex(32),
            }
            rows = [{"name": name, "value": value} for name, value in about.items()]
            connection.execute(insert(tables.meta), rows)

    def _migrate(self) -> None:
        """Bring an older record up to this version, whole or not at all, after a copy of it was made."""
        with sqlite.writing(self._engine) as connection:
            version = _version(connection, set(inspect(connection).get_table_names()), self.path)
            if version == tables.SCHEMA_VERSION:
                return  # another process was quicker
            copy = sqlite.back_up(self.path, version)
            migrate(connection, version)
        log.warning(
            "the record %s was of record version %s and is now of version %s; as it was, it is kept in %s",
            self.path, version, tables.SCHEMA_VERSION, copy,
        )  # fmt: skip


def _version(connection: Connection, names: set[str], path: Path) -> int:
    """The version of a record that has tables, if this TrackTwo can use it."""
    if "meta" not in names or "claims" not in names:
        raise NotARecordError(f"{path} is a database of some other program; name another file with --record")
    meta = tables.meta.c
    about = {row.name: row.value for row in connection.execute(select(meta.name, meta.value))}
    version = about.get("schema", "")
    if not version.isdigit():
        raise NotARecordError(f"{path} does not say which version of a record it is; restore it from a copy")
    if int(version) > tables.SCHEMA_VERSION:
        raise NewerRecordError(
            f"the record {path} was written by {about.get('made_by', 'a newer version')} (record version "
            f"{version}; this one reads up to {tables.SCHEMA_VERSION}); install a newer TrackTwo"
        )
    return int(version)


def _recorded(connection: Connection, document_id: str) -> Recorded | None:
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == document_id)).first()
    if row is None:
        return None
    claims = tables.claims.c
    rows = connection.execute(
        select(claims.id, claims.seq, claims.confidence, claims.earliest, claims.latest, claims.retired)
        .where(claims.document == row.number)
        .order_by(claims.number)
    )
    known = tuple(
        RecordedClaim(r.id, r.seq, r.confidence, Days(r.earliest, r.latest), r.retired is not None)
        for r in rows
    )
    return Recorded(document_from(row), row.source, ReadState(row.state), row.made_by, known)


def _apply(connection: Connection, changes: Changes, reading: Reading, now: str) -> None:
    number = _write_document(connection, changes, reading, now)
    claims = tables.claims
    after = connection.scalar(select(func.coalesce(func.max(claims.c.number), 0))) or 0
    for claim in changes.added:
        _add_claim(connection, number, claim, changes.made_by, now)
    sqlite.index_claims(connection, number, after)
    for claim in changes.renewed:
        again = _changing(claim, changes.made_by) | {"retired": None}
        connection.execute(update(claims).where(claims.c.id == claim.id).values(**again))
    for claim_id in changes.retired:
        connection.execute(update(claims).where(claims.c.id == claim_id).values(retired=now))
    if changes.made_by:
        history = {
            "added": len(changes.added),
            "renewed": len(changes.renewed),
            "retired": len(changes.retired),
        }
        row = {"document": number, "made_by": changes.made_by, "at": now} | history
        connection.execute(insert(tables.readings).values(**row))


def _write_document(connection: Connection, changes: Changes, reading: Reading, now: str) -> int:
    documents = tables.documents
    document = changes.document
    about = about_document(document) | {
        "state": changes.state.value,
        "reason": changes.reason,
        "is_dialogue_report": changes.is_dialogue_report,
        "made_by": changes.made_by,
        "read": now if changes.made_by else None,
    }
    if not changes.is_new:
        same = documents.c.id == document.id
        connection.execute(update(documents).where(same).values(**about))
        return int(connection.scalars(select(documents.c.number).where(same)).one())
    _archive(connection, document, reading.raw)
    row = about | {"id": document.id, "source": reading.source, "text": document.text, "added": now}
    number = _insert(connection, documents, row)
    sqlite.index_document(connection, number)
    return number


def _insert(connection: Connection, table: Table, row: Values) -> int:
    (number,) = connection.execute(insert(table).values(**row)).inserted_primary_key or (0,)
    return int(number)


def _archive(connection: Connection, document: Document, raw: bytes) -> None:
    sha256 = hashlib.sha256(raw).hexdigest()
    if document.id != f"sha256:{sha256}":
        raise AssertionError(f"{document.id} is not the hash of its bytes, {sha256}")
    connection.execute(insert(tables.archive).values(sha256=sha256, **pack(raw)))


def _changing(claim: NewClaim, made_by: str) -> Values:
    """The columns that a later reading may give another value without its being another claim."""
    return {
        "seq": claim.seq,
        "confidence": claim.confidence,
        "made_by": made_by,
        "earliest": claim.days.earliest,
        "latest": claim.days.latest,
    }


def _add_claim(connection: Connection, document: int, claim: NewClaim, made_by: str, now: str) -> None:
    row = _changing(claim, made_by) | {
        "id": claim.id,
        "document": document,
        "kind": claim.kind,
        "payload": claim.payload,
        "words": claim.words,
        "added": now,
    }
    number = _insert(connection, tables.claims, row)
    cited = [
        {"claim": number, "seq": seq, "role": c.role, "start": c.start, "end": c.end, "exact": c.exact}
        for seq, c in enumerate(claim.citations)
    ]
    if cited:
        connection.execute(insert(tables.citations), cited)
    found = [{"claim": number, "field": f.field, "value": f.value} for f in claim.facets]
    if found:
        connection.execute(insert(tables.facets), found)
