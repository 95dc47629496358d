"""What is new since the last visit: a visit is what lies half an hour apart from the one before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web.visits import Visits

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_a_visit_ends_when_nothing_is_looked_at_for_half_an_hour(tmp_path: Path) -> None:
    visits = Visits(tmp_path / "inbox" / "visits.json")
    assert visits.arrive("Ann", NOON) is None
    assert visits.arrive("Ann", NOON + timedelta(minutes=20)) is None
    later = NOON + timedelta(hours=3)
    assert visits.arrive("Ann", later) == NOON + timedelta(minutes=20)
    # On the same visit the answer stays, also after the server was started again.
    again = Visits(tmp_path / "inbox" / "visits.json")
    assert again.arrive("Ann", later + timedelta(minutes=5)) == NOON + timedelta(minutes=20)
    assert again.arrive("Ben", later) is None


def test_a_damaged_file_makes_every_visit_the_first(tmp_path: Path) -> None:
    file = tmp_path / "visits.json"
    for damaged in ("", "[]", '{"Ann": 3}', '{"Ann": ["soon", null]}'):
        file.write_text(damaged)
        assert Visits(file).arrive("Ann", NOON) is None
    assert Visits(file).arrive("Ann", NOON + timedelta(days=1)) == NOON


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("not a folder")
    assert Visits(tmp_path / "inbox" / "visits.json").arrive("Ann", NOON) is None


def test_the_first_page_tells_what_came_since(client: TestClient, record_path: Path, tmp_path: Path) -> None:
    assert "This is your first visit" in client.get("/").text
    visits: Visits = client.app.state.visits  # type: ignore[attr-defined]
    visits.arrive("local user", datetime.now(UTC) + timedelta(hours=-2))
    report = tmp_path / "later.txt"
    report.write_text("Report on the ferry.\n\nMira Vance (RUR): the ferry should sail, she said\n")
    visits._write({"local user": (datetime.now(UTC) - timedelta(hours=1), None)})
    with Record.open(record_path) as record:
        list(add_sources(record, [str(report)], Options(), PLAIN))
    new = client.get("/").text.partition("New since your last visit")[2]
    assert "4 documents since" in new
    # All documents of this record came within the hour.
    visits._write({"local user": (datetime.now(UTC) + timedelta(hours=1), None)})
    visits.arrive("local user", datetime.now(UTC) + timedelta(hours=2))
    assert "Nothing since" in client.get("/").text
