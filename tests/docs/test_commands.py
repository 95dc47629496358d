"""The commands that README and guide show run as they stand, one after another, from the repository's root."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHOWN = [
    (page, line)
    for page in ("README.md", "docs/guide.md")
    for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S)
    for line in re.findall(r"^\$ (tracktwo .*)$", block, re.M)
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the repository's root to somebody who follows the guide."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def test_there_are_commands_to_run() -> None:
    assert len(SHOWN) >= 10


@pytest.mark.parametrize(("page", "line"), SHOWN, ids=[f"{page}: {line}" for page, line in SHOWN])
def test_shown_command_runs(page: str, line: str, desk: Path) -> None:
    words = shlex.split(line, comments=True)
    environment = os.environ | {"COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=desk, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, f"{page}: {line}\n{done.stderr}"
    assert done.stdout or done.stderr or "--output" in words or "--html" in words
