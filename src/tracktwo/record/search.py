"""Finds words in a record: the query language, and the places in documents where the words stand.

Exact phrases come first, then words near one another, then words apart in one document; within each, what was
published last. Where words stand in a text is told in ``words``, alike for both databases; which entries may be
seen is the gate's business.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, select

from tracktwo.errors import UsageError
from tracktwo.model import Claim, Document, Statement
from tracktwo.record import tables
from tracktwo.record.asking import Conditions, sound
from tracktwo.record.changes import GAP
from tracktwo.record.entries import ClaimEntry, DocumentEntry, Hit
from tracktwo.record.facets import fold
from tracktwo.record.full_text import Asked, Closeness, index_of
from tracktwo.record.versions import later_text
from tracktwo.record.words import Part, Span, Words, find_apart, find_near, find_phrase, part_of, words_of

#: Code points of context on either side of a place.
_CONTEXT = 90
#: Where sentences end, roughly, and how many code points of one are looked at on either side.
_END, _SAME = re.compile(r"[.!?\n]"), 200
#: Texts that are looked at in vain, at most, where an index cannot tell whether words stand as they are to.
_IN_VAIN = 2000

_PART = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')

#: How places are found, from strict to lenient.
_WAYS: tuple[tuple[Closeness, Callable[[Sequence[Part], Words], list[Span]]], ...] = (
    (Closeness.PHRASE, find_phrase),
    (Closeness.NEAR, find_near),
    (Closeness.APART, find_apart),
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words and phrases, all of which must stand in a document."""

    parts: tuple[Part, ...]
    #: All the words as one phrase, folded, for telling which places are exact.
    phrase: str

    @property
    def initials(self) -> frozenset[str]:
        """The letters that its words begin with."""
        return frozenset[str]().union(*(part.initials for part in self.parts))

    @property
    def ways(self) -> tuple[tuple[Closeness, Callable[[Sequence[Part], Words], list[Span]]], ...]:
        """How to look for it: one part can only stand as it is."""
        return _WAYS if len(self.parts) > 1 else _WAYS[:1]


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a document, by the document's number; and the statement that was searched, by its id."""

    document: int
    start: int
    end: int
    is_exact: bool
    claim: str | None = None
    #: 0 for a phrase, 1 for words near one another, 2 for words apart.
    way: int = 0
    #: First possible day of what was searched.
    earliest: str | None = None

    @property
    def order(self) -> tuple[bool, int, bool, tuple[int, ...], int, int]:
        """What places are shown by: exact ones first, then by strictness, then what is newest."""
        newest = tuple(-ord(digit) for digit in self.earliest or "")
        return not self.is_exact, self.way, self.earliest is None, newest, self.document, self.start


def parse_query(words: str) -> Query:
    """Read a query: words, and phrases in quotation marks; a trailing ``*`` stands for any ending.

    Raises:
        UsageError: no letter or digit is in it.
    """
    given = [a or b or c for a, b, c in _PART.findall(sound(words))]
    parts = tuple(part for part in map(part_of, given) if part.words)
    if not parts:
        raise UsageError(f"there is no word to look for in {words!r}")
    return Query(parts, fold(" ".join(words.rstrip("*") for words in given)))


def in_documents(
    connection: Connection,
    query: Query,
    where: Conditions,
    limit: int,
    unversioned: frozenset[int] = frozenset(),
) -> tuple[Found, ...]:
    """At most ``limit`` places in the texts of documents, best first.

    Later versions of those that are ``unversioned`` are not looked at.
    """
    documents, index = tables.documents.c, index_of(connection)
    columns = documents.number, documents.text.label("words"), documents.earliest, documents.superseded
    asked = Asked(columns, where)
    found: dict[tuple[int, int], Found] = {}

    def holding(parts: Sequence[Part], closeness: Closeness) -> tuple[Select[Any], ...]:
        return index.documents(connection, asked, parts, closeness)

    for way, row, spans in _look(connection, query, holding, limit):
        has_later = row.superseded and row.number not in unversioned
        later = later_text(connection, row.number) if has_later else ""
        for start, end in spans:
            if later and _around(row.words, start, end) in later:
                continue  # it is found there
            exact = fold(row.words[start:end]) == query.phrase
            place = Found(row.number, start, end, exact, way=way, earliest=row.earliest)
            found.setdefault((row.number, start), place)
    return _best(found.values(), limit)


def in_statements(connection: Connection, query: Query, where: Conditions, limit: int) -> tuple[Found, ...]:
    """At most ``limit`` places in the contents of statements, best first."""
    claims, index = tables.claims.c, index_of(connection)
    newest = claims.earliest.desc().nulls_last(), claims.number
    columns = claims.number, claims.words, claims.id, claims.document, claims.earliest
    asked = select(*columns).where(*where).order_by(*newest)
    found: dict[tuple[int, int], Found] = {}

    def holding(parts: Sequence[Part], closeness: Closeness) -> tuple[Select[Any], ...]:
        return (asked.where(index.claims_where(parts, closeness)),)

    for way, row, spans in _look(connection, query, holding, limit):
        content = _content(connection, row.number)
        for start, end in spans:
            exact = fold(row.words[start:end]) == query.phrase
            for first, last in _in_document(content, start, end):
                place = Found(row.document, first, last, exact, row.id, way, row.earliest)
                found.setdefault((row.document, first), place)
    return _best(found.values(), limit)


def _look(
    connection: Connection,
    query: Query,
    holding: Callable[[Sequence[Part], Closeness], tuple[Select[Any], ...]],
    limit: int,
) -> Iterator[tuple[int, Row[Any], list[Span]]]:
    """Rows of (number, words …) with the places in their words, from the strictest way on, until there are enough.

    What was found as a phrase is not gone through again for its words apart.
    """
    seen: set[int] = set()
    places = 0
    for way, (closeness, find) in enumerate(query.ways):
        rows = 0
        for row in _rows(connection, holding(query.parts, closeness), limit):
            if row.number in seen:
                continue
            spans = find(query.parts, words_of(row.words, query.initials))
            if spans:
                seen.add(row.number)
                yield way, row, spans
                rows, places = rows + 1, places + len(spans)
            if rows >= limit:
                break
        if places >= limit:
            break


def _rows(connection: Connection, asked: tuple[Select[Any], ...], first: int) -> Iterator[Row[Any]]:
    """The rows of selections, one after another, in portions; no more are looked at than anybody waits for."""
    done, size, behind = 0, first, 0
    while asked and done < _IN_VAIN:
        wanted = size
        while asked and wanted:
            rows = connection.execute(asked[0].limit(wanted).offset(behind)).all()
            yield from rows
            behind += len(rows)
            if len(rows) < wanted:
                asked, behind = asked[1:], 0
            wanted -= len(rows)
        done, size = done + size, 2 * size


def hit(place: Found, document: Document, entry: DocumentEntry, resting: Iterable[ClaimEntry[Claim]]) -> Hit:
    """A place as it is shown, with the innermost statement around it."""
    left, match, right = (
        document.text[max(0, place.start - 2 * _CONTEXT) : place.start],
        document.text[place.start : place.end],
        document.text[place.end : place.end + 2 * _CONTEXT],
    )
    return Hit(
        document=entry,
        start=place.start,
        end=place.end,
        left=_tail(left),
        match=_one_line(match),
        right=_head(right),
        is_exact=place.is_exact,
        statement=_statement_at(place, resting),
    )


def _statement_at(place: Found, resting: Iterable[ClaimEntry[Claim]]) -> ClaimEntry[Statement] | None:
    said = [cast(ClaimEntry[Statement], e) for e in resting if isinstance(e.claim, Statement)]
    if place.claim is not None:
        return next((e for e in said if e.id == place.claim), None)
    around = [e for e in said if _holds(e.claim, place)]
    return min(around, key=lambda e: sum(c.end - c.start for c in e.claim.content), default=None)


def _around(text: str, start: int, end: int) -> str:
    """A place with the rest of its sentence, for telling whether it stands in another version."""
    before = _END.split(text[max(0, start - _SAME) : start])[-1]
    after = _END.split(text[end : end + _SAME])[0]
    return (before + text[start:end] + after).strip()


def _content(connection: Connection, claim: int) -> list[tuple[int, int]]:
    cited = tables.citations.c
    rows = connection.execute(
        select(cited.start, cited.end)
        .where(cited.claim == claim, cited.role == "content")
        .order_by(cited.seq)
    )
    return [(row[0], row[1]) for row in rows]


def _in_document(content: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets in a statement's joined words as offsets in its document."""
    begin = 0
    for first, last in content:
        length = last - first
        inside = max(start, begin), min(end, begin + length)
        if inside[0] < inside[1]:
            yield first + inside[0] - begin, first + inside[1] - begin
        begin += length + len(GAP)


def _best(found: Iterable[Found], limit: int) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda place: place.order)[:limit])


def _holds(statement: Statement, place: Found) -> bool:
    return any(c.start <= place.start and place.end <= c.end for c in statement.content)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _tail(words: str) -> str:
    """The end of what stands before a place, with the space between the two if there is one."""
    line = _one_line(words)
    line = line if len(line) <= _CONTEXT else line[-_CONTEXT:].partition(" ")[2]
    return f"{line} " if words[-1:].isspace() else line


def _head(words: str) -> str:
    """The beginning of what stands after a place, with the space between the two if there is one."""
    line = _one_line(words)
    line = line if len(line) <= _CONTEXT else line[:_CONTEXT].rpartition(" ")[0]
    return f" {line}" if words[:1].isspace() else line
