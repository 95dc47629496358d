"""Exports of a whole record, each made in a process of its own, so that those who read meanwhile do not wait.

Who asked for one may fetch it, nobody else; files go when the server stops. What was given out for it is told to the
log when it is fetched. What an export holds is decided by the gate, for the level that was asked for.
"""

import io
import logging
import secrets
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tracktwo.errors import TrackTwoError, UsageError
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Gate, Record
from tracktwo.record.watching import Given, Watch

log = logging.getLogger("tracktwo")

#: Jobs that are remembered; the oldest that are done make room.
_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for."""

    #: Name of a format of export, or the suffix of a brief's file.
    format: str
    clearance: Clearance
    #: EDTF; None for everything.
    since: str | None = None
    #: Form of the briefs, one for each dialogue; None for an export.
    brief: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is ready, and what was given out for it."""

    path: Path
    given: Mapping[Given, Level]


@dataclass(frozen=True, slots=True)
class Job:
    """One export under way or done."""

    id: str
    #: Who asked for it, and may fetch it.
    owner: str
    name: str
    wanted: Wanted
    done: "Future[Made]"

    @property
    def fault(self) -> str | None:
        """Why there is no file; None while it is being made, or where there is one."""
        error = self.done.exception() if self.done.done() else None
        if error is None:
            return None
        return str(error) if isinstance(error, TrackTwoError) else "it broke off; the server's log tells more"


class Exports:
    """The exports of one server."""

    def __init__(self, record: str) -> None:
        self._record = record
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._folder: Path | None = None

    def begin(self, owner: str, name: str, wanted: Wanted) -> Job:
        """Have a file made, one after another."""
        with self._lock:
            if self._pool is None or self._folder is None:
                # Nothing of this process goes along: it has threads, and a server's sockets.
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
                self._folder = Path(tempfile.mkdtemp(prefix="tracktwo-exports-"))
            id = secrets.token_hex(8)
            target = self._folder / id
            job = Job(id, owner, name, wanted, self._pool.submit(make, self._record, wanted, target))
            job.done.add_done_callback(_log_fault)
            self._jobs[id] = job
            self._forget()
        return job

    def job(self, id: str, owner: str) -> Job | None:
        """A job of that person."""
        job = self._jobs.get(id)
        return job if job is not None and job.owner == owner else None

    def of(self, owner: str) -> tuple[Job, ...]:
        """All jobs of a person, the latest first."""
        return tuple(job for job in reversed(self._jobs.values()) if job.owner == owner)

    def stop(self) -> None:
        """Finish the one at hand, and let go of all files."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=True, cancel_futures=True)
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._jobs, self._pool, self._folder = {}, None, None

    def _forget(self) -> None:
        done = [job for job in self._jobs.values() if job.done.done()]
        for job in done[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[job.id]
            if job.done.exception() is None:
                job.done.result().path.unlink(missing_ok=True)


def make(record: str, wanted: Wanted, target: Path) -> Made:
    """Write what is wanted to a file; called in the other process.

    Raises:
        TrackTwoError: it cannot be made; the message says why.
    """
    watch = Watch()
    with Record.open(record, watch=watch) as opened, opened.reading(wanted.clearance) as gate:
        if wanted.brief:
            target.write_bytes(_briefs(gate, wanted))
        else:
            _export(gate, wanted, target)
    return Made(target, watch.take())


def _export(gate: Gate, wanted: Wanted, target: Path) -> None:
    from tracktwo.views.exports import select, write

    with target.open("wb") as out:
        write(wanted.format, select(gate, since=wanted.since), out)


def _briefs(gate: Gate, wanted: Wanted) -> bytes:
    """A brief on each dialogue, in one archive."""
    from tracktwo.views.brief import Form, make_brief
    from tracktwo.views.known import dialogues
    from tracktwo.web.writers import WRITERS

    table = dialogues(gate, Filter())
    place = [column.name for column in table.columns].index("key")
    keys = [str(row[place]) for row in table.rows]
    if not keys:
        raise UsageError("the record has no dialogue to brief on; add documents first")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for key in keys:
            made = make_brief(gate, key, wanted.since, form=Form(str(wanted.brief)))
            name = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in key)
            packed.writestr(f"{name}.{wanted.format}", WRITERS[wanted.format][1](made))
    return archive.getvalue()


def _log_fault(done: "Future[Made]") -> None:
    error = None if done.cancelled() else done.exception()
    if error is not None and not isinstance(error, TrackTwoError):
        log.error("an export broke off", exc_info=error)
