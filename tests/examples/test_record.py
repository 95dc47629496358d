"""The record of both examples, made and asked by the command line, held to ``examples/record.yaml``."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.examples.expectations import EXAMPLES, QUALITIES, load_pages

# The first test reads all documents of the examples, under a minute on a free core.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WRITTEN = yaml.safe_load((EXAMPLES / "record.yaml").read_text(encoding="utf-8"))
ANSWERS = WRITTEN["answers"]
TRACKTWO = (sys.executable, "-c", "from tracktwo.cli import main; main()")

Ask = Callable[[str], str]


@pytest.fixture(scope="module")
def ask(reader: Any, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Make the record of both examples; the function asks it and returns what is printed."""
    assert reader is not None
    settings = {
        "TRACKTWO_RECORD": str(tmp_path_factory.mktemp("record") / "examples.db"),
        "TRACKTWO_LEXICON": str(EXAMPLES / "ilvar-dialogue" / "lexicon"),
        "OMP_NUM_THREADS": "1",
    }
    for page in load_pages():
        if page.published_option:
            _run(settings, "add", str(page.document), "--published", page.published_option)
    _run(settings, "add", *(str(folder) for folder in sorted(EXAMPLES.glob("*/documents"))))
    printed: dict[str, str] = {}

    def answer(command: str) -> str:
        if command not in printed:
            printed[command] = _run(settings, *shlex.split(command))
        return printed[command]

    return answer


def _run(settings: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        [*TRACKTWO, *command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | settings,
        check=False,
        cwd=Path(settings["TRACKTWO_RECORD"]).parent,
    )
    assert done.returncode == 0, f"tracktwo {shlex.join(command)}: {done.returncode}\n{done.stderr}"
    return done.stdout


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
