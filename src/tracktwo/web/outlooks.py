"""Where each dialogue of a list stands, worked out ahead of the reader: large ones in the background.

What was worked out is kept until something changes that the dialogue rests on. A dialogue that is not gone through
again yet is shown as it was to those from whom nothing is withheld, and left open to others: what changed may be what
they may see.
"""

import json
import logging
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from queue import Queue
from threading import Lock, Thread

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.storing import kept_page_of_dialogue, page_of_dialogue
from tracktwo.errors import TrackTwoError
from tracktwo.model.levels import Clearance
from tracktwo.record import Counts, Gate, Memory, Record
from tracktwo.views.outlook import Moment, Outlook, outlook_of

log = logging.getLogger("tracktwo")

#: Seconds that one page may spend on working them out itself, and the documents of a dialogue above which it does not.
BUDGET, SMALL = 0.15, 40
#: Seconds for which a record must not have changed before large dialogues are gone through again: who judges one
#: entry after another would keep the server busy with it otherwise.
CALM = 1.0
#: Seconds that a page waits for the record to be counted.
PATIENCE = 0.05
#: Outlooks that are kept, and counts.
MOST, MOST_COUNTS = 5_000, 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """One outlook that somebody waits for."""

    stamp: str
    key: str
    clearance: Clearance
    as_of: date


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of where a dialogue stands, and whether it is from before the record last changed."""

    outlook: Outlook | None
    is_current: bool = True


def keep_outlook(gate: Gate, key: str, as_of: date) -> Outlook:
    """Where a dialogue stands, kept as long as nothing changes that it rests on."""

    def made(dossier: Dossier, day: date) -> bytes:
        return json.dumps(asdict(outlook_of(gate, dossier, day))).encode()

    return _read(page_of_dialogue(gate, key, "outlook", as_of, made))


def _read(packed: bytes) -> Outlook:
    told = json.loads(packed)
    for name in ("changed", "last_contact", "next_expected"):
        told[name] = Moment(**told[name]) if told[name] is not None else None
    return Outlook(**told)


class Outlooks:
    """The outlooks of one record."""

    def __init__(self, record: str, memory: Memory) -> None:
        self._record = record
        self._memory = memory
        self._known: OrderedDict[Hashable, Outlook] = OrderedDict()
        self._asked: set[Wanted] = set()
        self._counted: dict[Hashable, Counts] = {}
        self._counting: set[Hashable] = set()
        self._lock = Lock()
        self._queue: Queue[Wanted] = Queue()
        self._thread: Thread | None = None

    def of(self, gate: Gate, dialogues: Iterable[tuple[str, int]], as_of: date) -> dict[str, Known]:
        """The outlooks of dialogues, each given by its key and how many documents tell of it.

        What is not current is being worked out: ask again.
        """
        until = time.monotonic() + BUDGET
        found: dict[str, Known] = {}
        late: list[Wanted] = []
        for key, documents in dialogues:
            wanted = Wanted(gate.stamp, key, gate.clearance, as_of)
            with self._lock:
                known = self._known.get(wanted)
                before = self._known.get((key, as_of))
            if known is None:
                holding = kept_page_of_dialogue(gate, key, "outlook", as_of)
                known = self._note(wanted, _read(holding)) if holding is not None else None
            if known is None and documents <= SMALL and time.monotonic() < until:
                known = self._work_out(gate, wanted)
            if known is not None:
                found[key] = Known(known)
                continue
            late.append(wanted)
            found[key] = Known(before if gate.clearance is Clearance.EVERYTHING else None, False)
        # The first of the list last: what was asked for last is kept longest.
        self._ask(late[::-1])
        return found

    def counts(self, gate: Gate) -> Counts | None:
        """How much the record holds; None where it is large and is still being counted.

        Counted anew when the record has changed. Those from whom nothing is withheld are told meanwhile how much it
        held before.
        """
        wanted = (gate.stamp, gate.clearance)
        with self._lock:
            if wanted in self._counted:
                return self._counted[wanted]
            before = self._counted.get(Clearance.EVERYTHING)
            # One at a time: counting takes a whole core, and what is counted after a change can wait for the next look.
            is_new = not self._counting
            if is_new:
                self._counting.add(wanted)
        if is_new:
            counting = Thread(target=self._count, args=(wanted,), name="counts", daemon=True)
            counting.start()
            counting.join(PATIENCE)
        with self._lock:
            if wanted in self._counted:
                return self._counted[wanted]
        return before if gate.clearance is Clearance.EVERYTHING else None

    def _count(self, wanted: tuple[str, Clearance]) -> None:
        _, clearance = wanted
        try:
            with Record.open(self._record, memory=self._memory) as record, record.reading(clearance) as gate:
                found = gate.counts()
                with self._lock:
                    self._counted = {
                        known: counts for known, counts in self._counted.items() if known != wanted
                    }
                    self._counted[gate.stamp, clearance] = found
                    if clearance is Clearance.EVERYTHING:
                        self._counted[clearance] = found
                    while len(self._counted) > MOST_COUNTS:
                        self._counted.pop(next(iter(self._counted)))
        except TrackTwoError as error:
            log.debug("what the record holds could not be counted: %s", error)
        finally:
            with self._lock:
                self._counting.discard(wanted)

    def _work_out(self, gate: Gate, wanted: Wanted) -> Outlook:
        made = keep_outlook(gate, wanted.key, wanted.as_of)
        return self._note(wanted, made)

    def _note(self, wanted: Wanted, made: Outlook) -> Outlook:
        with self._lock:
            self._known[wanted] = made
            if wanted.clearance is Clearance.EVERYTHING:
                self._known[wanted.key, wanted.as_of] = made
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return made

    def _ask(self, late: Iterable[Wanted]) -> None:
        for wanted in late:
            with self._lock:
                is_new = wanted not in self._asked
                self._asked.add(wanted)
                if is_new and self._thread is None:
                    self._thread = Thread(target=self._work, name="outlooks", daemon=True)
                    self._thread.start()
            if is_new:
                self._queue.put(wanted)

    def _work(self) -> None:
        calm = ""
        while True:
            wanted = self._queue.get()
            if calm != wanted.stamp:
                time.sleep(CALM)
            try:
                with (
                    Record.open(self._record, memory=self._memory) as record,
                    record.reading(wanted.clearance) as gate,
                ):
                    # What was asked for before the record changed is of no use to anybody now.
                    if gate.stamp == wanted.stamp:
                        calm = wanted.stamp
                        self._work_out(gate, wanted)
            except TrackTwoError as error:
                log.debug("where %s stands could not be worked out: %s", wanted.key, error)
            except Exception:
                log.exception("where %s stands could not be worked out", wanted.key)
            with self._lock:
                self._asked.discard(wanted)
