"""Notes which documents changed since people and series of talks were worked out from the claims."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.identity_tables import stale_documents


def mark_stale(connection: Connection, documents: Collection[int]) -> None:
    """Note, in the transaction that changes what these documents (numbers) say, that identities lag behind."""
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
