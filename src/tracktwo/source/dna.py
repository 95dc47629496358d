"""Opens a database of Discourse Network Analyzer 3 (Leifeld) and gives out its documents and coded statements.

Java counts UTF-16 code units; offsets given out are code points. Which statement is a stance of whom on what is
not decided here, and texts are given as they stand.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tracktwo.errors import MissingSourceError, UnreadableSourceError

_VALUES = (
    "SELECT StatementId, Variable, E.Value FROM DATASHORTTEXT D "
    "JOIN VARIABLES V ON V.ID = D.VariableId JOIN ENTITIES E ON E.ID = D.Entity",
    "SELECT StatementId, Variable, Value FROM DATALONGTEXT D JOIN VARIABLES V ON V.ID = D.VariableId",
    "SELECT StatementId, Variable, Value FROM DATABOOLEAN D JOIN VARIABLES V ON V.ID = D.VariableId",
    "SELECT StatementId, Variable, Value FROM DATAINTEGER D JOIN VARIABLES V ON V.ID = D.VariableId",
)


@dataclass(frozen=True, slots=True)
class DnaDocument:
    """One document of the database."""

    number: int
    title: str
    text: str
    source: str
    type: str
    notes: str
    #: Unix time in seconds, at midnight UTC as a rule.
    date: int


@dataclass(frozen=True, slots=True)
class DnaStatement:
    """One coded stretch of a document."""

    number: int
    document: int
    #: Code points of the document's text.
    start: int
    end: int
    coder: str
    #: The label of its statement type.
    type: str
    #: Variable and value; truth values are 0 and 1.
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class DnaFile:
    """All that such a database holds of documents and coding."""

    documents: tuple[DnaDocument, ...]
    statements: tuple[DnaStatement, ...]


def read_dna(path: Path) -> DnaFile:
    """Read the whole database.

    Raises:
        MissingSourceError: there is no such file.
        UnreadableSourceError: it is no database of this program, or a statement lies outside its document.
    """
    if not path.is_file():
        raise MissingSourceError(f"{path}: there is no such file")
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            documents = tuple(_documents(connection))
            texts = {d.number: d.text for d in documents}
            return DnaFile(documents, tuple(_statements(connection, texts)))
    except sqlite3.DatabaseError as error:
        raise UnreadableSourceError(
            f"{path}: it is no database of Discourse Network Analyzer 3: {error}"
        ) from error
    except ValueError as error:
        raise UnreadableSourceError(f"{path}: {error}") from error


def code_points(text: str, units: int) -> int:
    """The offset in code points that is ``units`` UTF-16 code units into ``text``.

    Raises:
        ValueError: the text is shorter, or the place lies inside a surrogate pair.
    """
    encoded = text.encode("utf-16-le")
    if 2 * units > len(encoded):
        raise ValueError(f"a statement ends {units - len(encoded) // 2} characters after its document")
    return len(encoded[: 2 * units].decode("utf-16-le"))


def _documents(connection: sqlite3.Connection) -> Iterable[DnaDocument]:
    asked = "SELECT ID, Title, Text, Source, Type, Notes, Date FROM DOCUMENTS ORDER BY ID"
    for number, title, text, source, kind, notes, date in connection.execute(asked):
        yield DnaDocument(number, title, text, source, kind, notes, date)


def _statements(connection: sqlite3.Connection, texts: Mapping[int, str]) -> Iterable[DnaStatement]:
    values: dict[int, dict[str, str | int]] = {}
    for asked in _VALUES:
        for number, variable, value in connection.execute(asked):
            values.setdefault(number, {})[variable] = value
    asked = (
        "SELECT S.ID, S.DocumentId, S.Start, S.Stop, C.Name, T.Label FROM STATEMENTS S "
        "JOIN CODERS C ON C.ID = S.Coder JOIN STATEMENTTYPES T ON T.ID = S.StatementTypeId "
        "ORDER BY S.DocumentId, S.Start, S.Stop, S.ID"
    )
    for number, document, start, stop, coder, kind in connection.execute(asked):
        text = texts[document]
        first, last = code_points(text, start), code_points(text, stop)
        yield DnaStatement(number, document, first, last, coder, kind, values.get(number, {}))
