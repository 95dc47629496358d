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
