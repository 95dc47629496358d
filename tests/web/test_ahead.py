"""Pages of large dialogues are there before somebody asks, and never older than the record."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tests.web.door import House
from tests.web.test_outlooks import KEY, _touch
from tracktwo.model.levels import Clearance, Level
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Memory, Record
from tracktwo.settling import settle
from tracktwo.web import ahead, interim
from tracktwo.web.app import create_app
from tracktwo.web.pages import dialogues
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every dialogue is a large one."""
    monkeypatch.setattr(interim, "LARGE", 1)
    monkeypatch.setattr(interim, "LARGE_OFFICIAL", 1)
    monkeypatch.setattr(ahead, "CALM", 0.01)


@pytest.fixture
def server(record_path: Path, all_large: None) -> Iterator[TestClient]:
    """A server without accounts."""
    with TestClient(create_app(Settings(str(record_path))), base_url="http://localhost") as client:
        yield client


PAGES = ("", "/timeline", "/rounds", "/promises", "/people", "/positions", "/convergence")


def work_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have whatever works out a page of a dialogue fail."""
    monkeypatch.setattr(dialogues, "make_brief", None)
    monkeypatch.setattr(dialogues, "SHEETS", dict.fromkeys(dialogues.SHEETS))


def test_a_page_is_there_before_somebody_asks(server: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert server.app.state.ahead.wait(250.0)  # type: ignore[attr-defined]
    work_no_more(monkeypatch)
    for page in PAGES:
        assert server.get(f"/dialogues/{KEY}{page}").status_code == 200, page


def test_pages_are_there_for_every_clearance_that_an_account_has(
    served_with_accounts: House, record_path: Path, all_large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, confidential = served_with_accounts, Path(record_path).with_name("confidential.txt")
    confidential.write_text("Another report.\n\nMira Vance (RUR): the bridge should open, she said\n")
    with Record.open(record_path) as record:
        options = Options(level=Level.CHATHAM)
        list(add_sources(record, [str(confidential)], options, PLAIN))
        settle(record, Clearance.PUBLIC)
    reader = house.browser("Rika", Role.READER)
    house.account("Kata", Role.CONVENOR, Clearance.EVERYTHING)
    assert house.keeper.clearances() == {Clearance.PUBLIC, Clearance.EVERYTHING}
    with TestClient(house.app, base_url="http://localhost"):
        assert house.app.state.ahead.wait(250.0)
        work_no_more(monkeypatch)
        for page in PAGES:
            assert reader.get(f"/dialogues/{KEY}{page}").status_code == 200, page


def test_what_changed_is_shown_at_once_and_worked_out_again(server: TestClient, record_path: Path) -> None:
    assert server.app.state.ahead.wait(250.0)  # type: ignore[attr-defined]
    timeline = f"/dialogues/{KEY}/timeline.json"
    before = server.get(timeline).json()
    row = next(row for row in before if len(row["claims"]) == 1)
    judged = {"act": "reject", "claim": row["claims"][0], "reason": ""}
    assert server.post("/api/v1/judgements", json=judged).status_code == 201
    for _ in range(2):
        assert row not in server.get(timeline).json()
        assert server.get(f"/dialogues/{KEY}/timeline").text.count("<tr") == len(before)
        assert server.app.state.ahead.wait(250.0)  # type: ignore[attr-defined]


def test_what_others_add_is_shown(server: TestClient, record_path: Path) -> None:
    assert server.app.state.ahead.wait(250.0)  # type: ignore[attr-defined]
    before = server.get("/").text
    _touch(record_path)
    assert server.get("/").text != before


def test_what_was_sent_is_looked_at_before_somebody_asks(
    server: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead, intake = server.app.state.ahead, server.app.state.intake  # type: ignore[attr-defined]
    assert ahead.wait(250.0)
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    text = "Report.\n\nRound 8 of the Bridge Talks between ELB and RUR on 2016-11-05\n"
    intake.add("later.txt", text.encode(), "somebody")
    until = time.monotonic() + 250
    while not all(one.outcome for one in intake.told()):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert ahead.wait(250.0)
    work_no_more(monkeypatch)
    assert "2016" in server.get(f"/dialogues/{KEY}/rounds").text


def test_the_largest_come_first_for_every_clearance(record_path: Path, all_large: None) -> None:
    folder = record_path.with_name("others")
    folder.mkdir()
    for n in range(2):
        (folder / f"{n}.txt").write_text(
            f"Round {n + 1} of the Pass Talks between QOM and ELB on 2016-0{n + 1}-05\n"
        )
    with Record.open(record_path) as record:
        list(add_sources(record, [str(folder)], Options(level=Level.CHATHAM), PLAIN))
        for clearance in (Clearance.PUBLIC, Clearance.EVERYTHING):
            settle(record, clearance)
    made = ahead.Ahead(str(record_path), Memory(), lambda: (Clearance.PUBLIC, Clearance.EVERYTHING))
    order = made._large()
    assert order[:2] == [(Clearance.EVERYTHING, KEY), (Clearance.PUBLIC, KEY)]
    assert {clearance for clearance, key in order[2:] if key != KEY} >= {Clearance.EVERYTHING}
