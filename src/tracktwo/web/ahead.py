"""Works out the pages of large dialogues before somebody asks for them: when the server starts, when something changed
that they rest on, and when a new day begins. What was worked out is stored in the record for the next time.

What nobody waits for is done half of the time only, so that answers need not wait. Nothing is shown from here: pages
are kept in the app's memory and in the record, and given only while they hold.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from datetime import date
from threading import Event, Thread

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import By
from tracktwo.analysis.storing import page_of_dialogue
from tracktwo.errors import RecordError, TrackTwoError
from tracktwo.model.levels import Clearance
from tracktwo.record import Filter, Gate, Memory, Record
from tracktwo.settling import settle
from tracktwo.web.interim import is_large
from tracktwo.web.kept_pages import DialoguePage, keep
from tracktwo.web.outlooks import keep_outlook
from tracktwo.web.pages.dialogues import brief_page, plain_sheet, sheet_page, timeline_sheet
from tracktwo.web.pages.issues import convergence_page, positions_page
from tracktwo.web.sheets import SHEETS

log = logging.getLogger("tracktwo")

#: Seconds for which a record must not have changed before anything is worked out again: who judges one entry after
#: another would keep the server busy with it otherwise.
CALM = 1.0
#: Seconds after which is looked whether anybody else changed the record, or a day began.
LOOK = 60.0
#: Pages that wait to be stored, at most; a transaction for each would keep others waiting.
MOST_WAITING = 60

#: Ledgers whose pages are no plain tables.
_OF_THEIR_OWN = ("timeline", "positions", "convergence")


def everything() -> frozenset[Clearance]:
    """The clearance of a server without accounts."""
    return frozenset((Clearance.EVERYTHING,))


class Ahead:
    """The pages of one record's large dialogues, for those who may read it there."""

    def __init__(
        self,
        record: str,
        memory: Memory,
        clearances: Callable[[], Collection[Clearance]] = everything,
        *,
        is_asked: bool = True,
    ) -> None:
        """``clearances`` gives those of the server's readers as they are now; ``is_asked`` is whether anything is to
        be worked out at all."""
        self._is_asked = is_asked
        self._record = record
        self._memory = memory
        self._clearances = clearances
        #: By clearance, in which state the record was that was looked at last.
        self._seen: dict[Clearance, str] = {}
        self._wake = Event()
        self._idle = Event()
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin."""
        if not self._is_asked:
            return
        self._stop.clear()
        self._memory.is_storing = True
        self._thread = Thread(target=self._work, name="ahead", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End as soon as what is at hand is done; wait for that for a moment."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(5.0)

    def notice(self, clearance: Clearance, stamp: str) -> None:
        """Somebody of that clearance reads the record in the state of that stamp."""
        if stamp != self._seen.get(clearance):
            self._seen[clearance] = stamp
            self._idle.clear()
            self._wake.set()

    def look(self) -> None:
        """Something was added to the record, and nobody need ask before it is looked at."""
        self._idle.clear()
        self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Wait until everything is worked out; False if it is not within so many seconds."""
        return self._idle.wait(seconds)

    def _work(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                is_done = self._go_through()
            except TrackTwoError as error:
                log.debug("pages could not be worked out ahead: %s", error)
                is_done = True
            except Exception:
                log.exception("pages could not be worked out ahead")
                is_done = True
            if is_done and not self._wake.is_set():
                self._idle.set()
            self._wake.wait(LOOK)
            if self._wake.is_set() and not self._stop.is_set():
                self._calm_down()

    def _calm_down(self) -> None:
        """Wait until nothing has changed for a while."""
        while self._wake.is_set() and not self._stop.is_set():
            self._wake.clear()
            self._stop.wait(CALM)

    def _go_through(self) -> bool:
        """Work out what does not hold; whether all of it was, since nothing changed meanwhile."""
        for clearance, key in self._large():
            if self._stop.is_set() or self._wake.is_set():
                return False
            began = time.thread_time()
            with (
                Record.open(self._record, memory=self._memory) as record,
                record.reading(clearance) as gate,
            ):
                if gate.kept is None:
                    return False
                work_ahead(gate, key)
            self._store(MOST_WAITING)
            self._stop.wait(time.thread_time() - began)
        self._store()
        return True

    def _store(self, most: int = 0) -> None:
        """Store what was worked out, once more pages wait for it than so many."""
        if len(self._memory.unstored) <= most:
            return
        try:
            with Record.open(self._record, memory=self._memory) as record:
                record.store_pages(date.today())
        except RecordError as error:
            # Somebody else writes, or nobody may: the pages are made again where nobody stored them.
            log.debug("pages could not be stored: %s", error)

    def _large(self) -> list[tuple[Clearance, str]]:
        """The keys of large dialogues with every clearance for which they are to be worked out: the largest first,
        since whoever asks for its pages waits longest, and the highest clearance first of each.

        Of a clearance for which the record does not keep what it sees, nothing is: that is done when somebody asks.
        """
        found: list[tuple[int, Clearance, str]] = []
        with Record.open(self._record, memory=self._memory) as record:
            # What was added a moment ago is brought together with the rest, as whoever comes first would do.
            settle(record)
        for clearance in sorted(self._clearances(), key=list(Clearance).index, reverse=True):
            with Record.open(self._record, memory=self._memory) as record, record.reading(clearance) as gate:
                kept = gate.kept
                self._seen[clearance] = gate.stamp
                listed = kept.series(Filter()) if kept is not None else ()
                found += [(one.documents, clearance, one.key) for one in listed if is_large(one)]
        found.sort(key=lambda one: -one[0])
        return [(clearance, key) for _, clearance, key in found]


def work_ahead(gate: Gate, key: str) -> None:
    """Work out what pages show of a dialogue, as far as it is neither kept nor stored, or does not hold any more."""

    def made(dossier: Dossier, today: date) -> bytes:
        keep_outlook(gate, key, today)
        for asked in _pages(gate, key):
            keep(gate, key, asked, today)
        return b""

    page_of_dialogue(gate, key, "ahead", date.today(), made)


def _pages(gate: Gate, key: str) -> Iterator[DialoguePage]:
    yield brief_page(gate, key)
    yield sheet_page(gate, timeline_sheet(gate, key))
    yield positions_page(gate, key, 0, may_add=False)
    if gate.clearance is Clearance.EVERYTHING:
        yield positions_page(gate, key, 0, may_add=True)
    yield convergence_page(gate, By.ROUND)
    for name in SHEETS:
        if name not in _OF_THEIR_OWN:
            yield sheet_page(gate, plain_sheet(gate, key, name))
