"""The commands that README and guide show run as they stand, one after another, from the repository's root.

The first and the server are processes, as a user's are; the others run in this one, which has everything loaded.
"""

import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from tracktwo.cli import app

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
def test_shown_command_runs(page: str, line: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line, comments=True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(desk)
    if words[1] == "serve":
        _serves(words, desk)
    elif (page, line) == SHOWN[0]:
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{page}: {line}\n{done.stderr}"
        assert done.stdout
    else:
        ended = CliRunner().invoke(app, words[1:], catch_exceptions=False)
        assert ended.exit_code == 0, f"{page}: {line}\n{ended.stderr}"
        assert ended.output or "--output" in words or "--html" in words


def _serves(words: list[str], desk: Path) -> None:
    """The shown server runs until it is stopped: it answers, and ends well at Ctrl-C. Only its port is another here."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *words, "--port", str(port)]
    with subprocess.Popen(command, cwd=desk, stdout=subprocess.DEVNULL) as server:
        try:
            assert _answer(server, f"http://127.0.0.1:{port}/") == 200
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=200) == 0


def _answer(server: "subprocess.Popen[bytes]", address: str) -> int:
    until = time.monotonic() + 200
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=30) as page:
                return int(page.status)
        except OSError:
            time.sleep(0.2)
    return 0
