"""The one way in which a record is read: every view, search, export, page and command goes through a gate.

A gate gives out values, never rows, and answers from one unchanging view of the record. It decides who may
see what (for now everybody sees everything; attribution levels are enforced here and nowhere else) and
nothing about how entries are shown or merged.
"""

from typing import Any, TypeVar, overload

from sqlalchemy import Connection, exists, func, select

from tracktwo.errors import UsageError
from tracktwo.model import CLAIM_CLASSES, Citation, Claim, Document
from tracktwo.record import tables
from tracktwo.record.asking import claims_where, days_hold, documents_where, starts_with
from tracktwo.record.entries import (
    ClaimEntry,
    Counts,
    DocumentEntry,
    Filter,
    Hit,
    Place,
    ReadState,
    Unread,
)
from tracktwo.record.loading import Loader, in_printing_order
from tracktwo.record.marks import Mark, parse_mark
from tracktwo.record.search import Found, hit, in_documents, in_statements, parse_query

C = TypeVar("C", bound=Claim)

_ALL = Filter()


class Gate:
    """Read access to one record. Made by ``Record.reading()``, and not to be kept longer than that."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._loader = Loader(connection)

    # ── documents ──────────────────────────────────────────────────────────────────────────────────────────

    def documents(self, filter: Filter = _ALL) -> tuple[DocumentEntry, ...]:
        """Documents by date of publication, undated ones last.

        ``since`` and ``until`` are held against the date of publication; a document counts for a party,
        person, issue, dialogue … when one of its current claims does.
        """
        documents = tables.documents.c
        asked = self._loader.select_entries().where(*documents_where(filter))
        asked = asked.order_by(documents.earliest.is_(None), documents.earliest, documents.number)
        return self._loader.entries(asked.limit(filter.limit))

    def entry(self, name: str) -> DocumentEntry:
        """The document of that id, or of unambiguous first digits of it.

        Raises:
            UsageError: no document, or more than one, is called so.
        """
        asked = self._loader.select_entries().where(tables.documents.c.number == self._number(name))
        return self._loader.entries(asked)[0]

    def document(self, name: str) -> Document:
        """The same with its text and passages, as claims cite it."""
        return self._loader.document(self._number(name))

    def set_asides(self) -> tuple[Unread, ...]:
        """Sources that could not be taken in, oldest first."""
        asides = tables.set_asides
        rows = self._connection.execute(select(asides).order_by(asides.c.number))
        return tuple(Unread(r.source, r.reason, r.added, r.sha256) for r in rows)

    # ── claims ─────────────────────────────────────────────────────────────────────────────────────────────

    @overload
    def claims(self, kind: type[C], filter: Filter = ...) -> tuple[ClaimEntry[C], ...]: ...
    @overload
    def claims(self, kind: None = ..., filter: Filter = ...) -> tuple[ClaimEntry[Claim], ...]: ...

    def claims(self, kind: type[Claim] | None = None, filter: Filter = _ALL) -> tuple[ClaimEntry[Any], ...]:
        """Claims of a class (of all, if None) that the filter lets through.

        By first possible day, undated ones last, then by document and place in it.
        """
        claims = tables.claims.c
        asked = select(tables.claims).where(*claims_where(filter))
        if kind is not None:
            asked = asked.where(claims.kind == kind.KEY)
        asked = asked.order_by(
            claims.earliest.is_(None), claims.earliest, claims.document, claims.kind, claims.seq
        )
        return self._loader.claims(asked.limit(filter.limit))

    def claims_of(self, document_id: str) -> tuple[ClaimEntry[Claim], ...]:
        """All current claims of one document, in printing order."""
        return in_printing_order(self.claims(filter=Filter(documents=(document_id,))))

    def claim(self, name: str) -> ClaimEntry[Claim]:
        """The claim of that id, or of unambiguous first digits of it, retired ones included.

        Raises:
            UsageError: no claim, or more than one, is called so.
        """
        asked = select(tables.claims).where(starts_with(tables.claims.c.id, name.lower()))
        found = self._loader.claims(asked.limit(2))
        if len(found) != 1:
            raise UsageError(f"{'no' if not found else 'more than one'} claim is called {name!r}")
        return found[0]

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        """What current claims can be asked for by, with how many claims have it, most frequent first.

        ``field`` is a field of ``Filter``: party, person, issue, dialogue, what, status. Values are folded.
        """
        facets, claims = tables.facets.c, tables.claims.c
        count = func.count().label("count")
        rows = self._connection.execute(
            select(facets.value, count)
            .join(tables.claims, claims.number == facets.claim)
            .where(facets.field == field, claims.retired.is_(None))
            .group_by(facets.value)
            .order_by(count.desc(), facets.value)
        )
        return tuple((row[0], row[1]) for row in rows)

    def counts(self) -> Counts:
        """How much the record holds."""
        documents, claims = tables.documents.c, tables.claims.c
        by_state = select(documents.state, func.count()).group_by(documents.state)
        by_kind = select(claims.kind, func.count()).where(claims.retired.is_(None)).group_by(claims.kind)
        states = {row[0]: row[1] for row in self._connection.execute(by_state)}
        kinds = {row[0]: row[1] for row in self._connection.execute(by_kind)}
        read, kept = (states.get(state.value, 0) for state in (ReadState.READ, ReadState.KEPT))
        asides = self._connection.scalar(select(func.count()).select_from(tables.set_asides)) or 0
        by_class = tuple((cls.KEY, kinds.get(cls.KEY, 0)) for cls in CLAIM_CLASSES)
        return Counts(read + kept, read, kept, asides, by_class)

    # ── citations ──────────────────────────────────────────────────────────────────────────────────────────

    def mark(self, citation: Citation) -> str:
        """The mark of a citation, such as ``3f2a9c1b:1056-1180``, which :meth:`place` finds again."""
        return str(Mark(self.short(citation.document), citation.start, citation.end))

    def short(self, document_id: str) -> str:
        """First digits of a document's hash, eight or as many more as it takes to name no other document."""
        return self._loader.short(document_id)

    def place(self, mark: str) -> Place:
        """Look up a citation mark; one without offsets means the whole document.

        Raises:
            UsageError: it is no mark, names no document or several, or lies outside the document's text.
        """
        taken = parse_mark(mark)
        entry, document = self.entry(taken.prefix), self.document(taken.prefix)
        if taken.start is None or taken.end is None:
            return Place(entry, document, 0, len(document.text), self.claims_of(entry.id))
        if taken.end > len(document.text):
            raise UsageError(f"{mark} lies outside {entry.name!r}, which has {len(document.text)} characters")
        return Place(
            entry, document, taken.start, taken.end, self.resting_on(entry.id, taken.start, taken.end)
        )

    def resting_on(self, document_id: str, start: int, end: int) -> tuple[ClaimEntry[Claim], ...]:
        """Current claims of a document that cite at least one code point of ``start`` to ``end``."""
        cited = tables.citations.c
        touching = exists().where(cited.claim == tables.claims.c.number, cited.start < end, cited.end > start)
        asked = select(tables.claims).where(*claims_where(Filter(documents=(document_id,))), touching)
        return in_printing_order(self._loader.claims(asked))

    # ── search ─────────────────────────────────────────────────────────────────────────────────────────────

    def search(self, words: str, filter: Filter = _ALL, limit: int = 50) -> tuple[Hit, ...]:
        """Places where the words stand: exact phrases first, then words near one another, then apart.

        Any form of a word is found (stems; case and accents do not count); "words in quotation marks" must
        stand next to one another. With a party, person, issue or act, only statements are searched.

        Raises:
            UsageError: there is nothing to look for.
        """
        query = parse_query(words)
        if any((filter.party, filter.person, filter.issue, filter.what)):
            found = in_statements(self._connection, query, claims_where(filter), limit)
        else:
            days = days_hold(tables.documents.c.earliest, tables.documents.c.latest, filter)
            found = in_documents(self._connection, query, days, limit)
        return tuple(self._hit(place) for place in found)

    def _hit(self, place: Found) -> Hit:
        document = self._loader.document(place.document)
        said = self.resting_on(document.id, place.start, place.end)
        return hit(place, document, self.entry(document.id), said)

    def _number(self, name: str) -> int:
        prefix = parse_mark(name).prefix
        documents = tables.documents.c
        found = self._connection.scalars(
            select(documents.number).where(starts_with(documents.id, f"sha256:{prefix}")).limit(2)
        ).all()
        if not found:
            raise UsageError(f"no document of the record is called {prefix!r}; tracktwo documents lists them")
        if len(found) > 1:
            raise UsageError(f"more than one document is called {prefix!r}; give more digits of it")
        return int(found[0])
