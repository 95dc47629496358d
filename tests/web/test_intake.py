"""What was uploaded and acknowledged is read, also after a stop; what is wrong with it is told."""

import hashlib
import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tracktwo.pipeline import Outcome
from tracktwo.record import Record
from tracktwo.web.app import create_app
from tracktwo.web.intake import Intake, Progress
from tracktwo.web.settings import Settings

TEXT = "Report on the talks.\n\nMira Vance (RUR): the ferry should sail again by the summer, she said\n"


def wait(intake: Intake, seconds: float = 250) -> tuple[Progress, ...]:
    """Wait until everything is read."""
    until = time.monotonic() + seconds
    while not intake.is_idle:
        assert time.monotonic() < until, "the upload was not read in time"
        time.sleep(0.02)
    return intake.told()


@pytest.fixture
def record(tmp_path: Path) -> str:
    return str(tmp_path / "talks.db")


def test_an_upload_is_read_under_its_own_name_and_its_folder_is_cleared(record: str, tmp_path: Path) -> None:
    intake = Intake(record, tmp_path / "inbox", PLAIN)
    intake.start()
    intake.add("report.txt", TEXT.encode(), "Ann")
    (told,) = wait(intake)
    intake.stop()
    assert told.outcome is Outcome.NEW
    with Record.open(record) as opened, opened.reading() as gate:
        assert [d.path for d in gate.documents()] == ["report.txt"]
    assert list((tmp_path / "inbox").iterdir()) == []


def test_what_was_acknowledged_before_a_stop_is_read_on_the_next_start(record: str, tmp_path: Path) -> None:
    stopped = Intake(record, tmp_path / "inbox", PLAIN)
    stopped.add("report.txt", TEXT.encode(), "Ann")  # never started: as if killed right after the answer
    again = Intake(record, tmp_path / "inbox", PLAIN)
    again.start()
    (told,) = wait(again)
    again.stop()
    assert (told.upload.name, told.upload.author, told.outcome) == ("report.txt", "Ann", Outcome.NEW)


def test_an_upload_that_was_cut_off_before_it_was_acknowledged_is_left_out(
    record: str, tmp_path: Path
) -> None:
    half = tmp_path / "inbox" / "0011"
    half.mkdir(parents=True)
    (half / "bytes").write_bytes(b"half a docu")
    intake = Intake(record, tmp_path / "inbox", PLAIN)
    intake.start()
    intake.stop()
    assert intake.told() == ()
    assert not half.exists(), "it would take up room for good"


def test_what_cannot_be_read_is_told_with_its_reason(record: str, tmp_path: Path) -> None:
    intake = Intake(record, tmp_path / "inbox", PLAIN)
    intake.start()
    intake.add("empty.txt", b"", "Ann")
    (told,) = wait(intake)
    intake.stop()
    assert told.outcome is Outcome.SET_ASIDE
    assert "empty.txt" in (told.reason or "")


def test_what_the_record_cannot_take_just_now_is_kept_for_the_next_start(record: str, tmp_path: Path) -> None:
    (tmp_path / "talks.db").write_text("some other file")
    intake = Intake(record, tmp_path / "inbox", PLAIN)
    intake.start()
    intake.add("report.txt", TEXT.encode(), "Ann")
    (told,) = wait(intake)
    intake.stop()
    assert "it is kept" in (told.reason or "")
    (tmp_path / "talks.db").unlink()
    again = Intake(record, tmp_path / "inbox", PLAIN)
    again.start()
    (told,) = wait(again)
    again.stop()
    assert told.outcome is Outcome.NEW


def test_an_upload_tells_which_document_it_became(record: str, tmp_path: Path) -> None:
    intake = Intake(record, tmp_path / "inbox", PLAIN)
    intake.start()
    intake.add("report.txt", BytesIO(TEXT.encode()), "Ann")
    (told,) = wait(intake)
    intake.stop()
    assert told.document == "sha256:" + hashlib.sha256(TEXT.encode()).hexdigest()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>One</title><description>Mira Vance (RUR): the quota holds.</description></item>
<item><title>Two</title><description>Orin Dale (ELB): the quota falls.</description></item></channel></rss>"""


def test_a_feed_comes_to_several_documents_and_all_are_told_of(record: str, tmp_path: Path) -> None:
    intake = Intake(record, tmp_path / "inbox", PLAIN)
    intake.start()
    intake.add("news.rss", FEED.encode(), "Ann")
    (told,) = wait(intake)
    intake.stop()
    assert told.entries == ((Outcome.NEW, 2),)


def test_a_server_for_others_fetches_nothing_from_inside(record: str, tmp_path: Path) -> None:
    intake = Intake(record, tmp_path / "inbox", PLAIN, is_public_only=True)
    intake.start()
    intake.add("http://127.0.0.1:9/", b"", "Ann", url="http://127.0.0.1:9/")
    (told,) = wait(intake)
    intake.stop()
    assert "not asked by the server" in (told.reason or "")


def test_the_page_tells_each_of_several_documents_and_refreshes_itself_without_script(
    record_path: Path,
) -> None:
    app = create_app(Settings(str(record_path)))
    # Not started: both wait.
    client = TestClient(app, base_url="http://localhost")
    token = re.search(r'name="form_token" value="(\w+)"', client.get("/add").text)
    assert token is not None
    sent = [("files", ("one.txt", TEXT, "text/plain")), ("files", ("two.txt", TEXT + "!", "text/plain"))]
    page = client.post("/add", data={"form_token": token[1]}, files=sent)
    assert page.url.path == "/add/progress"
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "0 of 2 done" in page.text
    part = client.get("/add/progress?part=list").text
    assert "one.txt" in part
    assert "<html" not in part


def test_a_file_that_is_too_large_is_told_by_name_and_the_others_are_taken(
    record_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracktwo.web.pages.adding.MOST_BYTES", 100)
    client = TestClient(create_app(Settings(str(record_path))), base_url="http://localhost")
    token = re.search(r'name="form_token" value="(\w+)"', client.get("/add").text)
    assert token is not None
    sent = [("files", ("large.txt", "x" * 101, "text/plain")), ("files", ("small.txt", "x", "text/plain"))]
    page = client.post("/add", data={"form_token": token[1]}, files=sent).text
    assert "large.txt: larger than" in page
    assert "1 of 2 done" in page


def test_a_report_is_added_on_its_page_and_stands_in_the_list(
    record_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    app = create_app(Settings(str(record_path)))
    with TestClient(app, base_url="http://localhost") as client:
        token = re.search(r'name="form_token" value="(\w+)"', client.get("/add").text)
        assert token is not None
        sent = {"files": ("new.txt", TEXT, "text/plain")}
        assert client.post("/add", data={"form_token": token[1]}, files=sent).status_code == 200
        wait(app.state.intake)
        assert "new.txt" in client.get("/add").text
        assert "All 1 done" in client.get("/add/progress").text
        assert len(client.get("/documents.json").json()) == 4


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose a file, or give an address."),
        ({"url": "ftp://x"}, "ftp://x is no address"),
        ({"url": "https://x.example", "published": "May"}, "May is no date"),
        ({"url": "https://x.example", "level": "secret"}, "secret is no attribution level"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(client: TestClient, fields: dict[str, str], words: str) -> None:
    token = re.search(r'name="form_token" value="(\w+)"', client.get("/add").text)
    assert token is not None
    answer = client.post("/add", data={"form_token": token[1], **fields})
    assert answer.status_code == 400
    assert words in answer.text
