"""Judgements over the interface: made, listed, taken back, and refused to those who may not."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.door import House
from tracktwo.model.levels import Clearance
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.viewer import Role


def entries(api: TestClient, kind: str, number: int = 1, **conditions: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(
        "/claims", params={"kind": kind, "limit": number, **conditions}
    ).json()["items"]
    assert len(found) == number
    return found


def judge(api: TestClient, **given: Any) -> dict[str, Any]:
    answer = api.post("/judgements", json=given)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    assert answer.headers["Location"] == f"/api/v1/judgements/{made['id']}"
    return made


def test_a_rejected_entry_leaves_the_lists_and_comes_back_when_that_is_taken_back(api: TestClient) -> None:
    (entry,) = entries(api, "statements")
    made = judge(api, act="reject", claim=entry["id"][:16], reason="never said")
    assert (made["author"], made["reason"], made["claims"]) == ("local user", "never said", [[entry["id"]]])
    assert entry["id"] not in [e["id"] for e in api.get("/statements?limit=500").json()["items"]]
    assert api.get(f"/claims/{entry['id']}").json()["verdict"] == "rejected"
    undone = api.post(f"/judgements/{made['id']}/undo")
    assert (undone.status_code, undone.json()["undoes"]) == (201, made["id"])
    assert entry["id"] in [e["id"] for e in api.get("/statements?limit=500").json()["items"]]
    assert api.post(f"/judgements/{made['id']}/undo").status_code == 409


def test_a_field_is_corrected_and_a_value_that_cannot_be_is_refused(api: TestClient) -> None:
    entry = next(e for e in entries(api, "engagements", 20) if e["claim"]["form"] != "visit")
    judge(api, act="correct", claim=entry["id"], field="form", value="visit")
    now = api.get(f"/claims/{entry['id']}").json()
    assert (now["claim"]["form"], now["is_corrected"]) == ("visit", True)
    answer = api.post(
        "/judgements", json={"act": "correct", "claim": entry["id"], "field": "form", "value": "picnic"}
    )
    assert answer.status_code == 400
    assert "meeting" in answer.json()["detail"]


def test_a_judgement_is_listed_with_what_it_is_about(api: TestClient) -> None:
    (entry,) = entries(api, "rounds")
    made = judge(api, act="accept", claim=entry["id"])
    assert api.get(f"/judgements?about={entry['id']}").json()["items"] == [made]
    assert api.get(f"/judgements/{made['id'][:8]}").json() == made
    assert made not in api.get("/judgements?act=reject").json()["items"]


def test_entries_are_merged_told_apart_and_split(api: TestClient) -> None:
    one, other = entries(api, "people", 2)
    made = judge(api, act="same", claims=[one["id"], other["id"]])
    assert made["payload"] == {"as": "people"}
    mentions = f"/people/{one['id']}/mentions?limit=500"
    assert {one["id"], other["id"]} <= {m["id"] for m in api.get(mentions).json()["items"]}
    split = judge(api, act="split", claims=[other["id"]])
    assert split["act"] == "distinct"
    api.post(f"/judgements/{made['id']}/undo")
    judge(api, act="distinct", claims=[one["id"], other["id"]], **{"as": "people"})
    assert other["id"] not in {m["id"] for m in api.get(mentions).json()["items"]}


def test_a_promise_is_said_to_be_kept(api: TestClient) -> None:
    (promise,) = entries(api, "commitments")
    mark = entries(api, "statements")[0]["citation"]["mark"]
    made = judge(api, act="fulfils", claim=promise["id"], verdict="met", by=mark)
    assert made["payload"]["verdict"] == "met"
    wrong = {"act": "fulfils", "claim": entries(api, "rounds")[0]["id"], "verdict": "met"}
    assert api.post("/judgements", json=wrong).status_code == 422


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"act": "accept", "claim": "deadbeefdeadbeef"}, 404),
        ({"act": "level", "level": "chatham"}, 422),
        ({"act": "level", "level": "chatham", "document": "deadbeef"}, 404),
        ({"act": "same", "claims": ["deadbeef", "deadbeee"]}, 404),
    ],
)
def test_what_is_not_there_cannot_be_judged(api: TestClient, given: dict[str, Any], status: int) -> None:
    assert api.post("/judgements", json=given).status_code == status


def test_entries_of_two_kinds_are_never_the_same(api: TestClient) -> None:
    one, other = entries(api, "people")[0]["id"], entries(api, "stances")[0]["id"]
    assert api.post("/judgements", json={"act": "same", "claims": [one, other]}).status_code == 422
    assert api.post("/judgements", json={"act": "same", "claims": [one, one]}).status_code == 400


def test_a_document_is_given_a_level_by_a_convenor_only(accounts: House) -> None:
    for name, role in (("Ed", Role.EDITOR), ("Con", Role.CONVENOR), ("Pub", Role.READER)):
        accounts.account(name, role, Clearance.EVERYTHING if name != "Pub" else Clearance.PUBLIC)
    client = accounts.stranger()
    editor, convenor = (accounts.token(name, Scope.WRITE) for name in ("Ed", "Con"))
    public = accounts.token("Pub")
    listed = client.get("/api/v1/documents", headers=public).json()["items"]
    document = next(d for d in listed if d["id"].startswith("sha256:"))
    given = {"act": "level", "document": document["id"], "level": "off-record"}
    assert client.post("/api/v1/judgements", json=given, headers=editor).status_code == 403
    made = client.post("/api/v1/judgements", json=given, headers=convenor)
    assert made.status_code == 201
    path = f"/api/v1/documents/{document['short']}"
    assert client.get(path, headers=public).status_code == 404
    assert client.get(path, headers=editor).json()["level"] == "off-record"
    undo = f"{made.headers['Location']}/undo"
    assert client.post(undo, headers=editor).status_code == 403
    assert client.post(undo, headers=convenor).status_code == 201
    assert client.get(path, headers=public).status_code == 200
