"""What the interface tells depends on who asks: what is withheld is answered as what does not exist."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.door import House
from tracktwo.model.levels import Clearance
from tracktwo.web.viewer import Role

LISTS = ("documents", "claims", "people", "dialogues", "rounds", "statements", "search?q=talks")


@pytest.fixture
def headers(accounts: House) -> dict[Clearance, dict[str, str]]:
    """The headers of a program for each clearance."""
    for clearance in Clearance:
        accounts.account(clearance.name.title(), Role.READER, clearance)
    return {clearance: accounts.token(clearance.name.title()) for clearance in Clearance}


def everything(client: TestClient, name: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    joint = "&" if "?" in name else "?"
    found: list[dict[str, Any]] = client.get(f"/api/v1/{name}{joint}limit=500", headers=headers).json()[
        "items"
    ]
    return found


def test_nobody_is_answered_without_a_token(accounts: House) -> None:
    client = accounts.stranger()
    accounts.account("Ana")
    logged_in = accounts.log_in("Ana")
    for asking in (client, logged_in):
        for path in ("/api/v1/", "/api/v1/claims", "/api/v1/openapi.json", "/api/v1/nothing"):
            answer = asking.get(path)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.headers["content-type"] == "application/problem+json"
    assert logged_in.get("/api").status_code == 200
    assert client.get("/api").status_code == 303


@pytest.mark.parametrize("name", LISTS)
def test_the_public_sees_less_and_nothing_that_is_withheld(
    accounts: House, headers: dict[Clearance, dict[str, str]], name: str
) -> None:
    client = accounts.stranger()
    seen = {c: everything(client, name, headers[c]) for c in Clearance}
    public, whole = json.dumps(seen[Clearance.PUBLIC]), seen[Clearance.EVERYTHING]
    off_record = [
        d["id"]
        for d in everything(client, "documents", headers[Clearance.EVERYTHING])
        if d["level"] == "off-record"
    ]
    assert off_record
    assert not any(one in public for one in off_record)
    assert len(seen[Clearance.PUBLIC]) <= len(whole)


def test_what_is_withheld_and_what_does_not_exist_are_one_answer(
    accounts: House, headers: dict[Clearance, dict[str, str]]
) -> None:
    client = accounts.stranger()
    documents = everything(client, "documents", headers[Clearance.EVERYTHING])
    (hidden,) = [d for d in documents if d["level"] == "off-record"]
    entry = everything(client, f"claims?document={hidden['short']}", headers[Clearance.EVERYTHING])[0]
    public = headers[Clearance.PUBLIC]
    for kind, name in (("documents", hidden["short"]), ("claims", entry["id"]), ("people", entry["id"])):
        absent = "0" * len(name)
        answers = [client.get(f"/api/v1/{kind}/{one}", headers=public) for one in (name, absent)]
        bodies = [a.text.replace(one, "") for a, one in zip(answers, (name, absent), strict=True)]
        assert [a.status_code for a in answers] == [404, 404]
        assert bodies[0] == bodies[1]
        kept = [{k: v for k, v in a.headers.items() if k != "content-length"} for a in answers]
        assert kept[0] == kept[1]
    assert client.get(f"/api/v1/claims?document={hidden['short']}", headers=public).json()["items"] == []


def test_a_tag_tells_nothing_of_what_is_withheld(
    accounts: House, headers: dict[Clearance, dict[str, str]]
) -> None:
    client = accounts.stranger()
    public, whole = headers[Clearance.PUBLIC], headers[Clearance.EVERYTHING]
    (hidden,) = [d for d in everything(client, "documents", whole) if d["level"] == "off-record"]
    before = [client.get("/api/v1/claims", headers=one).headers["ETag"] for one in (public, whole)]
    entry = everything(client, f"claims?document={hidden['short']}", whole)[0]
    accounts.account("Con", Role.CONVENOR, Clearance.EVERYTHING)
    from tracktwo.web.accounts_tokens import Scope

    judged = client.post(
        "/api/v1/judgements",
        json={"act": "accept", "claim": entry["id"]},
        headers=accounts.token("Con", Scope.WRITE),
    )
    assert judged.status_code == 201
    after = [client.get("/api/v1/claims", headers=one).headers["ETag"] for one in (public, whole)]
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_below_full_clearance_nothing_is_judged(accounts: House) -> None:
    from tracktwo.web.accounts_tokens import Scope

    accounts.account("Ed", Role.EDITOR, Clearance.CHATHAM)
    client, token = accounts.stranger(), accounts.token("Ed", Scope.WRITE)
    entry = everything(client, "claims", token)[0]
    sent = {"act": "accept", "claim": entry["id"]}
    assert client.post("/api/v1/judgements", json=sent, headers=token).status_code == 403
    for path in ("judgements", "review", "judgements/deadbeef"):
        assert client.get(f"/api/v1/{path}", headers=token).status_code == 403
