"""An entry is judged on its page, and taken back; no other site can do so."""

import re

import pytest
from fastapi.testclient import TestClient

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
    assert str(answer.url).endswith("/review?kind=statements")
    assert queue[0] not in re.findall(r'action="/entries/([0-9a-f]{64})"', client.get("/review").text)
