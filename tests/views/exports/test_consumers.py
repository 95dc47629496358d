"""Exports against the schema, or the program, of whoever reads them: with scripts and marks that need care."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import bibtexparser
import icalendar
import jsonschema
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pyld import jsonld

from tests.making import cite, document, entry
from tests.views.test_brief import entries
from tests.writable import needs_followthemoney
from tracktwo.model import (
    Act,
    Commitment,
    Delegate,
    Dialogue,
    Engagement,
    Entry,
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
from tracktwo.views.exports import Selection, export
from tracktwo.views.exports.plover import WITH_RECIPIENT

DAY = date(2030, 8, 1)
OA = "http://www.w3.org/ns/oa#"
AS = "https://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMAS = Path(__file__).parent / "schemas"
NAMES = (
    "ولی محمد",
    "لیلى عبدالله",
    "王小明",
    "Ana “Nina” O’Neill & Søn <Jr.>",
    '=Ivo, "K"; {Kral}\\',
    "𐎀𐎁 Emoji😀",
)
PARTIES = ("XOR", "XTA")


def many_scripts() -> list[Entry[Any]]:
    """Talks among people whose names are written in many ways, with marks that formats take for their own."""
    found: list[Entry[Any]] = []
    for place, name in enumerate(NAMES):
        party = PARTIES[place % 2]
        said = 'the tolls & fees <must> end; 100 % of {them}, "all" – 𝒻𝓊𝓁𝓁𝓎'
        doc = document(
            f"😀 In Kesh {name} met the others. {name} said that {said}. {name} will open the gates by June 2030.",
            title=f"{name} & the talks_1 {{50 %}}", publisher="Kesh <Post> & Söhne", published=f"2030-05-0{place + 1}",
            url=f"https://kesh.example/news?id={place}&x=1", language="en",
        )  # fmt: skip
        words = cite(doc, said)
        found += [
            entry(Person(name=name, party=party, office="minister", mentions=(cite(doc, name),)), doc),
            entry(
                Statement(
                    speaker=name, party=party, content=(words,), kind=StatementKind.INDIRECT, act=Act.PLEDGE,
                    addressee=NAMES[0],
                ),
                doc,
            ),
            entry(Stance(party=party, issue="tolls & fees", stance=StanceValue.AGAINST, evidence=(words,)), doc),
            entry(
                Commitment(
                    by=(party,), what=(cite(doc, "open the gates by June 2030"),), due="2030-06",
                    strength=Strength.PLEDGED, evidence=(cite(doc, f"{name} will open the gates by June 2030."),),
                ),
                doc,
            ),
            entry(
                Engagement(
                    form=(Form.CALL, Form.VISIT, Form.MEETING)[place % 3], who=(Participant(name, party),),
                    with_=(Participant(NAMES[(place + 1) % len(NAMES)], PARTIES[(place + 1) % 2]),),
                    when=f"2030-05-0{place + 1}", where="Kesh; “Old” Town, B&B",
                    evidence=(cite(doc, f"In Kesh {name} met the others."),),
                ),
                doc,
            ),
            entry(
                Round(
                    dialogue=Dialogue("Tolls & <Fees> dialogue", PARTIES, Track.I), ordinal=place + 1,
                    when=f"2030-0{place + 1}-10", where="Kesh", theme="Less; more, or \\none\\",
                    delegates=(Delegate(name, party),), evidence=(cite(doc, f"In Kesh {name} met the others."),),
                ),
                doc,
            ),
        ]  # fmt: skip
    return found


WRITTEN = {
    "plain": Selection.of(entries(), as_of=DAY),
    "many scripts": Selection.of(many_scripts(), as_of=DAY),
    "empty": Selection.of([], as_of=DAY),
}
each_record = pytest.mark.parametrize("selection", WRITTEN.values(), ids=WRITTEN)


def _schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


@each_record
def test_annotations_keep_to_the_model(selection: Selection) -> None:
    page = json.loads(export("annotations", selection))
    _schema("web-annotation").validate(page)
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids))
    texts = {d.id: d.text for d in selection.documents}
    for item in page["items"]:
        body = json.loads(item["body"]["value"])
        assert body["kind"]
        for target in item["target"]:
            quote, position = target["selector"]
            assert any(t[position["start"] : position["end"]] == quote["exact"] for t in texts.values())


@each_record
def test_annotations_say_the_same_when_expanded(selection: Selection) -> None:
    """Every term means what the W3C's vocabulary has it mean: nothing is dropped by a JSON-LD processor."""
    page = json.loads(export("annotations", selection))
    (expanded,) = jsonld.expand(page, {"documentLoader": _w3c_terms})
    assert expanded["@type"] == [f"{AS}OrderedCollectionPage"]
    (listed,) = expanded[f"{AS}items"]
    for item, wide in zip(page["items"], listed["@list"], strict=True):
        assert wide["@id"] == item["id"]
        assert wide["@type"] == [f"{OA}Annotation"]
        assert wide[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
        assert _names_in(wide) == _names_in(item)
        for target, wide_target in zip(item["target"], wide[f"{OA}hasTarget"], strict=True):
            assert wide_target[f"{OA}hasSource"] == [{"@id": target["source"]}]
            quote, position = wide_target[f"{OA}hasSelector"]
            assert quote["@type"] == [f"{OA}TextQuoteSelector"]
            assert quote[f"{OA}exact"] == [{"@value": target["selector"][0]["exact"]}]
            assert position[f"{OA}start"][0]["@value"] == target["selector"][1]["start"]


@each_record
def test_annotations_become_triples(selection: Selection) -> None:
    page = json.loads(export("annotations", selection))
    triples = jsonld.to_rdf(page, {"documentLoader": _w3c_terms})["@default"]
    kinds = [t["object"]["value"] for t in triples if t["predicate"]["value"] == f"{RDF}type"]
    assert kinds.count(f"{OA}Annotation") == len(page["items"])
    exact = [t["object"]["value"] for t in triples if t["predicate"]["value"] == f"{OA}exact"]
    assert sorted(exact) == sorted(t["selector"][0]["exact"] for i in page["items"] for t in i["target"])


def test_a_term_that_the_vocabulary_lacks_would_be_noticed() -> None:
    page = json.loads(export("annotations", WRITTEN["plain"]))
    page["items"][0]["stance"] = "against"
    (expanded,) = jsonld.expand(page, {"documentLoader": _w3c_terms})
    assert _names_in(expanded[f"{AS}items"][0]["@list"][0]) != _names_in(page["items"][0])


def _w3c_terms(url: str, _: Any) -> dict[str, Any]:
    """The terms that we use, for the W3C's address; nothing is fetched."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    terms = json.loads((SCHEMAS / "anno_terms.json").read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": terms}


def _names_in(node: Any) -> int:
    """How many names of properties stand in a tree, ``@value`` and the like aside."""
    if isinstance(node, list):
        return sum(_names_in(n) for n in node)
    if not isinstance(node, dict) or "@value" in node:
        return 0
    own = [k for k in node if k not in ("@id", "@type", "@list", "id", "type")]
    return len(own) + sum(_names_in(v) for v in node.values())


@each_record
def test_plover_events_keep_to_the_codebook(selection: Selection) -> None:
    validator, codebook = _schema("plover"), _codebook()
    events = [json.loads(line) for line in export("plover", selection).decode().splitlines()]
    for event in events:
        validator.validate(event)
        (kind,) = event["event"]
        assert kind in codebook["types"]
        assert set(event["mode"]) <= set(codebook["modes"].get(kind, ()))
        assert kind not in codebook["with_recipient"] or event["recipient"]
        assert set(codebook["required"]) <= set(event) <= {*codebook["fields"], *codebook["ours"]}
        for actor in (*event["source"], *event.get("recipient", ())):
            assert set(actor) <= set(codebook["actor_fields"])
        assert set(event.get("text_info", ())) <= set(codebook["text_fields"])
        assert set(event["cite_info"]) <= set(codebook["cite_fields"])
    if selection is WRITTEN["many scripts"]:
        assert {tuple(e["mode"]) for e in events} == {(), ("phone",), ("visit",)}
        assert {e["event"][0] for e in events} == {"AGREE", "CONSULT"}
        assert all(("recipient" in e) == (e["act"] != "meeting" and e["act"] != "call") for e in events)


def test_every_act_of_ours_is_a_type_of_plover_but_two() -> None:
    assert {a.value for a in Act} - set(_codebook()["types"]) == {"PLEDGE", "STATE"}
    assert set(_codebook()["with_recipient"]) == WITH_RECIPIENT


def _codebook() -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load((SCHEMAS / "plover_codebook.yaml").read_text(encoding="utf-8"))
    return written


@each_record
def test_timelines_keep_to_the_documented_fields(selection: Selection) -> None:
    page = json.loads(export("timelinejs", selection))
    _schema("timelinejs").validate(page)
    ids = [e["unique_id"] for e in page["events"]]
    assert len(ids) == len(set(ids))
    for event in page["events"]:
        # The page puts headline and text into its own HTML.
        ElementTree.fromstring(
            f"<x>{event['text']['headline']}{event['text']['text'].replace('<br>', '<br/>')}</x>"
        )


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
@each_record
def test_references_are_set_by_a_citation_processor(selection: Selection) -> None:
    items = json.loads(export("csl-json", selection))
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    shown = [str(one) for one in bibliography.bibliography()]
    assert len(shown) == len(items) == len(selection.documents)
    for item in items:
        assert any(item["title"].split()[0] in line for line in shown), item["title"]


@each_record
def test_bibtex_gives_every_title_back(selection: Selection) -> None:
    library = bibtexparser.parse_string(export("bibtex", selection).decode())
    assert not library.failed_blocks
    assert len(library.entries) == len(selection.documents)
    assert len({e.key for e in library.entries}) == len(library.entries)
    for found in library.entries:
        title = found.fields_dict["title"].value
        # Balanced braces, and nothing that TeX would take for a command or a comment.
        assert title.count("{") == title.count("}")


@each_record
def test_the_calendar_gives_every_word_back(selection: Selection) -> None:
    calendar = icalendar.Calendar.from_ical(export("calendar", selection))
    events, todos = calendar.walk("VEVENT"), calendar.walk("VTODO")
    assert not calendar.errors
    assert not [c.errors for c in (*events, *todos) if c.errors]
    uids = [str(c["uid"]) for c in (*events, *todos)]
    assert len(uids) == len(set(uids))
    if selection is WRITTEN["many scripts"]:
        assert "Kesh; “Old” Town, B&B" in {str(e["location"]) for e in events}
        assert {str(t["status"]) for t in todos} <= {"NEEDS-ACTION", "COMPLETED", "CANCELLED", "IN-PROCESS"}
        assert all(
            line.startswith((b" ", b"BEGIN")) or len(line) <= 75 for line in calendar.to_ical().split(b"\r\n")
        )


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
@each_record
def test_networks_give_every_name_back(name: str, read: Any, selection: Selection) -> None:
    graph = read(io.BytesIO(export(name, selection)))
    labels = {str(data.get("label") or data.get("name") or node) for node, data in graph.nodes(data=True)}
    if selection is WRITTEN["many scripts"]:
        assert set(NAMES) <= labels


@each_record
def test_dna_statements_read_the_right_words_in_utf16(selection: Selection, tmp_path: Path) -> None:
    file = tmp_path / "talks.dna"
    file.write_bytes(export("dna", selection))
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        rows = db.execute(
            "SELECT d.Text, s.Start, s.Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
        )
        read = [text.encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") for text, a, b in rows]
    quoted = {c.exact for e in selection.of_kind(Stance) for c in e.claim.evidence}
    assert set(read) <= quoted
    assert bool(read) is bool(quoted)


@each_record
def test_tables_and_workbook_and_parquet_hold_the_same(selection: Selection) -> None:
    with zipfile.ZipFile(io.BytesIO(export("tables", selection))) as archive:
        tables = {
            n.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(n).decode("utf-8-sig"))))
            for n in archive.namelist()
            if n.endswith(".csv")
        }
    book = openpyxl.load_workbook(io.BytesIO(export("excel", selection)), read_only=True)
    with zipfile.ZipFile(io.BytesIO(export("parquet", selection))) as archive:
        frames = {
            n.removesuffix(".parquet"): pq.read_table(io.BytesIO(archive.read(n)))
            for n in archive.namelist()
            if n.endswith(".parquet")
        }
    described = {
        (row["table"], row["column"]) for name, rows in tables.items() if "dictionary" in name for row in rows
    }
    assert described
    for name, frame in frames.items():
        assert len(tables[name]) == frame.num_rows, name
        assert name == "dictionary" or {(name, column) for column in frame.column_names} <= described
        assert name in {sheet.title.casefold().replace(" ", "_") for sheet in book} or name in book.sheetnames
    if selection is WRITTEN["many scripts"]:
        assert set(NAMES) <= set(frames["people"].column("name").to_pylist())
        # A name that begins like a formula is told as text.
        assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@needs_followthemoney
@each_record
def test_followthemoney_takes_names_of_all_scripts(selection: Selection) -> None:
    from followthemoney import model as ftm

    lines = export("followthemoney", selection).decode().splitlines()
    proxies = [ftm.get_proxy(json.loads(line)) for line in lines]
    for proxy in proxies:
        proxy.schema.validate({"properties": proxy.to_dict()["properties"]})
    if selection is WRITTEN["many scripts"]:
        assert set(NAMES) <= {n for p in proxies if p.schema.name == "Person" for n in p.get("name")}
