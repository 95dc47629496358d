"""Statements as a database of Discourse Network Analyzer 3 (Leifeld): who agrees or disagrees with what.

A stance becomes a statement of the type ``DNA Statement``: person, organization (the party), concept (the issue),
agreement. The tables are those that the program makes itself; offsets are UTF-16 code units, as Java counts.
Its passwords are not made here: the one coder of the file has none that any password matches.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from tracktwo.model import Document, Entry, Stance, StanceValue, Statement
from tracktwo.model.dates import Edtf
from tracktwo.views.exports.dna_schema import create
from tracktwo.views.exports.selection import Selection

#: The program refuses texts of this length or more in these fields.
_LONGEST = 190
_VARIABLES = {"person": 1, "organization": 2, "concept": 3}
_AGREEMENT = 4
_CODER = 1
_TYPE = 1


def write(selection: Selection) -> bytes:
    """The database file's bytes. Stances that are mixed are left out: the type knows agreement or not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.dna")
        connection = sqlite3.connect(path)
        create(connection)
        _fill(connection, selection)
        connection.commit()
        connection.close()
        return path.read_bytes()


def utf16_offset(text: str, offset: int) -> int:
    """How many UTF-16 code units stand before the code point at ``offset``."""
    return len(text[:offset].encode("utf-16-le")) // 2


def _fill(connection: sqlite3.Connection, selection: Selection) -> None:
    numbers = {d.id: n for n, d in enumerate(selection.documents, start=1)}
    connection.executemany(
        "INSERT INTO DOCUMENTS(ID, Title, Text, Coder, Source, Type, Notes, Date) VALUES (?,?,?,?,?,?,?,?)",
        [_document(numbers[d.id], d) for d in selection.documents],
    )
    stances = [e for e in selection.of_kind(Stance) if e.claim.stance is not StanceValue.MIXED]
    said = _statements_by_document(selection.of_kind(Statement))
    entities = _Entities(connection)
    number = 0
    for entry in stances:
        for party in entry.claim.party.split("+"):
            number += 1
            _statement(connection, number, numbers[entry.document.id], entry)
            values = {"person": _speaker(entry, said), "organization": party, "concept": entry.claim.issue}
            for variable, value in values.items():
                connection.execute(
                    "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?,?,?)",
                    (number, _VARIABLES[variable], entities.number(_VARIABLES[variable], value)),
                )
            connection.execute(
                "INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?,?,?)",
                (number, _AGREEMENT, int(entry.claim.stance is StanceValue.FOR)),
            )


class _Entities:
    """The values of each variable, numbered; every variable has the empty one, as the program expects."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[tuple[int, str], int] = {}
        for variable in _VARIABLES.values():
            self.number(variable, "")

    def number(self, variable: int, value: str) -> int:
        key = (variable, value[:_LONGEST])
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._connection.execute(
                "INSERT INTO ENTITIES(ID, VariableId, Value, Red, Green, Blue) VALUES (?,?,?,0,0,0)",
                (self._numbers[key], *key),
            )
        return self._numbers[key]


def _document(number: int, document: Document) -> tuple[object, ...]:
    title = (document.title or document.path or document.id)[:_LONGEST]
    source = (document.publisher or "")[:_LONGEST]
    return number, title, document.text, _CODER, source, document.kind.value, document.id, _seconds(document)


def _seconds(document: Document) -> int:
    """Publication as Unix time; 0 where it is not known, since the program needs a number."""
    start: date | None = Edtf.parse(document.published).bounds()[0] if document.published else None
    return int(datetime(start.year, start.month, start.day, tzinfo=UTC).timestamp()) if start else 0


def _statement(connection: sqlite3.Connection, number: int, document: int, entry: Entry[Stance]) -> None:
    cited, text = entry.claim.evidence[0], entry.document.text
    connection.execute(
        "INSERT INTO STATEMENTS(ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?,?,?,?,?,?)",
        (number, _TYPE, document, utf16_offset(text, cited.start), utf16_offset(text, cited.end), _CODER),
    )


def _statements_by_document(entries: Iterable[Entry[Statement]]) -> Mapping[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for entry in entries:
        found.setdefault(entry.document.id, []).append(entry.claim)
    return found


def _speaker(entry: Entry[Stance], said: Mapping[str, list[Statement]]) -> str:
    """Whoever made the statement that the stance was read from, or nobody."""
    cited = entry.claim.evidence[0].span
    for statement in said.get(entry.document.id, []):
        if statement.speaker and any(c.span.overlaps(cited) for c in statement.content):
            return statement.speaker
    return ""
