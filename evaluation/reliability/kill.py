"""``kill``: SIGKILL at random moments of an ``add``; then the record is opened, proved and finished."""

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.reliability.adding import Add, add_with_stand_ins, killed_after, seconds_to_add
from evaluation.reliability.picture import differences, faults_of, half_settled, picture_of
from tests.standins import PLAIN
from tracktwo.errors import MissingRecordError, NotARecordError
from tracktwo.pipeline import TOOLS
from tracktwo.record import Record


@dataclass(slots=True)
class Kills:
    """What came of killing an add many times."""

    undisturbed: float
    claims: int
    runs: int = 0
    killed: int = 0
    #: How much was in the record when it was killed, in tenths of its documents.
    tenths: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def lines(self, name: str) -> list[str]:
        """The figures as they are printed."""
        spread = " ".join(f"{self.tenths[tenth]}" for tenth in range(11))
        return [
            f"{name}: killed {self.killed} times while adding ({self.runs - self.killed} more were over before; "
            f"undisturbed {self.undisturbed:.2f} s, {self.claims} entries), {len(self.failures)} failures",
            f"  documents in the record at the kill, in tenths: {spread}",
            *(f"  {failure}" for failure in self.failures[:20]),
        ]


def kill_many(
    source: Path,
    new_record: Callable[[Path], str],
    times: int,
    seed: int = 0,
    add: Add = add_with_stand_ins,
    told: Callable[[Kills], None] = lambda made: None,
) -> Kills:
    """Kill an add at so many moments, each drawn from its whole length, and look at what is left each time.

    ``told`` hears of what has come of it so far after each run.
    """
    draw = random.Random(seed)
    tools = PLAIN if add is add_with_stand_ins else TOOLS
    with tempfile.TemporaryDirectory() as folder:
        where = new_record(Path(folder))
        length = seconds_to_add(add, where, source)
        wanted = picture_of(where)
    made = Kills(length, len(wanted.claims))
    # An add that was over before its moment came says how long one takes just now; it is not counted.
    while made.killed < times and made.runs < 5 * times:
        made.runs += 1
        with tempfile.TemporaryDirectory() as folder:
            where = new_record(Path(folder))
            moment = draw.uniform(0, length)
            took = killed_after(moment, add, where, source)
            if took is not None:
                length = (length + took) / 2
                continue
            length *= 1.02
            made.killed += 1
            begun = _documents(where)
            made.tenths[begun * 10 // max(1, len(wanted.documents))] += 1
            wrong = [*faults_of(where, tools), *half_settled(where)] if begun else []
            seconds_to_add(add, where, source)
            wrong += faults_of(where, tools)
            wrong += differences(wanted, picture_of(where))
            made.failures += [f"run {made.runs}, killed after {moment:.3f} s: {what}" for what in wrong]
            told(made)
    return made


def _documents(where: str) -> int:
    """How many documents a record holds; none where it was not yet made."""
    try:
        with Record.open(where) as record, record.reading() as gate:
            return gate.counts().documents
    except (MissingRecordError, NotARecordError):
        return 0
