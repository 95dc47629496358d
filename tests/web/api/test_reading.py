"""What the interface gives: entries with their words, lists in parts, tags, and one answer for all that is not there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

LISTS = (
    "documents", "claims", "statements", "stances", "engagements", "rounds", "states", "commitments", "incidents",
    "ideas", "people", "dialogues", "search?q=talks", "review", "judgements", "uploads",
)  # fmt: skip
OF_DIALOGUE = (
    "",
    "rounds",
    "timeline",
    "engagements",
    "incidents",
    "positions",
    "convergence",
    "commitments",
    "changes",
)


def citations(value: Any) -> Iterator[dict[str, Any]]:
    """Every citation in an answer."""
    if isinstance(value, dict):
        if "exact" in value:
            yield value
        for inner in value.values():
            yield from citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from citations(inner)


@pytest.fixture
def key(api: TestClient) -> str:
    return str(api.get("/dialogues").json()["items"][0]["key"])


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_in_parts(api: TestClient, name: str) -> None:
    joint = "&" if "?" in name else "?"
    whole = api.get(f"/{name}{joint}limit=500").json()
    assert whole["next"] is None
    taken: list[Any] = []
    path: str | None = f"/api/v1/{name}{joint}limit=7"
    while path:
        answer = api.get(f"http://localhost{path}")
        assert answer.status_code == 200
        taken += answer.json()["items"]
        assert len(answer.json()["items"]) <= 7
        path = answer.json()["next"]
    assert taken == whole["items"]


@pytest.mark.parametrize("name", ["claims", "people", "search?q=talks", "statements"])
def test_every_citation_stands_in_its_document_and_leads_to_its_highlight(api: TestClient, name: str) -> None:
    found = list(citations(api.get(f"/{name}").json()))
    assert found
    for one in found[:40]:
        text = api.get(f"/documents/{one['document']}").json()["text"]
        assert text[one["start"] : one["end"]] == one["exact"]
        assert 'id="cited"' in api.get(f"http://localhost{one['page'].partition('#')[0]}").text


@pytest.mark.parametrize("part", OF_DIALOGUE)
def test_every_ledger_of_a_dialogue_answers_with_its_words(api: TestClient, key: str, part: str) -> None:
    answer = api.get(f"/dialogues/{key}/{part}".rstrip("/") + ("?since=1996" if part == "changes" else ""))
    assert answer.status_code == 200
    found = list(citations(answer.json()))
    assert found or part == "incidents"
    for one in found[:20]:
        text = api.get(f"/documents/{one['document']}").json()["text"]
        assert text[one["start"] : one["end"]] == one["exact"]


def test_a_document_comes_with_its_text_and_all_that_it_says(api: TestClient) -> None:
    listed = api.get("/documents").json()["items"][0]
    whole = api.get(f"/documents/{listed['short']}").json()
    assert {name: whole[name] for name in listed} == listed
    assert len(whole["entries"]) == listed["claims"] > 0
    assert {entry["document"]["id"] for entry in whole["entries"]} == {listed["id"]}


def test_one_entry_is_found_by_first_digits_of_its_id(api: TestClient) -> None:
    entry = api.get("/statements?limit=1").json()["items"][0]
    assert api.get(f"/claims/{entry['id'][:10]}").json() == entry


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("/claims?kind=rounds", lambda e: e["kind"] == "rounds"),
        ("/statements?act=REJECT", lambda e: e["claim"]["act"] == "REJECT"),
        ("/engagements?form=call", lambda e: e["claim"]["form"] == "call"),
        ("/states?change=concluded", lambda e: e["claim"]["change"] == "concluded"),
        ("/commitments?strength=planned", lambda e: e["claim"]["strength"] == "planned"),
        ("/stances?stance=against", lambda e: e["claim"]["stance"] == "against"),
        (
            "/claims?since=2010&until=2015-06",
            lambda e: e["latest"] >= "2010" and e["earliest"] <= "2015-06-30",
        ),
    ],
)
def test_lists_are_narrowed_down(api: TestClient, path: str, holds: Any) -> None:
    found = api.get(f"{path}&limit=500").json()["items"]
    assert found
    assert all(map(holds, found))
    whole = api.get(f"{path.partition('?')[0]}?limit=500").json()["items"]
    assert len(found) < len(whole)


def test_a_list_is_narrowed_down_to_a_document_or_a_person(api: TestClient) -> None:
    short = api.get("/documents").json()["items"][3]["short"]
    own = api.get(f"/claims?document={short}").json()["items"]
    assert own
    assert {entry["document"]["short"] for entry in own} == {short}
    person = api.get("/people").json()["items"][0]
    said = api.get("/statements", params={"speaker": person["name"]}).json()["items"]
    assert all(person["name"].split()[-1] in json.dumps(entry["claim"]) for entry in said)


def test_an_answer_need_not_be_sent_twice_until_the_record_changes(api: TestClient) -> None:
    first = api.get("/claims")
    tag = first.headers["ETag"]
    again = api.get("/claims", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert api.get("/claims?limit=3", headers={"If-None-Match": tag}).status_code == 200
    claim = first.json()["items"][5]["id"]
    assert api.post("/judgements", json={"act": "accept", "claim": claim}).status_code == 201
    assert api.get("/claims", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("format", ["tables", "plover", "bibtex", "calendar", "excel", "annotations"])
def test_a_dialogue_is_exported(api: TestClient, key: str, format: str) -> None:
    listed = {one["name"]: one for one in api.get("/exports").json()["items"]}
    answer = api.get(f"/exports/{format}?dialogue={key}")
    assert answer.status_code == 200
    assert listed[format]["suffix"] in answer.headers["Content-Disposition"]
    assert answer.content


def test_a_brief_is_handed_out(api: TestClient, key: str) -> None:
    answer = api.get(f"/dialogues/{key}/brief?suffix=docx&form=scene-setter")
    assert answer.content.startswith(b"PK")
    assert api.get(f"/dialogues/{key}/brief?suffix=md").text.startswith("#")


def test_two_documents_are_compared(api: TestClient) -> None:
    first, second = (one["short"] for one in api.get("/documents?limit=2").json()["items"])
    found = api.get(f"/compare?first={first}&second={second}").json()
    assert (found["first"]["short"], found["second"]["short"]) == (first, second)
    assert found["matters"]


def test_a_person_is_told_of_whole(api: TestClient) -> None:
    person = api.get("/people").json()["items"][0]
    found = api.get(f"/people/{person['id'][:16]}").json()
    assert found["name"] == person["name"]
    for what in ("mentions", "rounds", "engagements", "statements"):
        listed = api.get(f"/people/{person['id']}/{what}?limit=500").json()["items"]
        assert len(listed) == found["contacts" if what == "engagements" else what]
        assert all(any(name in json.dumps(e["claim"]) for name in person["names"]) for e in listed)
    assert found["mentions"]
    assert api.get(f"http://localhost{person['page']}").status_code == 200


def test_the_page_that_tells_of_the_interface_names_every_operation(api: TestClient) -> None:
    answer = api.get("http://localhost/api")
    assert answer.status_code == 200
    for path, operations in api.get("/openapi.json").json()["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}</code>" in answer.text
    assert "//cdn" not in answer.text
    assert "<script" not in answer.text
