"""What search needs of a database: an index of words, and conditions that say which documents have them.

The words, and the places where they stand, are made in ``words``; the indexes themselves are each database's.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from sqlalchemy import ColumnElement, Connection

from tracktwo.record.words import Part


class Closeness(StrEnum):
    """How the parts of a query stand, from strict to lenient."""

    #: One right after another.
    PHRASE = "phrase"
    #: Within ``words.NEAR`` words.
    NEAR = "near"
    #: All of them, anywhere.
    APART = "apart"


class WordIndex(Protocol):
    """The words of documents and of statements. Each database has its own."""

    def create(self, connection: Connection) -> None:
        """Create the index in a record that has none."""

    def add_document(self, connection: Connection, number: int, text: str) -> None:
        """Add the text of the document of that number."""

    def add_claim(self, connection: Connection, number: int, words: str) -> None:
        """Add the words of the claim of that number; nothing where it has none."""

    def replace_claim(self, connection: Connection, number: int, before: str, now: str) -> None:
        """Index a claim by other words than those it was indexed by."""

    def documents_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """A condition on ``documents.number`` that holds wherever the parts stand so close.

        It may hold elsewhere too, for what an index cannot tell: whoever asks looks at the text as well.
        """

    def documents_one_by_one(
        self, connection: Connection, parts: Sequence[Part], closeness: Closeness
    ) -> ColumnElement[bool] | None:
        """The same, in a way that is quick where very many documents have the parts; None where they are few."""

    def claims_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """The same for ``claims.number`` and the words of claims."""


def index_of(connection: Connection) -> WordIndex:
    """The word index of the database that a connection is to."""
    if connection.dialect.name == "postgresql":
        from tracktwo.record.postgres_words import PostgresWords

        return PostgresWords()
    from tracktwo.record.sqlite_words import SqliteWords

    return SqliteWords()
