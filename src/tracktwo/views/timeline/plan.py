"""Where everything stands on a timeline before it is drawn: lanes, rows, and places along the line of time.

Units are days along the line and rows across it; how large they are drawn is the drawing's business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracktwo.model import Track
from tracktwo.views.exports.occasions import Kind, Occasion

#: A date that is not known to within so many days is drawn as an interval.
PRECISE = timedelta(days=1)
#: Two marks in one row stand at least so far apart, as a share of the whole line.
APART = 0.035
_OPEN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Placed:
    """One occasion with its place."""

    #: Number under which the list names it, in order of time from 1.
    number: int
    occasion: Occasion
    #: First day, and the day after the last, on which it can have been.
    start: date
    end: date
    #: Whether the interval is what is known of a date, not how long it took.
    is_vague: bool
    #: Row within its lane, from 0.
    row: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: a track, or the incidents."""

    title: str
    placed: tuple[Placed, ...]

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return max((p.row for p in self.placed), default=0) + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole timeline."""

    title: str
    lanes: tuple[Lane, ...]
    #: First and last day of the line.
    first: date
    last: date
    #: What has no year and so no place on the line.
    undated: tuple[Occasion, ...]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Everything on the line, in order of time."""
        return tuple(sorted((p for lane in self.lanes for p in lane.placed), key=lambda p: p.number))


def plan(title: str, occasions: Sequence[Occasion]) -> Plan:
    """Place ``occasions`` in lanes; those that would touch stand in rows of their own."""
    dated = [o for o in occasions if o.has_year]
    spans = [(o, *_span(o)) for o in dated]
    first = min((start for _, start, _ in spans), default=date(2000, 1, 1))
    last = max((end for _, _, end in spans), default=date(2001, 1, 1))
    margin = max((last - first) * 0.03, timedelta(days=7))
    first, last = first - margin, last + margin
    numbered = [(n, o, start, end) for n, (o, start, end) in enumerate(spans, start=1)]
    apart = max((last - first) * APART, timedelta(days=1))
    lanes = []
    for name in dict.fromkeys(_LANES):
        own = [item for item in numbered if _lane(item[1]) == name]
        if own:
            lanes.append(Lane(name, tuple(_packed(own, apart))))
    undated = tuple(o for o in occasions if not o.has_year)
    return Plan(title, tuple(lanes), first, last, undated)


_LANES = ("Track I", "Track 1.5 and II", "Track not told", "Incidents")


def _lane(occasion: Occasion) -> str:
    if occasion.kind is Kind.INCIDENT:
        return "Incidents"
    if occasion.track is None:
        return "Track not told"
    return "Track I" if occasion.track is Track.I else "Track 1.5 and II"


def _span(occasion: Occasion) -> tuple[date, date]:
    """The days within which it was; an interval open at one end is drawn a year long."""
    assert occasion.when is not None
    start, end = occasion.when.bounds()
    if start is None and end is not None:
        start = end - _OPEN
    if start is not None and end is None:
        end = start + _OPEN
    assert start is not None
    assert end is not None
    return start, end


def _is_vague(occasion: Occasion, start: date, end: date) -> bool:
    when = occasion.when
    assert when is not None
    if any(mark in when.text for mark in "~?%X") or ".." in when.text:
        return True
    # An interval between two days is how long something took; a month or a year is all that is known of a day.
    return not when.is_interval and end - start > PRECISE


def _packed(items: Iterable[tuple[int, Occasion, date, date]], apart: timedelta) -> Iterable[Placed]:
    """Put each kind into rows of its own, as few as keep marks apart."""
    first_row = 0
    items = list(items)
    for kind in (Kind.ROUND, Kind.STATE, Kind.CONTACT, Kind.INCIDENT):
        ends: list[date] = []
        for number, occasion, start, end in items:
            if occasion.kind is not kind:
                continue
            row = next((r for r, taken in enumerate(ends) if taken <= start), len(ends))
            until = max(end, start + apart)
            ends[row:] = [until, *ends[row + 1 :]]
            vague = _is_vague(occasion, start, end)
            yield Placed(number, occasion, start, end, vague, first_row + row)
        first_row += len(ends)
