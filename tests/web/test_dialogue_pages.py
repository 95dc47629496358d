"""A dialogue's pages: both sides next to each other, promises to be judged, what happened narrowed down."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.extremes import LATIN, SCRIPTS, make_extremes
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings

KEY = "IND-PAK-I"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return dict(make_extremes(tmp_path_factory.mktemp("extremes"), many=0))


@pytest.fixture(scope="module")
def talks(records: dict[str, Path]) -> TestClient:
    """A record with a long transcript and a report with names in many scripts."""
    return TestClient(create_app(Settings(str(records["large"]))), base_url="http://localhost")


def link(page: str, pattern: str) -> str:
    found = re.search(rf'href="({pattern}[^"]*)"', page)
    assert found is not None, pattern
    return unescape(found[1])


def test_the_dialogue_is_told_at_a_glance(talks: TestClient) -> None:
    page = talks.get(f"/dialogues/{KEY}").text
    for name in ("State", "Last contact", "Next expected", "Open promises", "Sources"):
        assert f"<dt>{name}</dt>" in page
    assert "is no date" in talks.get(f"/dialogues/{KEY}?since=soon").text
    assert talks.get(f"/dialogues/{KEY}?since=2024-01").status_code == 200


def test_positions_lie_side_by_side_and_lead_to_every_word(talks: TestClient) -> None:
    page = talks.get(f"/dialogues/{KEY}/positions").text
    assert page.count('class="stand"') >= 1
    issue = talks.get(link(page, f"/dialogues/{KEY}/issues\\?issue=")).text
    assert issue.count('role="columnheader"') == 3
    assert issue.count('class="sentence"') > 2
    cited = link(issue, "/documents/").partition("#")[0]
    assert 'id="cited"' in talks.get(cited).text


def test_where_the_sides_meet_is_told_by_period(talks: TestClient) -> None:
    for by in ("round", "year", "all"):
        page = talks.get(f"/dialogues/{KEY}/convergence?by={by}").text
        assert "opening the border" in page
    assert talks.get(f"/dialogues/{KEY}/convergence?by=week").status_code == 404
    assert talks.get(f"/dialogues/{KEY}/convergence.json").json()


def test_a_promise_has_its_page_and_is_judged_there(talks: TestClient) -> None:
    promises = talks.get(f"/dialogues/{KEY}/promises").text
    address = link(promises, f"/dialogues/{KEY}/promises/[0-9a-f]")
    page = talks.get(address).text
    assert "Its words" in page
    assert "overdue" in page
    form = re.search(r'<form method="post" action="(/entries/[0-9a-f]+)"', page)
    assert form is not None
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token is not None
    sent = {"act": "fulfils", "verdict": "met", "form_token": token[1], "back": address}
    answer = talks.post(form[1], data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(address)
    judged = talks.get(address).text
    assert "as a person says" in judged
    assert "said to be kept" in judged
    undo = re.search(r'action="(/judgements/[0-9a-f]+/undo)"', judged)
    assert undo is not None
    talks.post(undo[1], data={"form_token": token[1], "back": address})
    assert "as a person says" not in talks.get(address).text


@pytest.mark.parametrize("name", ["0", "deadbeefdeadbeef", "zzzzzzzz"])
def test_a_promise_that_is_not_there_is_answered_as_nothing(talks: TestClient, name: str) -> None:
    assert talks.get(f"/dialogues/{KEY}/promises/{name}").status_code == 404


def test_the_timeline_is_narrowed_down_also_as_data_and_drawing(talks: TestClient) -> None:
    everything = talks.get(f"/dialogues/{KEY}/timeline.json").json()
    rounds = talks.get(f"/dialogues/{KEY}/timeline.json?kind=round").json()
    assert rounds
    assert rounds == [row for row in everything if row["kind"] == "round"]
    assert len(rounds) < len(everything)
    early = talks.get(f"/dialogues/{KEY}/timeline.json?until=2024-02").json()
    assert early
    assert all(row["when"] < "2024-03" for row in early)
    page = talks.get(f"/dialogues/{KEY}/timeline?kind=round&until=2024").text
    assert "timeline.svg?kind=round&amp;until=2024" in page
    assert talks.get(f"/dialogues/{KEY}/timeline.svg?kind=round").status_code == 200
    for suffix in ("", ".svg", ".csv"):
        assert talks.get(f"/dialogues/{KEY}/timeline{suffix}?since=soon").status_code == 400


def test_people_stand_with_their_side_and_their_own_script(talks: TestClient) -> None:
    page = talks.get(f"/dialogues/{KEY}/people").text
    for name, _ in SCRIPTS:
        assert re.search(rf'<bdi lang="[a-zA-Z-]+" dir="(?:ltr|rtl)">{re.escape(name)}</bdi>', page), name
    person = talks.get(link(page, "/people/[0-9a-f]")).text
    assert "What they said" in person
    rows = talks.get(f"/dialogues/{KEY}/people.json").json()
    assert {row["name"] for row in rows} == {name for name, _ in (*LATIN, *SCRIPTS)}


def test_sources_are_listed_the_latest_first(talks: TestClient) -> None:
    rows = talks.get(f"/dialogues/{KEY}/sources.json").json()
    days = [row["published"] for row in rows]
    assert days == sorted(days, reverse=True)
    assert link(talks.get(f"/dialogues/{KEY}/sources").text, "/documents/")


def test_a_round_has_its_delegations_by_side_and_every_value_with_its_place(talks: TestClient) -> None:
    rounds = talks.get(f"/dialogues/{KEY}/rounds").text
    page = talks.get(link(rounds, f"/dialogues/{KEY}/rounds/[0-9a-f]")).text
    assert "Delegation: India" in page
    assert "Delegation: Pakistan" in page
    assert "Water and the figures of the river" in page
    when = page.partition("<dt>When</dt>")[2].partition("</dd>")[0]
    assert 'class="cite"' in when


def test_what_is_over_a_place_is_told_there_and_lies_darker_the_more_it_is(talks: TestClient) -> None:
    transcript = next(d for d in talks.get("/documents.json").json() if d["claims"] > 500)
    page = talks.get(f"/documents/{transcript['document']}").text
    card = re.search(r'class="claim d2"[^>]*>([^<]+)</a><span class="card">(.*?)</a></span></span>', page)
    assert card is not None
    assert card[2].count("/entries/") == 2
    for entry in re.findall(r'href="(/entries/[0-9a-f]+)"', card[2]):
        assert talks.get(entry).status_code == 200


def test_a_page_in_another_language_is_shown_in_its_direction_and_says_that_it_was_not_read(
    talks: TestClient,
) -> None:
    urdu = next(d for d in talks.get("/documents.json").json() if d["state"] == "kept")
    page = talks.get(f"/documents/{urdu['document']}").text
    assert 'lang="ur" dir="rtl"' in page
    assert "Kept and not read" in page


def test_two_rows_and_none_are_pages_too(records: dict[str, Path]) -> None:
    for name in ("two", "empty"):
        app = create_app(Settings(str(records[name])))
        client = TestClient(app, base_url="http://localhost")
        for path in ("/", "/compare", "/people", "/statements", "/documents", "/dialogues"):
            assert client.get(path).status_code == 200
        assert ('class="empty"' in client.get("/statements").text) == (name == "empty")
