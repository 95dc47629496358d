"""Writes what a reading changes into the tables, inside a transaction that the caller holds the lock for.

What changes is decided in ``changes``; this module only does it.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from tracktwo.errors import RecordError
from tracktwo.model import Document
from tracktwo.model.levels import Level
from tracktwo.record import tables
from tracktwo.record.changes import Changes, NewClaim, Reading, Recorded, RecordedClaim
from tracktwo.record.entries import ReadState
from tracktwo.record.facets import Days
from tracktwo.record.full_text import index_of
from tracktwo.record.rows import Values, about_document, document_from, pack, unpack
from tracktwo.record.stale import mark_stale
from tracktwo.record.versions import link_version, mark_versions


def find_recorded(connection: Connection, document_id: str) -> Recorded | None:
    """What the record holds of a document, or None."""
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
    level = Level(row.level)
    return Recorded(document_from(row), row.source, ReadState(row.state), row.made_by, known, level)


def archived_bytes(connection: Connection, document_id: str) -> tuple[bytes, str]:
    """The archived bytes of a document, with its ``source``.

    Raises:
        RecordError: the record has no such document, or its bytes are damaged.
    """
    documents, archive = tables.documents.c, tables.archive.c
    asked = (
        select(documents.source, archive.packing, archive.bytes, archive.size)
        .select_from(tables.documents)
        .join(tables.archive, documents.id == "sha256:" + archive.sha256)
        .where(documents.id == document_id)
    )
    row = connection.execute(asked).first()
    if row is None:
        raise RecordError(f"the bytes of {document_id} are not in the record; run: tracktwo verify")
    return unpack(row.packing, row.bytes, row.size), str(row.source)


def apply_changes(connection: Connection, changes: Changes, reading: Reading, now: str) -> int:
    """Write the changes to one document and return its number."""
    number = _write_document(connection, changes, reading, now)
    add_claims(connection, number, changes, now)
    claims = tables.claims
    for claim in changes.renewed:
        again = _changing(claim, changes.made_by) | {"retired": None}
        connection.execute(update(claims).where(claims.c.id == claim.id).values(**again))
    for claim_id in changes.retired:
        connection.execute(update(claims).where(claims.c.id == claim_id).values(retired=now))
    if changes.made_by:
        _note_reading(connection, number, changes, now)
    if changes.is_new:
        link_version(connection, number, changes.document, reading.is_fetched, now)
    mark_stale(connection, mark_versions(connection, number))
    return number


def _write_document(connection: Connection, changes: Changes, reading: Reading, now: str) -> int:
    documents = tables.documents
    document = changes.document
    about = about_document(document) | {
        "state": changes.state.value,
        "reason": changes.reason,
        "is_dialogue_report": changes.is_dialogue_report,
        "made_by": changes.made_by,
        "read": now if changes.made_by else None,
        "level": changes.level.value,
    }
    if not changes.is_new:
        same = documents.c.id == document.id
        connection.execute(update(documents).where(same).values(**about))
        return int(connection.scalars(select(documents.c.number).where(same)).one())
    _archive(connection, document, reading.raw)
    number = _next_number(connection, documents)
    row = {"number": number, "id": document.id, "source": reading.source, "text": document.text, "added": now}
    connection.execute(insert(documents).values(**row, **about))
    index_of(connection).add_document(connection, number, document.text)
    return number


def _archive(connection: Connection, document: Document, raw: bytes) -> None:
    sha256 = hashlib.sha256(raw).hexdigest()
    if document.id != f"sha256:{sha256}":
        raise AssertionError(f"{document.id} is not the hash of its bytes, {sha256}")
    connection.execute(insert(tables.archive).values(sha256=sha256, **pack(raw)))


def add_claims(connection: Connection, document: int, changes: Changes, now: str) -> None:
    """Add all new claims with few statements, since a server may be far away."""
    first = _next_number(connection, tables.claims)
    rows: list[Values] = []
    cited: list[Values] = []
    found: list[Values] = []
    for number, claim in enumerate(changes.added, start=first):
        about = {"number": number, "document": document, "added": now}
        rows.append(about | _lasting(claim) | _changing(claim, changes.made_by))
        cited += [
            {"claim": number, "seq": seq, "role": c.role, "start": c.start, "end": c.end, "exact": c.exact}
            for seq, c in enumerate(claim.citations)
        ]
        found += [{"claim": number, "field": f.field, "value": f.value} for f in claim.facets]
    for table, new in ((tables.claims, rows), (tables.citations, cited), (tables.facets, found)):
        if new:
            connection.execute(insert(table), new)
    index = index_of(connection)
    for row in rows:
        index.add_claim(connection, row["number"], row["words"])


def _next_number(connection: Connection, table: Table) -> int:
    """The number after the last; nobody else takes it while the lock is held."""
    last: Any = connection.scalar(select(func.max(table.c.number)))
    return int(last or 0) + 1


def _lasting(claim: NewClaim) -> Values:
    return {"id": claim.id, "kind": claim.kind, "payload": claim.payload, "words": claim.words}


def _changing(claim: NewClaim, made_by: str) -> Values:
    """The columns that a later reading may give another value without its being another claim."""
    return {
        "seq": claim.seq,
        "confidence": claim.confidence,
        "made_by": made_by,
        "earliest": claim.days.earliest,
        "latest": claim.days.latest,
    }


def _note_reading(connection: Connection, document: int, changes: Changes, now: str) -> None:
    counts = {
        "added": len(changes.added),
        "renewed": len(changes.renewed),
        "retired": len(changes.retired),
    }
    row = {"document": document, "made_by": changes.made_by, "at": now} | counts
    connection.execute(insert(tables.readings).values(**row))
