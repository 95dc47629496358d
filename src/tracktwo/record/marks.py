"""The citation mark that people read, click and type: ``3f2a9c1b:1056-1180``.

Hexadecimal digits from the start of the document's hash, then code points of its text, half-open. Whether
a mark names exactly one document is for the record to say, not for this module.
"""

import re
from dataclasses import dataclass

from tracktwo.errors import UsageError

#: How many digits a mark shows unless two documents of the record share them.
SHORT = 8
#: Fewer digits than this are not looked up: they would change their meaning as the record grows.
FEWEST = 4

_MARK = re.compile(
    rf"\[?(?:sha256:|opaque:)?(?P<prefix>[0-9a-fA-F]{{{FEWEST},64}})(?::(?P<start>\d+)[-–](?P<end>\d+))?\]?"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark taken apart. ``start`` and ``end`` are both None where it names a whole document."""

    prefix: str
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return self.prefix if self.start is None else f"{self.prefix}:{self.start}-{self.end}"


def parse_mark(words: str) -> Mark:
    """Take a mark apart; brackets around it and ``sha256:`` before it are allowed.

    Raises:
        UsageError: this is no mark.
    """
    found = _MARK.fullmatch(words.strip())
    if not found:
        raise UsageError(
            f"{words!r} is no citation: write at least {FEWEST} digits of the document's hash and the place "
            "in it, such as 3f2a9c1b:1056-1180"
        )
    start, end = found["start"], found["end"]
    if start is not None and int(start) >= int(end):
        raise UsageError(f"{words!r} is no citation: the second number must be greater than the first")
    return Mark(found["prefix"].lower(), *(int(n) if n is not None else None for n in (start, end)))


def digits_of(document_id: str) -> str:
    """The hexadecimal digits of a document's id, whether they are of its hash or tell nothing."""
    return document_id.rpartition(":")[2]
