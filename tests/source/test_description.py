"""Publication date, credits and kind, by the tables in ``tests/cases/source_*.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.source.making import plain
from tracktwo import lexicon
from tracktwo.model import DocumentKind
from tracktwo.source import MediaType, RawSource, derive
from tracktwo.source.credits import agencies_in

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> Any:
    """Parametrise over one table."""
    table = yaml.safe_load((CASES / f"source_{name}.yaml").read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", table, ids=[case["id"] for case in table])


@cases("dates")
def test_publication_date(case: dict[str, Any]) -> None:
    raw = case["text"].encode()
    document = derive(RawSource(raw, case.get("name", "note.txt"), case.get("url"), MediaType.PLAIN))
    day, origin = case["expect"]
    assert (document.published, document.published_from.value) == (day and str(day), origin), case["why"]


@cases("credits")
def test_credits(case: dict[str, Any]) -> None:
    assert list(plain(case["text"]).credits) == case["expect"], case["why"]


@cases("kinds")
def test_kind(case: dict[str, Any]) -> None:
    assert plain(case["text"]).kind.value == case["expect"], case["why"]


def test_every_agency_is_known_by_its_own_name() -> None:
    for name, forms in lexicon.load("agencies")["agencies"].items():
        assert list(agencies_in(forms[0])) == [name]


def test_the_rules_of_kinds_name_kinds() -> None:
    rules = lexicon.load("document_kinds")
    kinds = {kind.value for kind in DocumentKind if kind is not DocumentKind.OTHER}
    assert kinds <= set(rules)
    assert set(rules["structure"]) <= kinds
