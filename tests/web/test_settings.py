"""Levels are set with their effect in view; word lists and issues are added to, and what is wrong with them is told."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest
from fastapi.testclient import TestClient

from tracktwo import lexicon
from tracktwo.lexicon import additions
from tracktwo.model.levels import Clearance
from tracktwo.record import Gate, Record
from tracktwo.web.pages import settings_words


def send(client: TestClient, page: str, path: str, **fields: str) -> httpx.Response:
    found = re.search(r'name="form_token" value="(\w+)"', client.get(page).text)
    assert found is not None
    return client.post(path, data={"form_token": found[1], **fields})


def public(path: Path) -> str:
    """Everything that a reader of what is public finds in the texts of a record."""
    with Record.open(path) as record, record.reading(Clearance.PUBLIC) as gate:
        return "\n".join(gate.document(d.id).text for d in gate.documents())


def test_the_effect_of_a_level_is_shown_before_it_is_set_and_holds_then(
    client: TestClient, record_path: Path
) -> None:
    document = client.get("/documents.json").json()[0]["document"]
    preview = client.get(f"/settings/levels/preview?what={document}&level=chatham").text
    assert "What is left of it" in preview
    assert "a participant" in preview or "[withheld]" in preview
    before = public(record_path)
    assert client.get("/settings/levels.json").json() == [], "nothing was set yet"
    done = send(
        client, "/settings/levels", "/settings/levels", what=document, level="chatham", reason="agreed"
    )
    assert "Given a level: chatham" in done.text
    assert [row["level"] for row in client.get("/settings/levels.json").json()] == ["chatham"]
    assert public(record_path) != before
    assert client.get("/settings/levels.json?kind=entry").json() == []
    undo = re.search(r'action="(/judgements/\w+/undo)"', done.text)
    assert undo is not None
    send(client, "/settings/levels", undo[1])
    assert public(record_path) == before


def test_an_off_record_entry_is_gone_in_the_preview_and_then(client: TestClient) -> None:
    document = client.get("/documents.json").json()[0]["document"]
    assert "not there at all" in client.get(f"/settings/levels/preview?what={document}&level=off-record").text


def test_an_entry_gets_a_level_on_its_own_page(client: TestClient) -> None:
    claim = client.get("/statements.json").json()[0]["claim"]
    send(client, f"/entries/{claim}", f"/entries/{claim}", act="level", level="background")
    assert [row["id"] for row in client.get("/settings/levels.json?kind=entry").json()] == [claim]


def test_a_level_on_a_round_tells_which_documents_it_reaches(client: TestClient) -> None:
    rounds = client.get("/rounds.json").json()
    page = client.get(f"/settings/levels/preview?what={rounds[0]['claim']}&level=off-record").text
    told = re.search(r"It reaches (\d+) documents", page)
    reached = int(told[1]) if told else 1
    send(client, "/settings/levels", "/settings/levels", what=rounds[0]["claim"], level="off-record")
    found = client.get("/settings/levels.json?kind=document").json()
    assert len(found) == reached


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"what": "nothing", "level": "chatham"}, 400),
        ({"what": "zz:1-2", "level": "chatham"}, 400),
        ({"what": "nothing", "level": "secret"}, 400),
    ],
)
def test_what_cannot_have_a_level_is_answered(
    client: TestClient, fields: dict[str, str], status: int
) -> None:
    assert client.get("/settings/levels/preview", params=fields).status_code == status
    assert send(client, "/settings/levels", "/settings/levels", **fields).status_code == status


def test_the_number_of_a_small_side_is_set(client: TestClient, record_path: Path) -> None:
    send(client, "/settings/levels", "/settings/levels/side", fewest="8")
    with Record.open(record_path) as record, record.reading() as gate:
        assert gate.fewest == 8


# ── word lists ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for additions."""
    monkeypatch.setenv("TRACKTWO_LEXICON", str(tmp_path / "words"))
    yield tmp_path / "words"
    os.environ.pop("TRACKTWO_LEXICON")
    additions.renew()


@pytest.mark.usefixtures("words")
def test_what_is_added_is_kept_and_counts_at_once(client: TestClient, words: Path) -> None:
    text = "# ours\nXKV: {name: Kasrevan, adjectives: [Kasrevani]}\n"
    page = send(client, "/settings/lexicon/countries", "/settings/lexicon/countries", text=text)
    assert "Kept." in page.text
    assert (words / "countries.yaml").read_text() == text
    assert lexicon.load("countries")["XKV"]["name"] == "Kasrevan"
    assert "1 of your own" in client.get("/settings/lexicon").text
    again = send(client, "/settings/lexicon/countries", "/settings/lexicon/countries", text="")
    assert again.status_code == 200
    assert (words / "countries.yaml.before").read_text() == text


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("countries", "XKV: {name: Kasrevan\nXLS: {}", 2),
        ("countries", "XKV: {name: Kasrevan}\nNO: {name: Norway}", 2),
        ("countries", "XKV: {nmae: Kasrevan}", 1),
        ("countries", "- XKV", 1),
        ("function_words", "- of\n- yes", 2),
        ("issues", "ferries: {words: [ferry], under: sailing}", 1),
        ("issues", "a: {words: [x]}\nferries: {words: [ferry], under: ferries}", 2),
        ("issues", "ferries: {words: ferry}", 1),
        ("furniture", "x: ['(']", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_kept(
    client: TestClient, words: Path, name: str, text: str, line: int
) -> None:
    page = send(client, f"/settings/lexicon/{name}", f"/settings/lexicon/{name}", text=text)
    assert page.status_code == 400
    assert f"Line {line}: " in page.text
    assert "Nothing was kept" in page.text
    assert not words.exists()


@pytest.mark.usefixtures("words")
def test_every_shipped_list_could_be_added_to_itself(words: Path) -> None:
    for name in lexicon.names():
        additions.checked(name, additions.shipped_text(name))


@pytest.mark.usefixtures("words")
def test_an_unknown_issue_is_offered_and_named(client: TestClient, words: Path) -> None:
    claim = client.get("/statements.json").json()[0]["claim"]
    send(
        client,
        f"/entries/{claim}",
        f"/entries/{claim}",
        act="correct",
        field="issues",
        value="harbour pilots",
    )
    offered = re.findall(r'href="/settings/issues\?name=([^#"]+)#name"', client.get("/settings/issues").text)
    assert "harbour%20pilots" in offered
    fields = {"issue": "pilotage", "words": "harbour pilot; sea pilot", "under": "transport"}
    page = send(client, "/settings/issues", "/settings/issues", **fields)
    assert "Kept." in page.text
    assert "pilotage" in page.text
    offered = re.findall(r'href="/settings/issues\?name=([^#"]+)#name"', page.text)
    assert "harbour%20pilots" not in offered
    more = send(client, "/settings/issues", "/settings/issues", issue="pilotage", words="tug")
    assert more.status_code == 200
    kept = additions.parsed((words / "issues.yaml").read_text())
    assert kept == {"pilotage": {"words": ["harbour pilot", "sea pilot", "tug"], "under": "transport"}}


@pytest.mark.usefixtures("words")
def test_an_issue_under_one_that_is_not_there_is_refused(client: TestClient, words: Path) -> None:
    page = send(
        client, "/settings/issues", "/settings/issues", issue="ferries", words="ferry", under="sailing"
    )
    assert page.status_code == 400
    assert "sailing" in page.text
    assert not words.exists()


def test_without_a_folder_the_lists_are_shown_and_it_is_said_how_to_add(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKTWO_LEXICON", raising=False)
    page = client.get("/settings/lexicon/offices").text
    assert "TRACKTWO_LEXICON" in page
    assert "<textarea" not in page
    refused = send(client, "/add", "/settings/lexicon/offices", text="x: {}")
    assert refused.status_code == 400


def test_the_tree_does_not_wait_for_what_is_being_counted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, count = Event(), settings_words._unnamed

    def held(gate: Gate) -> object:
        assert may_go.wait(250)
        return count(gate)

    monkeypatch.setattr(settings_words, "_unnamed", held)
    monkeypatch.setattr(settings_words, "PATIENCE", 0.0)
    first = client.get("/settings/issues").text
    assert "is being counted" in first
    assert "The tree" in first
    may_go.set()
    until = time.monotonic() + 250
    while "is being counted" in (page := client.get("/settings/issues").text):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert "Every issue that the documents speak of has a name" in page or "Waiting for a name" in page
    monkeypatch.setattr(settings_words, "_unnamed", None)
    assert "is being counted" not in client.get("/settings/issues").text
