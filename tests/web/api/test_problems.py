"""Whatever goes wrong is told as RFC 9457 has it, with what is wrong and where, and nothing else is told."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.door import House
from tracktwo.web.api.operations import LARGEST_JSON


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("GET", "/documents/deadbeef", 404, "not-found"),
        ("GET", "/claims/deadbeef", 404, "not-found"),
        ("GET", "/people/deadbeef", 404, "not-found"),
        ("GET", "/dialogues/XXX-YYY-I", 404, "not-found"),
        ("GET", "/dialogues/XXX-YYY-I/positions", 404, "not-found"),
        ("GET", "/judgements/deadbeef", 404, "not-found"),
        ("GET", "/uploads/0000000000000000", 404, "not-found"),
        ("GET", "/documents/", 404, "not-found"),
        ("GET", "/documents/no-hash", 422, "invalid"),
        ("DELETE", "/documents/deadbeef", 405, "wrong-method"),
        ("PUT", "/documents", 405, "wrong-method"),
        ("POST", "/judgements", 415, "wrong-media-type"),
        ("POST", "/documents?name=a.txt", 415, "wrong-media-type"),
    ],
)
def test_the_kind_of_problem_is_told(api: TestClient, method: str, path: str, status: int, kind: str) -> None:
    answer = api.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == (f"/api#{kind}", status)
    assert told["instance"] == f"/api/v1{path.partition('?')[0]}"
    assert told["detail"]
    assert f'id="{kind}"' in api.get("http://localhost/api").text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/claims?limit=0", "query.limit"),
        ("/claims?limit=501", "query.limit"),
        ("/claims?limit=x", "query.limit"),
        ("/claims?kind=x", "query.kind"),
        ("/claims?sinc=2013", "query.sinc"),
        ("/claims?since=2013-02-30", "query.since"),
        ("/claims?until=yesterday", "query.until"),
        ("/claims?cursor=abc", "query.cursor"),
        ("/claims?cursor=WyJhIiwxXQ==", "query.cursor"),
        ("/claims?party=", "query.party"),
        ("/statements?act=SHOUT", "query.act"),
        ("/search", "query.q"),
        ("/search?q=%22%22", "query.q"),
        ("/exports?x=1", "query.x"),
        ("/exports/nothing", "path.format"),
        ("/documents/zz", "path.document"),
    ],
)
def test_a_value_that_is_not_possible_is_named(api: TestClient, path: str, field: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_a_cursor_is_of_one_list_with_its_conditions(api: TestClient) -> None:
    following = api.get("/claims?limit=2").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert api.get(f"/claims?limit=3&cursor={cursor}").status_code == 200
    assert api.get(f"/claims?kind=rounds&cursor={cursor}").status_code == 422
    assert api.get(f"/statements?cursor={cursor}").status_code == 422


def test_a_body_that_is_too_large_is_refused_whether_or_not_it_says_so(api: TestClient) -> None:
    large = b'{"text": "' + b"a" * LARGEST_JSON
    sent = {"Content-Type": "application/json"}
    assert api.post("/documents/text", content=large, headers=sent).status_code == 413
    pieces = (large[at : at + 2**20] for at in range(0, len(large), 2**20))
    assert api.post("/documents/text", content=pieces, headers=sent).status_code == 413


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"act": "accept", "claim": }', b"[" * 100_000])
def test_a_body_that_is_no_json_is_a_bad_request(api: TestClient, body: bytes) -> None:
    answer = api.post("/judgements", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/api#malformed")


@pytest.mark.parametrize(
    "body",
    [b'"x"', b"null", b'{"act": "shout"}', b'{"act": "accept", "claim": "\\ud800"}', b'{"\\ud800": 1}'],
)
def test_a_body_of_another_shape_is_told_what_is_wrong(api: TestClient, body: bytes) -> None:
    answer = api.post("/judgements", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/api#invalid")
    assert answer.json()["errors"]


def test_a_page_of_another_site_can_write_nothing(api: TestClient) -> None:
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = api.post("/documents/text", json={"text": "x"}, headers=headers)
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_record_that_cannot_be_used_is_said_to_be_so_without_telling_accounts_where_it_lies(
    api: TestClient, accounts: House, record: Path
) -> None:
    accounts.account("Ana")
    headers = accounts.token("Ana")
    record.write_bytes(b"no record")
    here = api.get("/claims")
    assert (here.status_code, here.json()["type"]) == (503, "/api#unavailable")
    assert str(record) in here.json()["detail"]
    there = accounts.stranger().get("/api/v1/claims", headers=headers)
    assert there.status_code == 503
    assert str(record.parent) not in there.text
