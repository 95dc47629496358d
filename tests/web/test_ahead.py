"""Pages of large dialogues are there before somebody asks, and never older than the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.test_outlooks import KEY, _touch
from tracktwo.web import ahead
from tracktwo.web.app import create_app
from tracktwo.web.pages import dialogues
from tracktwo.web.settings import Settings


@pytest.fixture
def server(record_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server to which every dialogue is a large one."""
    monkeypatch.setattr(ahead, "LARGE", 1)
    monkeypatch.setattr(ahead, "LARGE_OFFICIAL", 1)
    monkeypatch.setattr(ahead, "CALM", 0.01)
    with TestClient(create_app(Settings(str(record_path))), base_url="http://localhost") as client:
        yield client


def test_a_page_is_there_before_somebody_asks(server: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert server.app.state.ahead.wait(250.0)  # type: ignore[attr-defined]
    monkeypatch.setattr(dialogues, "make_brief", None)
    monkeypatch.setattr(dialogues, "SHEETS", dict.fromkeys(dialogues.SHEETS))
    for page in ("", "/timeline", "/rounds", "/promises", "/people", "/positions", "/convergence"):
        assert server.get(f"/dialogues/{KEY}{page}").status_code == 200, page


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
