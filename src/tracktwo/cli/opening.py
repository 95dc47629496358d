"""Opens a record for a command that prints: brought up to date first where documents came since."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracktwo.model.levels import Clearance

if TYPE_CHECKING:
    from tracktwo.record import Gate


@contextmanager
def open_gate(record: str, level: Clearance) -> Iterator["Gate"]:
    """The gate of a record for a reader who may see so much.

    Raises:
        RecordError: the record cannot be read.
    """
    from tracktwo.record import Record

    with Record.open(record) as opened:
        if opened.is_unsettled(level):
            from tracktwo.settling import settle

            settle(opened, level)
        with opened.reading(level) as gate:
            yield gate
