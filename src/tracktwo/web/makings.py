"""Has what a page of a large dialogue rests on worked out beside the answers, once for all who wait for it.

What is worked out is kept where everything is kept (the app's memory) and given from there only while it holds; nothing
is handed on here but how far it is, and what went wrong. Which pages are worth waiting for is not decided here.
"""

import logging
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Event, Lock, Thread

from fastapi import HTTPException

from tracktwo.errors import RecordError, TrackTwoError
from tracktwo.model.levels import Clearance
from tracktwo.record import Gate, Memory, Record

log = logging.getLogger("tracktwo")

#: Threads that work. More would be no quicker, and one page that takes long must not keep all others waiting.
WORKERS = 2
#: Seconds for which it is remembered that something was worked out, or went wrong, for whoever comes back for it.
REMEMBERED = 30.0
#: Works that may wait; whoever comes with another one works it out himself.
MOST = 200


@dataclass(slots=True)
class Making:
    """Something that is being worked out, or was."""

    clearance: Clearance
    work: Callable[[Gate, "Making"], object]
    #: What is being done, in words; the work says it.
    stage: str = ""
    begun: float = field(default_factory=time.monotonic)
    ended: float | None = None
    error: BaseException | None = None
    done: Event = field(default_factory=Event)
    #: Who was told that it is coming, and has not been given it yet.
    told: set[str] = field(default_factory=set)

    def wait(self, seconds: float) -> bool:
        """Wait until it is there; False where it is not within so many seconds.

        Raises:
            Exception: what went wrong.
        """
        if not self.done.wait(max(0.0, seconds)):
            return False
        if self.error is not None:
            raise self.error
        return True

    @property
    def seconds(self) -> int:
        """For how long it has been worked on."""
        return int(time.monotonic() - self.begun)


class Makings:
    """What is being worked out of one record."""

    def __init__(self, record: str, memory: Memory) -> None:
        self._record = record
        self._memory = memory
        self._known: dict[Hashable, Making] = {}
        self._lock = Lock()
        self._queue: Queue[Making | None] = Queue()
        self._threads: list[Thread] = []

    def find(
        self,
        clearance: Clearance,
        what: Hashable,
        reader: str,
        work: Callable[[Gate, Making], object],
        stage: str,
    ) -> Making | None:
        """The work on ``what``, begun if nobody is at it; None where whoever asks should do it himself.

        That is where he was told already that it is coming, it is done, and yet it does not hold any more: so each
        waits but once, however often the record changes. It is also where too much waits.

        Args:
            clearance: that of the reader; what others wait for is another work.
            what: which work it is.
            reader: who asks.
            work: is given a gate of that clearance, and told the making in which to say how far it is.
            stage: what it is doing at first, in words.

        Raises:
            Exception: what went wrong with it since the reader was told that it is coming.
        """
        asked = (clearance, what)
        with self._lock:
            self._let_go()
            making = self._known.get(asked)
            if making is not None and not making.done.is_set():
                return making
            if making is not None and reader in making.told:
                making.told.discard(reader)
                if making.error is not None:
                    raise making.error
                return None
            if self._queue.qsize() >= MOST:
                return None
            making = self._known[asked] = Making(clearance, work, stage)
            self._queue.put(making)
            if len(self._threads) < WORKERS:
                name = f"making {len(self._threads) + 1}"
                self._threads.append(Thread(target=self._work, name=name, daemon=True))
                self._threads[-1].start()
            return making

    def is_given(self, clearance: Clearance, what: Hashable, reader: str) -> None:
        """Note that a reader has what he asked for."""
        with self._lock:
            making = self._known.get((clearance, what))
            if making is not None:
                making.told.discard(reader)

    def stop(self) -> None:
        """End as soon as what is at hand is done; wait for that for a moment."""
        with self._lock:
            threads, self._threads = self._threads, []
        with suppress(Empty):
            while True:
                waiting = self._queue.get_nowait()
                if waiting is not None:
                    waiting.error = RecordError("the server is being stopped")
                    waiting.done.set()
        for _ in threads:
            self._queue.put(None)
        for thread in threads:
            thread.join(5.0)

    def _let_go(self) -> None:
        before = time.monotonic() - REMEMBERED
        self._known = {
            asked: making
            for asked, making in self._known.items()
            if making.ended is None or making.ended > before
        }

    def _work(self) -> None:
        while True:
            making = self._queue.get()
            if making is None:
                return
            try:
                with (
                    Record.open(self._record, memory=self._memory) as record,
                    record.reading(making.clearance) as gate,
                ):
                    making.work(gate, making)
            except (TrackTwoError, HTTPException) as error:
                making.error = error
            except Exception as error:
                log.exception("something that a reader waits for could not be worked out")
                making.error = error
            finally:
                making.ended = time.monotonic()
                making.done.set()
