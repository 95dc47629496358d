"""The two places that a reader's entries are found in: the record as far as he sees it in full, and its shadow.

Both answer the same questions. Which documents are on which is decided in ``levels``; how answers are joined, in
``gate``.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Table,
    TableValuedAlias,
    Text,
    and_,
    bindparam,
    cast,
    func,
    not_,
    or_,
    select,
)

from tracktwo.record import tables
from tracktwo.record.asking import Conditions, batches, starts_with
from tracktwo.record.levels import NOTHING, Restrictions
from tracktwo.record.loading import Loader
from tracktwo.record.watching import Watch

#: What ids of documents begin with: of those seen in full, and of those seen under another name.
SCHEMES = ("sha256", "opaque")

#: So many numbers in a row are left out as a range and not one by one.
_RANGE = 4


@dataclass(frozen=True)
class Shelf:
    """One of them: a connection with the documents of it that the reader may see."""

    connection: Connection
    #: Documents that are not on this shelf.
    without: frozenset[int] = frozenset()
    restrictions: Restrictions = NOTHING
    #: Documents of which it is not told that they are versions of others.
    unversioned: frozenset[int] = frozenset()
    #: The table of the documents that are not on this shelf, where there is one.
    withheld: Table | None = None
    #: Is told what is loaded; None for what is left of documents that the reader may not see in full.
    watch: Watch | None = None
    #: Whether it is told in which folder of the machine a document was that was added.
    has_folders: bool = True
    #: What the ids of its documents begin with.
    scheme: str = SCHEMES[0]
    loader: Loader = field(init=False)

    def __post_init__(self) -> None:
        loader = Loader(
            self.connection, self.restrictions, self.unversioned, self.watch, has_folders=self.has_folders
        )
        object.__setattr__(self, "loader", loader)

    @property
    def documents_where(self) -> Conditions:
        """Conditions on ``documents`` that hold for what is on the shelf."""
        return self._is_here(tables.documents.c.number)

    @property
    def claims_where(self) -> Conditions:
        """The same on ``claims``."""
        return self._is_here(tables.claims.c.document)

    def _is_here(self, number: ColumnElement[int]) -> Conditions:
        if not self.without:
            return []
        if self.withheld is not None:
            return [number.not_in(select(self.withheld.c.document))]
        return [_is_none_of(number, self.without)]

    def ids(self, starts: Collection[str] = ("",)) -> Iterator[str]:
        """The ids of the documents on the shelf whose hash begins with one of these digits."""
        documents = tables.documents.c
        asked = select(documents.id).where(*self.documents_where)
        if "" in starts:
            yield from self.connection.scalars(asked)
            return
        for some in batches(sorted(starts)):
            begun = _listed(self.connection, [f"{self.scheme}:{start}" for start in some])
            yield from self.connection.scalars(asked.where(starts_with(documents.id, begun.c.value)))

    def shared_starts(self, length: int) -> list[str]:
        """First digits, so many, that the hashes of several documents on the shelf have in common."""
        # Both schemes are as long.
        start = func.substr(tables.documents.c.id, len(SCHEMES[0]) + 2, length)
        asked = select(start).where(*self.documents_where).group_by(start).having(func.count() > 1)
        return list(self.connection.scalars(asked))


def _listed(connection: Connection, values: list[str]) -> TableValuedAlias:
    """Values as the column ``value`` of a table, in one parameter however many they are."""
    listed = bindparam("listed", json.dumps(values), Text)
    if connection.dialect.name == "postgresql":
        return func.json_array_elements_text(cast(listed, JSON)).table_valued("value")
    return func.json_each(listed).table_valued("value")


def _is_none_of(column: ColumnElement[int], numbers: frozenset[int]) -> ColumnElement[bool]:
    """A condition that needs little room also where very many numbers are left out, as they mostly stand in rows."""
    single: list[int] = []
    ranges: list[ColumnElement[bool]] = []
    # Numbers in a row have one and the same distance from their places.
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda placed: placed[1] - placed[0]):
        row = [number for _, number in run]
        if len(row) < _RANGE:
            single += row
        else:
            ranges.append(column.between(row[0], row[-1]))
    found: list[ColumnElement[bool]] = [not_(or_(*ranges))] if ranges else []
    if single:
        found.append(column.not_in(single))
    return and_(*found)
