"""Finds the versions of a document in the record and marks what became of the claims that rest on them.

What is a version, and what becomes of a claim, is decided in ``revisions``. Everything happens in the transaction
that adds or changes the document, and working it out again changes nothing.
"""

from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from tracktwo.model import Document
from tracktwo.model.levels import Level
from tracktwo.record import tables
from tracktwo.record.asking import UPHOLDING
from tracktwo.record.revisions import Resting, Version, decide_flags, is_version, resting, same_addresses
from tracktwo.record.rows import claim_from, document_from


def link_version(connection: Connection, number: int, document: Document, is_fetched: bool, now: str) -> None:
    """Note which document a new one is a later version of, if any; it is no less confidential than that one."""
    if document.url is None:
        return
    documents = tables.documents
    asked = (
        select(documents.c.number, documents.c.text, documents.c.level)
        .where(documents.c.url.in_(same_addresses(document.url)), documents.c.superseded.is_(None))
        .where(documents.c.number != number)
        .order_by(documents.c.number.desc())
    )
    for earlier in connection.execute(asked):
        if is_version(earlier.text, document.text, is_fetched):
            level = max(Level(earlier.level), level_of(connection, document.id))
            _set(connection, number, follows=earlier.number, level=level.value)
            _set(connection, earlier.number, superseded=now)
            return


def level_of(connection: Connection, document_id: str) -> Level:
    """How confidential a document of the record is."""
    documents = tables.documents.c
    return Level(connection.execute(select(documents.level).where(documents.id == document_id)).scalar_one())


def later_text(connection: Connection, number: int) -> str:
    """The text of the last version of a document; empty where it is the last itself."""
    documents = tables.documents.c
    last = _versions(connection, number)[-1]
    if last == number:
        return ""
    return str(connection.execute(select(documents.text).where(documents.number == last)).scalar_one())


def mark_versions(connection: Connection, number: int) -> tuple[int, ...]:
    """Flag the claims of all earlier versions of a document's text; return the numbers of all versions.

    Nothing is done where there is only one.
    """
    chain = _versions(connection, number)
    if len(chain) < 2:
        return chain
    rows = [_claims(connection, each) for each in chain]
    found = zip(chain, rows, strict=True)
    versions = [_version(connection, each, claims) for each, claims in found]
    flags = decide_flags(versions)
    claims = tables.claims
    for row in (row for each in rows for row in each):
        flag = flags[row.id]
        if row.flag != flag:
            connection.execute(update(claims).where(claims.c.id == row.id).values(flag=flag))
    return chain


def _versions(connection: Connection, number: int) -> tuple[int, ...]:
    """The numbers of all versions of a document, earliest first."""
    documents = tables.documents.c
    chain = [number]
    while (
        before := connection.scalar(select(documents.follows).where(documents.number == chain[0]))
    ) is not None:
        chain.insert(0, before)
    while (
        after := connection.scalar(select(documents.number).where(documents.follows == chain[-1]))
    ) is not None:
        chain.append(after)
    return tuple(chain)


def _claims(connection: Connection, number: int) -> list[Row[Any]]:
    """The claims of a document that its last reading made, or that somebody upholds."""
    claims = tables.claims
    upheld = or_(claims.c.verdict.in_(UPHOLDING), claims.c.corrected.is_not(None))
    asked = select(claims).where(claims.c.document == number, or_(claims.c.retired.is_(None), upheld))
    return list(connection.execute(asked.order_by(claims.c.number)))


def _version(connection: Connection, number: int, claims: list[Row[Any]]) -> Version:
    row = connection.execute(select(tables.documents).where(tables.documents.c.number == number)).one()
    document = document_from(row)
    return Version(document.text, tuple(_resting(claim, document) for claim in claims))


def _resting(row: Row[Any], document: Document) -> Resting:
    return resting(row.id, claim_from(row.kind, row.payload, row.confidence, document, None))


def _set(connection: Connection, number: int, **values: object) -> None:
    documents = tables.documents
    connection.execute(update(documents).where(documents.c.number == number).values(**values))
