"""Every export is read back by the program or library that it is made for."""

import csv
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import bibtexparser
import icalendar
import networkx as nx
import pytest

from tests.making import cite, document, entry
from tests.views.test_brief import FIRST, SECOND, entries
from tracktwo.errors import UsageError
from tracktwo.model import Act, Stance, StanceValue, Statement, StatementKind
from tracktwo.views.exports import FORMATS, Selection, export
from tracktwo.views.exports.dna import utf16_offset

SELECTION = Selection.of(entries())
SAMPLE = Path("../shared/corpora/dna/sample.dna")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_the_same_bytes_twice_and_takes_nothing_at_all(name: str) -> None:
    assert export(name, SELECTION) == export(name, Selection.of(entries()))
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


def test_tables_have_a_row_a_claim_and_a_dictionary_of_every_column() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export("tables", SELECTION)))
    read = {n: list(csv.DictReader(io.StringIO(archive.read(n).decode()))) for n in archive.namelist()}
    assert len(read["rounds.csv"]) == 2
    assert read["statements.csv"][0]["words"] == "the bridge tolls must end."
    known = {(r["table"], r["column"]) for r in read["dictionary.csv"]}
    for name, rows in read.items():
        if rows and name not in ("dictionary.csv", "documents.csv"):
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
    (event,) = [e for e in events if e["event_type"] == "REQUEST"]
    assert event["actor"] == ["XOR"]
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
    assert {str(e["summary"]) for e in events} == {
        "Round 1: Orlesia-Tavan border dialogue",
        "Round 3: Orlesia-Tavan border dialogue",
    }
    assert all((e["dtend"].dt - e["dtstart"].dt).days == 1 for e in events)
    assert [t["due"].dt.isoformat() for t in todos] == ["2030-07-01"]


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_back(name: str, read) -> None:
    graph = read(io.BytesIO(export(name, SELECTION)))
    assert "issue:bridge tolls" in graph
    kinds = {data["kind"] for _, _, data in graph.edges(data=True)}
    assert {"for", "against", "belongs"} <= kinds


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
    assert [e["start_date"] for e in events] == [{"year": 2030, "month": 5, "day": 4}] * 2


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
