"""The store of documents and claims: bytes archived, every span proved again on demand.

``Record`` opens a record and adds to it; ``Gate`` is the only way to read one. Nothing is extracted here, and
nothing of one document is merged with another's.
"""

from tracktwo.record.changes import Changes, Reading, Recorded, needs_reading
from tracktwo.record.coding import Coded, coder_of
from tracktwo.record.cursors import cursor_at, cursor_of, people_place, place_at, series_place
from tracktwo.record.entries import (
    Brief,
    ClaimEntry,
    Counts,
    DocumentEntry,
    Fault,
    Filter,
    Hit,
    PersonEntry,
    Place,
    ReadState,
    SeriesEntry,
    Sort,
    Unread,
)
from tracktwo.record.exchange import Refused, read_lines, to_line
from tracktwo.record.facets import days_of
from tracktwo.record.gate import Gate
from tracktwo.record.kept import Kept
from tracktwo.record.marks import SHORT, Mark, parse_mark
from tracktwo.record.memory import Memory
from tracktwo.record.opinions import Conflict, Matter, Verdict
from tracktwo.record.review import Fulfilment, Pending, Review
from tracktwo.record.rows import KINDS
from tracktwo.record.state import State
from tracktwo.record.store import Record
from tracktwo.record.stored_pages import StoredPage
from tracktwo.record.targets import reference

__all__ = [
    "KINDS",
    "SHORT",
    "Brief",
    "Changes",
    "ClaimEntry",
    "Coded",
    "Conflict",
    "Counts",
    "DocumentEntry",
    "Fault",
    "Filter",
    "Fulfilment",
    "Gate",
    "Hit",
    "Kept",
    "Mark",
    "Matter",
    "Memory",
    "Pending",
    "PersonEntry",
    "Place",
    "ReadState",
    "Reading",
    "Record",
    "Recorded",
    "Refused",
    "Review",
    "SeriesEntry",
    "Sort",
    "State",
    "StoredPage",
    "Unread",
    "Verdict",
    "coder_of",
    "cursor_at",
    "cursor_of",
    "days_of",
    "needs_reading",
    "parse_mark",
    "people_place",
    "place_at",
    "read_lines",
    "reference",
    "series_place",
    "to_line",
]
