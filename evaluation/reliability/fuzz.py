"""``fuzz``: mutated inputs through sources and importers, in processes that are watched for crash, hang and memory.

A refusal (an error for the user, or a value that says so) is what a bad input should get; anything else is a
failure: another exception, a process that dies, an answer that takes too long, or a text that no record can keep.
"""

import os
import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from evaluation.reliability.adding import FORK
from evaluation.reliability.mutants import Mutant, mutant
from tracktwo.errors import TrackTwoError
from tracktwo.model import Document
from tracktwo.record.exchange import Refused, read_lines
from tracktwo.source import SetAside, SourceOptions, derive, gather
from tracktwo.source.language import language_of
from tracktwo.source.registers import read_registers

#: Seconds of a processor for one input, and bytes of memory for a process.
PATIENCE, MEMORY = 10.0, 2 << 30
#: Seconds without an answer, whatever a process does, after which it hangs; other programs may need the machine.
_SILENCE = 90.0
#: Inputs between two words on how it goes.
_TELLING = 2000


@dataclass(slots=True)
class Fuzzed:
    """What came of many inputs."""

    inputs: int = 0
    #: By what was given back: taken, refused.
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_number: int = -1
    #: Most memory that a process held, in bytes.
    memory: int = 0
    failures: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures as they are printed."""
        what = ", ".join(f"{number:,} {name}" for name, number in sorted(self.outcomes.items()))
        return [
            f"{self.inputs:,} inputs: {what}; {len(self.failures)} failures; slowest {self.slowest:.2f} s "
            f"(number {self.slowest_number}); most memory {self.memory / (1 << 20):.0f} MB",
            *(f"  {failure}" for failure in self.failures[:40]),
        ]


def fuzz_many(
    first: int, count: int, processes: int = 1, told: Callable[[Fuzzed], None] = lambda made: None
) -> Fuzzed:
    """Try the mutants of these numbers; ``told`` hears now and then of what has come of it so far."""
    made = Fuzzed()
    said = 0
    language_of("The model that tells languages apart is loaded once, by everybody's parent.")
    share = -(-count // processes)
    lanes = [_Lane(start, min(start + share, first + count)) for start in range(first, first + count, share)]
    while any(lane.is_running for lane in lanes):
        time.sleep(0.05)
        for lane in lanes:
            lane.watch(made)
        if made.inputs >= said + _TELLING:
            said = made.inputs
            told(made)
    return made


def outcome_of(given: Mutant, folder: Path) -> str:
    """Put one input to its taker; any exception that comes out is a failure."""
    if given.taker == "judgements":
        answers = list(read_lines(given.content.splitlines(keepends=True)))
        return "refused" if all(isinstance(answer, Refused) for answer in answers) else "taken"
    path = folder / f"input.{given.extension}".rstrip(".")
    path.write_bytes(given.content)
    try:
        if given.taker == "register":
            entries = list(read_registers([path]))
            return "refused" if all(isinstance(entry, TrackTwoError) for entry in entries) else "taken"
        return _as_source(path)
    finally:
        path.unlink()


def _as_source(path: Path) -> str:
    taken = 0
    options = SourceOptions()
    for source in gather([str(path)], options):
        if isinstance(source, SetAside):
            continue
        try:
            document = derive(source, options)
        except TrackTwoError:
            continue
        _check(document)
        taken += 1
    return "taken" if taken else "refused"


def _check(document: Document) -> None:
    """That every database can keep the document, and that its passages are in its text."""
    texts = (
        document.text,
        document.title,
        document.publisher,
        document.url,
        document.language,
        *document.credits,
    )
    for text in filter(None, texts):
        text.encode("utf-8")
        if "\0" in text:
            raise AssertionError(f"NUL in {text[:60]!r}")
    for passage in document.passages:
        start, end = passage.span
        if not 0 <= start <= end <= len(document.text):
            raise AssertionError(f"a passage at {start}–{end} of {len(document.text)}")


class _Lane:
    """A process that goes through numbers one after another, and whoever watches it."""

    def __init__(self, start: int, end: int) -> None:
        self._end = end
        self._folder = Path(tempfile.mkdtemp(prefix="tracktwo-fuzz-"))
        self._reports, self._report = FORK.Pipe(duplex=False)
        self._at: Synchronized[Any] = FORK.Value("q", start)
        self.is_running = True
        self._start()

    def watch(self, made: Fuzzed) -> None:
        """Take in what the process has to say; put another in its place where it died or hangs."""
        if not self.is_running:
            return
        while self._reports.poll():
            self._last = time.monotonic()
            _take(self._reports.recv(), made)
        at = self._at.value
        if not self._process.is_alive() and not self._reports.poll():
            if at >= self._end:
                self._finish()
            else:
                made.failures.append(f"number {at}: the process died ({self._process.exitcode})")
                self._next(made)
        elif at != self._seen:
            self._seen, self._last = at, time.monotonic()
        elif time.monotonic() - self._last > _SILENCE:
            os.kill(self._process.pid or 0, signal.SIGKILL)
            self._process.join()
            made.failures.append(f"number {at}: no answer in {_SILENCE:.0f} s")
            self._next(made)

    def _start(self) -> None:
        self._seen, self._last = self._at.value, time.monotonic()
        arguments = (self._at, self._end, self._folder, self._report)
        self._process = FORK.Process(target=_go_through, args=arguments)
        self._process.start()

    def _next(self, made: Fuzzed) -> None:
        made.inputs += 1
        self._at.value += 1
        if self._at.value >= self._end:
            self._finish()
        else:
            self._start()

    def _finish(self) -> None:
        self.is_running = False
        shutil.rmtree(self._folder, ignore_errors=True)


def _take(report: tuple[int, str, float, int], made: Fuzzed) -> None:
    number, outcome, seconds, memory = report
    made.inputs += 1
    made.memory = max(made.memory, memory)
    if seconds > made.slowest:
        made.slowest, made.slowest_number = seconds, number
    if outcome in ("taken", "refused"):
        made.outcomes[outcome] += 1
    else:
        made.failures.append(f"number {number}: {outcome}")


def _mapped() -> int:
    """Bytes of address space that this process has; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0


def _go_through(at: "Synchronized[Any]", end: int, folder: Path, report: Any) -> None:
    # What was mapped before the fork is not the input's doing.
    limit = _mapped() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGPROF, _too_long)
    # What libraries print of bad inputs is of no interest here.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while at.value < end:
        report.send(_tried(at.value, folder))
        at.value += 1


def _tried(number: int, folder: Path) -> tuple[int, str, float, int]:
    given = mutant(number)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        outcome = outcome_of(given, folder)
    except BaseException as error:  # noqa: BLE001 - also an interruption by the alarm is an answer here
        outcome = f".{given.extension} {error!r:.200} {' < '.join(_places(error))}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - start
    return number, outcome, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _places(error: BaseException) -> Iterator[str]:
    for frame in reversed(traceback.extract_tb(error.__traceback__)[-12:]):
        yield f"{Path(frame.filename).name}:{frame.lineno}"


class _TooLongError(BaseException):
    """One input took more than its time."""


def _too_long(*_: object) -> None:
    raise _TooLongError(f"more than {PATIENCE:.0f} s")
