"""Documents that come by upload: kept on disk before they are acknowledged, read one after another in the background.

What was acknowledged survives a stop: on the next start the folder is gone through again. What became of a
document stands in the record; what is told here is only of this run.
"""

import json
import logging
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Queue

from tracktwo import pipeline
from tracktwo.errors import TrackTwoError
from tracktwo.model.levels import Level
from tracktwo.pipeline import Options, Outcome, Tools, add_sources
from tracktwo.record import Record
from tracktwo.source import RawSource, SetAside

log = logging.getLogger("tracktwo")

#: Names of the two files of an upload, in a folder of its own.
_BYTES, _ABOUT = "bytes", "about.json"
#: Uploads of which this run remembers what became.
_REMEMBERED = 200


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


class Intake:
    """Takes uploads in. One thread reads them, so that the reading model is in memory once."""

    def __init__(self, record: str, folder: Path, tools: Tools | None = None) -> None:
        self._record = record
        self._folder = folder
        self._tools = tools
        self._queue: Queue[Upload] = Queue()
        self._told: dict[str, Progress] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Take up what an earlier run had acknowledged and not read, and wait for more."""
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
        raw: bytes,
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
        with self._lock:
            self._told[upload.id] = Progress(upload)
            for old in list(self._told)[:-_REMEMBERED]:
                del self._told[old]
        self._queue.put(upload)

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
            done = self._read(upload)
            with self._lock:
                self._told[upload.id] = done
            if done.outcome is not None:
                _remove(self._folder / upload.id)

    def _read(self, upload: Upload) -> Progress:
        source = upload.url or str(self._folder / upload.id / _BYTES)
        options = Options(published=upload.published, level=upload.level, author=upload.author)
        tools = self._tools or pipeline.TOOLS
        if upload.url is None:
            gather = tools.gather
            tools = replace(tools, gather=lambda s, o: (_named(g, upload.name) for g in gather(s, o)))
        try:
            with Record.open(self._record, create=True) as record:
                (step, *_) = list(add_sources(record, [source], options, tools))
        except TrackTwoError as error:
            return Progress(upload, Outcome.SET_ASIDE, str(error))
        except Exception:
            log.exception("reading the upload %s failed", upload.name)
            return Progress(upload, Outcome.SET_ASIDE, "a fault in TrackTwo; the server's log tells more")
        return Progress(upload, step.outcome, step.reason, step.claims)


def _named(given: RawSource | SetAside, name: str) -> RawSource | SetAside:
    """A source called as its sender calls it, not as it is kept here."""
    if isinstance(given, RawSource):
        return replace(given, name=name)
    return SetAside(name, type(given.error)(str(given.error).replace(given.name or name, name)))


def _write(path: Path, raw: bytes) -> None:
    with path.open("xb") as file:
        file.write(raw)
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
