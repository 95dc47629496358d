"""The index of words in PostgreSQL: text search vectors of our own words, which no dictionary of its looks at.

A vector bounds how many words, and how many places of one word, it holds; a long text is therefore several
vectors that overlap. What is searched for, and where it stands, is decided elsewhere.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import ColumnElement, Connection, and_, text

from tracktwo.record import tables
from tracktwo.record.full_text import Closeness
from tracktwo.record.words import NEAR, Part, Wanted, forms_of, stems_of

_TABLES = (
    "CREATE TABLE {0}_words (number INTEGER NOT NULL REFERENCES {0}s (number), part INTEGER NOT NULL, "
    "words tsvector NOT NULL, PRIMARY KEY (number, part))",
    "CREATE INDEX {0}_words_by_word ON {0}_words USING gin (words)",
)
#: PostgreSQL keeps 255 places of a word and 16,383 places in all.
_PLACES_OF_ONE, _PLACES = 250, 12_000
#: Words that a vector repeats from the one before, so that no phrase and no neighbourhood is cut in two.
_OVERLAP = 2 * NEAR
#: Before words as they stand in the text, for beginnings of words; no stem begins so.
_FORM = "="

#: Where so many of the newest documents have the words, enough are sooner found by looking at one after another.
_NEWEST, _MANY = 400, 16

_OF_CLAIMS = "SELECT number FROM claim_words WHERE {holds}"
_OF_DOCUMENTS = "SELECT number FROM document_words WHERE {holds}"
#: The same, kept from parallel workers, each of which would look at every text that an index cannot decide on.
_OF_DOCUMENTS_ONCE = f"WITH found AS MATERIALIZED ({_OF_DOCUMENTS}) SELECT number FROM found"
#: An aggregate, which is never turned into a join: it is asked of each document whose turn comes.
_ONE = "(SELECT bool_or({holds}) FROM document_words WHERE document_words.number = documents.number)"
_OF_NEWEST = (
    "SELECT count(*) FROM (SELECT number FROM documents WHERE earliest IS NOT NULL "
    "ORDER BY earliest DESC LIMIT {newest}) AS documents WHERE {holds}"
)


class PostgresWords:
    """The word index of a record in PostgreSQL."""

    def create(self, connection: Connection) -> None:
        """Create the tables."""
        for what in ("document", "claim"):
            for statement in _TABLES:
                connection.exec_driver_sql(statement.format(what))

    def add_document(self, connection: Connection, number: int, text: str) -> None:
        """Add a document's text."""
        _add(connection, "document", number, text)

    def add_claim(self, connection: Connection, number: int, words: str) -> None:
        """Add a claim's words."""
        if words:
            _add(connection, "claim", number, words)

    def replace_claim(self, connection: Connection, number: int, before: str, now: str) -> None:
        """Take out what was indexed and add what is to be."""
        if before != now:
            connection.exec_driver_sql("DELETE FROM claim_words WHERE number = %s", (number,))
            self.add_claim(connection, number, now)

    def documents_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """Documents with the parts."""
        conditions = list(_conditions(parts, closeness))
        # Of several, the planner had better not work out the common ones at all.
        found = _OF_DOCUMENTS_ONCE if len(conditions) == 1 else _OF_DOCUMENTS
        return and_(*(_among(tables.documents.c.number, found, one) for one in conditions))

    def documents_one_by_one(
        self, connection: Connection, parts: Sequence[Part], closeness: Closeness
    ) -> ColumnElement[bool] | None:
        """The same where many of the newest have the parts: asked of each document, in whatever order they come."""
        conditions = list(_conditions(parts, closeness))
        bound = {name: expression for found in conditions for name, expression in found.items()}
        each = " AND ".join(_ONE.format(holds=_all_hold(found)) for found in conditions)
        count = text(_OF_NEWEST.format(newest=_NEWEST, holds=each)).bindparams(**bound)
        if (connection.scalar(count) or 0) < _MANY:
            return None
        return and_(*(text(_ONE.format(holds=_all_hold(one))).bindparams(**one) for one in conditions))

    def claims_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """Claims with the parts."""
        return and_(
            *(_among(tables.claims.c.number, _OF_CLAIMS, one) for one in _conditions(parts, closeness))
        )


def _add(connection: Connection, what: str, number: int, text: str) -> None:
    rows = [(number, part, vector) for part, vector in enumerate(_vectors(text))]
    if rows:
        insert = f"INSERT INTO {what}_words (number, part, words) VALUES (%s, %s, %s::tsvector)"
        connection.exec_driver_sql(insert, rows)


def _vectors(text: str) -> Iterator[str]:
    """The vectors of a text, as PostgreSQL writes them: stems with their places, forms without."""
    forms = " ".join(f"'{_FORM}{word}'" for word in sorted(forms_of(text)))
    for stems in _stretches(list(stems_of(text))):
        places: dict[str, list[str]] = {}
        for place, stem in enumerate(stems, start=1):
            places.setdefault(stem, []).append(str(place))
        yield " ".join([forms, *(f"'{stem}':{','.join(at)}" for stem, at in places.items())])
        forms = ""


def _stretches(stems: list[str]) -> Iterator[list[str]]:
    """The words in portions that fit into a vector, each beginning with the last words of the one before."""
    start = at = 0
    counts: Counter[str] = Counter()
    while at < len(stems):
        counts[stems[at]] += 1
        at += 1
        if at == len(stems) or at - start >= _PLACES or counts[stems[at]] >= _PLACES_OF_ONE:
            yield stems[start:at]
            start = max(start + 1, at - _OVERLAP)
            counts = Counter(stems[start:at])


#: Conditions on one vector, by the names that they are bound to; the index looks for the first of them only.
_OnVector = dict[str, str]


def _conditions(parts: Sequence[Part], closeness: Closeness) -> Iterator[_OnVector]:
    if closeness is Closeness.APART or any(one.is_beginning for part in parts for one in part.words):
        # Words that stand apart can be in different portions of a text.
        for number, expression in enumerate(e for part in parts for e in _expressions(part)):
            yield {f"part_{number}": expression}
    elif closeness is Closeness.PHRASE:
        yield {"phrase": _phrase([one for part in parts for one in part.words])}
    else:
        yield {"words": " & ".join(_phrase(part.words) for part in parts), "near": _pairs(parts)}


def _among(numbers: ColumnElement[int], found: str, conditions: _OnVector) -> ColumnElement[bool]:
    return numbers.in_(text(found.format(holds=_all_hold(conditions))).bindparams(**conditions))


def _all_hold(conditions: _OnVector) -> str:
    first, *others = (f"words @@ CAST(:{name} AS tsquery)" for name in conditions)
    # Of a condition written so, the index is not asked: for nearness it would look for each distance by itself.
    return " AND ".join([first, *(f"({other}) IS TRUE" for other in others)])


def _expressions(part: Part) -> Iterator[str]:
    """A part as conditions on single vectors, cut where it has the beginning of a word."""
    run: list[Wanted] = []
    for wanted in (*part.words, Wanted("", is_beginning=True)):
        if not wanted.is_beginning:
            run.append(wanted)
            continue
        if run:
            yield _phrase(run)
            run = []
        if wanted.word:
            yield f"'{_FORM}{wanted.word}':*"


def _phrase(wanted: Sequence[Wanted]) -> str:
    return f"({' <-> '.join(_quoted(one) for one in wanted)})"


def _quoted(wanted: Wanted) -> str:
    return f"'{wanted.word}'"


def _pairs(parts: Sequence[Part]) -> str:
    """That each part begins within reach of the next, before it or after: never less than nearness."""
    return " & ".join(f"({_within_reach(*pair)})" for pair in pairwise(parts))


def _within_reach(one: Part, other: Part) -> str:
    return " | ".join(
        f"({_quoted(first.words[0])} <{distance}> {_quoted(second.words[0])})"
        for first, second in ((one, other), (other, one))
        for distance in range(len(first.words) + NEAR + 1)
    )
