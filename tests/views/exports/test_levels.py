"""Every export at every clearance, read back by its consumer: nothing withheld in it, and no gap where it was."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import bibtexparser
import icalendar
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.record.making import cite
from tests.record.making import document as plain_document
from tests.writable import WRITABLE
from tracktwo.model import (
    Act,
    Commitment,
    Delegate,
    Dialogue,
    Document,
    Engagement,
    Extraction,
    Form,
    Participant,
    Person,
    Round,
    Stance,
    StanceValue,
    Statement,
    StatementKind,
    Strength,
    Track,
)
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Reading, Record
from tracktwo.views.exports import export, select

#: After all that is told, so that promises count.
DAY = date(2031, 1, 1)
BELOW = (Clearance.PUBLIC, Clearance.BACKGROUND, Clearance.CHATHAM)
#: Who is named in what is above public, and what nobody may know was said.
SECRET = {
    Level.BACKGROUND: ("Zerafin", "Okudzhaba"),
    Level.CHATHAM: ("Velimira", "Ashgrove"),
    Level.OFF_RECORD: ("Quillon", "Tarsewicz", "secret annex", "harbour lease"),
}


def _told(n: int, one: str, other: str, extra: str = "") -> tuple[Document, Extraction]:
    """A report of a round with a contact, statements, a stance and a promise of two people."""
    text = (
        f"😀 Round {n} of the Ferry Talks between Orlesia and Tavan met in Kesh on {n} May 2030. "
        f"{one} of Orlesia met {other} of Tavan. {one} said that the ferry fees must end this year. "
        f"{other} said that the fees would stay as they are. {extra}"
        f"Orlesia will reopen pier {n} by June 2030."
    )
    doc = plain_document(
        text, title=f"Round {n} with {one}", publisher=f"{other} Weekly", published=f"2030-05-{n:02}",
        language="en", path=f"{one}.txt",
    )  # fmt: skip

    def said(name: str, party: str, words: str, **more: Any) -> Statement:
        return Statement(
            speaker=name, party=party, content=(cite(doc, words),), kind=StatementKind.INDIRECT,
            act=Act.REQUEST, issues=("ferry fees",), **more,
        )  # fmt: skip

    first, second = "the ferry fees must end this year", "the fees would stay as they are"
    statements = (said(one, "XOR", first), said(other, "XTA", second))
    if extra:
        inner = extra.partition(" that ")[2].rstrip(". ")
        statements = (statements[0], said(one, "XOR", inner), said(other, "XTA", second, nested_in=0))
    return doc, Extraction(
        is_dialogue_report=True,
        people=(
            Person(name=one, party="XOR", office="ferry minister", mentions=(cite(doc, one),)),
            Person(name=other, party="XTA", office="harbour envoy", mentions=(cite(doc, other),)),
        ),
        statements=statements,
        stances=(
            Stance(party="XOR", issue="ferry fees", stance=StanceValue.AGAINST, evidence=(cite(doc, first),)),
            Stance(party="XTA", issue="ferry fees", stance=StanceValue.FOR, evidence=(cite(doc, second),)),
        ),
        engagements=(
            Engagement(
                form=Form.MEETING, who=(Participant(one, "XOR"),), with_=(Participant(other, "XTA"),),
                when=f"2030-05-{n:02}", where="Kesh", evidence=(cite(doc, f"{one} of Orlesia met {other} of Tavan"),),
            ),
        ),
        rounds=(
            Round(
                dialogue=Dialogue("Ferry Talks", ("XOR", "XTA"), Track.I), ordinal=n, when=f"2030-05-{n:02}",
                where="Kesh", delegates=(Delegate(one, "XOR"), Delegate(other, "XTA")),
                evidence=(cite(doc, f"Round {n} of the Ferry Talks"),),
            ),
        ),
        commitments=(
            Commitment(
                by=("XOR",), to=("XTA",), what=(cite(doc, f"reopen pier {n} by June 2030"),), due="2030-06",
                strength=Strength.PLEDGED, evidence=(cite(doc, f"Orlesia will reopen pier {n} by June 2030"),),
            ),
        ),
        made_by="hand 1",
    )  # fmt: skip


PUBLIC = _told(1, "Dana Marek", "Ilyas Bekov"), _told(9, "Mira Solan", "Petr Anik")
BACKGROUND = _told(3, "Zerafin Holt", "Ana Okudzhaba")
CHATHAM = _told(5, "Velimira Dost", "Jon Ashgrove")
OFF_RECORD = _told(7, "Quillon Pry", "Ewa Tarsewicz", "Quillon Pry said that the secret annex holds. ")
#: A public report with one statement that is off the record, and the same report without the sentence.
SLIP = "Rosa Fenn said that the harbour lease is void. "
MIXED, CLEAN = _told(11, "Rosa Fenn", "Karl Udo", SLIP), _told(11, "Rosa Fenn", "Karl Udo")


def build(path: Path, *, with_secrets: bool) -> Record:
    """The record, or the one that its public documents alone would make."""
    record = Record.open(path, create=True, clock=lambda: datetime(2031, 1, 1, tzinfo=UTC))
    wanted = [(PUBLIC[0], Level.PUBLIC)]
    if with_secrets:
        wanted += [(OFF_RECORD, Level.OFF_RECORD)]
    wanted += [(BACKGROUND, Level.BACKGROUND), (CHATHAM, Level.CHATHAM), (PUBLIC[1], Level.PUBLIC)]
    for (doc, told), level in wanted:
        record.add(Reading(doc, doc.text.encode(), "{}", told, level=level))
    return record


# ── what a consumer reads: every text and number, by where it stands ─────────────────────────────────────────


def _json(made: bytes) -> Any:
    return json.loads(made)


def _lines(made: bytes) -> Any:
    return [json.loads(line) for line in made.decode().splitlines()]


def _csv(made: bytes) -> Any:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))


def _archive(read: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    def reader(made: bytes) -> Any:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return {name: read(archive.read(name)) for name in archive.namelist()}

    return reader


def _sqlite(made: bytes) -> Any:
    with sqlite3.connect(":memory:") as db:
        db.deserialize(made)
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def _calendar(made: bytes) -> Any:
    parts = icalendar.Calendar.from_ical(made).walk()
    return [{key: value.to_ical().decode() for key, value in part.items()} for part in parts]


def _graph(read: Callable[[Any], Any]) -> Callable[[bytes], Any]:
    def reader(made: bytes) -> Any:
        graph = read(io.BytesIO(made))
        return {"nodes": dict(graph.nodes(data=True)), "edges": list(graph.edges(data=True))}

    return reader


def _book(made: bytes) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}


CONSUMERS: dict[str, Callable[[bytes], Any]] = {
    "annotations": _json,
    "bibtex": lambda made: [
        {f.key: f.value for f in e.fields} | {"key": e.key}
        for e in bibtexparser.parse_string(made.decode()).entries
    ],
    "calendar": _calendar,
    "csl-json": _json,
    "dna": _sqlite,
    "excel": _book,
    "followthemoney": _lines,
    "ftm-statements": _csv,
    "gexf": _graph(nx.read_gexf),
    "graphml": _graph(nx.read_graphml),
    "parquet": _archive(lambda made: pq.read_table(io.BytesIO(made)).to_pylist()),
    "peace-accords": _csv,
    "plover": _lines,
    "tables": _archive(_csv),
    "timelinejs": _json,
}


def _values(told: Any) -> Iterator[Any]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield str(key)
            yield from _values(value)
    elif isinstance(told, (list, tuple)):
        for value in told:
            yield from _values(value)
    else:
        yield told


def read_back(name: str, record: Record, clearance: Clearance) -> list[Any]:
    with record.reading(clearance) as gate:
        made = export(name, replace(select(gate), as_of=DAY))
    return list(_values(CONSUMERS[name](made)))


#: Names of what is withheld are made of numbers and a secret of the record; what they are tells nothing.
_OPAQUE = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{24}|[0-9a-f]{16}(?=:)|[0-9a-f]{8}(?=\b)")


def _without_names(told: list[Any]) -> list[str]:
    return [_OPAQUE.sub("#", str(value)) for value in told]


def test_every_format_has_a_consumer() -> None:
    assert set(WRITABLE) <= CONSUMERS.keys()


@pytest.mark.parametrize("clearance", BELOW)
@pytest.mark.parametrize("name", WRITABLE)
def test_nothing_withheld_is_read_back(name: str, clearance: Clearance, tmp_path: Path) -> None:
    with build(tmp_path / "talks.db", with_secrets=True) as record:
        told = "\n".join(map(str, read_back(name, record, clearance))).casefold()
        everything = "\n".join(map(str, read_back(name, record, Clearance.EVERYTHING))).casefold()
    hidden = [word for level, words in SECRET.items() if not clearance.sees(level) for word in words]
    assert [word for word in hidden if word.casefold() in told] == []
    # The same words are there for whoever may see them, where the format holds names at all.
    assert any(word.casefold() in everything for word in hidden)


@pytest.mark.parametrize("clearance", BELOW)
@pytest.mark.parametrize("name", WRITABLE)
def test_what_nobody_may_know_of_leaves_no_gap(name: str, clearance: Clearance, tmp_path: Path) -> None:
    """Row numbers, counts and dates are those of a record that never held it; names that tell nothing may differ."""
    with (
        build(tmp_path / "a.db", with_secrets=True) as full,
        build(tmp_path / "b.db", with_secrets=False) as none,
    ):
        one, other = (_without_names(read_back(name, record, clearance)) for record in (full, none))
    assert sorted(one) == sorted(other)


@pytest.mark.parametrize("name", WRITABLE)
def test_a_sentence_off_the_record_leaves_no_gap(name: str, tmp_path: Path) -> None:
    """A statement between two others: nothing counts it, neither places in the text nor what is inside what."""
    told = []
    for number, (doc, extraction) in enumerate((MIXED, CLEAN)):
        record = Record.open(tmp_path / f"{number}.db", create=True)
        with record:
            record.add(Reading(doc, doc.text.encode(), "{}", extraction))
            with record.reading() as gate:
                lease = [e.id for e in gate.claims(Statement) if "lease" in e.claim.content[0].exact]
                refs = gate.review().references(lease)
            for claim in lease:
                payload = canonical({"level": Level.OFF_RECORD.value})
                subject = Subject(groups=((refs[claim],),))
                record.judge(Judgement(JudgementAct.LEVEL, subject, "Ada", record.moment(), None, payload))
            told.append("\n".join(map(str, read_back(name, record, Clearance.PUBLIC))))
    assert "lease" not in told[0]
    assert "lease" not in told[1]
    numbers = [re.findall(r"\bnested_in\b.{0,12}", text) for text in told]
    assert len(numbers[0]) == len(numbers[1])


@pytest.mark.parametrize("clearance", [*BELOW, Clearance.EVERYTHING])
def test_spans_of_dna_read_the_right_words_at_every_clearance(clearance: Clearance, tmp_path: Path) -> None:
    with build(tmp_path / "talks.db", with_secrets=True) as record, record.reading(clearance) as gate:
        made = export("dna", select(gate))
        quoted = {c.exact for e in gate.claims(Stance) for c in e.claim.evidence}
    with sqlite3.connect(":memory:") as db:
        db.deserialize(made)
        rows = db.execute(
            "SELECT d.Text, s.Start, s.Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
        )
        read = {text.encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") for text, a, b in rows}
    assert read == quoted
