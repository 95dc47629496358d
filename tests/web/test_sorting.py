"""Lists in the order that a reader asks for: by heading, at a stable address, the same on pages and as data."""

import csv
import html
import io
import re

import pytest
from fastapi.testclient import TestClient

from tracktwo.record.facets import fold, party_place
from tracktwo.web.pages.lists import LISTS

EVERY = [(name, sort.value) for name, chosen in LISTS.items() for sort in chosen.sorts.values()]


def heading(text: str, column: str) -> tuple[str, str]:
    """Where the heading of a column leads, and what it says of the order."""
    found = re.search(rf'class="c-{column}"(?: aria-sort="(\w+)")?><a class="by" href="([^"]+)"', text)
    assert found, column
    return html.unescape(found[2]), found[1] or ""


def test_a_heading_puts_a_list_in_order_and_a_second_time_the_other_way_round(client: TestClient) -> None:
    first, told = heading(client.get("/people?party=RUR").text, "name")
    assert (first, told) == ("/people?party=RUR&order=name", "")
    second, told = heading(client.get(first).text, "name")
    assert (second, told) == ("/people?party=RUR&order=-name", "ascending")
    assert heading(client.get(second).text, "name") == (first, "descending")
    # Of counts most readers want the most first.
    assert heading(client.get("/people").text, "documents")[0] == "/people?order=-documents"


@pytest.mark.parametrize(
    ("path", "column", "key"),
    [
        ("/people?order=name", "name", fold),
        ("/statements?order=name", "speaker", fold),
        ("/statements?order=party", "party", party_place),
        ("/documents?order=name", "title", str),
        ("/dialogues?order=documents", "documents", int),
    ],
)
def test_pages_and_data_stand_in_the_same_order(client: TestClient, path: str, column: str, key) -> None:
    address, query = path.split("?")
    rows = client.get(f"{address}.json?{query}").json()
    told = [row[column] for row in rows if row[column] is not None]
    assert told == sorted(told, key=key)
    lines = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv?{query}").text)))
    assert [line[column] for line in lines] == [
        "" if row[column] is None else str(row[column]) for row in rows
    ]
    falling = client.get(f"{address}.json?{query.replace('order=', 'order=-')}").json()
    assert [row[column] for row in falling if row[column] is not None] == told[::-1]


@pytest.mark.parametrize(("name", "order"), EVERY)
def test_every_order_is_paged_through_to_its_end(client: TestClient, name: str, order: str) -> None:
    for way in ("", "-"):
        whole = client.get(f"/{name}.json?order={way}{order}").json()
        found, path = [], f"/{name}.json?order={way}{order}&limit=2"
        while path:
            answer = client.get(path)
            assert answer.status_code == 200
            found += answer.json()
            path = answer.links["next"]["url"] if "next" in answer.links else ""
        assert found == whole
        assert client.get(f"/{name}?order={way}{order}&limit=2").status_code == 200


def test_how_sure_the_machine_was_is_shown_where_a_list_is_in_that_order(client: TestClient) -> None:
    assert 'class="c-confidence"' not in client.get("/statements").text
    assert 'class="c-confidence" aria-sort="ascending"' in client.get("/statements?order=confidence").text


@pytest.mark.parametrize(
    "path",
    [
        "/people?order=confidence",
        "/people?order=newest",
        "/statements.json?order=--name",
        "/documents.csv?order=party",
    ],
)
def test_an_order_that_a_list_does_not_have_is_told(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "can be put in order by" in answer.text


def test_what_a_list_is_narrowed_down_by_stays_when_it_is_put_in_order(client: TestClient) -> None:
    text = client.get("/statements?party=RUR&order=-name").text
    assert '<input type="hidden" name="order" value="-name">' in text
    assert "/statements.csv?party=RUR&amp;order=-name" in text
    assert {row["party"] for row in client.get("/statements.json?party=RUR&order=-name").json()} == {"RUR"}


@pytest.mark.parametrize(("name", "of"), [("people", "name"), ("dialogues", "key")])
def test_each_row_of_a_page_leads_to_what_it_names(client: TestClient, name: str, of: str) -> None:
    told = {row[of]: row["claims"] for row in client.get(f"/{name}.json").json()}
    assert len(told) > 1 or name == "dialogues"
    for row in re.findall(r"<tr role=\"row\">.*?</tr>", client.get(f"/{name}").text, re.DOTALL)[1:]:
        found = re.search(rf'c-{of}" data-of="[^"]+"><a href="/{name}/([^"]+)">(?:<bdi[^>]*>)?([^<]+)', row)
        assert found, row
        if name == "people":
            assert any(claim.startswith(found[1]) for claim in told[html.unescape(found[2])])
        else:
            assert found[1] in told


def test_ways_to_other_orders_are_told_once_and_the_one_shown_can_be_turned_round(client: TestClient) -> None:
    plain = client.get("/people").text
    assert "by name</a>" in plain
    assert "turned round" not in plain
    sorted_by_name = client.get("/people?order=name").text
    assert "<strong>by name</strong>" in sorted_by_name
    assert '<a href="/people?order=-name">turned round</a>' in sorted_by_name
