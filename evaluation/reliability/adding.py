"""Runs ``tracktwo add`` with stand-ins for the reading model in a process of its own, to be killed or waited for."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import tracktwo.pipeline
from evaluation.reliability.folder import write_folder
from tests.standins import PLAIN
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record

# Forked, so that a process is adding within a millisecond of being started.
FORK = get_context("fork")


def add_with_stand_ins(where: str, sources: list[str], complaints: str | None = None) -> None:
    """The command as a user runs it; what it complains of goes to a file."""
    _quiet(complaints)
    tracktwo.pipeline.TOOLS = PLAIN
    _run(where, sources)


def add_for_real(where: str, sources: list[str], complaints: str | None = None) -> None:
    """The same with TrackTwo's own reading model."""
    _quiet(complaints)
    _run(where, sources)


def warm_up() -> None:
    """Import what adding imports, so that no process spends its life on that before it is killed."""
    import psycopg  # noqa: F401

    import tracktwo.record.postgres  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        source = write_folder(Path(folder) / "in", 6)
        with Record.open(Path(folder) / "talks.db", create=True) as record:
            for _ in add_sources(record, [str(source)], Options(), PLAIN):
                pass


Add = Callable[[str, list[str], str | None], None]


def killed_after(seconds: float, add: Add, where: str, source: Path) -> float | None:
    """Start adding and kill it with SIGKILL; None if it was still at it, else how long it took."""
    start = time.perf_counter()
    adding = FORK.Process(target=add, args=(where, [str(source)], None))
    adding.start()
    adding.join(seconds)
    if adding.pid is not None and adding.is_alive():
        os.kill(adding.pid, signal.SIGKILL)
    adding.join()
    return None if adding.exitcode == -signal.SIGKILL else time.perf_counter() - start


def seconds_to_add(add: Add, where: str, source: Path) -> float:
    """Add to the end, undisturbed, and say how long it took."""
    start = time.perf_counter()
    adding = FORK.Process(target=add, args=(where, [str(source)], None))
    adding.start()
    adding.join()
    if adding.exitcode not in (0, 1):
        raise RuntimeError(f"the undisturbed add ended with {adding.exitcode}")
    return time.perf_counter() - start


def _run(where: str, sources: list[str]) -> None:
    from tracktwo.cli import app

    app(["add", *sources, "--record", where], standalone_mode=True)


def _quiet(complaints: str | None) -> None:
    """Standard output to nowhere, standard error to a file: also what a crash leaves there."""
    for stream, path, number in ((sys.stdout, os.devnull, 1), (sys.stderr, complaints or os.devnull, 2)):
        stream.flush()
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
