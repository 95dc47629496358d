"""Two people are said to be one or not, and mentions taken off, with what would change in view; all of it comes back."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings

#: Whether J. Brand is Jonas or Julia nobody can tell from the names.
REPORTS = {
    "a.txt": "Report one.\nJonas Brand (RUR): the quota holds.\nJulia Brand (RUR): the ferry sails.\n",
    "b.txt": "Report two.\nJ. Brand (RUR): the gauge is read.\nTomas Vael (ELB): the gauge is broken.\n",
    "c.txt": "Report three.\nJonas Brand (RUR): the quota fell.\nPavla Orsk (ELB): no word on it.\n",
}


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """A browser over a record of people with like names."""
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Record.open(tmp_path / "talks.db", create=True) as record:
        list(add_sources(record, [str(tmp_path / name) for name in REPORTS], Options(), PLAIN))
    return TestClient(create_app(Settings(str(tmp_path / "talks.db"))), base_url="http://localhost")


def people(client: TestClient) -> dict[str, list[str]]:
    """The claims that name each person."""
    return {row["name"]: row["claims"] for row in client.get("/people.json").json()}


def rule(client: TestClient, **fields: str | list[str]) -> str:
    """Send a form as the page does; the page that one comes to."""
    found = re.search(r'name="form_token" value="(\w+)"', client.get("/review").text)
    assert found is not None
    answer = client.post("/review/people", data={"form_token": found[1], **fields})
    return answer.text if answer.status_code == 200 else f"{answer.status_code}"


def test_likely_pairs_are_proposed_until_somebody_ruled(client: TestClient) -> None:
    page = client.get("/review/people").text
    assert "J. Brand" in page
    before = people(client)
    told = rule(
        client,
        act="distinct",
        one=before["J. Brand"][0],
        other=before["Julia Brand"][0],
        back="/review/people",
    )
    assert "Said to be different people" in told
    assert people(client).keys() == before.keys()
    pairs = re.findall(r'name="one" value="(\w+)"><input type="hidden" name="other" value="(\w+)"', told)
    assert {before["J. Brand"][0], before["Julia Brand"][0]} not in [set(pair) for pair in pairs]


def test_two_people_become_one_and_two_again(client: TestClient) -> None:
    before = people(client)
    one, other = before["Tomas Vael"][0], before["Pavla Orsk"][0]
    preview = client.get(f"/review/same?one={one[:16]}&other={other[:16]}").text
    assert "the gauge is broken" in preview
    assert "no word on it" in preview
    assert re.search(r"One person: .*2 mentions in 2 documents", preview)
    told = rule(client, act="same", one=one, other=other, back="/review/people")
    assert len(people(client)) == len(before) - 1
    assert "are one person now" in client.get(f"/review/same?one={one}&other={other}").text
    assert rule(client, act="same", one=one, other=other) == "400"
    undo = re.search(r'action="(/judgements/\w+/undo)"', told)
    token = re.search(r'name="form_token" value="(\w+)"', told)
    assert undo is not None
    assert token is not None
    client.post(undo[1], data={"form_token": token[1]})
    assert people(client) == before


def test_a_merge_that_somebody_spoke_against_is_a_conflict_and_changes_nothing(client: TestClient) -> None:
    before = people(client)
    one, other = before["Tomas Vael"][0], before["Pavla Orsk"][0]
    rule(client, act="distinct", one=one, other=other)
    assert "Somebody said that they are different" in client.get(f"/review/same?one={one}&other={other}").text


def test_a_mention_is_taken_off_a_person(client: TestClient) -> None:
    before = people(client)
    first, second = before["Jonas Brand"][:2]
    page = client.get(f"/people/{first}/who?off={second}").text
    assert "If you take 1 mention off, there are 2" in page
    rule(client, act="split", one=first, off=[second])
    now = client.get("/people.json").json()
    assert sorted(row["claims"] for row in now if row["name"] == "Jonas Brand") == sorted([[first], [second]])


@pytest.mark.parametrize("off", [[], "all"])
def test_none_and_all_cannot_be_taken_off(client: TestClient, off: list[str] | str) -> None:
    own = people(client)["Jonas Brand"]
    assert rule(client, act="split", one=own[0], off=own if off == "all" else []) == "400"


def test_others_are_found_by_name(client: TestClient) -> None:
    own = people(client)["Tomas Vael"][0]
    assert "Pavla Orsk" in client.get(f"/people/{own}/who?q=Orsk").text
    assert "Nobody else is called so" in client.get(f"/people/{own}/who?q=Zzz").text


def test_an_entry_that_is_about_nobody_has_no_such_page(client: TestClient) -> None:
    statement = client.get("/statements.json").json()[0]["claim"]
    assert client.get(f"/people/{statement}/who").status_code == 404
