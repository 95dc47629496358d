"""Answers commands of ``tracktwo`` one after another in a process of its own, which is started once.

Each line that comes in is the words of a command as JSON; each that goes out its exit status, what it printed and what
it complained of. Lexicons are loaded once a process, and the other tests use the shipped ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Clerk:
    """The process, and whoever asks it."""

    process: subprocess.Popen[str]

    def ask(self, words: Sequence[str]) -> str:
        """What a command prints; it has to end well."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"tracktwo {words}: the process has ended"
        status, printed, complaint = json.loads(line)
        assert status == 0, f"tracktwo {words}: {status}\n{complaint}"
        return str(printed)


@contextmanager
def clerk(settings: Mapping[str, str], folder: Path) -> Iterator[Clerk]:
    """Start one in a folder, and end it."""
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-m", "tests.examples.asking"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        encoding="utf-8", cwd=folder, env=os.environ | {"PYTHONPATH": root, "PYTHONUTF8": "1"} | settings,
    ) as process:  # fmt: skip
        yield Clerk(process)
        process.communicate()


def _answer() -> None:
    from typer.testing import CliRunner

    from tracktwo.cli import app

    answers, runner = sys.stdout, CliRunner()
    for line in sys.stdin:
        done = runner.invoke(app, json.loads(line))
        complaint = done.stderr
        if done.exc_info and not isinstance(done.exception, SystemExit | None):
            complaint += "".join(traceback.format_exception(*done.exc_info))
        print(json.dumps([done.exit_code, done.stdout, complaint]), file=answers, flush=True)


if __name__ == "__main__":
    _answer()
