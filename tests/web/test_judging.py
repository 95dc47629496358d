"""An entry is judged on its page, and taken back; no other site can do so."""

import re
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from tracktwo.model.judgement import Judgement, JudgementAct, Subject
from tracktwo.record import Record, to_line
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings


def first_claim(client: TestClient) -> str:
    return str(client.get("/statements.json").json()[0]["claim"])


def token(client: TestClient, path: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', client.get(path).text)
    assert found is not None
    return found[1]


def judge(client: TestClient, claim: str, **fields: str) -> int:
    page = f"/entries/{claim}"
    return client.post(page, data={"form_token": token(client, page), **fields}).status_code


def claims(client: TestClient) -> set[str]:
    return {row["claim"] for row in client.get("/statements.json").json()}


def test_a_rejected_entry_is_gone_from_the_lists_and_back_after_undo(client: TestClient) -> None:
    claim = first_claim(client)
    assert judge(client, claim, act="reject", reason="not what she said") == 200
    assert claim not in claims(client)
    page = client.get(f"/entries/{claim}").text
    assert "not what she said" in page
    undo = re.search(r'action="(/judgements/[0-9a-f]+/undo)"', page)
    assert undo is not None
    client.post(undo[1], data={"form_token": token(client, f"/entries/{claim}"), "back": "/statements"})
    assert claim in claims(client)


def test_an_accepted_entry_says_so(client: TestClient) -> None:
    claim = first_claim(client)
    assert judge(client, claim, act="accept") == 200
    assert 'class="verdict">accepted' in client.get(f"/entries/{claim}").text


def test_a_field_is_corrected_and_a_bad_value_is_answered_with_what_is_allowed(client: TestClient) -> None:
    claim = first_claim(client)
    assert judge(client, claim, act="correct", field="act", value="REQUEST") == 200
    row = next(row for row in client.get("/statements.json").json() if row["claim"] == claim)
    assert row["act"] == "REQUEST"
    page = f"/entries/{claim}"
    bad = {"form_token": token(client, page), "act": "correct", "field": "act", "value": "SHOUT"}
    answer = client.post(page, data=bad)
    assert answer.status_code == 400
    assert "SHOUT" in answer.text


@pytest.mark.parametrize("given", [{}, {"form_token": "0" * 64}])
def test_a_form_without_our_token_changes_nothing(client: TestClient, given: dict[str, str]) -> None:
    claim = first_claim(client)
    answer = client.post(f"/entries/{claim}", data={"act": "reject", **given})
    assert answer.status_code == 403
    assert claim in claims(client)


def test_a_form_that_another_site_sends_changes_nothing(client: TestClient) -> None:
    claim = first_claim(client)
    fields = {"act": "reject", "form_token": token(client, f"/entries/{claim}")}
    answer = client.post(f"/entries/{claim}", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert claim in claims(client)


def test_a_token_of_another_browser_is_refused(client: TestClient) -> None:
    claim = first_claim(client)
    fields = {"act": "reject", "form_token": token(client, f"/entries/{claim}")}
    other = TestClient(client.app, base_url="http://localhost")
    other.get("/")
    assert other.post(f"/entries/{claim}", data=fields).status_code == 403


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_after_a_judgement_nobody_is_sent_to_another_site(client: TestClient, back: str) -> None:
    claim = first_claim(client)
    page = f"/entries/{claim}"
    fields = {"form_token": token(client, page), "act": "accept", "back": back}
    answer = client.post(page, data=fields, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/entries/{claim[:16]}")


def test_a_name_of_another_machine_that_points_here_is_refused(record_path: object) -> None:
    rebound = TestClient(create_app(Settings(str(record_path))), base_url="http://evil.example")
    assert rebound.get("/").status_code == 400


def test_the_queue_shows_what_is_least_sure_first_and_loses_what_was_judged(client: TestClient) -> None:
    page = client.get("/review").text
    queue = re.findall(r'action="/entries/([0-9a-f]{64})"', page)
    assert queue
    fields = {"form_token": token(client, "/review"), "act": "accept", "back": "/review?kind=statements"}
    answer = client.post(f"/entries/{queue[0]}", data=fields)
    assert answer.url.path == "/review"
    assert answer.url.params["kind"] == "statements"
    assert f"/judgements/{answer.url.params['judged']}" in answer.text
    assert queue[0] not in re.findall(r'action="/entries/([0-9a-f]{64})"', client.get("/review").text)


def send(client: TestClient, page: str, path: str, **fields: str) -> httpx.Response:
    return client.post(path, data={"form_token": token(client, page), **fields})


def test_who_judged_what_is_listed_and_narrowed_down(client: TestClient) -> None:
    first, second = (row["claim"] for row in client.get("/statements.json").json()[:2])
    judge(client, first, act="accept", reason="heard it")
    judge(client, second, act="reject")
    rows = client.get("/judgements.json").json()
    assert [(row["act"], row["state"]) for row in rows] == [("reject", "holds"), ("accept", "holds")]
    assert [row["entries"] for row in client.get("/judgements.json?act=accept").json()] == [[first]]
    assert client.get("/judgements.json?author=nobody").json() == []
    assert client.get("/judgements.json?until=2001").json() == []
    assert len(client.get(f"/judgements.json?since={rows[0]['made'][:10]}").json()) == 2
    assert "heard it" in client.get("/judgements").text
    assert client.get("/judgements?since=May").status_code == 400
    send(client, "/judgements", f"/judgements/{rows[0]['id']}/undo", back="/judgements")
    states = {row["act"]: row["state"] for row in client.get("/judgements.json").json()}
    assert states == {"undo": "holds", "reject": "taken back", "accept": "holds"}


def test_one_page_of_judgements_says_of_them_what_the_whole_list_says(client: TestClient) -> None:
    for number, row in enumerate(client.get("/statements.json").json()[:4]):
        judge(client, row["claim"], act="accept" if number % 2 else "reject")
    last = client.get("/judgements.json?limit=1").json()[0]
    send(client, "/judgements", f"/judgements/{last['id']}/undo")
    whole = client.get("/judgements.json").json()
    paged = [client.get(f"/judgements.json?limit=1&offset={n}").json()[0] for n in range(len(whole))]
    assert paged == whole
    assert {row["state"] for row in whole} == {"holds", "taken back"}


def test_a_judgement_cannot_be_taken_back_twice(client: TestClient) -> None:
    judge(client, first_claim(client), act="accept")
    (row,) = client.get("/judgements.json").json()
    path = f"/judgements/{row['id']}/undo"
    assert send(client, "/judgements/exchange", path).status_code == 200
    assert send(client, "/judgements/exchange", path).status_code == 409


def of_another(record_path: Path, act: JudgementAct, claim: str, author: str = "Ben") -> str:
    """A line of JSON by which somebody else judges an entry of the record."""
    with Record.open(record_path) as record, record.reading() as gate:
        subject = Subject(groups=((gate.review().references({claim})[claim],),))
    return to_line(Judgement(act, subject, author, "2030-01-01T10:00:00.000000+00:00"))


def take_in(client: TestClient, lines: str) -> str:
    fields = {"form_token": token(client, "/judgements/exchange")}
    return client.post("/judgements/import", data=fields, files={"file": ("ben.jsonl", lines)}).text


def test_a_colleagues_judgement_that_differs_is_a_conflict_until_one_is_taken_back(
    client: TestClient, record_path: Path
) -> None:
    claim = first_claim(client)
    judge(client, claim, act="accept")
    told = take_in(client, of_another(record_path, JudgementAct.REJECT, claim) + "\nno judgement\n")
    assert "1 judgement added" in told
    assert "Line 2: the line is no JSON" in told
    assert claim in claims(client), "neither holds meanwhile"
    (conflict,) = client.get("/judgements/conflicts.json").json()
    assert sorted(j["author"] for j in conflict["judgements"]) == ["Ben", "local user"]
    page = client.get("/judgements/conflicts").text
    assert "Ben" in page
    own = next(j["id"] for j in conflict["judgements"] if j["author"] != "Ben")
    send(client, "/judgements/conflicts", f"/judgements/{own}/undo")
    assert client.get("/judgements/conflicts.json").json() == []
    assert claim not in claims(client)


def test_what_is_handed_over_is_taken_in_elsewhere(client: TestClient, record_path: Path) -> None:
    judge(client, first_claim(client), act="reject")
    lines = client.get("/judgements.jsonl").text
    assert lines.count("\n") == 1
    assert "0 judgements added, 1 known already" in take_in(client, lines)
    assert client.get("/judgements.jsonl?author=Ben").text == ""


def test_people_are_worked_out_again_at_once_after_a_judgement(client: TestClient, record_path: Path) -> None:
    person = client.get("/people.json").json()[0]
    for claim in person["claims"]:
        judge(client, claim, act="reject")
    assert person["name"] not in [row["name"] for row in client.get("/people.json").json()]
    with Record.open(record_path) as record:
        assert not record.is_unsettled()


def test_a_judgement_can_be_taken_back_from_the_page_that_one_comes_back_to(client: TestClient) -> None:
    claim = first_claim(client)
    fields = {"form_token": token(client, "/review"), "act": "reject", "back": "/review"}
    page = client.post(f"/entries/{claim}", data=fields).text
    assert 'class="done"' in page
    undo = re.search(r'action="(/judgements/[0-9a-f]+/undo)" class="done"', page)
    assert undo is not None
    send(client, "/review", undo[1], back="/review")
    assert claim in claims(client)
