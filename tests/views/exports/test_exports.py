"""Every export is read back by the program or library that it is made for."""

import csv
import io
import json
import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import bibtexparser
import icalendar
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
import yaml

import tracktwo.views.exports
from tests.making import cite, document, entry
from tests.views.test_brief import FIRST, SECOND, entries
from tests.writable import WRITABLE, needs_followthemoney
from tracktwo.errors import UsageError
from tracktwo.model import Act, Engagement, Form, Participant, Stance, StanceValue, Statement, StatementKind
from tracktwo.model.judgement import Thing
from tracktwo.model.rulings import Rulings
from tracktwo.views.exports import Selection, export
from tracktwo.views.exports.dna import utf16_offset
from tracktwo.views.exports.frames import Type, frames

DAY = date(2030, 8, 1)
SELECTION = Selection.of(entries(), as_of=DAY)
SAMPLE = Path("../shared/corpora/dna/sample.dna")


@pytest.mark.parametrize("name", WRITABLE)
def test_every_format_writes_the_same_bytes_twice_and_takes_nothing_at_all(name: str) -> None:
    assert export(name, SELECTION) == export(name, Selection.of(entries(), as_of=DAY))
    assert isinstance(export(name, Selection.of([])), bytes)


def test_an_unknown_format_is_answered() -> None:
    with pytest.raises(UsageError, match="graphml"):
        export("powerpoint", SELECTION)


def test_web_annotations_point_at_the_words() -> None:
    page = json.loads(export("annotations", SELECTION))
    texts = {f"urn:{d.id}": d.text for d in (FIRST, SECOND)}
    assert len(page["items"]) == len(entries())
    for item in page["items"]:
        for target in item["target"]:
            quote, position = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            # The model knows a purpose of bodies only.
            assert "purpose" not in target
        assert item["id"] != page["id"]
        assert item["body"]["purpose"] == "describing"


def test_tables_have_a_row_a_claim_and_a_dictionary_of_every_column() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export("tables", SELECTION)))
    read = {n: list(csv.DictReader(io.StringIO(archive.read(n).decode()))) for n in archive.namelist()}
    assert len(read["rounds.csv"]) == 2
    assert read["statements.csv"][0]["words"] == "the bridge tolls must end."
    known = {(r["table"], r["column"]) for r in read["dictionary.csv"]}
    for name, rows in read.items():
        if rows and name != "dictionary.csv":
            assert {(name.removesuffix(".csv"), column) for column in rows[0]} <= known


def test_a_cell_is_never_a_formula() -> None:
    doc = document("=1+1 is what the minister wrote.")
    said = Statement(speaker="=HYPERLINK()", content=(cite(doc, "=1+1"),), kind=StatementKind.DIRECT)
    archive = zipfile.ZipFile(io.BytesIO(export("tables", Selection.of([entry(said, doc)]))))
    (row,) = csv.DictReader(io.StringIO(archive.read("statements.csv").decode()))
    assert row["speaker"] == "'=HYPERLINK()"
    assert row["words"] == "'=1+1"


def test_plover_events_have_actor_act_and_sentence() -> None:
    events = [json.loads(line) for line in export("plover", SELECTION).decode().splitlines()]
    (event,) = [e for e in events if e["event"] == ["REQUEST"]]
    assert [a["code"] for a in event["source"]] == ["XOR"]
    assert event["text"] == "the bridge tolls must end."
    plain = Statement(
        speaker="A",
        party="XOR",
        content=(cite(FIRST, "Dana Marek"),),
        kind=StatementKind.DIRECT,
        act=Act.STATE,
    )
    assert export("plover", Selection.of([entry(plain, FIRST)])) == b""


def test_the_calendar_is_read_back() -> None:
    calendar = icalendar.Calendar.from_ical(export("calendar", SELECTION))
    events, todos = calendar.walk("VEVENT"), calendar.walk("VTODO")
    assert [str(e["summary"]) for e in events] == ["Round 1 (also numbered 3): Orlesia-Tavan border dialogue"]
    assert all((e["dtend"].dt - e["dtstart"].dt).days == 1 for e in events)
    assert [t["due"].dt.isoformat() for t in todos] == ["2030-06-30"]
    assert [str(t["status"]) for t in todos] == ["NEEDS-ACTION"]
    assert "overdue" in todos[0]["categories"].to_ical().decode()


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_back(name: str, read) -> None:
    graph = read(io.BytesIO(export(name, SELECTION)))
    assert "issue:bridge tolls" in graph
    kinds = {data["kind"] for _, _, data in graph.edges(data=True)}
    assert {"for", "against", "belongs"} <= kinds


def test_a_person_who_is_named_in_two_ways_is_one_node() -> None:
    doc = document("Marek met Ilyas Bekov.", published="2030-05-07")
    met = Engagement(form=Form.MEETING, who=(Participant("Marek", "XOR"),), with_=(Participant("Ilyas Bekov", "XTA"),),
                     evidence=(cite(doc, doc.text),))  # fmt: skip
    graph = nx.read_graphml(io.BytesIO(export("graphml", Selection.of([*entries(), entry(met, doc)]))))
    assert "person:Marek" not in graph
    kinds = {
        data["kind"] for _, other, data in graph.edges("person:Dana Marek", data=True) if "Bekov" in other
    }
    assert kinds == {"met"}


def test_bibtex_is_read_back() -> None:
    library = bibtexparser.parse_string(export("bibtex", SELECTION).decode())
    assert not library.failed_blocks
    assert {e["howpublished"] for e in library.entries} == {"Kesh Post", "Tavan Gazette"}
    assert {e["year"] for e in library.entries} == {"2030"}


def test_csl_items_have_dates_as_far_as_they_are_known() -> None:
    vague = document("Talks.", published="2030-05", title="T & T", publisher="Ünited Pöst")
    items = {i["title"]: i for i in json.loads(export("csl-json", Selection.of([], [vague, document("x")])))}
    assert items["T & T"]["issued"] == {"date-parts": [[2030, 5]]}
    assert items["T & T"]["id"].startswith("unitedpost2030-")
    assert "issued" not in items["Without title"]


def test_timeline_has_only_what_has_a_year() -> None:
    events = json.loads(export("timelinejs", SELECTION))["events"]
    assert [e["start_date"] for e in events] == [{"year": 2030, "month": 5, "day": 4}]
    assert "also numbered 3" in events[0]["text"]["headline"]
    assert events[0]["text"]["text"].count("<q>") == 2


def opened(content: bytes, folder: Path) -> sqlite3.Connection:
    path = folder / "x.dna"
    path.write_bytes(content)
    return sqlite3.connect(path)


def test_dna_reads_the_right_words_in_utf16(tmp_path: Path) -> None:
    doc = document("𝔖ome said 🤝 that “tolls 😀 must end” now.", title="A", published="2030-05-05")
    claim = Stance(
        party="XOR+XTA", issue="tolls", stance=StanceValue.AGAINST, evidence=(cite(doc, "tolls 😀 must end"),)
    )
    connection = opened(export("dna", Selection.of([entry(claim, doc)])), tmp_path)
    rows = connection.execute(
        "SELECT Text, Start, Stop FROM STATEMENTS JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId"
    ).fetchall()
    assert len(rows) == 2
    for text, start, stop in rows:
        assert text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") == "tolls 😀 must end"
    assert utf16_offset(doc.text, 1) == 2


def test_dna_gives_person_party_issue_and_agreement(tmp_path: Path) -> None:
    connection = opened(export("dna", SELECTION), tmp_path)
    rows = connection.execute(
        "SELECT S.ID, V.Variable, E.Value FROM STATEMENTS S JOIN DATASHORTTEXT D ON D.StatementId = S.ID "
        "JOIN VARIABLES V ON V.ID = D.VariableId JOIN ENTITIES E ON E.ID = D.Entity ORDER BY 1, 2"
    ).fetchall()
    assert ("concept", "bridge tolls") in [r[1:] for r in rows]
    assert ("person", "Dana Marek") in [r[1:] for r in rows]
    assert sorted(r[0] for r in connection.execute("SELECT Value FROM DATABOOLEAN")) == [0, 1]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the program's own sample lies outside the repository")
def test_dna_has_the_programs_own_tables(tmp_path: Path) -> None:
    ours = opened(export("dna", SELECTION), tmp_path)
    theirs = sqlite3.connect(f"file:{SAMPLE}?mode=ro&immutable=1", uri=True)

    def shape(connection: sqlite3.Connection) -> dict:
        tables = [
            r[0]
            for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {
            t: (
                connection.execute(f"PRAGMA table_info({t})").fetchall(),
                sorted(r[2:7] for r in connection.execute(f"PRAGMA foreign_key_list({t})")),
                sorted(r[2:] for r in connection.execute(f"PRAGMA index_list({t})")),
            )
            for t in tables
        }

    assert shape(ours) == shape(theirs)


def test_every_column_has_its_meaning_and_its_type() -> None:
    for frame in frames(Selection.of([])):
        for column in frame.columns:
            assert column.meaning.strip()
            assert column.type in Type
    known = {c.name for f in frames(Selection.of([])) for c in f.columns}
    written = yaml.safe_load(
        (Path(tracktwo.views.exports.__file__).parent / "dictionary.yaml").read_text("utf-8")
    )
    named = {column for columns in written.values() for column in columns}
    assert named <= known


def test_the_workbook_holds_the_same_cells_as_the_tables() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export("excel", SELECTION)))
    assert book.sheetnames[:2] == ["dictionary", "documents"]
    archive = zipfile.ZipFile(io.BytesIO(export("tables", SELECTION)))
    for name in archive.namelist():
        rows = list(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
        sheet = [list(row) for row in book[name.removesuffix(".csv")].iter_rows(values_only=True)]
        assert len(sheet) == len(rows)
        for written, read in zip(rows[1:], sheet[1:], strict=True):
            # A workbook knows one kind of number.
            shown = ["" if c is None else str(c).lower() if isinstance(c, bool) else str(c) for c in read]
            assert shown == [c.removeprefix("'").removesuffix(".0") for c in written]


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    doc = document("=1+1 is what the minister wrote \x07 at https://example.org.")
    said = Statement(speaker="=HYPERLINK()", content=(cite(doc, doc.text),), kind=StatementKind.DIRECT)
    book = openpyxl.load_workbook(io.BytesIO(export("excel", Selection.of([entry(said, doc)]))))
    cells = [c for row in book["statements"].iter_rows(min_row=2) for c in row if c.value is not None]
    assert all(c.data_type != "f" and c.hyperlink is None for c in cells)
    assert "=HYPERLINK()" in [c.value for c in cells]


def test_parquet_is_read_back_with_types_and_meanings() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export("parquet", SELECTION)))
    rounds = pq.read_table(io.BytesIO(archive.read("rounds.parquet")))
    assert rounds.num_rows == 2
    assert rounds.column("ordinal").to_pylist() == [1, 3]
    assert rounds.column("parties").to_pylist() == [["XOR", "XTA"]] * 2
    (place,) = rounds.column("evidence").to_pylist()[0]
    assert FIRST.text[place["start"] : place["end"]].startswith("The first round")
    assert b"number of the round" in rounds.schema.field("ordinal").metadata[b"meaning"]
    assert pq.read_table(io.BytesIO(archive.read("ideas.parquet"))).num_rows == 0


@needs_followthemoney
def test_followthemoney_takes_every_entity() -> None:
    from followthemoney import model as ftm

    lines = export("followthemoney", SELECTION).decode().splitlines()
    proxies = [ftm.get_proxy(json.loads(line)) for line in lines]
    by_schema = {p.schema.name: p for p in proxies}
    assert {"Article", "Person", "PublicBody", "Event", "Position", "Occupancy"} >= set(by_schema) - {
        "Organization"
    }
    people = {p.caption: p for p in proxies if p.schema.name == "Person"}
    assert set(people) == {"Dana Marek", "Ilyas Bekov"}
    event = by_schema["Event"]
    assert event.caption == "Round 1 (also numbered 3): Orlesia-Tavan border dialogue"
    assert people["Dana Marek"].id in event.get("involved")
    assert event.get("date") == ["2030-05-04"]
    ids = {p.id for p in proxies}
    for proxy in proxies:
        proxy.schema.validate({"properties": proxy.to_dict()["properties"]})
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in ids, (proxy.schema.name, prop.name)


@needs_followthemoney
def test_each_statement_of_followthemoney_names_the_place_that_tells_it(tmp_path: Path) -> None:
    from followthemoney.statement.serialize import read_path_statements

    path = tmp_path / "statements.csv"
    path.write_bytes(export("ftm-statements", SELECTION))
    read = list(read_path_statements(path, format="csv"))
    (office,) = [s for s in read if s.schema == "Position" and s.prop == "name"]
    assert office.value == "foreign minister"
    prefix, _, place = (office.origin or "").partition(":")
    start, end = map(int, place.split("-"))
    assert FIRST.id.startswith(f"sha256:{prefix}")
    assert FIRST.text[start:end] == "Dana Marek"
    entities = {json.loads(line)["id"] for line in export("followthemoney", SELECTION).decode().splitlines()}
    assert {s.entity_id for s in read} == entities


def test_commitments_are_scored_as_the_peace_accords_matrix_does() -> None:
    (row,) = csv.DictReader(io.StringIO(export("peace-accords", SELECTION).decode()))
    assert (row["provision"], row["by"], row["status"], row["score"]) == (
        "send customs officers",
        "XOR",
        "overdue",
        "0",
    )
    assert row["confirmed"] == "no"
    assert row["citation"].startswith(FIRST.id[7:23])


def test_an_export_keeps_to_what_people_ruled() -> None:
    def ruled(_: Thing) -> Rulings:
        return Rulings(same=frozenset({("a", "b")}))

    assert Selection.of((), rulings=ruled).rulings is ruled
