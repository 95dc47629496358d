"""Documents added over the interface: kept before they are acknowledged, read later, told of meanwhile."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tests.web.door import House
from tracktwo.model.levels import Clearance
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role

TEXT = "A report on the talks about the river.\n\nMira Vance (RUR): the ferry should sail again, she said\n"
BYTES = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def running(record: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server that reads what comes in, with a stand-in for the model."""
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    app = create_app(Settings(str(record)))
    with TestClient(app, base_url="http://localhost/api/v1") as client:
        yield client


def wait(client: TestClient, status: str) -> dict[str, object]:
    """Ask until an upload is read."""
    until = time.monotonic() + 250
    while time.monotonic() < until:
        told: dict[str, object] = client.get(f"http://localhost{status}").json()
        if told["is_done"]:
            return told
        time.sleep(0.05)
    raise AssertionError("the upload was not read in time")


def test_bytes_are_taken_in_and_read(running: TestClient) -> None:
    answer = running.post(
        "/documents",
        params={"name": "river.txt", "published": "2014-05"},
        content=TEXT.encode(),
        headers=BYTES,
    )
    assert answer.status_code == 202
    assert answer.headers["Location"] == answer.json()["status"]
    told = wait(running, answer.json()["status"])
    assert (told["outcome"], told["claims"]) == ("new", 2)
    (document,) = [
        d
        for d in running.get("/documents?since=2014-05&until=2014-05&limit=500").json()["items"]
        if d["path"] == "river.txt"
    ]
    assert running.get(f"/documents/{document['short']}").json()["text"] == TEXT
    assert told["id"] in [u["id"] for u in running.get("/uploads").json()["items"]]


def test_a_text_is_taken_in_with_its_level(running: TestClient) -> None:
    answer = running.post("/documents/text", json={"text": TEXT, "name": "note.txt", "level": "chatham"})
    assert answer.status_code == 202
    assert wait(running, answer.json()["status"])["outcome"] == "new"
    levels = {d["path"]: d["level"] for d in running.get("/documents?limit=500").json()["items"]}
    assert levels["note.txt"] == "chatham"


def test_what_cannot_be_read_is_told_with_its_reason(running: TestClient) -> None:
    answer = running.post("/documents", params={"name": "a.bin"}, content=b"\x00\x01\x02", headers=BYTES)
    told = wait(running, answer.json()["status"])
    assert told["outcome"] == "set aside"
    assert "a.bin" in str(told["reason"])


@pytest.mark.parametrize(
    ("params", "content", "status"),
    [
        ({"name": "a.txt"}, b"", 422),
        ({}, b"a", 422),
        ({"name": "a.txt", "published": "May"}, b"a", 422),
        ({"name": "a.txt", "level": "secret"}, b"a", 422),
        ({"name": "a" * 300}, b"a", 422),
    ],
)
def test_what_is_wrong_with_an_upload_is_said(
    api: TestClient, params: dict[str, str], content: bytes, status: int
) -> None:
    answer = api.post("/documents", params=params, content=content, headers=BYTES)
    assert answer.status_code == status
    assert answer.json()["errors"]
    assert api.get("/uploads").json()["items"] == []


@pytest.mark.parametrize("url", ["ftp://x.example", "x", "https://", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_fetched(api: TestClient, url: str) -> None:
    assert api.post("/documents/address", json={"url": url}).status_code == 422


def test_nothing_is_acknowledged_that_cannot_be_kept(api: TestClient, record: Path) -> None:
    Path(f"{record}.inbox").write_text("a file where the folder should be")
    answer = api.post("/documents/text", json={"text": TEXT})
    assert (answer.status_code, answer.json()["type"]) == (507, "/api#no-room")


def test_readers_add_nothing_and_editors_see_their_own_uploads(accounts: House) -> None:
    accounts.account("Rea", Role.READER, Clearance.EVERYTHING)
    accounts.account("Ann", Role.EDITOR)
    accounts.account("Ben", Role.EDITOR)
    client = accounts.stranger()
    reader, reading = accounts.token("Rea"), accounts.token("Ann")
    ann, ben = (accounts.token(name, Scope.WRITE) for name in ("Ann", "Ben"))
    for headers in (reader, reading):
        assert client.post("/api/v1/documents/text", json={"text": TEXT}, headers=headers).status_code == 403
    assert client.get("/api/v1/uploads", headers=reader).status_code == 403
    sent = client.post("/api/v1/documents/text", json={"text": TEXT}, headers=ann).json()
    assert client.get(sent["status"], headers=ann).json()["author"] == "Ann"
    assert client.get(sent["status"], headers=ben).status_code == 404
    assert client.get("/api/v1/uploads", headers=ben).json()["items"] == []
