"""A folder of web pages taken into a record, proved, and taken in again: what fails, what changes, how long.

The commands run as a user runs them. Times are processor seconds of the commands, which do not depend on what
else the machine does; nothing is said about whether the entries are right.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Run:
    status: int
    printed: str
    seconds: float


def measure(shared: Path) -> Mapping[str, float]:
    """Figures for ``corpora/readouts``; the second ``add`` is to change nothing and take under a tenth."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "readouts.db")
        pages = str(shared / "corpora/readouts")
        first = _run("add", pages, "--record", str(record))
        before = record.read_bytes()
        size = len(before) / 1e6
        second = _run("add", pages, "--record", str(record))
        unchanged = record.read_bytes() == before
        verified = _run("verify", "--record", str(record))
    return {
        "sources": _number(first, "sources gone through"),
        "sources_taken_in": _number(first, "new"),
        "sources_set_aside": _number(first, "set aside"),
        "entries": _number(first, "entries added"),
        "add_seconds": first.seconds,
        "second_add_seconds": second.seconds,
        "second_add_percent_of_first": 100 * second.seconds / first.seconds,
        "second_add_changes_the_file": float(not unchanged),
        "verify_seconds": verified.seconds,
        "verify_faults": float(verified.status != 0),
        "record_megabytes": size,
    }


def _run(*words: str) -> _Run:
    before = _children()
    done = subprocess.run(
        [sys.executable, "-m", "tracktwo", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"tracktwo {words[0]} ended with {done.returncode}: {done.stderr}")
    return _Run(done.returncode, done.stdout, _children() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _number(run: _Run, words: str) -> float:
    found = re.search(rf"^\s*([\d,]+) {words}\b", run.printed, re.MULTILINE)
    return float(found[1].replace(",", "")) if found else 0.0
