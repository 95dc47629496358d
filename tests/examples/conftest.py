"""The record of both examples, made once by the command line and asked by it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.examples.expectations import EXAMPLES, load_pages

TRACKTWO = (sys.executable, "-c", "from tracktwo.cli import main; main()")

Ask = Callable[[str], str]


@pytest.fixture(scope="session")
def examples_record(reader: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of both examples, made by the command line."""
    assert reader is not None
    made = tmp_path_factory.mktemp("record") / "examples.db"
    settings = _settings(made)
    for page in load_pages():
        if page.published_option:
            _run(settings, "add", str(page.document), "--published", page.published_option)
    _run(settings, "add", *(str(folder) for folder in sorted(EXAMPLES.glob("*/documents"))))
    return made


@pytest.fixture(scope="session")
def ask(examples_record: Path) -> Ask:
    """Asks the record of both examples, and returns what is printed."""
    settings = _settings(examples_record)
    printed: dict[str, str] = {}

    def answer(command: str) -> str:
        if command not in printed:
            printed[command] = _run(settings, *shlex.split(command))
        return printed[command]

    return answer


def _settings(record: Path) -> Mapping[str, str]:
    return {
        "TRACKTWO_RECORD": str(record),
        "TRACKTWO_LEXICON": str(EXAMPLES / "ilvar-dialogue" / "lexicon"),
        "OMP_NUM_THREADS": "1",
    }


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
