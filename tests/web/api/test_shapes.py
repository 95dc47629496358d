"""The shapes of the interface are those of the record, field by field, and its document describes all of it."""

import json
from dataclasses import fields
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from tracktwo.analysis.meeting_words import Meeting
from tracktwo.model import CLAIM_CLASSES, Attendance, Claim, Delegate, Dialogue, Participant
from tracktwo.web.api.shapes import claims

SHAPES = {entry.model_fields["kind"].annotation: entry for entry in get_args(get_args(claims.AnyEntry)[0])}


def shape_of(kind: type[Claim]) -> Any:
    """The shape of a claim of a class."""
    found = next(shape for name, shape in SHAPES.items() if get_args(name) == (kind.KEY,))
    return found.model_fields["claim"].annotation


@pytest.mark.parametrize("kind", CLAIM_CLASSES, ids=lambda kind: kind.KEY)
def test_every_field_of_a_claim_is_told_and_no_other(kind: type[Claim]) -> None:
    own = [f.name for f in fields(kind) if f.name != "confidence"]
    assert list(shape_of(kind).model_fields) == own


@pytest.mark.parametrize(
    ("part", "shape"),
    [
        (Participant, claims.Participant),
        (Delegate, claims.Delegate),
        (Dialogue, claims.DialogueNamed),
        (Attendance, claims.Attendance),
    ],
)
def test_every_part_of_a_claim_is_told_and_no_other(part: type, shape: Any) -> None:
    assert list(shape.model_fields) == [f.name for f in fields(part)]


@pytest.mark.parametrize("kind", Meeting)
def test_what_a_sentence_says_of_agreement_is_told_by_its_kind(kind: Meeting, api: TestClient) -> None:
    schemas = api.get("/openapi.json").json()["components"]["schemas"]
    assert {"kind", "agrees"} <= set(schemas["Agreement"]["required"])
    assert kind.value in schemas["Meeting"]["enum"]


def test_every_kind_of_claim_has_a_shape() -> None:
    assert sorted(name for literal in SHAPES for name in get_args(literal)) == sorted(
        cls.KEY for cls in CLAIM_CLASSES
    )


def test_everything_in_the_document_is_described(api: TestClient) -> None:
    document = api.get("/openapi.json").json()
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) >= 35
    assert len({one["operationId"] for one in operations}) == len(operations)
    bare = [one["operationId"] for one in operations if not one.get("description") or not one["tags"]]
    bare += [
        f"{one['operationId']}.{p['name']}"
        for one in operations
        for p in one.get("parameters", ())
        if "description" not in p
    ]
    bare += [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, about in schema.get("properties", {}).items()
        if "description" not in about and "$ref" not in about
    ]
    assert bare == []


def test_schemas_have_plain_names_and_every_reference_leads_somewhere(api: TestClient) -> None:
    document = api.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert all(name.isalpha() for name in schemas)
    text = json.dumps(document)
    named = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    assert "tracktwo__" not in text


def test_a_token_is_asked_for_where_there_are_accounts_and_only_there(api: TestClient, accounts: Any) -> None:
    assert "security" not in api.get("/openapi.json").json()
    accounts.account("Ana")
    answer = accounts.stranger().get("/api/v1/openapi.json", headers=accounts.token("Ana"))
    assert answer.json()["security"] == [{"token": []}]
    assert "401" in answer.json()["paths"]["/claims"]["get"]["responses"]
