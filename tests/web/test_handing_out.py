"""What is handed out: by whom, for whom, of what, and made apart where it is large."""

import io
import re
import time
import zipfile

import httpx
import pytest
from fastapi.testclient import TestClient


def token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', client.get("/hand-out").text)
    assert found is not None
    return found[1]


def made(client: TestClient, **fields: str) -> httpx.Response:
    """Ask for a file of the whole record, and wait for it."""
    answer = client.post("/hand-out", data={"form_token": token(client), **fields})
    assert answer.status_code == 200, answer.text
    page = str(answer.url.path)
    until = time.monotonic() + 120
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
