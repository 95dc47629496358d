"""Finds words in a record: the query language, and the places in documents where the words stand.

Exact phrases come first, then words near one another, then words apart in one document. The index itself is
the database's; which entries may be seen is the gate's business.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from sqlalchemy import Connection, select

from tracktwo.errors import UsageError
from tracktwo.model import Claim, Document, Statement
from tracktwo.record import sqlite, tables
from tracktwo.record.asking import Conditions
from tracktwo.record.changes import GAP
from tracktwo.record.entries import ClaimEntry, DocumentEntry, Hit
from tracktwo.record.facets import fold

#: Words this many words apart or less are near one another: about the length of a sentence.
NEAR = 25
#: Found words this many code points apart or less are shown as one place.
_TOGETHER = 160
#: Code points of context on either side of a place.
_CONTEXT = 90

_MARKS = re.compile(f"[{sqlite.OPEN}{sqlite.CLOSE}]")
_PART = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words and phrases, all of which must stand in a document."""

    parts: tuple[str, ...]
    #: All the words as one phrase, folded, for telling which places are exact.
    phrase: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a document, by the document's number; and the statement that was searched, by its id."""

    document: int
    start: int
    end: int
    is_exact: bool
    claim: str | None = None


def parse_query(words: str) -> Query:
    """Read a query: words, and phrases in quotation marks; a trailing ``*`` stands for any ending.

    Raises:
        UsageError: no letter or digit is in it.
    """
    # What a terminal or a database cannot take as text, such as broken bytes and NUL, is no part of a word.
    sound = words.encode("utf-8", "replace").decode().replace("\0", " ")
    parts = tuple(a or b or c for a, b, c in _PART.findall(sound))
    parts = tuple(part for part in parts if any(map(str.isalnum, part)))
    if not parts:
        raise UsageError(f"there is no word to look for in {words!r}")
    return Query(parts, fold(" ".join(part.rstrip("*") for part in parts)))


def in_documents(connection: Connection, query: Query, where: Conditions, limit: int) -> tuple[Found, ...]:
    """At most ``limit`` places in the texts of documents, best first."""
    found: dict[tuple[int, int], Found] = {}
    seen: set[int] = set()
    for tier, expression in enumerate(_expressions(query)):
        asked = sqlite.matching_documents(expression).where(*where).limit(limit)
        # A document found as a phrase is not gone through again for its words apart.
        rows = [row for row in connection.execute(asked) if row.number not in seen]
        seen.update(row.number for row in rows)
        for row in rows:
            for start, end in _places(row.marked, are_apart=tier > 0):
                exact = fold(row.text[start:end]) == query.phrase
                found.setdefault((row.number, start), Found(row.number, start, end, exact))
        if len(found) >= limit:
            break
    return _best(found.values(), limit)


def in_statements(connection: Connection, query: Query, where: Conditions, limit: int) -> tuple[Found, ...]:
    """At most ``limit`` places in the contents of statements, best first."""
    found: dict[tuple[int, int], Found] = {}
    for tier, expression in enumerate(_expressions(query)):
        asked = sqlite.matching_claims(expression).where(*where).limit(limit)
        for row in connection.execute(asked).all():
            content = _content(connection, row.number)
            for start, end in _places(row.marked, are_apart=tier > 0):
                exact = fold(row.words[start:end]) == query.phrase
                for first, last in _in_document(content, start, end):
                    place = Found(row.document, first, last, exact, row.id)
                    found.setdefault((row.document, first), place)
        if len(found) >= limit:
            break
    return _best(found.values(), limit)


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


def _expressions(query: Query) -> tuple[str, ...]:
    """The query from strict to lenient, in the database's language."""
    if len(query.parts) == 1:
        return (sqlite.phrase(query.parts[0]),)
    return (
        sqlite.phrase(" ".join(part.rstrip("*") for part in query.parts)),
        sqlite.near(query.parts, NEAR),
        sqlite.all_of(query.parts),
    )


def _places(marked: str, are_apart: bool) -> list[tuple[int, int]]:
    """Places in the text, from the text with marks in it; words that stand apart make one place if nearby."""
    spans: list[tuple[int, int]] = []
    start = 0
    for before, mark in enumerate(_MARKS.finditer(marked)):
        if mark[0] == sqlite.OPEN:
            start = mark.start() - before
        else:
            spans.append((start, mark.start() - before))
    return list(_joined(spans)) if are_apart else spans


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not spans:
        return
    start = spans[0][0]
    for one, two in pairwise(spans):
        if two[0] - one[1] > _TOGETHER:
            yield start, one[1]
            start = two[0]
    yield start, spans[-1][1]


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
    return tuple(sorted(found, key=lambda place: not place.is_exact)[:limit])


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
