"""Pages of dialogues that are stored in the record, so that a server that was started anew need not make them again.

A page is given only to who may see what its first reader saw, by the program that made it, and while all holds that it
rests on. What that is, whoever made it tells; what a page says is not known here. That pages are stored changes nothing
of the record: it is in the same state as before.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

import tracktwo
from tracktwo.lexicon.own import FOLDER
from tracktwo.model.levels import Level
from tracktwo.record.asking import batches
from tracktwo.record.page_tables import kept_pages
from tracktwo.record.remembering import Remembering
from tracktwo.record.state import State
from tracktwo.record.watching import Given


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page as whoever made it knows it."""

    #: What it rests on besides the state of the record, in words of whoever made it.
    basis: str
    #: The last day on which it is what would be made.
    until: date
    packed: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """One page that is to be stored, with all that is to hold where it is given again."""

    name: str
    dialogue: str
    until: date
    holds: str
    page: str


class StoringPages(Remembering):
    """A reader for whom pages may be stored."""

    def stored(
        self, dialogue: str, what: Hashable, today: date, holds: Callable[[str, State], bool]
    ) -> StoredPage | None:
        """A page as it is stored; None where it is not, or does not hold. Whoever is given it has seen what it was made
        of.

        Args:
            dialogue: the key of the dialogue that it is about.
            what: which page it is, told by its spelling.
            today: the day on which it is shown.
            holds: whether what a page rests on still does, given the state of the record in which it was made.
        """
        if not self._may_store:
            return None
        table = kept_pages.c
        asked = select(table.until, table.holds, table.page).where(
            table.name == self._name(dialogue, what), table.until >= today.isoformat()
        )
        row = self._connection.execute(asked).one_or_none()
        if row is None:
            return None
        told = json.loads(row.holds)
        state: State = tuple(told["state"])
        # A clock may have been put back.
        is_sure = told["on"] <= today.isoformat() and told["sight"] == self.sight
        if not is_sure or state[-1] != self._state[-1] or not holds(told["basis"], state):
            return None
        self._watch.note_all({(document, claim): Level(level) for document, claim, level in told["given"]})
        return StoredPage(told["basis"], date.fromisoformat(row.until), b64decode(row.page))

    def store(
        self, dialogue: str, what: Hashable, today: date, page: StoredPage, given: Mapping[Given, Level]
    ) -> None:
        """Have a page stored that was made of what this gate gave, where somebody stores pages of this record."""
        if not self._may_store or not self._memory.is_storing:
            return
        told = {
            "on": today.isoformat(),
            "state": self._state,
            "sight": self.sight,
            "given": [(document, claim, level.value) for (document, claim), level in given.items()],
            "basis": page.basis,
        }
        name = self._name(dialogue, what)
        self._memory.unstored[name] = Waiting(
            name, dialogue, page.until, json.dumps(told), b64encode(page.packed).decode()
        )

    def giving(self) -> AbstractContextManager[Mapping[Given, Level]]:
        """Collect what is given meanwhile that is above public."""
        return self._watch.apart()

    @property
    def _may_store(self) -> bool:
        return self.sight is not None

    def _name(self, dialogue: str, what: Hashable) -> str:
        return sha256(repr((_program(), self.clearance.value, dialogue, what)).encode()).hexdigest()


def write_pages(connection: Connection, pages: Iterable[Waiting], today: date) -> None:
    """Store pages in place of those of the same names, and let go of those whose days are over."""
    table = kept_pages.c
    connection.execute(delete(kept_pages).where(table.until < today.isoformat()))
    for some in batches(list(pages)):
        connection.execute(delete(kept_pages).where(table.name.in_([one.name for one in some])))
        rows = [
            {
                "name": p.name,
                "dialogue": p.dialogue,
                "until": p.until.isoformat(),
                "holds": p.holds,
                "page": p.page,
            }
            for p in some
        ]
        connection.execute(insert(kept_pages), rows)


@cache
def _program() -> str:
    """What differs whenever the program may make another page: of each of its files, and of the user's word lists, the
    name, the size and the time."""
    folders = [Path(tracktwo.__file__).parent]
    folders += [Path(os.environ[FOLDER])] if os.environ.get(FOLDER) else []
    told = [
        (str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return sha256(repr((tracktwo.__version__, told)).encode()).hexdigest()
