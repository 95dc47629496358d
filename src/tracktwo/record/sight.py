"""What of one record a reader may look at: the shelves on which it is found, and how answers of several are joined.

The ground that a gate stands on. What is asked, and how entries are given out, is decided in the modules above.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, select

from tracktwo.lexicon.own import stamp
from tracktwo.model.levels import Clearance
from tracktwo.record import tables
from tracktwo.record.asking import (
    batches,
    sound,
)
from tracktwo.record.cases import fewest_of
from tracktwo.record.cursors import no_page
from tracktwo.record.keeping import kept_space, version
from tracktwo.record.levels import Restrictions, find_restrictions, other_versions
from tracktwo.record.memory import Memory
from tracktwo.record.paging import (
    Last,
)
from tracktwo.record.shadow import Shadow, View
from tracktwo.record.shelves import SCHEMES, Shelf
from tracktwo.record.spaces import Space
from tracktwo.record.state import State, state_of
from tracktwo.record.watching import Watch


class Sight:
    """One reader before one record."""

    def __init__(
        self,
        connection: Connection,
        clearance: Clearance = Clearance.EVERYTHING,
        memory: Memory | None = None,
        watch: Watch | None = None,
    ) -> None:
        """``memory`` is that of the open record, where there is any to be shared; ``watch`` is told of all that is
        given out and above public."""
        self.clearance = clearance
        self._connection = connection
        self._memory = memory or Memory()
        self._watch = watch or Watch()
        self._stack = ExitStack()

    def close(self) -> None:
        """Let go of what was made for this reader."""
        self._stack.close()

    @property
    def withholds(self) -> bool:
        """Whether anything in the record is above the reader's clearance."""
        return bool(self._touched)

    @cached_property
    def fewest(self) -> int:
        """From how many participants on a side is named at a round whose level withholds affiliations."""
        return fewest_of(self._connection)

    @property
    def _is_full(self) -> bool:
        return self.clearance is Clearance.EVERYTHING

    @cached_property
    def _state(self) -> State:
        # Issues are named by a list that people may add to while a server runs.
        return *state_of(self._connection), str(stamp("issues"))

    @cached_property
    def _restrictions(self) -> Restrictions:
        # To go through all rounds takes long where one of them has a level.
        key = "restrictions"
        return self._memory.recall(
            self._state, key, lambda: find_restrictions(self._connection), lambda _: 0.01
        )

    @cached_property
    def _touched(self) -> frozenset[int]:
        return self._restrictions.touched(self.clearance)

    @cached_property
    def sight(self) -> str | None:
        """Digits that differ whenever something may be seen otherwise though its document did not change: by levels,
        by who took part in rounds that have one, by names that somebody was ruled to have as well.

        None where that is not known: what is withheld is worked out anew then with every change of the record. They
        are made of what is withheld, and to be shown to nobody.
        """
        if self._touched and self._space is None:
            return None
        return self._memory.recall(
            self._state, ("sight", self.clearance), self._digits_of_sight, lambda _: 0.01
        )

    def _digits_of_sight(self) -> str:
        made = sha256(repr((self.clearance.value, self._restrictions.in_order)).encode())
        if self._touched and self._space is not None:
            withheld = self._space.withheld
            rows = self._connection.execute(select(withheld).order_by(withheld.c.document))
            made.update(repr((version(), self.fewest, [tuple(row) for row in rows])).encode())
        return made.hexdigest()

    @cached_property
    def _space(self) -> Space | None:
        return None if self._is_full else kept_space(self._connection, self.clearance)

    @property
    def _shadow(self) -> Shadow | Space | None:
        return self._cast[0] if self._cast else None

    @cached_property
    def _cast(self) -> tuple[Shadow | Space, Connection] | None:
        if not self._touched:
            return None
        if self._space is not None:
            return self._space, self._space.own
        view = View(self.clearance, self.fewest)
        made = self._memory.shadows.open(self._connection, self._restrictions, view)
        self._stack.callback(made[1].close)
        return made

    @cached_property
    def _shelves(self) -> tuple[Shelf, ...]:
        apart = other_versions(self._connection, self._touched)
        withheld = self._space.withheld if self._space else None
        whole = Shelf(
            self._connection, self._touched, self._restrictions, apart, withheld, self._watch, self._is_full
        )
        return (whole, Shelf(self._cast[1], scheme=SCHEMES[1])) if self._cast else (whole,)

    def _seen(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The ids under which the reader sees documents and claims, by their ids in the record."""
        wanted = set(ids)
        found = {name: name for name in self._in_full(wanted)}
        return {**found, **self._shadow.seen(wanted)} if self._shadow else found

    def _in_full(self, ids: Collection[str]) -> Iterator[str]:
        shelf, documents, claims = self._shelves[0], tables.documents.c, tables.claims.c
        for some in batches(sorted(ids)):
            yield from shelf.connection.scalars(
                select(documents.id).where(documents.id.in_(some), *shelf.documents_where)
            )
            yield from shelf.connection.scalars(
                select(claims.id).where(claims.id.in_(some), *shelf.claims_where)
            )

    def _note_much(self, what: str) -> None:
        """Note that something was given out that was made of much of the record, what is above public included."""
        seen = [level for level in self._restrictions.all_levels if self.clearance.sees(level)]
        if seen:
            self._watch.note(None, max(seen), what)

    def _row_of(self, id: Column[str], order: Sequence[ColumnElement[Any]], after: str | None) -> Last | None:
        """What the last entry of a page, by its id, stands in order by.

        Raises:
            UsageError: there is no such entry, as far as the reader may know.
        """
        if after is None:
            return None
        for shelf in self._shelves:
            seen = shelf.claims_where if id.table is tables.claims else shelf.documents_where
            row = shelf.connection.execute(select(*order).where(id == sound(after), *seen)).one_or_none()
            if row is not None:
                return tuple(row)
        raise no_page(after)

    def _counted(self, asked: Select[Any], *, on_claims: bool) -> Counter[str]:
        """Sums over both shelves of a question for values with their counts."""
        found: Counter[str] = Counter()
        for shelf in self._shelves:
            own = shelf.claims_where if on_claims else shelf.documents_where
            for value, number in shelf.connection.execute(asked.where(*own)):
                found[value] += number
        return found
