"""Proves a record again: bytes against their hash, texts against the bytes, claims against the texts.

It repairs nothing. How a text is derived from bytes is handed in, since that is the source wing's work.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from tracktwo.errors import SourceError, TrackTwoError
from tracktwo.model import Claim, Document
from tracktwo.model.printed import citations_of
from tracktwo.record import tables
from tracktwo.record.changes import claim_id
from tracktwo.record.database import damage_of
from tracktwo.record.effects import disagreements
from tracktwo.record.entries import Fault
from tracktwo.record.facets import Facet, facets_of
from tracktwo.record.kept_faults import faults_kept
from tracktwo.record.rows import claim_from, document_from, unpack

#: Derives a document anew from its archived bytes and what its source wing keeps about them.
Derive = Callable[[bytes, str], Document]


def audit(connection: Connection, derive: Derive) -> Iterator[Fault]:
    """Go through the whole record and yield what does not hold, document by document."""
    for what in damage_of(connection):
        yield Fault("", f"the file is damaged: {what}")
    documents = tables.documents.c
    asked = select(documents.number, documents.id).order_by(documents.number)
    for number, name in connection.execute(asked).all():
        try:
            yield from _audit_document(connection, number, derive)
        except DBAPIError as error:
            # A cell that is no longer of its column's kind; the other documents are gone through.
            yield Fault(name, f"what is recorded about it cannot be read: {error.orig}")
    try:
        yield from disagreements(connection)
    except (DBAPIError, TrackTwoError, ValueError, KeyError, TypeError) as error:
        yield Fault("", f"what people judged cannot be read: {error}")
        return
    try:
        yield from faults_kept(connection)
    except (DBAPIError, TrackTwoError, ValueError, KeyError, TypeError) as error:
        yield Fault("", f"what is kept for readers below full clearance cannot be read: {error}")


def _audit_document(connection: Connection, number: int, derive: Derive) -> Iterator[Fault]:
    row = connection.execute(select(tables.documents).where(tables.documents.c.number == number)).one()
    try:
        document = document_from(row)
    except (ValueError, TypeError) as error:
        yield Fault(row.id, f"what is recorded about it cannot be read: {error}")
        return
    yield from _audit_bytes(connection, row, document, derive)
    yield from _audit_claims(connection, number, document)


def _audit_bytes(
    connection: Connection, row: Row[Any], document: Document, derive: Derive
) -> Iterator[Fault]:
    name = document.id.removeprefix("sha256:")
    archived = connection.execute(select(tables.archive).where(tables.archive.c.sha256 == name)).first()
    if archived is None:
        yield Fault(document.id, "its bytes are not in the archive")
        return
    try:
        raw = unpack(archived.packing, archived.bytes, archived.size)
    except TrackTwoError as error:
        yield Fault(document.id, str(error))
        return
    digest = hashlib.sha256(raw).hexdigest()
    if digest != name:
        yield Fault(
            document.id, f"its archived bytes have the hash {digest[:16]}…, not the one they are named by"
        )
        return
    yield from _audit_text(raw, row.source, document, derive)


def _audit_text(raw: bytes, source: str, document: Document, derive: Derive) -> Iterator[Fault]:
    try:
        again = derive(raw, source)
    except (SourceError, ValueError, KeyError) as error:
        yield Fault(document.id, f"its text cannot be derived again: {error}")
        return
    if again.text == document.text:
        return
    place = next(
        (n for n, (a, b) in enumerate(zip(again.text, document.text, strict=False)) if a != b),
        min(len(again.text), len(document.text)),
    )
    by = (
        ""
        if again.derived_by == document.derived_by
        else f" ({document.derived_by} then, {again.derived_by} now)"
    )
    yield Fault(document.id, f"its text derives to another text from character {place} on{by}")


def _audit_claims(connection: Connection, number: int, document: Document) -> Iterator[Fault]:
    claims, cited, facets = tables.claims, tables.citations, tables.facets
    mine = select(claims.c.number).where(claims.c.document == number)
    citations: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(
        select(cited).where(cited.c.claim.in_(mine)).order_by(cited.c.claim, cited.c.seq)
    ):
        citations.setdefault(row.claim, []).append(row)
    found: dict[int, set[Facet]] = {}
    for row in connection.execute(select(facets).where(facets.c.claim.in_(mine))):
        found.setdefault(row.claim, set()).add(Facet(row.field, row.value))
    for row in connection.execute(
        select(claims).where(claims.c.document == number).order_by(claims.c.number)
    ):
        for what in _audit_claim(row, document, citations.get(row.number, []), found.get(row.number, set())):
            yield Fault(document.id, what, claim=row.id)


def _audit_claim(
    row: Row[Any], document: Document, cited: list[Row[Any]], facets: set[Facet]
) -> Iterator[str]:
    if claim_id(document.id, row.kind, row.payload) != row.id:
        yield "what it says does not hash to its name"
    for citation in cited:
        stands = document.text[citation.start : citation.end]
        if not citation.exact or stands != citation.exact:
            place = f"{citation.start}–{citation.end} ({citation.role})"
            yield f"it cites {citation.exact[:60]!r} at {place}, where {stands[:60]!r} stands"
    try:
        claim_from(row.kind, row.payload, row.confidence, document, None)
        claim = claim_from(row.kind, row.corrected or row.payload, row.confidence, document, None)
    except TrackTwoError as error:
        yield str(error)
        return
    yield from _audit_rows(claim, cited, facets)


def _audit_rows(claim: Claim, cited: list[Row[Any]], facets: set[Facet]) -> Iterator[str]:
    """Whether the rows that are searched by say the same as the claim itself."""
    own = [(role, c.start, c.end) for role, c in citations_of(claim)]
    if own != [(c.role, c.start, c.end) for c in cited]:
        yield "its citations are not those that it says"
    if set(facets_of(claim)) != facets:
        yield "it is found by other words than those that it says"
