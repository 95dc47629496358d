"""Statements as a database of Discourse Network Analyzer 3 (Leifeld): who agrees or disagrees with what.

A stance becomes a statement of the type ``DNA Statement``: person, organization (the party), concept (the issue),
agreement. The tables are those that the program makes itself; offsets are UTF-16 code units, as Java counts.
What a person coded by hand is under that coder's name. Passwords are not made here: no coder of the file has one
that any password matches. Documents, statements and values stand in an order of their own, so that what is
exported, imported and exported again is the same file.
"""

import hashlib
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from tracktwo.model import Document, Entry, Span, Stance, StanceValue, Statement
from tracktwo.model.dates import Edtf
from tracktwo.record import coder_of
from tracktwo.views.exports.dna_schema import create
from tracktwo.views.exports.selection import Selection

#: The program refuses texts of this length or more in these fields.
_LONGEST = 190
_VARIABLES = {"person": 1, "organization": 2, "concept": 3}
_AGREEMENT = 4
_CODER = 1
_MACHINE = "TrackTwo"
_TYPE = 1


def write(selection: Selection, out: BinaryIO) -> None:
    """The database file. Stances that are mixed are left out: the type knows agreement or not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.dna")
        connection = sqlite3.connect(path)
        create(connection)
        _fill(connection, selection)
        connection.commit()
        connection.close()
        with path.open("rb") as made:
            copyfileobj(made, out)


def utf16_offset(text: str, offset: int) -> int:
    """How many UTF-16 code units stand before the code point at ``offset``."""
    return len(text[:offset].encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, order=True)
class _Coded:
    """One statement of the database; places in UTF-16 units."""

    document: int
    start: int
    stop: int
    coder: str
    organization: str
    concept: str
    agreement: int
    person: str


def _fill(connection: sqlite3.Connection, selection: Selection) -> None:
    text_of = selection.source.text_of
    documents = sorted(selection.documents, key=lambda d: (d.published or "9999", _hash(text_of(d)), d.id))
    numbers = {d.id: n for n, d in enumerate(documents, start=1)}
    connection.executemany(
        "INSERT INTO DOCUMENTS(ID, Title, Text, Coder, Source, Type, Notes, Date) VALUES (?,?,?,?,?,?,?,?)",
        (_document(numbers[d.id], text_of(d)) for d in documents),
    )
    coded = sorted(set(_statements(selection, numbers)))
    coders = _coders(connection, {c.coder for c in coded})
    entities = _Entities(connection)
    for number, one in enumerate(coded, start=1):
        connection.execute(
            "INSERT INTO STATEMENTS(ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?,?,?,?,?,?)",
            (number, _TYPE, one.document, one.start, one.stop, coders[one.coder]),
        )
        values = {"person": one.person, "organization": one.organization, "concept": one.concept}
        for variable, value in values.items():
            connection.execute(
                "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?,?,?)",
                (number, _VARIABLES[variable], entities.number(_VARIABLES[variable], value)),
            )
        connection.execute(
            "INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?,?,?)",
            (number, _AGREEMENT, one.agreement),
        )


def _statements(selection: Selection, numbers: Mapping[str, int]) -> Iterable[_Coded]:
    said = _statements_by_document(selection.of_kind(Statement))
    offsets: dict[str, _Offsets] = {}
    for entry in selection.of_kind(Stance):
        told, cited = entry.claim, entry.claim.evidence[0]
        if told.stance is StanceValue.MIXED:
            continue
        place = offsets.setdefault(entry.document.id, _Offsets(entry.document.text))
        for party in told.party.split("+"):
            yield _Coded(
                document=numbers[entry.document.id],
                start=place(cited.start),
                stop=place(cited.end),
                coder=_coder(entry),
                organization=party[:_LONGEST],
                concept=told.issue[:_LONGEST],
                agreement=int(told.stance is StanceValue.FOR),
                person=_speaker(entry, party, said)[:_LONGEST],
            )


class _Offsets:
    """Code points to UTF-16 units; most texts have no character that takes two."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_plain = all(c <= "\uffff" for c in text)

    def __call__(self, offset: int) -> int:
        return offset if self._is_plain else utf16_offset(self._text, offset)


def _coders(connection: sqlite3.Connection, names: Collection[str]) -> Mapping[str, int]:
    """Number the coders; the machine is always the first."""
    people = sorted(set(names) - {_MACHINE})
    connection.executemany(
        "INSERT INTO CODERS(ID, Name, Password) VALUES (?,?,'')",
        [(number, name[:_LONGEST]) for number, name in enumerate(people, start=_CODER + 1)],
    )
    # As the program does: each coder sees and edits what the others coded.
    numbers = {_MACHINE: _CODER} | {name: n for n, name in enumerate(people, start=_CODER + 1)}
    connection.executemany(
        "INSERT INTO CODERRELATIONS(Coder, OtherCoder) VALUES (?,?)",
        [(one, other) for one in numbers.values() for other in numbers.values() if one != other],
    )
    return numbers


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
    # A date that is no day, and one that is not known, are told here: the program's own field holds only days.
    notes = f"published: {document.published or 'not known'}\ntext: {_hash(document)}"
    return number, title, document.text, _CODER, source, document.kind.value, notes, _seconds(document)


def _hash(document: Document) -> str:
    return f"sha256:{hashlib.sha256(document.text.encode()).hexdigest()}"


def _seconds(document: Document) -> int:
    """Publication as Unix time; 0 where it is not known, since the program needs a number."""
    start: date | None = Edtf.parse(document.published).bounds()[0] if document.published else None
    return int(datetime(start.year, start.month, start.day, tzinfo=UTC).timestamp()) if start else 0


@dataclass(frozen=True, slots=True)
class _Said:
    """What tells whose words are coded: no more, since all statements of a record are held together."""

    speaker: str
    party: str | None
    coder: str
    issues: tuple[str, ...]
    content: tuple[Span, ...]


def _statements_by_document(entries: Iterable[Entry[Statement]]) -> Mapping[str, list[_Said]]:
    found: dict[str, list[_Said]] = {}
    for entry in entries:
        told = entry.claim
        if told.speaker:
            places = tuple(c.span for c in told.content)
            said = _Said(told.speaker, told.party, _coder(entry), told.issues, places)
            found.setdefault(entry.document.id, []).append(said)
    return found


def _speaker(entry: Entry[Stance], party: str, said: Mapping[str, list[_Said]]) -> str:
    """Whoever made the statement that the stance was read from, or nobody.

    Where several statements hold the words, those of the same coder, party, place and issue come first.
    """
    cited = entry.claim.evidence[0].span
    around = [s for s in said.get(entry.document.id, ()) if any(p.overlaps(cited) for p in s.content)]
    best = min(
        around,
        key=lambda s: (
            s.coder != _coder(entry),
            s.party != party,
            all(place != cited for place in s.content),
            entry.claim.issue not in s.issues,
            s.speaker,
        ),
        default=None,
    )
    return best.speaker if best else ""


def _coder(entry: Entry[Any]) -> str:
    return coder_of(getattr(entry, "made_by", "")) or _MACHINE
