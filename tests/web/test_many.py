"""Many readers at once, and lists of many rows: no error, nothing left out, nobody kept waiting."""

import csv
import html
import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.web.serving import served
from tracktwo.model.levels import Clearance
from tracktwo.record import Filter, Record
from tracktwo.views import lists
from tracktwo.views.tables import Table
from tracktwo.web.pages.lists import _portions
from tracktwo.web.viewer import Role, Viewer

PATHS = ("/", "/statements", "/people", "/dialogues/ELB-RUR-I", "/search?q=border", "/review")


def test_eight_readers_at_once_get_no_error(record_path: Path) -> None:
    with served(record_path) as address:

        def read(number: int) -> list[int]:
            with httpx.Client(base_url=address, timeout=250) as client:
                return [client.get(PATHS[(number + n) % len(PATHS)]).status_code for n in range(len(PATHS))]

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(read, range(8)))
    assert answers == [[200] * len(PATHS)] * 8


def test_a_list_is_paged_through_and_taken_whole_in_portions(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/statements.json").json()
    assert len(whole) > 3
    monkeypatch.setattr("tracktwo.web.pages.lists.PORTION", 2)
    assert client.get("/statements.json").json() == whole
    lines = list(csv.DictReader(io.StringIO(client.get("/statements.csv").text)))
    assert [line["claim"] for line in lines] == [row["claim"] for row in whole]

    found, path = [], "/statements.json?limit=2&party=RUR"
    while path:
        answer = client.get(path)
        found += answer.json()
        path = answer.links["next"]["url"] if "next" in answer.links else ""
    assert found == [row for row in whole if "RUR" in (row["party"] or "")]


def test_pages_lead_from_one_to_the_next_until_the_last(client: TestClient) -> None:
    whole = [row["claim"] for row in client.get("/statements.json").json()]
    shown, page = [], "/statements?limit=2"
    while page:
        text = client.get(page).text
        shown += re.findall(r'href="/entries/([0-9a-f]{16})"', text)
        later = re.search(r'href="([^"]+)" rel="next"', text)
        page = html.unescape(later[1]) + "&limit=2" if later else ""
    assert shown == [claim[:16] for claim in whole]


def test_the_newest_come_first_where_that_is_asked_for(client: TestClient) -> None:
    days = [row["published"] for row in client.get("/statements.json?order=newest").json()]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert "oldest first</a>" in client.get("/statements?order=newest").text


@pytest.mark.parametrize("path", ["/statements.csv?after=x", "/statements?after=x", "/people.json?after=x"])
def test_what_no_page_begins_after_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_long_list_taken_slowly_keeps_nobody_from_writing(record_path: Path) -> None:
    with Record.open(record_path, patience=0.2) as record:
        portions = _portions(
            record,
            Viewer("Ann", Role.READER, Clearance.EVERYTHING),
            lists.statements,
            Filter(limit=1),
            _first(record),
        )
        next(portions)
        record.set_aside("late.txt", "sha256:" + "0" * 64, "while somebody reads")
        assert sum(len(table.rows) for table in portions) > 1


def _first(record: Record) -> Table:
    with record.reading() as gate:
        return lists.statements(gate, Filter(limit=1))


@pytest.mark.parametrize(
    "path", ["/statements?since=May", "/documents.csv?until=soon", "/people?since=2013-99"]
)
def test_what_is_no_date_is_told(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "is no date; write it as" in answer.text


def test_a_search_as_data_says_what_is_wrong_with_it(client: TestClient) -> None:
    answer = client.get("/search.json?q=%21")
    assert answer.status_code == 400
    assert "no word to look for" in answer.text
    assert client.get("/search.csv?q=border&party=RUR&limit=1").text.count("\r\n") == 2
