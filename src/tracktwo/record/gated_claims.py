"""Claims as a reader sees them: listed, looked up by id, at cited places, and counted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar, overload

from sqlalchemy import Select, exists, func, select, text, true

from tracktwo.errors import UsageError
from tracktwo.model import CLAIM_CLASSES, Citation, Claim
from tracktwo.model.levels import Level
from tracktwo.record import tables
from tracktwo.record.asking import (
    batches,
    claims_where,
    is_current,
    is_not_rejected,
    sound,
    starts_with,
)
from tracktwo.record.cursors import no_page
from tracktwo.record.entries import (
    ClaimEntry,
    Counts,
    Filter,
    Place,
    ReadState,
)
from tracktwo.record.gated_documents import GatedDocuments
from tracktwo.record.loading import in_printing_order
from tracktwo.record.marks import Mark, parse_mark
from tracktwo.record.paging import (
    ORDER,
    Last,
    behind,
    first_claims,
    in_order,
    kind_holds,
    row_order,
)
from tracktwo.record.shelves import Shelf
from tracktwo.record.sorting import Sorting, sorting_of
from tracktwo.record.tallies import values_of

C = TypeVar("C", bound=Claim)

_ALL = Filter()


class GatedClaims(GatedDocuments):
    """Gives out claims."""

    @overload
    def claims(self, kind: type[C], filter: Filter = ...) -> tuple[ClaimEntry[C], ...]: ...

    @overload
    def claims(self, kind: None = ..., filter: Filter = ...) -> tuple[ClaimEntry[Claim], ...]: ...

    def claims(self, kind: type[Claim] | None = None, filter: Filter = _ALL) -> tuple[ClaimEntry[Any], ...]:
        """Claims of a class (of all, if None) that the filter lets through.

        By first possible day, undated ones last, then by document and place in it; those of one kind also in the
        other orders that ``sorting`` knows.

        Raises:
            UsageError: such claims are not put in the order that the filter asks for.
        """
        asked = select(tables.claims).where(*claims_where(filter))
        return self._claims(asked, filter, kind)

    def claims_of(self, document_id: str) -> tuple[ClaimEntry[Claim], ...]:
        """All current claims of one document, in printing order."""
        return in_printing_order(self.claims(filter=Filter(documents=(document_id,))))

    def entries_of(self, documents: Collection[str]) -> tuple[ClaimEntry[Any], ...]:
        """All current claims of documents, by their ids, in no order: for very many, of which each is wanted."""
        found: list[ClaimEntry[Any]] = []
        for shelf in self._shelves:
            found += shelf.loader.entries_of(documents, shelf.documents_where)
        self._shorts.expect({entry.document.id for entry in found})
        return tuple(found)

    def note_again(self, entries: Iterable[ClaimEntry[Any]]) -> None:
        """Note entries that were read before and are given to this reader now."""
        for entry in entries:
            if entry.level is not Level.PUBLIC:
                self._watch.note(entry.document.id, entry.level, entry.id)

    def claim(self, name: str) -> ClaimEntry[Claim]:
        """The claim of that id, or of unambiguous first digits of it, retired and rejected ones included.

        Raises:
            UsageError: no claim, or more than one, is called so.
        """
        asked = select(tables.claims).where(starts_with(tables.claims.c.id, name.lower())).limit(2)
        found = [e for shelf in self._shelves for e in shelf.loader.claims(asked.where(*shelf.claims_where))]
        if not found:
            raise UsageError(
                f"no claim is called {name!r}; lists give the id of each entry under claim, with --format csv or json"
            )
        if len(found) > 1:
            raise UsageError(f"more than one claim is called {name!r}; give more digits of it")
        return found[0]

    def claims_called(self, ids: Sequence[str]) -> tuple[ClaimEntry[Claim], ...]:
        """The claims of these very ids in their order, retired and rejected ones included; others are left out."""
        found = {
            entry.id: entry
            for shelf in self._shelves
            for some in batches(ids)
            for entry in shelf.loader.claims(
                select(tables.claims).where(tables.claims.c.id.in_(some), *shelf.claims_where)
            )
        }
        return tuple(found[name] for name in ids if name in found)

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        """What current claims can be asked for by, with how many claims have it, most frequent first.

        ``field`` is a field of ``Filter``: party, person, issue, dialogue, what, status. Values are folded.
        """
        found: Counter[str] = Counter()
        for shelf in self._shelves:
            found.update(values_of(shelf, field))
        self._note_much(f"values of {field}")
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def counts(self) -> Counts:
        """How much the record holds."""
        documents, claims = tables.documents.c, tables.claims.c
        states = self._counted(
            select(documents.state, func.count()).group_by(documents.state), on_claims=False
        )
        current = is_current(), is_not_rejected()
        kinds = self._counted(
            select(claims.kind, func.count()).where(*current).group_by(claims.kind), on_claims=True
        )
        read, kept = states[ReadState.READ.value], states[ReadState.KEPT.value]
        by_class = tuple((cls.KEY, kinds[cls.KEY]) for cls in CLAIM_CLASSES)
        return Counts(read + kept, read, kept, self._count_set_asides(), by_class)

    def mark(self, citation: Citation) -> str:
        """The mark of a citation, such as ``3f2a9c1b:1056-1180``, which :meth:`place` finds again."""
        return str(Mark(self.short(citation.document), citation.start, citation.end))

    def place(self, mark: str) -> Place:
        """Look up a citation mark; one without offsets means the whole document.

        Raises:
            UsageError: it is no mark, names no document or several, or lies outside the document's text.
        """
        taken = parse_mark(mark)
        shelf, number = self._find(taken.prefix)
        entry, document = self._entry(shelf, number), shelf.loader.document(number)
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
        return in_printing_order(self._claims(asked, _ALL))

    def unsure(self, kind: type[Claim] | None = None, filter: Filter = _ALL) -> tuple[ClaimEntry[Any], ...]:
        """Current claims that nobody has judged, those first of which the extractor is least sure."""
        claims = tables.claims.c
        order = claims.confidence, claims.document, claims.kind, claims.seq
        asked = select(tables.claims).where(*claims_where(filter), text(tables.UNJUDGED)).order_by(*order)
        last = self._row_of(claims.id, order, filter.after)
        if last is not None:
            asked = asked.where(behind(order, last))

        def ask(shelf: Shelf) -> Sequence[Any]:
            of_kind = kind_holds(shelf.connection, kind.KEY) if kind is not None else true()
            return shelf.connection.execute(
                asked.where(of_kind, *shelf.claims_where).limit(filter.limit)
            ).all()

        return self._joined(
            ask,
            partial(
                sorted, key=lambda pair: (pair[0].confidence, pair[0].document, pair[0].kind, pair[0].seq)
            ),
            filter.limit,
        )

    def restricted_entries(self) -> tuple[ClaimEntry[Any], ...]:
        """Entries with a level of their own above public, the most confidential first."""
        asked = select(tables.claims).where(text(tables.RESTRICTED), is_current(), is_not_rejected())
        found = self._claims(asked, _ALL)
        return tuple(sorted(found, key=lambda entry: entry.level.rank, reverse=True))

    def _claims(
        self, asked: Select[Any], filter: Filter, kind: type[Claim] | None = None
    ) -> tuple[ClaimEntry[Any], ...]:
        key = kind.KEY if kind is not None else None
        if filter.sort is not None:
            return self._sorted(asked, filter, sorting_of(key, filter))
        last = self._row_of(tables.claims.c.id, ORDER, filter.after)
        return self._joined(
            lambda shelf: first_claims(shelf.connection, asked.where(*shelf.claims_where), filter, key, last),
            lambda rows: in_order(rows, lambda pair: row_order(pair[0]), falls=filter.falls),
            filter.limit,
        )

    def _sorted(self, asked: Select[Any], filter: Filter, by: Sorting) -> tuple[ClaimEntry[Any], ...]:
        last: Last | None = None
        for shelf in self._shelves if filter.after is not None else ():
            mine = select(tables.claims).where(tables.claims.c.id == sound(filter.after or ""))
            row = shelf.connection.execute(by.asked(mine.where(*shelf.claims_where))).one_or_none()
            last = by.place(row) if row is not None else last
        if filter.after is not None and last is None:
            raise no_page(filter.after)
        return self._joined(
            lambda shelf: by.first(shelf.connection, asked.where(*shelf.claims_where), filter, last),
            lambda rows: by.in_order(rows, lambda pair: pair[0]),
            filter.limit,
        )

    def _joined(
        self,
        ask: Callable[[Shelf], Sequence[Any]],
        order: Callable[[list[tuple[Any, int]]], list[tuple[Any, int]]],
        limit: int | None,
    ) -> tuple[ClaimEntry[Any], ...]:
        """The first claims of what both shelves have."""
        rows = [(row, n) for n, shelf in enumerate(self._shelves) for row in ask(shelf)]
        if len(self._shelves) > 1:
            rows = order(rows)[:limit]
        loaded = [
            iter(shelf.loader.from_rows([row for row, of in rows if of == n]))
            for n, shelf in enumerate(self._shelves)
        ]
        found = tuple(next(loaded[of]) for _, of in rows)
        self._shorts.expect({entry.document.id for entry in found})
        return found
