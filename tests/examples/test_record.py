"""The record of both examples, made and asked by the command line, held to ``examples/record.yaml``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml

from tests.examples.expectations import EXAMPLES, QUALITIES

# The first test reads all documents of the examples, under a minute on a free core.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WRITTEN = yaml.safe_load((EXAMPLES / "record.yaml").read_text(encoding="utf-8"))
ANSWERS = WRITTEN["answers"]
Ask = Callable[[str], str]


def _is_so(answer: Mapping[str, Any], ask: Ask) -> bool:
    command = answer["ask"]
    if "says" in answer or "silent" in answer:
        lines = ask(command).partition("## Evidence")[0]
        return answer["says"] in lines if "says" in answer else answer["silent"] not in lines
    rows = json.loads(ask(f"{command} --format json"))
    fitting = [
        row for row in rows if all(_fits(key, value, row) for key, value in answer.get("row", {}).items())
    ]
    return len(fitting) == answer["rows"] if "rows" in answer else bool(fitting)


def _fits(key: str, value: Any, row: Mapping[str, Any]) -> bool:
    if key.endswith("~"):
        return value in str(row[key[:-1]])
    # YAML reads a day as a date.
    return bool(row[key] == (value if isinstance(value, (list, int)) else str(value)))


@pytest.mark.parametrize(
    "answer", ANSWERS, ids=[f"{i:02d} {a['ask']}" for i, a in enumerate(ANSWERS, start=1)]
)
def test_the_record_answers(answer: Mapping[str, Any], ask: Ask):
    assert answer["quality"] in QUALITIES
    so = _is_so(answer, ask)
    if answer["quality"] == "strong":
        assert so, answer
    elif not so:
        pytest.xfail(f"{answer['quality']}: {answer['why']}")


def test_the_others_do_not_fall_below_their_floor(ask: Ask):
    met = Counter(a["quality"] for a in ANSWERS if _is_so(a, ask))
    assert all(met[quality] >= floor for quality, floor in WRITTEN["floor"].items()), met
