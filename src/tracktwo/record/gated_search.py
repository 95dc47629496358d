"""Places where searched words stand, as a reader sees them. How words are found is decided in ``search``."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from tracktwo.model import Statement
from tracktwo.record import tables
from tracktwo.record.asking import (
    Conditions,
    batches,
    claims_where,
    days_hold,
    sources_hold,
)
from tracktwo.record.entries import (
    ClaimEntry,
    DocumentEntry,
    Filter,
    Hit,
)
from tracktwo.record.gated_claims import GatedClaims
from tracktwo.record.search import Found, Query, hit, in_documents, in_statements, parse_query
from tracktwo.record.shelves import Shelf
from tracktwo.record.tallies import Tally, tally

_ALL = Filter()


class GatedSearch(GatedClaims):
    """Searches."""

    def search(self, words: str, filter: Filter = _ALL, limit: int = 50) -> tuple[Hit, ...]:
        """Places where the words stand: exact phrases first, then words near one another, then apart.

        Any form of a word is found (stems; case and accents do not count); "words in quotation marks" must
        stand next to one another. With a party, person, issue or act, only statements are searched.

        Raises:
            UsageError: there is nothing to look for.
        """
        query = parse_query(words)
        found = [(place, shelf) for shelf in self._shelves for place in _look(shelf, query, filter, limit)]
        if len(self._shelves) > 1:
            found.sort(key=lambda pair: pair[0].order)
        hits: dict[Found, Hit] = {}
        for shelf in self._shelves:
            hits |= self._hits(shelf, [place for place, of in found[:limit] if of is shelf])
        return tuple(hits[place] for place, _ in found[:limit])

    def tally(self, words: str, filter: Filter = _ALL) -> Tally:
        """What the search for these words can be narrowed down by, with how much there would be.

        Raises:
            UsageError: there is nothing to look for.
        """
        query = parse_query(words)
        of_documents = partial(_documents_hold, filter)
        return self.remembered(
            ("tally", query, filter), lambda: tally(self._shelves, query, filter, of_documents)
        )

    def _hits(self, shelf: Shelf, places: Sequence[Found]) -> dict[Found, Hit]:
        """The places on a shelf as they are shown, with all that is needed of their documents asked for at once."""
        claims, documents = tables.claims.c, tables.documents.c
        entries: dict[int, DocumentEntry] = {}
        said: dict[str, list[ClaimEntry[Any]]] = defaultdict(list)
        asked = select(tables.claims).where(
            claims.kind == Statement.KEY, *claims_where(_ALL), *shelf.claims_where
        )
        for some in batches(sorted({place.document for place in places})):
            selected = shelf.loader.select_entries().where(documents.number.in_(some))
            rows = shelf.connection.execute(selected).all()
            shown = self._entries([(row, shelf) for row in rows])
            entries |= {row.number: entry for row, entry in zip(rows, shown, strict=True)}
            for entry in shelf.loader.claims(asked.where(claims.document.in_(some)).order_by(claims.seq)):
                said[entry.document.id].append(entry)
        return {
            place: hit(place, document, entries[place.document], said[document.id])
            for place in places
            for document in [shelf.loader.document(place.document)]
        }


def _look(shelf: Shelf, query: Query, filter: Filter, limit: int) -> tuple[Found, ...]:
    if any((filter.party, filter.person, filter.issue, filter.what)):
        where = [*claims_where(filter), *shelf.claims_where]
        return in_statements(shelf.connection, query, where, limit)
    where = _documents_hold(filter, shelf)
    return in_documents(shelf.connection, query, where, limit, shelf.unversioned)


def _documents_hold(filter: Filter, shelf: Shelf) -> Conditions:
    """Which documents of a shelf are searched."""
    days = days_hold(tables.documents.c.earliest, tables.documents.c.latest, filter)
    return [*days, *sources_hold(filter), *shelf.documents_where]
