"""Words that stand next to one another, for PostgreSQL: an index tells at once which documents have a pair of them.

A text search vector knows where its words stand; its index does not, and would have every text with the words looked
at for a phrase. Here a pair is a number of four bytes, so that two pairs may share one (once in some thousand million):
whoever asks looks at the text as well. What is searched for is decided elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from sqlalchemy import Connection, select

from tracktwo.record import tables
from tracktwo.record.words import stems_of

_TABLE = (
    "CREATE TABLE document_pairs (number INTEGER NOT NULL REFERENCES documents (number), "
    "pairs INTEGER[] NOT NULL, PRIMARY KEY (number))"
)
# Without a list of what is still to be put in its place, which every search would have to go through.
_INDEX = "CREATE INDEX document_pairs_by_pair ON document_pairs USING gin (pairs) WITH (fastupdate = off)"
_ADD = "INSERT INTO document_pairs (number, pairs) VALUES (%s, %s::integer[])"

#: Documents that are read at once where all are indexed.
_PORTION = 500


def create_pairs(connection: Connection) -> None:
    """Create the table for documents that are still to come."""
    connection.exec_driver_sql(_TABLE)
    connection.exec_driver_sql(_INDEX)


def add_pairs(connection: Connection, number: int, stems: Sequence[str]) -> None:
    """Add the pairs of a document's words, which are given in order."""
    connection.exec_driver_sql(_ADD, (number, written(pairs_of(stems))))


def remove_pairs(connection: Connection, number: int) -> None:
    """Take out the pairs of a document."""
    connection.exec_driver_sql("DELETE FROM document_pairs WHERE number = %s", (number,))


def index_pairs(connection: Connection) -> None:
    """Create the table with the pairs of all documents that there are."""
    connection.exec_driver_sql(_TABLE)
    for some in _texts(connection):
        rows = [(number, written(pairs_of(list(stems_of(text))))) for number, text in some]
        connection.exec_driver_sql(_ADD, rows)
    # To put them in order at the end is quicker than one by one.
    connection.exec_driver_sql(_INDEX)


def pairs_of(stems: Sequence[str]) -> list[int]:
    """The numbers of the pairs that stand in these words, each once, as PostgreSQL's four bytes hold them."""
    found = {crc32(f"{one} {other}".encode()) for one, other in pairwise(stems)}
    return sorted(number - (1 << 31) for number in found)


def written(pairs: Iterable[int]) -> str:
    """Numbers as PostgreSQL writes an array of them."""
    return "{" + ",".join(map(str, pairs)) + "}"


def _texts(connection: Connection) -> Iterator[Sequence[tuple[int, str]]]:
    documents, last = tables.documents.c, 0
    asked = select(documents.number, documents.text).order_by(documents.number).limit(_PORTION)
    while rows := connection.execute(asked.where(documents.number > last)).all():
        yield [(row.number, row.text) for row in rows]
        last = rows[-1].number
