"""The index of words in SQLite: FTS5 tables that hold words only, under the numbers of documents and claims.

FTS5 neither cuts nor stems the words itself. What is searched for, and where it stands, is decided elsewhere.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, text

from tracktwo.record import tables
from tracktwo.record.full_text import Asked, Closeness
from tracktwo.record.words import NEAR, Part, Wanted, forms_of, stems_of

#: Stems in order, for phrases; and the words as they stand there, each once, for beginnings of words.
_TABLES = (
    "CREATE VIRTUAL TABLE {0}_words USING fts5(words, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE {0}_forms USING fts5(words, content='', tokenize='ascii', detail=none)",
)

#: Where so many documents have the words, and this share of all, the newest of all are quicker looked at one by
#: one than those that have them are put in order.
_MANY, _SHARE = 20_000, 0.4


class SqliteWords:
    """The word index of a record in SQLite."""

    def create(self, connection: Connection) -> None:
        """Create the tables."""
        for what in ("document", "claim"):
            for statement in _TABLES:
                connection.exec_driver_sql(statement.format(what))

    def add_document(self, connection: Connection, number: int, text: str) -> None:
        """Add a document's text."""
        _add(connection, "document", number, text)

    def remove_document(self, connection: Connection, number: int, text: str) -> None:
        """Take out a document's text, which FTS5 must be told."""
        _remove(connection, "document", number, text)

    def add_claim(self, connection: Connection, number: int, words: str) -> None:
        """Add a claim's words."""
        if words:
            _add(connection, "claim", number, words)

    def replace_claim(self, connection: Connection, number: int, before: str, now: str) -> None:
        """Take out what was indexed, which FTS5 must be told, and add what is to be."""
        if before == now:
            return
        if before:
            _remove(connection, "claim", number, before)
        self.add_claim(connection, number, now)

    def upgrade(self, connection: Connection, version: int) -> None:
        """Nothing: it is as it was in version 2."""

    def documents(
        self, connection: Connection, asked: Asked, parts: Sequence[Part], closeness: Closeness
    ) -> tuple[Select[Any], ...]:
        """Documents with the parts; where very many have them, each is asked in its turn, so that none is ordered."""
        each = _one_by_one(connection, parts, closeness)
        if each is None:
            return (asked.newest_first().where(self.documents_where(parts, closeness)),)
        return tuple(one.where(each) for one in asked.in_turn())

    def documents_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """Documents with the parts."""
        return and_(*_conditions("document", parts, closeness))

    def claims_where(self, parts: Sequence[Part], closeness: Closeness) -> ColumnElement[bool]:
        """Claims with the parts."""
        return and_(*_conditions("claim", parts, closeness))

    def naming(self, connection: Connection, sides: Sequence[Collection[str]]) -> list[int]:
        """Documents with a word of each side."""
        asked = " AND ".join(f"({' OR '.join(sorted(map(_forms, side)))})" for side in sides)
        found = "SELECT rowid FROM document_forms WHERE document_forms MATCH ?"
        return list(connection.exec_driver_sql(found, (asked,)).scalars())


def _one_by_one(
    connection: Connection, parts: Sequence[Part], closeness: Closeness
) -> ColumnElement[bool] | None:
    """A condition that is asked of one document after another; None where few have the parts."""
    stems = _expression(parts, closeness)
    if not stems or _beginnings(parts):
        return None
    found = "FROM document_words WHERE document_words MATCH :document_words"
    count = connection.scalar(text(f"SELECT count(*) {found}").bindparams(document_words=stems)) or 0
    highest = tables.documents.c.number
    if count < _MANY or count < _SHARE * (connection.scalar(select(func.max(highest))) or 0):
        return None
    one = text(f"SELECT rowid {found} AND rowid = documents.number").bindparams(document_words=stems)
    return tables.documents.c.number.in_(one)


def _add(connection: Connection, what: str, number: int, text: str) -> None:
    for table, words in _rows(text):
        connection.exec_driver_sql(f"INSERT INTO {what}_{table}(rowid, words) VALUES (?, ?)", (number, words))


def _remove(connection: Connection, what: str, number: int, text: str) -> None:
    for table, words in _rows(text):
        name = f"{what}_{table}"
        remove = f"INSERT INTO {name}({name}, rowid, words) VALUES ('delete', ?, ?)"
        connection.exec_driver_sql(remove, (number, words))


def _forms(word: str) -> str:
    """That all that a word is to the index stands in a document."""
    forms = " AND ".join(f'"{form}"' for form in sorted(forms_of(word)))
    return f"({forms})"


def _rows(text: str) -> tuple[tuple[str, str], ...]:
    return ("words", " ".join(stems_of(text))), ("forms", " ".join(sorted(forms_of(text))))


def _conditions(what: str, parts: Sequence[Part], closeness: Closeness) -> Iterator[ColumnElement[bool]]:
    stems, beginnings = _expression(parts, closeness), _beginnings(parts)
    if stems:
        yield _matching(what, "words", stems)
    if beginnings:
        yield _matching(what, "forms", " AND ".join(f'"{word}" *' for word in beginnings))


def _matching(what: str, table: str, expression: str) -> ColumnElement[bool]:
    numbers = (tables.documents if what == "document" else tables.claims).c.number
    name = f"{what}_{table}"
    found = text(f"SELECT rowid FROM {name} WHERE {name} MATCH :{name}").bindparams(**{name: expression})
    return numbers.in_(found)


def _expression(parts: Sequence[Part], closeness: Closeness) -> str:
    """The query in the language of FTS5, as far as it consists of stems."""
    if _beginnings(parts):
        return " AND ".join(phrase for part in parts for phrase in _phrases(part))
    phrases = [phrase for part in parts for phrase in _phrases(part)]
    match closeness:
        case Closeness.PHRASE:
            return " + ".join(phrases)
        case Closeness.NEAR:
            return f"NEAR({' '.join(phrases)}, {NEAR})"
        case Closeness.APART:
            return " AND ".join(phrases)


def _phrases(part: Part) -> Iterator[str]:
    """A part as phrases of stems, cut where it has the beginning of a word."""
    run: list[str] = []
    for wanted in (*part.words, Wanted("", is_beginning=True)):
        if not wanted.is_beginning:
            run.append(wanted.word)
        elif run:
            yield f'"{" ".join(run)}"'
            run = []


def _beginnings(parts: Sequence[Part]) -> list[str]:
    return [wanted.word for part in parts for wanted in part.words if wanted.is_beginning]
