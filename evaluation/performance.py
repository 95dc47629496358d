"""Measure a large made-up record: make it by `python -m evaluation.performance make PATH`, then leave out `make`.

`restrict PATH` sets every fiftieth document at the level chatham, for what readers below full clearance wait for.
PATH is a file, or the address of an empty PostgreSQL database. Wall time depends on what else the machine does, so
processor time is given beside it: of this process, and of a server of PostgreSQL that does nothing else meanwhile.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from statistics import median

import psycopg

from evaluation.copying import copy_record
from evaluation.filling import fill
from evaluation.generated import RARE, World, readings
from evaluation.questions import Ask, Words, pages, questions, served, words_of
from tracktwo.analysis.opening import find_dossier
from tracktwo.cli.answering import NOW_AND_THEN, look_for_garbage
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Memory, Record
from tracktwo.record.judgements import document_level
from tracktwo.settling import settle
from tracktwo.web.ahead import work_ahead

#: What the project set itself, in milliseconds, by the first word of what is measured.
BARS = {"opening": 300, "people": 200, "search": 100, "brief": 1000, "adding": 200, "page": 300}
SEED = 2026
#: Of so many documents one is set at a level by ``restrict``.
RESTRICTED = 50


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one question took, in milliseconds."""

    name: str
    #: Of the processor: the first time, and the median of the others.
    first: float
    processor: float
    #: On the clock.
    median: float
    worst: float
    #: How many came; of a page its bytes, or its status below zero.
    rows: int

    @property
    def verdict(self) -> str:
        """Whether the bar is held by processor time, which is what a machine at rest takes."""
        bar = bar_of(self.name)
        if bar is None:
            return ""
        return "pass" if self.processor <= bar and self.rows >= 0 else "MISS"


def make(where: str, documents: int) -> None:
    """Make the record and settle who is whom."""
    began = time.perf_counter()
    world = World(SEED, documents)
    with Record.open(where, create=True) as record:
        with record._database.writing() as connection:
            for done in fill(connection, readings(world, documents)):
                if done % 10_000 == 0:
                    print(f"{done:7} documents, {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        settle(record)
        print(f"{'who is whom, from scratch':44} {time.perf_counter() - began:8.1f} s")


def restrict(where: str) -> None:
    """Set every fiftieth document at the level chatham, as a person would, and settle who is whom."""
    with Record.open(where) as record:
        with record.reading() as gate:
            wanted = [d.id for n, d in enumerate(gate.documents()) if n % RESTRICTED == 0]
        began = time.perf_counter()
        moment = record.moment()
        record.judge(*(document_level(name, Level.CHATHAM, "somebody", moment, None) for name in wanted))
        print(f"{f'a level on {len(wanted)} documents':44} {time.perf_counter() - began:8.1f} s")
        began = time.perf_counter()
        settle(record)
        print(f"{'who is whom after it':44} {time.perf_counter() - began:8.1f} s")


def processor_time(where: str) -> float:
    """Seconds of processor that this process has used, and the record's server, where it is one of this machine."""
    used = time.process_time()
    for pid in _server_of(where):
        used += _used_by(pid)
    return used


def _server_of(where: str) -> Iterator[int]:
    """The processes of the server of a record; others of the machine do not count."""
    if not where.startswith("postgres"):
        return
    first = _first_process(where)
    yield first
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _parent(int(folder.name)) == first:
            yield int(folder.name)


@cache
def _first_process(where: str) -> int:
    with psycopg.connect(where) as connection:
        return _parent(connection.info.backend_pid)


def _parent(pid: int) -> int:
    values = _values(pid)
    return int(values[1]) if values else -1


def _used_by(pid: int) -> float:
    """Its own time, and that of what it started and has ended."""
    values = _values(pid)
    return sum(map(int, values[11:15])) / os.sysconf("SC_CLK_TCK") if values else 0.0


def _values(pid: int) -> list[str]:
    """What the system tells of a process, behind its name; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def measure(where: str, name: str, ask: Ask, times: int, clearance: Clearance) -> Timed:
    """Ask several times, each of a record opened anew, so that nothing is remembered."""
    wall, processor, rows = [], [], 0
    for _ in range(times):
        with Record.open(where) as record:
            began, used = time.perf_counter(), processor_time(where)
            with record.reading(clearance) as gate:
                rows = len(ask(gate))
            wall.append((time.perf_counter() - began) * 1000)
            processor.append((processor_time(where) - used) * 1000)
    return _timed(name, wall, processor, rows)


def measure_pages(where: str, words: Words, times: int, clearance: Clearance) -> Iterator[Timed]:
    """Ask a server for each page: ``first`` is that of a server which remembers nothing yet, the others come after.

    Of large dialogues the first answer may tell that the page is being worked out; then it is waited for.
    """
    with served(where, clearance) as client:
        for name, address in pages(words, clearance):
            wall, processor, length = [], [], 0
            for _ in range(times):
                began, used = time.perf_counter(), processor_time(where)
                answer = client.get(address)
                wall.append((time.perf_counter() - began) * 1000)
                processor.append((processor_time(where) - used) * 1000)
                while answer.status_code == 202:
                    time.sleep(0.05)
                    answer = client.get(address)
                length = len(answer.content) if answer.status_code == 200 else -answer.status_code
            yield _timed(name, wall, processor, length)


def measure_after_changes(where: str, words: Words) -> Iterator[Timed]:
    """Ask for pages of a dialogue straight after one entry was judged: one of another dialogue, and one of its own."""
    _, largest = words.dialogues[-1]
    with Record.open(where) as record, record.reading() as gate:
        said = {
            what: find_dossier(gate, key).statements[-1].entries[0].id
            for what, key in (("elsewhere", words.dialogues[0][1]), ("in it", largest))
        }
    with served(where, Clearance.EVERYTHING) as client:
        asked = [(what, key) for what, key in words.dialogues[1:]]
        for _, key in asked:
            while client.get(f"/dialogues/{key}").status_code == 202:
                time.sleep(0.05)
        for act in ("elsewhere", "in it"):
            judged = {"act": "accept", "claim": said[act], "reason": "measured"}
            made = client.post("/api/v1/judgements", json=judged)
            for what, key in asked if act == "elsewhere" else asked[-1:]:
                began, used = time.perf_counter(), processor_time(where)
                answer = client.get(f"/dialogues/{key}")
                wall = (time.perf_counter() - began) * 1000
                processor = (processor_time(where) - used) * 1000
                yield Timed(
                    f"page, {what}, after a change {act}",
                    processor,
                    processor,
                    wall,
                    wall,
                    len(answer.content),
                )
            client.post(f"/api/v1/judgements/{made.json()['id']}/undo", json={"reason": "measured"})


def measure_started_anew(where: str, words: Words) -> Iterator[Timed]:
    """Ask a server that was started a moment ago for pages that the one before it stored."""
    _, largest = words.dialogues[-1]
    with served(where, Clearance.EVERYTHING) as client:
        memory: Memory = client.app.state.memory  # type: ignore[attr-defined]
        memory.is_storing = True
        with Record.open(where, memory=memory) as record:
            with record.reading() as gate:
                work_ahead(gate, largest)
            record.store_pages(date.today())
    for sheet in ("", "/timeline", "/promises"):
        with served(where, Clearance.EVERYTHING) as client:
            began, used = time.perf_counter(), processor_time(where)
            answer = client.get(f"/dialogues/{largest}{sheet}")
            wall = (time.perf_counter() - began) * 1000
            processor = (processor_time(where) - used) * 1000
            name = f"page, largest{sheet}, server started anew"
            yield Timed(name, processor, processor, wall, wall, len(answer.content))


def _timed(name: str, wall: list[float], processor: list[float], rows: int) -> Timed:
    # The first time more than what is measured is loaded, compiled and read from the disk.
    later = slice(1, None) if len(wall) > 1 else slice(None)
    return Timed(name, processor[0], median(processor[later]), median(wall[later]), max(wall), rows)


def opening(where: str, times: int, clearance: Clearance) -> Timed:
    """Open the record and its gate."""
    wall, processor = [], []
    for _ in range(times):
        began, used = time.perf_counter(), processor_time(where)
        with Record.open(where) as record, record.reading(clearance) as gate:
            assert gate.clearance is clearance
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((processor_time(where) - used) * 1000)
    return _timed("opening", wall, processor, 1)


def adding(where: str, times: int) -> Iterator[Timed]:
    """Add documents that tell of the same dialogues, and settle who is whom after each."""
    world = World(SEED, 100_000 if times > 3 else 1_000)
    world.random.seed(time.time_ns())
    wall: list[list[float]] = [[], []]
    used: list[list[float]] = [[], []]
    with Record.open(where) as record:
        for reading in readings(world, times):
            acts: tuple[Callable[[], object], ...] = (partial(record.add, reading), partial(settle, record))
            for n, act in enumerate(acts):
                began, processor = time.perf_counter(), processor_time(where)
                act()
                wall[n].append((time.perf_counter() - began) * 1000)
                used[n].append((processor_time(where) - processor) * 1000)
    for n, name in enumerate(("adding a document", "settling who is whom after it")):
        yield _timed(name, wall[n], used[n], 1)


def whole_commands(where: str) -> Iterator[tuple[str, float]]:
    """Commands from the start of Python to their last line, in milliseconds."""
    for words in (
        ["people", "--limit", "50"],
        ["dialogues"],
        ["search", RARE],
        ["brief"],
        ["statements", "--limit", "50"],
    ):
        command = [sys.executable, "-m", "tracktwo", *words, "--record", where]
        spent = []
        for _ in range(3):
            began = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            spent.append((time.perf_counter() - began) * 1000)
        yield " ".join(words), min(spent)


def bar_of(name: str) -> int | None:
    """The bar of a measurement, by the first word of its name."""
    return BARS.get(name.split(",")[0].split()[0])


def main() -> None:
    """Make a record, or measure one and print a table with every bar; exit 1 where one is missed."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.performance", description=__doc__)
    parser.add_argument(
        "what", help="make, restrict, copy (from a file into PostgreSQL), or the record to measure"
    )
    parser.add_argument("path", nargs="*", help="the record to make, or from where and to where to copy")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--only", default="", metavar="WORD", help="only what begins with this word")
    parser.add_argument(
        "--clearance", type=Clearance, default=Clearance.EVERYTHING, help="that of the reader"
    )
    parser.add_argument("--add", action="store_true", help="measure adding too, which changes the record")
    parser.add_argument(
        "--commands", action="store_true", help="also whole commands, with the start of Python"
    )
    arguments = parser.parse_args()
    if arguments.what == "make":
        make(arguments.path[0], arguments.documents)
        return
    if arguments.what == "restrict":
        restrict(arguments.path[0])
        return
    if arguments.what == "copy":
        copy_record(Path(arguments.path[0]), arguments.path[1], print)
        return
    # As the server has it, and commands that go on and on; others look for garbage less often.
    look_for_garbage(NOW_AND_THEN)
    sys.exit(_measure_all(arguments))


def _measure_all(arguments: argparse.Namespace) -> int:
    where, clearance = arguments.what, arguments.clearance
    with Record.open(where) as record, record.reading() as gate:
        counts = gate.counts()
    with Record.open(where) as record:
        if record.is_unsettled(clearance):
            began, used = time.perf_counter(), processor_time(where)
            settle(record, clearance)
            spent = time.perf_counter() - began, processor_time(where) - used
            print(
                f"what the clearance sees, made for the first time: {spent[0]:.1f} s, processor {spent[1]:.1f} s"
            )
        with record.reading(clearance) as gate:
            are_kept, words = gate.kept is not None, words_of(gate)
    print(
        f"{counts.documents} documents, {sum(n for _, n in counts.claims)} claims, clearance {clearance.value}"
    )
    print(
        f"{'milliseconds':36} {'first':>8} {'processor':>9} {'median':>8} {'worst':>8} {'rows':>8} {'bar':>6}"
    )
    timed = [opening(where, arguments.times, clearance)]
    _print(timed[0])
    for one in _timings(arguments, words, are_kept=are_kept):
        _print(one)
        timed.append(one)
    missed = [one.name for one in timed if one.verdict == "MISS"]
    held = sum(one.verdict == "pass" for one in timed)
    print(f"{held} bars held, {len(missed)} missed{': ' if missed else ''}{'; '.join(missed)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'megabytes of memory at most':36} {peak:8.0f}")
    if arguments.commands:
        for command, spent in whole_commands(where):
            print(f"{f'tracktwo {command}':36} {spent:8.0f}   from the start of Python, best of three")
    return bool(missed)


def _timings(arguments: argparse.Namespace, words: Words, *, are_kept: bool) -> Iterator[Timed]:
    where, clearance = arguments.what, arguments.clearance
    for name, ask in questions(words, are_kept=are_kept):
        if name.startswith(arguments.only):
            yield measure(where, name, ask, arguments.times, clearance)
    if "page".startswith(arguments.only[:4]):
        yield from measure_pages(where, words, arguments.times, clearance)
    if arguments.add:
        yield from measure_after_changes(where, words)
        yield from measure_started_anew(where, words)
        yield from adding(where, arguments.times)


def _print(one: Timed) -> None:
    bar = bar_of(one.name)
    print(
        f"{one.name:36} {one.first:8.0f} {one.processor:9.0f} {one.median:8.0f} {one.worst:8.0f} {one.rows:8} "
        f"{bar if bar else '':>6} {one.verdict}",
        flush=True,
    )


if __name__ == "__main__":
    main()
