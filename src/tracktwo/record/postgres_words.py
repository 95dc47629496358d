"""The index of words in PostgreSQL: text search vectors of our own words, which no dictionary of its looks at.

A vector bounds how many words, and how many places of one word, it holds; a long text is therefore several
vectors that overlap. Pairs of neighbouring words have an index of their own; what a document must have for a query
is written down in ``postgres_sought``.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, and_, func, select, text

from tracktwo.record import tables
from tracktwo.record.full_text import Asked, Closeness
from tracktwo.record.postgres_pairs import add_pairs, create_pairs, index_pairs, remove_pairs, written
from tracktwo.record.postgres_sought import FORM, Sought, expressions, near, phrase, sought
from tracktwo.record.words import NEAR, Part, forms_of, stems_of

_TABLES = (
    "CREATE TABLE {0}_words (number INTEGER NOT NULL REFERENCES {0}s (number), part INTEGER NOT NULL, "
    "words tsvector NOT NULL, PRIMARY KEY (number, part))",
    "CREATE INDEX {0}_words_by_word ON {0}_words USING gin (words)",
)
#: PostgreSQL keeps 255 places of a word and 16,383 places in all.
_PLACES_OF_ONE, _PLACES = 250, 12_000
#: Words that a vector repeats from the one before, so that no phrase and no neighbourhood is cut in two.
_OVERLAP = 2 * NEAR
#: Where so many of the newest documents have the words, enough are sooner found by looking at one after another.
_NEWEST, _MANY = 400, 16

_OF_CLAIMS = "claims.number IN (SELECT number FROM claim_words WHERE {holds})"
_OF_WORDS = "documents.number IN (SELECT number FROM document_words WHERE words @@ CAST(:{name} AS tsquery))"
#: The same, kept from parallel workers, which take longer to start than to find anything.
_OF_WORDS_ONCE = (
    "documents.number IN (WITH found AS MATERIALIZED "
    "(SELECT number FROM document_words WHERE words @@ CAST(:{name} AS tsquery)) SELECT number FROM found)"
)
_OF_PAIRS = "documents.number IN (SELECT number FROM document_pairs WHERE pairs @> CAST(:pairs AS integer[]))"
#: Aggregates, which are never turned into a join: they are asked of each document whose turn comes.
_ONE = "(SELECT {holds} FROM document_words WHERE document_words.number = documents.number)"


class PostgresWords:
    """The word index of a record in PostgreSQL."""

    def create(self, connection: Connection) -> None:
        """Create the tables."""
        for what in ("document", "claim"):
            for statement in _TABLES:
                connection.exec_driver_sql(statement.format(what))
        create_pairs(connection)

    def add_document(self, connection: Connection, number: int, text: str) -> None:
        """Add a document's text."""
        stems = list(stems_of(text))
        _add(connection, "document", number, text, stems)
        add_pairs(connection, number, stems)

    def remove_document(self, connection: Connection, number: int, text: str) -> None:
        """Take out a document."""
        connection.exec_driver_sql("DELETE FROM document_words WHERE number = %s", (number,))
        remove_pairs(connection, number)

    def add_claim(self, connection: Connection, number: int, words: str) -> None:
        """Add a claim's words."""
        if words:
            _add(connection, "claim", number, words, list(stems_of(words)))

    def replace_claim(self, connection: Connection, number: int, before: str, now: str) -> None:
        """Take out what was indexed and add what is to be."""
        if before != now:
            connection.exec_driver_sql("DELETE FROM claim_words WHERE number = %s", (number,))
            self.add_claim(connection, number, now)

    def upgrade(self, connection: Connection, version: int) -> None:
        """Pairs of words are there from version 5 on."""
        if version < 5:
            index_pairs(connection)

    def documents(
        self, connection: Connection, asked: Asked, parts: Sequence[Part], closeness: Closeness
    ) -> tuple[Select[Any], ...]:
        """Documents with the parts.

        Where many of the newest have them, each is looked at in its turn; else, those that indexes tell of are put in
        order, and looked at in that order until there are enough.
        """
        found = sought(parts, closeness)
        if _are_many(connection, found):
            return tuple(one.where(_each(found.everything)) for one in asked.in_turn())
        candidates = list(_candidates(found))
        if not found.checks:
            return (asked.newest_first().where(*candidates),)
        return (_in_their_order(asked, candidates, found.checks),)

    def documents_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """Documents with the parts."""
        found = sought(parts, closeness)
        checks = [_each(found.checks)] if found.checks else []
        return and_(*_candidates(found), *checks)

    def claims_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """Claims with the parts."""
        if closeness is Closeness.APART or any(one.is_beginning for part in parts for one in part.words):
            return and_(*(_of_claims(one, f"part_{n}") for n, one in enumerate(expressions(parts))))
        if closeness is Closeness.PHRASE:
            return and_(_of_claims(phrase([one for part in parts for one in part.words]), "phrase"))
        words = " & ".join(phrase(part.words) for part in parts)
        return and_(_of_claims(words, "words", near(parts)))

    def naming(self, connection: Connection, sides: Sequence[Collection[str]]) -> list[int]:
        """Documents with a word of each side."""
        # All the words as they stand in a text are in the first of its vectors.
        asked = " & ".join(f"({' | '.join(sorted(map(_forms, side)))})" for side in sides)
        found = "SELECT number FROM document_words WHERE words @@ CAST(%s AS tsquery)"
        return list(connection.exec_driver_sql(found, (asked,)).scalars())


def _are_many(connection: Connection, found: Sought) -> bool:
    """Whether so many of the newest documents have it that enough are sooner found by looking at one after another."""
    documents = tables.documents.c
    dated = select(documents.number).where(documents.earliest.is_not(None))
    newest = dated.order_by(documents.earliest.desc()).limit(_NEWEST).subquery("documents")
    counted = select(func.count()).select_from(newest).where(_each(found.everything))
    return (connection.scalar(counted) or 0) >= _MANY


def _in_their_order(asked: Asked, candidates: Sequence[TextClause], checks: Sequence[str]) -> Select[Any]:
    """Put in order what indexes tell of before any is looked at, since that takes by far the longest."""
    documents = tables.documents.c
    # With an offset, if only of none, the selection is worked out by itself.
    named = Asked((documents.number, documents.earliest), asked.where).newest_first()
    ranked = named.where(*candidates).offset(0).subquery("ranked")
    return (
        select(*asked.columns)
        .join(ranked, ranked.c.number == documents.number)
        .where(_each(checks))
        .order_by(ranked.c.earliest.desc().nulls_last(), ranked.c.number)
    )


def _add(connection: Connection, what: str, number: int, text: str, stems: list[str]) -> None:
    rows = [(number, part, vector) for part, vector in enumerate(_vectors(text, stems))]
    if rows:
        insert = f"INSERT INTO {what}_words (number, part, words) VALUES (%s, %s, %s::tsvector)"
        connection.exec_driver_sql(insert, rows)


def _forms(word: str) -> str:
    """That all that a word is to the index stands in a vector."""
    forms = " & ".join(f"'{FORM}{form}'" for form in sorted(forms_of(word)))
    return f"({forms})"


def _vectors(text: str, stems: list[str]) -> Iterator[str]:
    """The vectors of a text, as PostgreSQL writes them: stems with their places, forms without."""
    forms = " ".join(f"'{FORM}{word}'" for word in sorted(forms_of(text)))
    for stretch in _stretches(stems):
        places: dict[str, list[str]] = {}
        for place, stem in enumerate(stretch, start=1):
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


def _candidates(found: Sought) -> Iterator[TextClause]:
    """Conditions on ``documents.number`` that indexes decide."""
    # Of several, the planner had better not work out the common ones at all.
    of_words = _OF_WORDS_ONCE if len(found.words) == 1 and not found.pairs else _OF_WORDS
    for number, expression in enumerate(found.words):
        name = f"words_{number}"
        yield text(of_words.format(name=name)).bindparams(**{name: expression})
    if found.pairs:
        yield text(_OF_PAIRS).bindparams(pairs=written(found.pairs))


def _each(expressions: Sequence[str]) -> TextClause:
    """A condition on a document whose turn has come: for each expression, it has a vector of which that holds."""
    names = {f"each_{number}": expression for number, expression in enumerate(expressions)}
    holds = " AND ".join(f"bool_or(words @@ CAST(:{name} AS tsquery))" for name in names)
    return text(_ONE.format(holds=holds)).bindparams(**names)


def _of_claims(expression: str, name: str, *more: str) -> TextClause:
    """A condition on ``claims.number``; of the further expressions the index is not asked."""
    names = {f"{name}_{number}": one for number, one in enumerate((expression, *more))}
    first, *others = (f"words @@ CAST(:{one} AS tsquery)" for one in names)
    # For nearness it would look for each distance by itself.
    holds = " AND ".join([first, *(f"({other}) IS TRUE" for other in others)])
    return text(_OF_CLAIMS.format(holds=holds)).bindparams(**names)
