"""Documents as a reader sees them: listed, looked up by id, and with their texts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from tracktwo.errors import UsageError
from tracktwo.model import Document
from tracktwo.model.levels import Level
from tracktwo.record import tables
from tracktwo.record.asking import (
    batches,
    documents_where,
    starts_with,
)
from tracktwo.record.entries import (
    DocumentEntry,
    Filter,
    Unread,
)
from tracktwo.record.marks import parse_mark
from tracktwo.record.paging import (
    document_order,
    first_documents,
    in_order,
)
from tracktwo.record.remembering import Remembering
from tracktwo.record.shelves import Shelf

_ALL = Filter()


class GatedDocuments(Remembering):
    """Gives out documents."""

    def documents(self, filter: Filter = _ALL) -> tuple[DocumentEntry, ...]:
        """Documents by date of publication, undated ones last, or by their names.

        ``since`` and ``until`` are held against the date of publication; a document counts for a party,
        person, issue, dialogue … when one of its current claims does.
        """
        documents = tables.documents.c
        by = document_order(filter)
        last = self._row_of(documents.id, by, filter.after)
        found: list[tuple[Any, Shelf]] = []
        for shelf in self._shelves:
            asked = shelf.loader.select_entries().where(*documents_where(filter), *shelf.documents_where)
            rows = first_documents(shelf.connection, asked, filter, by, last)
            found += [(row, shelf) for row in rows]
        if len(self._shelves) > 1:
            first = str(by[0].key)
            found = in_order(
                found, lambda pair: (getattr(pair[0], first) or "", pair[0].number), falls=filter.falls
            )
        return self._entries(found[: filter.limit])

    def newest(self, limit: int) -> tuple[DocumentEntry, ...]:
        """The documents that came into the record last, the latest first."""
        documents = tables.documents.c
        found: list[tuple[Any, Shelf]] = []
        for shelf in self._shelves:
            asked = shelf.loader.select_entries().where(*shelf.documents_where)
            rows = shelf.connection.execute(asked.order_by(documents.number.desc()).limit(limit))
            found += [(row, shelf) for row in rows]
        found.sort(key=lambda pair: pair[0].number, reverse=True)
        return self._entries(found[:limit])

    def entry(self, name: str) -> DocumentEntry:
        """The document of that id, or of unambiguous first digits of it.

        Raises:
            UsageError: no document, or more than one, is called so.
        """
        return self._entry(*self._find(name))

    def document(self, name: str) -> Document:
        """The same with its text and passages, as claims cite it."""
        shelf, number = self._find(name)
        return shelf.loader.document(number)

    def set_asides(self) -> tuple[Unread, ...]:
        """Sources that could not be taken in, oldest first.

        Their names may hold anybody's, and nothing was read that could tell: they are given out at full clearance
        only.
        """
        if not self._is_full:
            return ()
        asides = tables.set_asides
        rows = self._connection.execute(select(asides).order_by(asides.c.number))
        return tuple(Unread(r.source, r.reason, r.added, r.sha256) for r in rows)

    def restricted_documents(self) -> tuple[DocumentEntry, ...]:
        """Documents above public by their own level or that of a round they tell of, the most confidential first."""
        documents = tables.documents.c
        found: list[DocumentEntry] = []
        for shelf in self._shelves:
            asked = shelf.loader.select_entries().where(*shelf.documents_where).order_by(documents.number)
            if shelf.connection is not self._connection:
                found += self._entries([(row, shelf) for row in shelf.connection.execute(asked)])
                continue
            for some in batches(sorted(self._restrictions.levels)):
                rows = shelf.connection.execute(asked.where(documents.number.in_(some)))
                found += self._entries([(row, shelf) for row in rows])
        above = (entry for entry in found if entry.level is not Level.PUBLIC)
        return tuple(sorted(above, key=lambda entry: entry.level.rank, reverse=True))

    def _count_set_asides(self) -> int:
        if not self._is_full:
            return 0
        return self._connection.scalar(select(func.count()).select_from(tables.set_asides)) or 0

    def _entries(self, rows: Sequence[tuple[Any, Shelf]]) -> tuple[DocumentEntry, ...]:
        """The documents of rows, each with the shelf that it is on."""
        self._shorts.expect(row.id for row, _ in rows)
        return tuple(shelf.loader.entry(row, self._shorts) for row, shelf in rows)

    def _entry(self, shelf: Shelf, number: int) -> DocumentEntry:
        asked = shelf.loader.select_entries().where(tables.documents.c.number == number)
        return shelf.loader.entry(shelf.connection.execute(asked).one(), self._shorts)

    def _find(self, name: str) -> tuple[Shelf, int]:
        prefix = parse_mark(name).prefix
        documents = tables.documents.c
        found: list[tuple[Shelf, int]] = []
        for shelf in self._shelves:
            asked = select(documents.number).where(starts_with(documents.id, f"{shelf.scheme}:{prefix}"))
            numbers = shelf.connection.scalars(asked.where(*shelf.documents_where).limit(2))
            found += [(shelf, number) for number in numbers]
        if not found:
            raise UsageError(f"no document of the record is called {prefix!r}; tracktwo documents lists them")
        if len(found) > 1:
            raise UsageError(f"more than one document is called {prefix!r}; give more digits of it")
        return found[0]
