"""Every page answers, leads to the evidence, and runs nothing that is not ours."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tracktwo.errors import UsageError
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web.settings import Settings

LISTS = ("dialogues", "rounds", "people", "statements", "engagements", "commitments", "documents")


@pytest.mark.parametrize(
    "path", ["/", "/search", "/search?q=border", "/compare", *(f"/{name}" for name in LISTS)]
)
def test_every_page_answers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1>" in answer.text


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_data_too(client: TestClient, name: str) -> None:
    rows = client.get(f"/{name}.json").json()
    read = list(csv.reader(io.StringIO(client.get(f"/{name}.csv").text)))
    assert len(read) == len(rows) + 1
    assert all(list(row) == read[0] for row in rows)


def test_a_list_is_narrowed_down_by_its_address(client: TestClient) -> None:
    assert {row["speaker"] for row in client.get("/statements.json?party=ELB").json()} == {"Tomas Ilk"}
    assert len(client.get("/statements.json?limit=1").json()) == 1


def test_from_every_citation_a_link_lands_on_its_sentence(client: TestClient) -> None:
    links = re.findall(r'href="(/documents/[^"]+#cited)"', client.get("/statements").text)
    assert links
    for link in map(unescape, links):
        answer = client.get(link.partition("#")[0])
        assert answer.status_code == 200
        assert answer.text.count('id="cited"') == 1


def test_the_text_of_a_document_is_there_whole(client: TestClient) -> None:
    document = client.get("/documents.json").json()[0]["document"]
    body = client.get(f"/documents/{document}").text
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', body, re.DOTALL)
    assert shown is not None
    # Cards over the words are no words of the document.
    text = unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="card">.*?</a></span>', "", shown[1])))
    statements = [
        r for r in client.get("/statements.json").json() if r["document"].startswith(f"sha256:{document}")
    ]
    assert statements
    assert all(row["content"] in " ".join(text.split()) for row in statements)


def test_a_dialogue_has_its_brief_with_the_evidence(client: TestClient) -> None:
    key = client.get("/dialogues.json").json()[0]["key"]
    answer = client.get(f"/dialogues/{key}")
    assert answer.status_code == 200
    assert 'id="e1"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/documents/deadbeef",
        "/documents/zz",
        "/dialogues/NO-SUCH",
        "/documents/deadbeef?at=1-x",
        "/people.xml",
    ],
)
def test_whatever_is_not_there_is_answered_in_the_same_words(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.text.replace(path, "") == client.get("/absent").text.replace("/absent", "")


def test_nothing_runs_loads_or_stays_that_is_not_ours(client: TestClient) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<script|<style|\son\w+=|style=|(?:src|href)=\"(?:https?:)?//", answer.text)


def test_words_of_documents_are_never_taken_for_markup(client: TestClient) -> None:
    answer = client.get("/search", params={"q": '<script>alert("x")</script>'})
    assert answer.status_code == 200
    assert "<script" not in answer.text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "talks.example"])
def test_without_accounts_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(UsageError, match="--accounts"):
        Settings("talks.db", host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_needs_no_account(host: str) -> None:
    assert Settings("talks.db", host=host).accounts is None


@pytest.mark.parametrize("sheet", ["positions", "convergence", "promises", "continuity", "speakers"])
def test_every_ledger_of_a_dialogue_has_a_page_and_data(client: TestClient, sheet: str) -> None:
    key = client.get("/dialogues.json").json()[0]["key"]
    assert client.get(f"/dialogues/{key}/{sheet}").status_code == 200
    rows = client.get(f"/dialogues/{key}/{sheet}.json").json()
    assert (
        len(list(csv.reader(io.StringIO(client.get(f"/dialogues/{key}/{sheet}.csv").text)))) == len(rows) + 1
    )


def test_where_on_the_server_a_file_was_is_on_no_page(record_path: Path, client: TestClient) -> None:
    folder = record_path.parent / "notes of the sponsor"
    folder.mkdir()
    told = "Notes on what was said on one afternoon between two neighbours.\n\nMira Vance (RUR): the lighthouse stays lit\n"
    (folder / "notes.txt").write_text(told, encoding="utf-8")
    with Record.open(record_path) as record:
        list(add_sources(record, [str(folder)], Options(), PLAIN))
    row = next(r for r in client.get("/documents.json").json() if r["path"].endswith("/notes.txt"))
    said = next(r for r in client.get("/statements.json").json() if "lighthouse" in r["content"])
    document, entry = row["document"], said["claim"]
    for path in (
        "/documents",
        f"/documents/{document}",
        f"/entries/{entry}",
        "/search?q=lighthouse",
        f"/review?document={document}",
        f"/compare?first={document}&second={document}",
        "/settings/levels",
        f"/settings/levels/preview?what={document}&level=chatham",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "notes of the sponsor" not in answer.text, path
        assert "notes.txt" in answer.text or path.startswith("/compare"), path
