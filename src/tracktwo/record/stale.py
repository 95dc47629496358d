"""Notes which documents changed since people and series of talks were worked out from the claims, and by which rules
they were."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, update

from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.identity_tables import stale_documents
from tracktwo.record.state import note_changed

#: The name in ``meta`` of the version of the rules.
_RULES = "rules"


def mark_stale(connection: Connection, documents: Collection[int]) -> None:
    """Note, in the transaction that changes what these documents (numbers) say, that identities lag behind, and with
    them whatever else was worked out of these documents."""
    note_changed(connection, documents)
    numbers = tables.documents.c.number
    for some in batches(sorted(set(documents))):
        new = select(numbers).where(numbers.in_(some), numbers.not_in(select(stale_documents.c.document)))
        connection.execute(insert(stale_documents).from_select(["document"], new))


def is_stale(connection: Connection) -> bool:
    """Whether identities lag behind the claims."""
    return connection.scalar(select(stale_documents.c.document).limit(1)) is not None


def take_stale(connection: Connection) -> list[int]:
    """The documents (numbers) that changed, which are then no longer noted."""
    found = list(connection.scalars(select(stale_documents.c.document).order_by(stale_documents.c.document)))
    connection.execute(delete(stale_documents))
    return found


def rules_of(connection: Connection) -> str | None:
    """The version of the rules that people and series were last worked out by; None where none is noted."""
    meta = tables.meta.c
    found: str | None = connection.scalar(select(meta.value).where(meta.name == _RULES))
    return found


def note_rules(connection: Connection, version: str) -> None:
    """Note by which rules people and series are worked out from now on."""
    meta = tables.meta
    if not connection.execute(update(meta).where(meta.c.name == _RULES).values(value=version)).rowcount:
        connection.execute(insert(meta).values(name=_RULES, value=version))
