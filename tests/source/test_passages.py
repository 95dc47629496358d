"""Page furniture is marked and the article is left whole: the table in ``tests/cases/source_passages.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.source.making import plain

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "source_passages.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_roles(case: dict[str, Any]) -> None:
    document = plain(case["text"])
    found = {line: role_at(document, case["text"], line) for line in case["expect"]}
    assert found == case["expect"], case["why"]


@pytest.mark.parametrize("field", ["title", "publisher", "kind"])
def test_what_is_said_of_the_document(field: str) -> None:
    expected = {case["id"]: case[field] for case in CASES if field in case}
    found = {case["id"]: getattr(plain(case["text"]), field) for case in CASES if field in case}
    assert found == expected


def test_credits_of_the_pages() -> None:
    expected = {case["id"]: case["credits"] for case in CASES if "credits" in case}
    found = {case["id"]: list(plain(case["text"]).credits) for case in CASES if "credits" in case}
    assert found == expected


def role_at(document: Any, text: str, line: str) -> str:
    """The role of the passage that a line lies in; two roles where it is torn."""
    start = text.rindex(line)
    roles = {
        p.role.value for p in document.passages if p.span.start < start + len(line) and start < p.span.end
    }
    return " and ".join(sorted(roles)) or "none"
