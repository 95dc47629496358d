"""Whoever adds documents learns nothing of those that others added in confidence."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tests.web.door import House, form_token, house
from tracktwo.model.levels import Clearance, Level
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web.intake import Intake
from tracktwo.web.viewer import Role

SECRET = "Minutes.\n\nQuill Tarnow (ELB): the border should stay shut until June, he said.\n"
OWN = "Report.\n\nMira Vance (RUR): the harbour pilots should speak one language, she said.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_passwords: None) -> House:
    """A server over a record with minutes off the record, in which uploads are read."""
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    minutes = tmp_path / "minutes-tarnow.txt"
    minutes.write_text(SECRET, encoding="utf-8")
    with Record.open(tmp_path / "talks.db", create=True) as record:
        list(add_sources(record, [str(minutes)], Options(level=Level.OFF_RECORD), PLAIN))
    return replace(house(tmp_path / "talks.db", tmp_path / "accounts.db"), raises=False)


def sent(home: House, client: TestClient, name: str, words: str, level: str = "") -> str:
    """What the page says once an upload is read."""
    token = form_token(client, "/add")
    files = {"files": (name, words.encode(), "text/plain")}
    assert client.post("/add", data={"form_token": token, "level": level}, files=files).status_code == 303
    intake: Intake = home.app.state.intake
    until = time.monotonic() + 250
    while not intake.is_idle:
        assert time.monotonic() < until, "the upload was not read in time"
        time.sleep(0.05)
    return str(client.get("/add").text.partition("<ol")[2].partition("</ol>")[0])


def test_a_file_of_the_same_name_is_taken_in_like_any_other(home: House) -> None:
    with TestClient(home.app):
        client = home.browser("Edda", Role.EDITOR)
        told = sent(home, client, "minutes-tarnow.txt", OWN)
        assert "new" in told
        assert "Quill" not in client.get("/documents").text


def test_uploads_of_others_are_not_told_of_below_full_clearance(home: House) -> None:
    with TestClient(home.app):
        keeper = home.browser("Cora", Role.CONVENOR, Clearance.EVERYTHING)
        assert "walk-with-tarnow.txt" in sent(home, keeper, "walk-with-tarnow.txt", OWN, "off-record")
        editor = home.browser("Edda", Role.EDITOR)
        for path in ("/add", "/add/progress", "/add/progress?part=list", "/", "/documents", "/hand-out"):
            text = editor.get(path).text
            assert "tarnow" not in text, path
            assert "1 done" not in text
        program = home.token("Edda")
        listed = editor.get("/api/v1/uploads", headers=program)
        assert "tarnow" not in listed.text
        (upload,) = [one.upload.id for one in home.app.state.intake.told()]
        hidden = editor.get(f"/api/v1/uploads/{upload}", headers=program)
        missing = editor.get(f"/api/v1/uploads/{'0' * 16}", headers=program)
        assert hidden.status_code == missing.status_code
        assert hidden.text.replace(upload, "0" * 16) == missing.text
