"""What is handed out: by whom, for whom, of what, and made apart where it is large."""

import io
import re
import time
import zipfile

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.web.door import House, send
from tracktwo.model.levels import Clearance
from tracktwo.web import audit
from tracktwo.web.viewer import Role


def token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', client.get("/hand-out").text)
    assert found is not None
    return found[1]


def made(client: TestClient, **fields: str) -> httpx.Response:
    """Ask for a file of the whole record, and wait for it."""
    answer = client.post("/hand-out", data={"form_token": token(client), **fields})
    assert answer.status_code == 200, answer.text
    page = str(answer.url.path)
    until = time.monotonic() + 250
    while "data-waiting" in (text := client.get(page).text):
        assert time.monotonic() < until, "the export was not made in time"
        time.sleep(0.2)
    assert "There is no file" not in text, text
    return client.get(f"{page}/file")


def test_the_whole_record_is_exported_apart(client: TestClient) -> None:
    answer = made(client, format="tables")
    assert 'filename="record-tables.zip"' in answer.headers["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "statements.csv" in names
    assert "record-tables.zip" in client.get("/hand-out").text
    client.app.state.exports.stop()  # type: ignore[attr-defined]


def test_a_brief_on_each_dialogue_comes_in_one_archive(client: TestClient) -> None:
    answer = made(client, format="md", brief="full", since="2001")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["ELB-RUR-I.md"]
    assert "border" in archive.read("ELB-RUR-I.md").decode()
    client.app.state.exports.stop()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"format": "punch-cards"}, 400),
        ({"format": "tables", "since": "May"}, 400),
        ({"format": "tables", "level": "secret"}, 400),
        ({"format": "tables", "brief": "full"}, 400),
    ],
)
def test_what_cannot_be_handed_out_is_answered(
    client: TestClient, fields: dict[str, str], status: int
) -> None:
    answer = client.post("/hand-out", data={"form_token": token(client), **fields})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/hand-out/brief?dialogue=ELB-RUR-I&form=scene-setter&kind=md",
        "/hand-out/brief?dialogue=ELB-RUR-I&kind=docx&side=RUR&since=2001&level=public",
        "/hand-out/export?dialogue=ELB-RUR-I&format=tables&level=chatham",
        "/dialogues/ELB-RUR-I/brief?form=convergence&kind=html",
        "/dialogues/ELB-RUR-I/export/timelinejs?since=2001",
    ],
)
def test_one_dialogue_is_handed_out_at_once(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content


def test_a_file_that_nobody_asked_for_is_not_there(client: TestClient) -> None:
    assert client.get("/hand-out/jobs/0123456789abcdef").status_code == 404
    assert client.get("/hand-out/jobs/0123456789abcdef/file").status_code == 404


def test_a_reader_takes_along_what_a_reader_sees_and_nobody_elses_file(served_with_accounts: House) -> None:
    convenor = served_with_accounts.browser("Cora", Role.CONVENOR, Clearance.EVERYTHING)
    reader = served_with_accounts.browser("Rolf")
    said = convenor.get("/statements.json").json()[0]
    document = said["document"].removeprefix("sha256:")[:16]
    send(convenor, "/settings/levels", {"what": document, "level": "off-record"})
    own: dict[str, httpx.Response] = {}
    for name, browser in (("Cora", convenor), ("Rolf", reader)):
        at = send(browser, "/hand-out", {"format": "tables"}).headers["location"]
        until = time.monotonic() + 250
        while "data-waiting" in browser.get(at).text:
            assert time.monotonic() < until, "the export was not made in time"
            time.sleep(0.2)
        own[name] = browser.get(f"{at}/file")
        assert own[name].status_code == 200
        other = reader if name == "Cora" else convenor
        assert other.get(at).status_code == other.get(f"{at}/file").status_code == 404

    def documents(answer: httpx.Response) -> str:
        return zipfile.ZipFile(io.BytesIO(answer.content)).read("documents.csv").decode()

    assert document in documents(own["Cora"])
    assert document not in documents(own["Rolf"])
    assert send(reader, "/hand-out", {"format": "tables", "level": "chatham"}).status_code == 403
    log = convenor.app.state.keeper.file  # type: ignore[attr-defined]
    lines = audit.lines_of(log, audit.Asked(act=audit.Act.EXPORTED), Clearance.EVERYTHING)
    assert {line.account for line in lines if document in (line.document or "")} == {"Cora"}
    convenor.app.state.exports.stop()  # type: ignore[attr-defined]
