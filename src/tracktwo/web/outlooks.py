"""Where each dialogue of a list stands, worked out ahead of the reader: large ones in the background.

What was worked out is kept by the record's own memory, until the record changes; here stands only which of it is
there already. A dialogue that is not gone through yet is left open, and never guessed.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from datetime import date
from queue import Queue
from threading import Lock, Thread

from tracktwo.analysis.opening import find_dossier
from tracktwo.errors import TrackTwoError
from tracktwo.model.levels import Clearance
from tracktwo.record import Gate, Memory, Record
from tracktwo.views.outlook import Outlook, outlook_of

log = logging.getLogger("tracktwo")

#: Seconds that one page may spend on working them out itself, and the documents of a dialogue above which it does not.
BUDGET, SMALL = 0.15, 40
#: Outlooks that are kept.
MOST = 5_000


class Outlooks:
    """The outlooks of one record."""

    def __init__(self, record: str, memory: Memory) -> None:
        self._record = record
        self._memory = memory
        self._known: OrderedDict[Hashable, Outlook | None] = OrderedDict()
        self._asked: set[Hashable] = set()
        self._lock = Lock()
        self._queue: Queue[tuple[Hashable, str, Clearance, date]] = Queue()
        self._thread: Thread | None = None

    def of(self, gate: Gate, dialogues: Iterable[tuple[str, int]], as_of: date) -> dict[str, Outlook | None]:
        """The outlooks of dialogues, each given by its key and how many documents tell of it.

        None stands for one that is still being worked out: ask again.
        """
        until = time.monotonic() + BUDGET
        found: dict[str, Outlook | None] = {}
        for key, documents in dialogues:
            name = (gate.stamp, key, as_of)
            with self._lock:
                is_known = name in self._known
                found[key] = self._known.get(name)
            if is_known:
                continue
            if documents <= SMALL and time.monotonic() < until:
                found[key] = self._work_out(gate, name, key, as_of)
            else:
                self._ask(name, key, gate.clearance, as_of)
        return found

    def _work_out(self, gate: Gate, name: Hashable, key: str, as_of: date) -> Outlook | None:
        made = outlook_of(gate, find_dossier(gate, key), as_of)
        with self._lock:
            self._known[name] = made
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return made

    def _ask(self, name: Hashable, key: str, clearance: Clearance, as_of: date) -> None:
        with self._lock:
            if name in self._asked:
                return
            self._asked.add(name)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="outlooks", daemon=True)
                self._thread.start()
        self._queue.put((name, key, clearance, as_of))

    def _work(self) -> None:
        while True:
            name, key, clearance, as_of = self._queue.get()
            try:
                with (
                    Record.open(self._record, memory=self._memory) as record,
                    record.reading(clearance) as gate,
                ):
                    # What was asked for before the record changed is of no use to anybody now.
                    if isinstance(name, tuple) and name[0] == gate.stamp:
                        self._work_out(gate, name, key, as_of)
            except TrackTwoError as error:
                log.debug("where %s stands could not be worked out: %s", key, error)
            except Exception:
                log.exception("where %s stands could not be worked out", key)
            with self._lock:
                self._asked.discard(name)
