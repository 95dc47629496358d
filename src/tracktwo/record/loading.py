"""Loads documents and claims as values, each document once. What is asked for is decided by the gate."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from pathlib import PureWindowsPath
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, and_, func, select

from tracktwo.model import CLAIM_CLASSES, Document, Statement
from tracktwo.model.levels import Level
from tracktwo.record import tables
from tracktwo.record.asking import Conditions, batches, claims_where, is_current, is_not_rejected
from tracktwo.record.entries import ClaimEntry, DocumentEntry, Filter
from tracktwo.record.levels import Restrictions
from tracktwo.record.marks import SHORT, digits_of
from tracktwo.record.rows import claim_from, document_from, enclosing_id, entry_from
from tracktwo.record.watching import Watch

D = TypeVar("D", Document, DocumentEntry)

_ORDER = {cls.KEY: place for place, cls in enumerate(CLAIM_CLASSES)}
_WITHOUT_TEXT = tuple(c for c in tables.documents.c if c.name not in ("text", "passages", "source"))

_one, _two = tables.documents.alias("earlier"), tables.documents.alias("later")
_VERSIONS = (
    select(_one.c.id)
    .where(_one.c.number == tables.documents.c.follows)
    .scalar_subquery()
    .label("earlier_version"),
    select(_two.c.id)
    .where(_two.c.follows == tables.documents.c.number)
    .scalar_subquery()
    .label("later_version"),
)

#: What is taken of a row of claims, in the order in which it is passed on.
_VALUES = (
    "document", "kind", "payload", "corrected", "level", "id", "confidence", "seq",
    "made_by", "added", "retired", "earliest", "latest", "verdict", "flag",
)  # fmt: skip

_COLUMNS = tuple(tables.claims.c[name] for name in _VALUES)

#: So often the others that begin alike are asked for, of so many documents at once; else, all are gone through.
_SINGLY, _AT_ONCE = 20, 10_000

#: Makes first digits of a document's hash that name no other document.
Short = Callable[[str], str]


class Loader:
    """What one gate has loaded so far from one connection."""

    def __init__(
        self,
        connection: Connection,
        restrictions: Restrictions,
        unversioned: frozenset[int] = frozenset(),
        watch: Watch | None = None,
        *,
        has_folders: bool = True,
    ) -> None:
        self._connection = connection
        self._has_folders = has_folders
        self._restrictions = restrictions
        self._unversioned = unversioned
        self._watch = watch or Watch()
        self._documents: dict[int, Document] = {}
        self._levels: dict[int, Level] = {}

    def select_entries(self) -> Select[Any]:
        """A selection of documents without their texts, to be narrowed down."""
        claims = tables.claims.c
        mine = and_(claims.document == tables.documents.c.number, is_current(), is_not_rejected())
        count = select(func.count()).where(mine).scalar_subquery().label("claims")
        return select(*_WITHOUT_TEXT, count, *_VERSIONS)

    def entry(self, row: Row[Any], short: Short) -> DocumentEntry:
        """The document of a row of a selection made with :meth:`select_entries`."""
        level = max(Level(row.level), self._restrictions.level(row.number))
        self._watch.note(row.id, level)
        found = self._without_folders(entry_from(row, short(row.id), level))
        return replace(found, earlier=None, later=None) if row.number in self._unversioned else found

    def document(self, number: int) -> Document:
        """The document of that number, with its text."""
        self._load({number})
        found = self._documents[number]
        self._watch.note(found.id, self._levels[number])
        return found

    def claims(self, asked: Select[Any]) -> tuple[ClaimEntry[Any], ...]:
        """The claims of a selection from ``claims``, in its order."""
        return self.from_rows(self._connection.execute(asked).all())

    def entries_of(self, documents: Iterable[str], here: Conditions) -> list[ClaimEntry[Any]]:
        """The current claims of documents, by their ids, that are ``here``; in no order."""
        known = tables.documents.c
        found: list[ClaimEntry[Any]] = []
        for some in batches(sorted(documents)):
            asked = select(known.number).where(known.id.in_(some), *here)
            numbers = list(self._connection.scalars(asked))
            of = select(*_COLUMNS).where(tables.claims.c.document.in_(numbers), *claims_where(Filter()))
            found += self.from_rows(self._connection.execute(of).all())
        return found

    def from_rows(self, rows: Sequence[Row[Any]]) -> tuple[ClaimEntry[Any], ...]:
        """The claims of rows of ``claims``."""
        if not rows:
            return ()
        # By place is quicker than by name, for rows by the ten thousand.
        values: Callable[[Row[Any]], tuple[Any, ...]] = itemgetter(*map(rows[0]._fields.index, _VALUES))
        taken = list(map(values, rows))
        self._load({row[0] for row in taken})
        inside = {row[0] for row in taken if row[1] == Statement.KEY and _is_inside(row[3] or row[2])}
        places = self._places(inside)
        return tuple(self._claim(row, places) for row in taken)

    def _claim(self, values: tuple[Any, ...], places: dict[str, int]) -> ClaimEntry[Any]:
        number, kind, payload, corrected, level, id, confidence, seq, *about, verdict, flag = values
        made_by, added, retired, earliest, latest = about
        document = self._documents[number]
        if corrected is not None:
            payload = corrected
        nested_in = enclosing_id(payload) if kind == Statement.KEY and _is_inside(payload) else None
        highest = self._levels[number]
        if level != "public":
            highest = max(Level(level), highest)
        if highest is not Level.PUBLIC:
            self._watch.note(document.id, highest, id)
        enclosing = places.get(nested_in) if nested_in else None
        # By place, which is quicker than by name.
        return ClaimEntry(
            id, claim_from(kind, payload, confidence, document, enclosing), document,
            seq, made_by, added, retired, nested_in, earliest, latest, verdict, corrected is not None, highest,
            None if number in self._unversioned else flag,
        )  # fmt: skip

    def _load(self, numbers: set[int]) -> None:
        documents = tables.documents
        for some in batches(sorted(numbers - self._documents.keys())):
            for row in self._connection.execute(select(documents).where(documents.c.number.in_(some))).all():
                self._documents[row.number] = self._without_folders(document_from(row))
                self._levels[row.number] = max(Level(row.level), self._restrictions.level(row.number))

    def _without_folders(self, found: D) -> D:
        """Of where a document came from the name of the file alone, where the reader is to know no more."""
        if self._has_folders or not found.path:
            return found
        # Either kind of stroke: a record goes from machine to machine.
        return replace(found, path=PureWindowsPath(found.path).name)

    def _places(self, numbers: set[int]) -> dict[str, int]:
        """The place of every statement of these documents, by its id."""
        claims = tables.claims.c
        places: dict[str, int] = {}
        for some in batches(sorted(numbers)):
            mine = select(claims.id, claims.seq).where(
                claims.kind == Statement.KEY, claims.document.in_(some)
            )
            places.update((row.id, row.seq) for row in self._connection.execute(mine))
        return places


def _is_inside(payload: str) -> bool:
    """Whether a statement may be inside another: few are, and of the others nothing need be looked up."""
    return '"nested_in":null' not in payload


class Shorts:
    """First digits of documents' hashes: eight, or as many more as it takes to name no other document."""

    def __init__(
        self,
        ids: Callable[[Collection[str]], Iterable[str]],
        shared: Callable[[], Collection[str]] | None = None,
        remember: Callable[[Callable[[], dict[str, int]]], dict[str, int]] = lambda make: make(),
    ) -> None:
        """``ids`` gives the ids of all documents that may be named whose hash begins with some of these digits;
        ``shared`` the first digits that several of them have in common; ``remember`` works out once for many gates
        what all of them need."""
        self._ids = ids
        self._shared = shared
        self._remember = remember
        self._known: dict[str, int] = {}
        self._expected: set[str] = set()
        self._asked = 0

    def expect(self, documents: Iterable[str]) -> None:
        """Say which documents are going to be named, so that all are asked for at once; nothing is until one is."""
        self._expected.update(documents)

    def __call__(self, document_id: str) -> str:
        digits = digits_of(document_id)
        start = digits[:SHORT]
        if start not in self._known:
            self._find(start)
        return digits[: self._known[start]]

    def each(self, documents: Sequence[str]) -> list[str]:
        """Of very many documents at once."""
        digits = [digits_of(name) for name in documents]
        known = self._known
        unknown = next((one[:SHORT] for one in digits if one[:SHORT] not in known), None)
        if unknown is not None:
            self._expected.update(documents)
            self._find(unknown)
        return [one[: known[one[:SHORT]]] for one in digits]

    def _find(self, start: str) -> None:
        # One by one: a set less the keys of a dictionary goes through all of that dictionary.
        expected = (digits_of(id)[:SHORT] for id in self._expected)
        starts = {start, *(one for one in expected if one not in self._known)}
        self._expected.clear()
        self._asked += 1
        are_many = len(starts) > _AT_ONCE or self._asked > _SINGLY
        found = self._needed if are_many else _needed_for(self._ids(starts))
        self._known |= {one: found.get(one, SHORT) for one in starts}

    def needed_for(self, document_id: str) -> int:
        """How many digits tell a document from all others that begin alike, looked up anew."""
        start = digits_of(document_id)[:SHORT]
        return _needed_for(self._ids([start])).get(start, SHORT)

    @cached_property
    def _needed(self) -> dict[str, int]:
        return self._remember(self._all_needed)

    def _all_needed(self) -> dict[str, int]:
        return _needed_for(self._ids(self._shared() if self._shared is not None else [""]))


def _needed_for(ids: Iterable[str]) -> dict[str, int]:
    """For first digits that several documents share: how many digits tell all of these apart."""
    digits = sorted(map(digits_of, ids))
    needed: dict[str, int] = {}
    for one, two in pairwise(digits):
        if one[:SHORT] == two[:SHORT]:
            same = next(n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
            needed[one[:SHORT]] = max(needed.get(one[:SHORT], SHORT), same + 1)
    return needed


def in_printing_order(entries: tuple[ClaimEntry[Any], ...]) -> tuple[ClaimEntry[Any], ...]:
    """Claims by class and place, as ``tracktwo extract`` prints them."""
    return tuple(sorted(entries, key=lambda e: (_ORDER[e.kind], e.seq)))
