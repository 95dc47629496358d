"""Measure a large made-up record: make it by `python -m evaluation.performance make PATH`, then leave out `make`.

PATH is a file, or the address of an empty PostgreSQL database. Wall time depends on what else the machine does, so
processor time of this process is given beside it; what a server of PostgreSQL does is not in that.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from evaluation.filling import fill
from evaluation.generated import COMMON, RARE, World, readings
from tracktwo.analysis.opening import find_dossier
from tracktwo.record import Filter, Gate, Record
from tracktwo.settling import settle
from tracktwo.views import lists
from tracktwo.views.brief import make_brief
from tracktwo.views.markdown import to_markdown

#: What the project set itself, in milliseconds, by the first word of what is measured.
BARS = {"opening": 300, "people": 200, "search": 100, "brief": 1000, "adding": 200}
SEED = 2026


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one question took, in milliseconds."""

    name: str
    first: float
    median: float
    worst: float
    #: Of this process, median.
    processor: float
    rows: int


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


def questions(gate: Gate) -> Iterator[tuple[str, Callable[[Gate], Any]]]:
    """What is asked, by name, with words and dialogues that the record has."""
    (hit,) = gate.search(COMMON, limit=1)
    mark = f"{gate.short(hit.document.id)}:{hit.start}-{hit.end}"
    word = (hit.document.title or "").split()[-2]
    assert gate.kept is not None
    series = gate.kept.series(Filter())
    name = gate.kept.people(Filter(limit=200))[-1].name
    party = series[0].parties[0]

    def listed(make_list: Callable[[Gate, Filter], Any], **filter: Any) -> Callable[[Gate], Any]:
        return lambda gate: make_list(gate, Filter(**filter)).rows

    def people(gate: Gate, filter: Filter) -> Any:
        return lists.people(gate, filter, whole=False)

    def dialogues(gate: Gate, filter: Filter) -> Any:
        return lists.dialogues(gate, filter, whole=False)

    yield "people", listed(people)
    yield "people, first 50", listed(people, limit=50)
    yield "people of a party, first 50", listed(people, party=party, limit=50)
    yield "people by name", listed(people, person=name.split()[-1], limit=50)
    yield "people since 2015, first 50", listed(people, since="2015", limit=50)
    yield "people as JSON, first 50", listed(lists.people, limit=50)
    yield "dialogues", listed(dialogues)
    yield "documents, first 50", listed(lists.documents, limit=50)
    yield "statements, first 50", listed(lists.statements, limit=50)
    yield "statements of a party, first 50", listed(lists.statements, party=party, limit=50)
    yield "statements of a person, first 50", listed(lists.statements, person=name, limit=50)
    yield "rounds, first 50", listed(lists.rounds, limit=50)
    yield "engagements, first 50", listed(lists.engagements, limit=50)
    yield "commitments, first 50", listed(lists.commitments, limit=50)
    yield "place of a mark", lambda gate: (gate.place(mark),)
    for what, words in (
        ("a very common word", COMMON),
        ("a common word", word),
        ("a rare word", RARE),
        ("two very common words", f"{COMMON} held"),
        ("a phrase", '"was held"'),
        ("a phrase with a number", '"Round 3 of"'),
        ("a common and a rare word", f"{COMMON} {RARE}"),
        ("a beginning", f"{RARE[:6]}*"),
        ("words that never meet", f"{word} {RARE} nonesuch"),
    ):
        yield f"search, {what}", lambda gate, words=words: gate.search(words, limit=50)  # type: ignore[misc]
    yield (
        "search, a party's statements",
        lambda gate: gate.search(word, Filter(party=party), limit=50),
    )
    for what, one in (
        ("smallest", -1),
        ("median", len(series) // 2),
        ("ninth in ten", len(series) // 10),
        ("largest", 0),
    ):
        key = series[one].key
        yield (
            f"brief, {what} dialogue",
            lambda gate, key=key: (to_markdown(made := make_brief(gate, key, None)), made)[1].documents,  # type: ignore[misc]
        )
        yield f"dossier, {what} dialogue", lambda gate, key=key: find_dossier(gate, key).documents  # type: ignore[misc]


def measure(where: str, name: str, ask: Callable[[Gate], Any], times: int) -> Timed:
    """Ask several times, each through a gate of its own."""
    wall, processor, rows = [], [], 0
    with Record.open(where) as record:
        for _ in range(times):
            began, used = time.perf_counter(), time.process_time()
            with record.reading() as gate:
                rows = len(ask(gate))
            wall.append((time.perf_counter() - began) * 1000)
            processor.append((time.process_time() - used) * 1000)
    return Timed(name, wall[0], median(wall[1:] or wall), max(wall), median(processor[1:] or processor), rows)


def opening(where: str, times: int) -> Timed:
    """Open the record and its gate."""
    wall, processor = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        with Record.open(where) as record, record.reading() as gate:
            assert not gate.withholds
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return Timed("opening", wall[0], median(wall), max(wall), median(processor), 1)


def adding(where: str, times: int) -> Iterator[Timed]:
    """Add documents that tell of the same dialogues, and settle who is whom after each."""
    world = World(SEED, 100_000 if times > 3 else 1_000)
    world.random.seed(time.time_ns())
    wall: list[list[float]] = [[], []]
    used: list[list[float]] = [[], []]
    with Record.open(where) as record:
        for reading in readings(world, times):
            for n, act in enumerate((lambda reading=reading: record.add(reading), lambda: settle(record))):  # type: ignore[misc]
                began, processor = time.perf_counter(), time.process_time()
                act()
                wall[n].append((time.perf_counter() - began) * 1000)
                used[n].append((time.process_time() - processor) * 1000)
    for n, name in enumerate(("adding a document", "settling who is whom after it")):
        yield Timed(name, wall[n][0], median(wall[n]), max(wall[n]), median(used[n]), 1)


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
    """Make a record, or measure one and print a table."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.performance", description=__doc__)
    parser.add_argument("what", help="make, or the record to measure")
    parser.add_argument("path", nargs="?", help="the record to make")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--only", default="", metavar="WORD", help="only what begins with this word")
    parser.add_argument("--add", action="store_true", help="measure adding too, which changes the record")
    arguments = parser.parse_args()
    if arguments.what == "make":
        make(arguments.path, arguments.documents)
        return
    where: str = arguments.what
    with Record.open(where) as record, record.reading() as gate:
        counts = gate.counts()
        asked = [(name, ask) for name, ask in questions(gate) if name.startswith(arguments.only)]
    print(f"{counts.documents} documents, {sum(number for _, number in counts.claims)} claims")
    print(
        f"{'milliseconds':36} {'first':>8} {'median':>8} {'worst':>8} {'processor':>9} {'rows':>6} {'bar':>6}"
    )
    timed = [opening(where, arguments.times)]
    _print(timed[0])
    for name, ask in asked:
        _print(measure(where, name, ask, arguments.times))
    if arguments.add:
        for one in adding(where, arguments.times):
            _print(one)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'megabytes of memory at most':36} {peak:8.0f}")
    for command, spent in whole_commands(where):
        print(f"{f'tracktwo {command}':36} {spent:8.0f}   from the start of Python, best of three")


def _print(one: Timed) -> None:
    bar = bar_of(one.name)
    print(
        f"{one.name:36} {one.first:8.0f} {one.median:8.0f} {one.worst:8.0f} {one.processor:9.0f} {one.rows:6} "
        f"{bar if bar else '':>6}",
        flush=True,
    )


if __name__ == "__main__":
    main()
