"""Finding names in a text."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.record.levelled import FORMS, NAMES, written
from tracktwo.record.letters import plain
from tracktwo.record.redaction import Redactor, Secrets, common_words

CASES = yaml.safe_load(Path("tests/cases/withholding.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    secrets = Secrets(frozenset(case.get("names", ())), frozenset(case.get("phrases", ())))
    common = common_words(case["text"]) if case.get("blind") else None
    redactor = Redactor(secrets, titled=case.get("titled", False), common=common)
    assert redactor.redact(case["text"]) == case["expect"]
    assert redactor.touches(case["text"]) == (case["text"] != case["expect"])


@given(st.sampled_from(NAMES), st.sampled_from(FORMS), st.text(alphabet=" .,;\n“”()-", max_size=3))
def test_no_form_of_a_name_is_left(name: str, form: str, gap: str) -> None:
    redactor = Redactor(Secrets(frozenset({name})), titled=True)
    left = redactor.redact(f"They said {gap} {written(name, form)} {gap} had gone")
    telling = set(plain(name)) - {"van", "der", "bin", "al", "d", "o", "ال"}
    assert not telling & set(plain(left))


@given(st.text(max_size=60))
def test_any_text_can_be_gone_through(text: str) -> None:
    redactor = Redactor(Secrets(frozenset(NAMES), frozenset({"Ruritania"})), titled=True)
    spans = redactor.spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
