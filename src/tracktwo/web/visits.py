"""When each viewer was here last, so that the first page can say what is new since; kept beside the record.

One small file, written whole. It says when somebody came, and nothing of what they looked at.
"""

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

log = logging.getLogger("tracktwo")

#: Who comes back within this time is on the same visit.
APART = timedelta(minutes=30)


class Visits:
    """The visits of all viewers of one server."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()

    def arrive(self, name: str, now: datetime | None = None) -> datetime | None:
        """Note that somebody is here; gives when their visit before this one ended, None on the first one.

        A file that cannot be read or written makes every visit the first.
        """
        now = now or datetime.now(UTC)
        with self._lock:
            known = self._read()
            last, before = known.get(name, (None, None))
            if last is not None and now - last > APART:
                before = last
            known[name] = (now, before)
            self._write(known)
        return before

    def _read(self) -> dict[str, tuple[datetime | None, datetime | None]]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {name: (_moment(own[0]), _moment(own[1])) for name, own in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError, LookupError, TypeError) as error:
            log.warning(
                "%s cannot be read, so that nothing is known of earlier visits: %s", self._file, error
            )
            return {}

    def _write(self, known: dict[str, tuple[datetime | None, datetime | None]]) -> None:
        kept = {name: [moment and moment.isoformat() for moment in own] for name, own in known.items()}
        new = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps(kept), encoding="utf-8")
            new.replace(self._file)
        except OSError as error:
            log.warning("%s cannot be written, so that this visit is not remembered: %s", self._file, error)


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
