"""What search needs of a database: an index of words, and conditions that say which documents have them.

The words, and the places where they stand, are made in ``words``; the indexes themselves are each database's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select, select

from tracktwo.record import tables
from tracktwo.record.asking import Conditions
from tracktwo.record.words import Part


class Closeness(StrEnum):
    """How the parts of a query stand, from strict to lenient."""

    #: One right after another.
    PHRASE = "phrase"
    #: Within ``words.NEAR`` words.
    NEAR = "near"
    #: All of them, anywhere.
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which documents are searched, and what is wanted of each."""

    columns: tuple[ColumnElement[Any], ...]
    where: Conditions

    def newest_first(self) -> Select[Any]:
        """All of them in order: the newest first, those without a date last."""
        documents = tables.documents.c
        order = documents.earliest.desc().nulls_last(), documents.number
        return select(*self.columns).where(*self.where).order_by(*order)

    def in_turn(self) -> tuple[Select[Any], ...]:
        """The same as two selections one after the other, either of which follows an index of days.

        It has undated documents at the other end, so that it cannot be followed for all of them.
        """
        documents = tables.documents.c
        every = select(*self.columns).where(*self.where)
        dated = every.where(documents.earliest.is_not(None))
        undated = every.where(documents.earliest.is_(None))
        return dated.order_by(documents.earliest.desc(), documents.number), undated.order_by(documents.number)


class WordIndex(Protocol):
    """The words of documents and of statements. Each database has its own."""

    def create(self, connection: Connection) -> None:
        """Create the index in a record that has none."""

    def add_document(self, connection: Connection, number: int, text: str) -> None:
        """Add the text of the document of that number."""

    def remove_document(self, connection: Connection, number: int, text: str) -> None:
        """Take out a document, of which this text was added."""

    def add_claim(self, connection: Connection, number: int, words: str) -> None:
        """Add the words of the claim of that number; nothing where it has none."""

    def replace_claim(self, connection: Connection, number: int, before: str, now: str) -> None:
        """Index a claim by other words than those it was indexed by."""

    def upgrade(self, connection: Connection, version: int) -> None:
        """Bring the index of a record of that version, which has one, up to the present version."""

    def documents(
        self, connection: Connection, asked: Asked, parts: Sequence[Part], closeness: Closeness
    ) -> tuple[Select[Any], ...]:
        """The documents where the parts stand so close, as selections to be gone through one after another.

        There may be others among them, for what an index cannot tell: whoever asks looks at the text as well.
        """

    def documents_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """A condition on ``documents.number`` that holds for the same documents."""

    def claims_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """The same for ``claims.number`` and the words of claims."""

    def naming(self, connection: Connection, sides: Sequence[Collection[str]]) -> list[int]:
        """Numbers of the documents, in any order, that have for each side one of its words as it stands there.

        A word may be several to the index: there are others among them, where these stand apart.
        """


def index_of(connection: Connection) -> WordIndex:
    """The word index of the database that a connection is to."""
    if connection.dialect.name == "postgresql":
        from tracktwo.record.postgres_words import PostgresWords

        return PostgresWords()
    from tracktwo.record.sqlite_words import SqliteWords

    return SqliteWords()
