"""Documents that come by upload: kept on disk before they are acknowledged, read one after another in the background.

What was acknowledged survives a stop: on the next start the folder is gone through again. What became of a
document stands in the record; what is told here is only of this run.
"""

import json
import logging
import os
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Queue
from typing import BinaryIO

from tracktwo import pipeline
from tracktwo.errors import TrackTwoError
from tracktwo.model.levels import Level
from tracktwo.pipeline import Options, Outcome, Step, Tools, add_sources
from tracktwo.record import Record
from tracktwo.source import RawSource, SetAside, SourceOptions

log = logging.getLogger("tracktwo")

#: Names of the two files of an upload, in a folder of its own.
_BYTES, _ABOUT = "bytes", "about.json"
#: Uploads of which this run remembers what became.
_REMEMBERED = 200

#: What is said of an upload that the record, or the reading model, did not let be tried.
_LEFT = "it is kept, and tried again when the server is started again"


@dataclass(frozen=True, slots=True)
class Upload:
    """One document that somebody sent."""

    id: str
    #: The file's name, or the address.
    name: str
    author: str
    published: str | None = None
    level: Level | None = None
    #: An address to fetch, for which the user asked; the upload then has no bytes of its own.
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is; ``outcome`` is None while it waits or is read."""

    upload: Upload
    outcome: Outcome | None = None
    reason: str | None = None
    claims: int = 0
    #: Whether it is at hand just now.
    is_read: bool = False
    #: Id of the document that it became, where it became one.
    document: str | None = None
    #: Of a feed, how many of its entries came to what; empty for anything else.
    entries: tuple[tuple[Outcome, int], ...] = ()
    #: Whether it could not even be tried, and lies on disk until the server is started again.
    is_left: bool = False


class Intake:
    """Takes uploads in. One thread reads them, so that the reading model is in memory once."""

    def __init__(
        self, record: str, folder: Path, tools: Tools | None = None, *, is_public_only: bool = False
    ) -> None:
        """With ``is_public_only`` no address inside a network, or of this machine, is fetched from."""
        self._record = record
        self._folder = folder
        self._tools = tools
        self._is_public_only = is_public_only
        self._queue: Queue[Upload] = Queue()
        self._told: dict[str, Progress] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        #: What is done once all that was sent is read.
        self.then: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Take up what an earlier run had acknowledged and not read, and wait for more."""
        self._clear_away()
        for upload in self._left():
            self._take(upload)
        self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the document at hand and read no other; the rest waits on disk."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def add(
        self,
        name: str,
        raw: bytes | BinaryIO,
        author: str,
        published: str | None = None,
        level: Level | None = None,
        url: str | None = None,
    ) -> Upload:
        """Keep an upload on disk and put it in the queue; when this returns, it is not lost any more.

        Raises:
            OSError: there is no room, or no right, to keep it; it was not taken in.
        """
        upload = Upload(secrets.token_hex(8), name, author, published, level, url)
        folder = self._folder / upload.id
        folder.mkdir(parents=True)
        _write(folder / _BYTES, raw)
        # The description comes last: a folder without it was never acknowledged.
        _write(folder / _ABOUT, json.dumps(_to_json(upload)).encode())
        _sync_folder(folder)
        self._take(upload)
        return upload

    def refuse(self, name: str, author: str, reason: str) -> None:
        """Tell of something that was sent and not taken in, and why."""
        upload = Upload(secrets.token_hex(8), name, author)
        self._tell(Progress(upload, Outcome.SET_ASIDE, reason))

    def told(self, ids: Sequence[str] | None = None) -> tuple[Progress, ...]:
        """How far uploads are, the latest first."""
        with self._lock:
            known = tuple(reversed(self._told.values()))
        return tuple(p for p in known if ids is None or p.upload.id in ids)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits or is being read."""
        return all(p.outcome is not None for p in self.told())

    def _take(self, upload: Upload) -> None:
        self._tell(Progress(upload))
        self._queue.put(upload)

    def _tell(self, progress: Progress) -> None:
        with self._lock:
            self._told[progress.upload.id] = progress
            done = [name for name, one in self._told.items() if one.outcome is not None]
            # What still waits is never forgotten, however much there is of it.
            for old in done[: max(0, len(self._told) - _REMEMBERED)]:
                del self._told[old]

    def _clear_away(self) -> None:
        """Let go of what a stop cut off before it was acknowledged: only at the start does nobody else write here."""
        for about in (one / _ABOUT for one in self._folder.glob("*") if one.is_dir()):
            if not about.exists():
                log.info("the upload in %s was never acknowledged and is let go of", about.parent)
                shutil.rmtree(about.parent, ignore_errors=True)

    def _left(self) -> Iterator[Upload]:
        if not self._folder.is_dir():
            return
        for about in sorted(self._folder.glob(f"*/{_ABOUT}"), key=lambda p: (p.stat().st_mtime_ns, p)):
            try:
                yield _from_json(json.loads(about.read_bytes()))
            except (ValueError, KeyError, TypeError):
                log.warning("the upload in %s is damaged and is left where it is", about.parent)

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                upload = self._queue.get(timeout=0.2)
            except Empty:
                continue
            self._tell(Progress(upload, is_read=True))
            done = self._read(upload)
            if self._queue.empty():
                self.then()
            self._tell(done)
            if not done.is_left:
                _remove(self._folder / upload.id)

    def _read(self, upload: Upload) -> Progress:
        source = upload.url or str(self._folder / upload.id / _BYTES)
        options = Options(published=upload.published, level=upload.level, author=upload.author)
        tools, ids = self._tools or pipeline.TOOLS, list[str]()
        gathering = tools.gather

        def gather(sources: Sequence[str], how: SourceOptions) -> Iterator[RawSource | SetAside]:
            if upload.url is not None and self._is_public_only:
                how = replace(how, is_public_only=True)
            for given in gathering(sources, how):
                if isinstance(given, RawSource):
                    ids.append(given.id)
                yield given if upload.url is not None else _named(given, upload.name)

        try:
            with Record.open(self._record, create=True) as record:
                steps = list(add_sources(record, [source], options, replace(tools, gather=gather)))
        except TrackTwoError as error:
            return Progress(upload, Outcome.SET_ASIDE, f"{error}; {_LEFT}", is_left=True)
        except Exception:
            log.exception("reading the upload %s failed", upload.name)
            reason = f"a fault in TrackTwo, of which the server's log tells more; {_LEFT}"
            return Progress(upload, Outcome.SET_ASIDE, reason, is_left=True)
        return _summed(upload, steps, ids)


def _summed(upload: Upload, steps: Sequence[Step], ids: Sequence[str]) -> Progress:
    """What an upload came to; one that is a feed came to several documents."""
    claims = sum(step.claims for step in steps)
    if len(steps) == 1:
        (step,) = steps
        is_kept = step.outcome is not Outcome.SET_ASIDE and len(ids) == 1
        return Progress(upload, step.outcome, step.reason, claims, document=ids[0] if is_kept else None)
    counted = tuple(Counter(step.outcome for step in steps).most_common())
    if not counted:
        return Progress(upload, Outcome.SET_ASIDE, f"{upload.name}: nothing in it to take in")
    reasons = "; ".join(step.reason for step in steps if step.outcome is Outcome.SET_ASIDE and step.reason)
    return Progress(upload, counted[0][0], reasons or None, claims, entries=counted)


def _named(given: RawSource | SetAside, name: str) -> RawSource | SetAside:
    """A source called as its sender calls it, not as it is kept here."""
    if isinstance(given, RawSource):
        return replace(given, name=name)
    return SetAside(name, type(given.error)(str(given.error).replace(given.name or name, name)))


def _write(path: Path, raw: bytes | BinaryIO) -> None:
    with path.open("xb") as file:
        if isinstance(raw, bytes):
            file.write(raw)
        else:
            shutil.copyfileobj(raw, file)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names of new files as durable as their bytes, where the system can."""
    for one in (folder, folder.parent):
        try:
            handle = os.open(one, os.O_RDONLY)
        except OSError:
            continue
        try:
            os.fsync(handle)
        except OSError:
            pass
        finally:
            os.close(handle)


def _remove(folder: Path) -> None:
    # The description goes first: what is left without it counts as never acknowledged.
    for name in (_ABOUT, _BYTES):
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()


def _to_json(upload: Upload) -> dict[str, str | None]:
    level = upload.level.value if upload.level else None
    return {
        "id": upload.id, "name": upload.name, "author": upload.author, "published": upload.published,
        "level": level, "url": upload.url,
    }  # fmt: skip


def _from_json(kept: dict[str, str | None]) -> Upload:
    level = kept["level"]
    return Upload(
        str(kept["id"]), str(kept["name"]), str(kept["author"]), kept["published"],
        Level(level) if level else None, kept["url"],
    )  # fmt: skip
