"""Pages that a server stored in the record are shown by the next one, as long as all holds that they rest on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text

from tests.standins import PLAIN
from tests.web.test_ahead import KEY, all_large, work_no_more
from tracktwo.analysis.storing import kept_page_of_dialogue
from tracktwo.model.levels import Level
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Gate, Memory, Record, stored_pages
from tracktwo.record.page_tables import kept_pages
from tracktwo.record.watching import Watch
from tracktwo.settling import settle
from tracktwo.web.app import create_app
from tracktwo.web.pages import dialogues
from tracktwo.web.settings import Settings

__all__ = ["all_large"]

PAGE = f"/dialogues/{KEY}"


@contextmanager
def served(record: Path, *, ahead: bool) -> Iterator[TestClient]:
    """A server that was started anew; it works nothing out ahead where it is not to."""
    app = create_app(Settings(str(record)))
    app.state.ahead._is_asked = ahead
    with TestClient(app, base_url="http://localhost") as client:
        if ahead:
            assert app.state.ahead.wait(250.0)
        yield client


@pytest.fixture
def stored(record_path: Path, all_large: None) -> Path:
    """A record whose pages a server stored that has ended since."""
    with served(record_path, ahead=True):
        pass
    with Record.open(record_path) as record, record._database.reading() as connection:
        assert connection.execute(select(kept_pages.c.name)).first() is not None
    return record_path


def test_the_next_server_makes_no_page_again(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work_no_more(monkeypatch)
    with served(stored, ahead=False) as client:
        for page in ("", "/timeline", "/rounds", "/promises", "/people", "/positions", "/convergence"):
            assert client.get(PAGE + page).status_code == 200, page
        assert "XRUR" not in client.get("/").text


def test_a_stored_page_is_what_would_be_made(stored: Path) -> None:
    with served(stored, ahead=False) as client:
        before = {page: client.get(PAGE + page).text for page in ("", "/timeline", "/continuity", "/sources")}
    with Record.open(stored) as record, record._database.writing() as connection:
        connection.execute(text("DELETE FROM kept_pages"))
    with served(stored, ahead=False) as client:
        assert before == {page: client.get(PAGE + page).text for page in before}


def _fails(client: TestClient) -> bool:
    """Whether the page would have to be made."""
    with pytest.raises(TypeError):
        client.get(PAGE)
    return True


def test_nothing_stored_is_shown_after_a_change(
    stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = tmp_path / "later.txt"
    later.write_text(
        next(stored.with_name("reports").glob("*.txt")).read_text() + "\nMira Vance said more.\n"
    )
    with Record.open(stored) as record:
        list(add_sources(record, [str(later)], Options(), PLAIN))
        settle(record)
    work_no_more(monkeypatch)
    with served(stored, ahead=False) as client:
        assert _fails(client)


def test_nothing_stored_is_shown_once_a_document_has_a_level(
    stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Weather.\n\nIt rained in the valley.\n")
    with Record.open(stored) as record:
        list(add_sources(record, [str(other)], Options(level=Level.CHATHAM), PLAIN))
        settle(record)
    work_no_more(monkeypatch)
    with served(stored, ahead=False) as client:
        assert _fails(client)


def test_another_program_makes_its_own_pages(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_pages, "_program", lambda: "another")
    work_no_more(monkeypatch)
    with served(stored, ahead=False) as client:
        assert _fails(client)


def test_what_holds_for_a_day_is_not_shown_on_the_next(stored: Path) -> None:
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    with Record.open(stored) as record, record._database.writing() as connection:
        connection.execute(kept_pages.update().values(until=yesterday))
    with Record.open(stored) as record, record.reading() as gate:
        assert gate.stored(KEY, "anything", date.today(), lambda basis, since: True) is None
    with Record.open(stored) as record:
        record._memory.unstored["x"] = stored_pages.Waiting("x", KEY, date.today(), "{}", "")
        assert record.store_pages(date.today()) == 1
        with record._database.reading() as connection:
            assert list(connection.scalars(select(kept_pages.c.name))) == ["x"]


def test_storing_pages_leaves_the_record_in_its_state(record_path: Path, all_large: None) -> None:
    with Record.open(record_path) as record:
        settle(record)
        with record.reading() as gate:
            before = gate.stamp
    with served(record_path, ahead=True):
        pass
    with Record.open(record_path) as record, record.reading() as gate:
        assert gate.stamp == before


def test_whoever_is_given_a_stored_page_has_seen_what_it_was_made_of(
    record_path: Path, tmp_path: Path, all_large: None
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("A note.\n\nRound 9 of the Bridge Talks between ELB and RUR on 2015-11-05\n")
    with Record.open(record_path) as record:
        list(add_sources(record, [str(secret)], Options(level=Level.CHATHAM), PLAIN))
        settle(record)
    with served(record_path, ahead=True):
        pass
    memory, seen = Memory(), []
    for _ in range(2):
        watch = Watch()
        with Record.open(record_path, memory=memory, watch=watch) as record, record.reading() as gate:
            what = ("page", *_name_of_brief(gate))
            assert kept_page_of_dialogue(gate, KEY, what, date.today()) is not None
        seen.append({document for document, _ in watch.take() if document is not None})
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def _name_of_brief(gate: Gate) -> tuple[object, ...]:
    page = dialogues.brief_page(gate, KEY)
    return page.template, page.what
