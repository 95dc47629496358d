"""Dates as EDTF, compared without pretending that they are exact instants.

A value keeps what was said: a day without a year, a month, an approximate month, an open end. It answers only
what follows for certain (`surely_before`) or cannot be ruled out (`may_equal`, `may_overlap`). It does not
find dates in text, and it takes no years before 1 or after 9999, no times of day, and no EDTF sets.

EDTF is the Extended Date/Time Format of the Library of Congress, part of ISO 8601-2:2019. Taken are level 0
(``2013``, ``2013-08``, ``2013-08-01``, ``2013-07-31/2013-08-02``), level 1 (``201X``, ``2013-XX``, seasons
21 to 24, qualifiers ``? ~ %``, ``2014/..``, ``/2014``) and of level 2 unspecified digits anywhere
(``XXXX-08-01``), qualified components (``2013-~08``) and parts of a year (33 to 36 quarters, 37 to 39
thirds, 40 and 41 halves).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

from tracktwo.errors import MalformedDateError

_COMPONENTS = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[0-9X]{4})(?P<q2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<month>[0-9X]{2})(?P<q4>[?~%]?)"
    r"(?:-(?P<q5>[?~%]?)(?P<day>[0-9X]{2})(?P<q6>[?~%]?))?)?"
)

#: Months that the parts of a year cover. Seasons are taken as the northern meteorological ones with a month's
#: slack on either side, since 21 to 24 do not say which hemisphere or calendar is meant.
_PARTS: dict[int, tuple[int, int]] = {
    21: (2, 6), 22: (5, 9), 23: (8, 12), 24: (1, 12),
    25: (2, 6), 26: (5, 9), 27: (8, 12), 28: (1, 12),
    29: (8, 12), 30: (1, 12), 31: (2, 6), 32: (5, 9),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


class Precision(StrEnum):
    """The finest component that a date gives, wholly or in part."""

    DAY = "day"
    MONTH = "month"
    PART = "part of a year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One date, any digit of which may be unspecified (``X``)."""

    #: Four characters, digits or ``X``.
    year: str
    #: Two characters, or None; 21 to 41 are parts of a year.
    month: str | None = None
    day: str | None = None
    #: Whether the source is in doubt (``?``), or only near the value (``~``); ``%`` sets both.
    uncertain: bool = False
    approximate: bool = False

    @property
    def precision(self) -> Precision:
        """The finest component that is given."""
        if self.day is not None:
            return Precision.DAY
        if self.month is None:
            return Precision.YEAR
        return Precision.PART if self.month.isdigit() and int(self.month) in _PARTS else Precision.MONTH

    @property
    def has_year(self) -> bool:
        """Whether anything at all is known of the year."""
        return self.year != "XXXX"

    def earliest(self) -> date | None:
        """The first day that this may be; None where the year is unknown."""
        if not self.has_year:
            return None
        return next((d for y in self._years() for d in self._first_days(y)), None)

    def latest(self) -> date | None:
        """The last day that this may be; None where the year is unknown."""
        if not self.has_year:
            return None
        return next((d for y in reversed(self._years()) for d in self._last_days(y)), None)

    def may_be(self, day: date) -> bool:
        """Whether ``day`` is, or lies within, what this may stand for; qualifiers are not considered."""
        if not _fits(f"{day.year:04}", self.year):
            return False
        first, last = self._month_range()
        if not first <= day.month <= last:
            return False
        if self.month is not None and "X" in self.month and not _fits(f"{day.month:02}", self.month):
            return False
        return self.day is None or _fits(f"{day.day:02}", self.day)

    def is_possible(self) -> bool:
        """Whether any day of the calendar fits."""
        # The calendar repeats after 400 years.
        return any(True for y in self._years()[:400] for _ in self._first_days(y))

    def __str__(self) -> str:
        mark = {(True, True): "%", (True, False): "?", (False, True): "~"}.get(
            (self.uncertain, self.approximate), ""
        )
        return "-".join(part for part in (self.year, self.month, self.day) if part is not None) + mark

    def _years(self) -> tuple[int, ...]:
        return _years_of(self.year)

    def _month_range(self) -> tuple[int, int]:
        if self.month is None or not self.month.isdigit():
            return 1, 12
        number = int(self.month)
        return _PARTS.get(number, (number, number))

    def _months(self) -> list[int]:
        first, last = self._month_range()
        if not 1 <= first <= 12:
            return []
        masked = self.month if self.month is not None and "X" in self.month else "XX"
        return [m for m in range(first, last + 1) if _fits(f"{m:02}", masked)]

    def _first_days(self, year: int) -> Iterator[date]:
        for month in self._months():
            for day in range(1, monthrange(year, month)[1] + 1):
                if self.day is None or _fits(f"{day:02}", self.day):
                    yield date(year, month, day)
                    break

    def _last_days(self, year: int) -> Iterator[date]:
        for month in reversed(self._months()):
            for day in range(monthrange(year, month)[1], 0, -1):
                if self.day is None or _fits(f"{day:02}", self.day):
                    yield date(year, month, day)
                    break


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval, as written.

    ``start`` and ``end`` are None where an interval is open or its end unknown; for a date both are that
    date.
    """

    text: str
    start: PartialDate | None
    end: PartialDate | None
    #: The bounds once they were asked for.
    _within: tuple[date | None, date | None] | None = field(
        default=None, init=False, compare=False, repr=False
    )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``text``.

        Raises:
            MalformedDateError: it is not of the subset of EDTF that this module names, no day of the calendar
                fits it, or it is an interval that ends before it starts.
        """
        kind: Any = cls
        found: Self = _parsed(kind, text)
        return found

    @property
    def is_interval(self) -> bool:
        """Whether this is written as an interval."""
        return "/" in self.text

    @property
    def has_year(self) -> bool:
        """Whether something is known of the year at each end that is given."""
        return all(d.has_year for d in (self.start, self.end) if d is not None)

    def bounds(self) -> tuple[date | None, date | None]:
        """The days within which all of this certainly lies, half-open: from the first up to, not including,
        the second.

        None stands for unbounded: an open end or an unknown year. Approximate dates are given one unit of
        their own precision on either side, so that nothing follows from the vague edge of "about a month".
        """
        if self._within is None:
            object.__setattr__(self, "_within", _bounds(self.start, self.end))
        assert self._within is not None
        return self._within

    def surely_before(self, other: "Edtf") -> bool:
        """Whether this certainly is over before ``other`` begins."""
        last, first = self.bounds()[1], other.bounds()[0]
        return last is not None and first is not None and last <= first

    def may_overlap(self, other: "Edtf") -> bool:
        """Whether some day may belong to both; days without a year are compared by month and day."""
        if self.surely_before(other) or other.surely_before(self):
            return False
        one, two = (d.start for d in (self, other))
        if self.is_interval or other.is_interval or one is None or two is None:
            return True
        return _compatible(one, two)

    def may_equal(self, other: "Edtf") -> bool:
        """Whether both may tell of the same time: ``XXXX-08-01`` and ``2013-08`` may, ``2013-08-02`` may not.

        An interval and a date may be equal where the date may be the interval's first day, since reports of
        an engagement of several days often name only that.
        """
        if self.text == other.text:
            return True
        if self.is_interval and other.is_interval:
            return _ends_may_equal(self.start, other.start) and _ends_may_equal(self.end, other.end)
        return _ends_may_equal(self.start, other.start)

    def sort_key(self) -> tuple[date, date, str]:
        """A key that puts dates in the order of their first possible days; those without a year come last."""
        first, last = self.bounds()
        return (
            first or (last - timedelta(1) if last and last > date.min else date.max),
            last or date.max,
            self.text,
        )

    def __str__(self) -> str:
        return self.text


def is_edtf(text: str) -> bool:
    """Whether ``text`` is of the subset of EDTF that TrackTwo keeps."""
    try:
        Edtf.parse(text)
    except MalformedDateError:
        return False
    return True


@lru_cache(maxsize=16_384)
def first_day(edtf: str | None) -> date | None:
    """The first possible day of an EDTF date; None where there is no date, or none without a year."""
    return Edtf.parse(edtf).bounds()[0] if edtf else None


@lru_cache(maxsize=16_384)
def _bounds(start: PartialDate | None, end: PartialDate | None) -> tuple[date | None, date | None]:
    first = start.earliest() if start is not None else None
    last = end.latest() if end is not None else None
    if first is not None and start is not None and start.approximate:
        first = _shifted(first, -_slack(start))
    if last is not None and end is not None and end.approximate:
        last = _shifted(last, _slack(end))
    return first, _shifted(last, 1) if last is not None else None


@lru_cache(maxsize=16_384)
def _parsed(cls: Any, text: str) -> Any:
    return cls(text, *_ends(text))


@lru_cache(maxsize=16_384)
def _ends(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end of a date; the same few thousand dates are met again and again in one record."""
    left, slash, right = text.partition("/")
    if not slash:
        day = _parse_date(text, text)
        return day, day
    start = None if left in ("", "..") else _parse_date(left, text)
    end = None if right in ("", "..") else _parse_date(right, text)
    if start is None and end is None:
        raise MalformedDateError(f"the interval {text!r} has neither start nor end; give one of them")
    if start is not None and end is not None:
        first, last = start.earliest(), end.latest()
        if first is not None and last is not None and last < first:
            raise MalformedDateError(f"the interval {text!r} ends before it starts; swap its ends")
    return start, end


def _parse_date(text: str, whole: str) -> PartialDate:
    found = _COMPONENTS.fullmatch(text)
    if found is None:
        raise MalformedDateError(
            f"{whole!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD, with X for digits that are not known"
        )
    marks = "".join(found[f"q{i}"] or "" for i in range(1, 7))
    day = PartialDate(
        found["year"], found["month"], found["day"],
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )  # fmt: skip
    is_part = day.month is not None and day.month.isdigit() and int(day.month) in _PARTS
    if not day.is_possible() or (is_part and day.day is not None):
        raise MalformedDateError(f"{whole!r} names no day of the calendar; correct its month or day")
    return day


@lru_cache(maxsize=1024)
def _years_of(mask: str) -> tuple[int, ...]:
    if mask.isdigit():
        return (int(mask),) if int(mask) else ()
    return tuple(y for y in range(1, 10_000) if _fits(f"{y:04}", mask))


def _fits(digits: str, mask: str) -> bool:
    return all(m in ("X", d) for d, m in zip(digits, mask, strict=True))


def _masks_meet(one: str | None, two: str | None) -> bool:
    if one is None or two is None:
        return True
    return all(a == b or "X" in (a, b) for a, b in zip(one, two, strict=True))


def _compatible(one: PartialDate, two: PartialDate) -> bool:
    if one.approximate or two.approximate:
        # Near each other is all that an approximate date says; the bounds have been compared already.
        return (one.has_year and two.has_year) or _masks_meet(one.month, two.month)
    if Precision.PART in (one.precision, two.precision):
        return _masks_meet(one.year, two.year)
    return all(_masks_meet(getattr(one, part), getattr(two, part)) for part in ("year", "month", "day"))


def _ends_may_equal(one: PartialDate | None, two: PartialDate | None) -> bool:
    if one is None or two is None:
        return True
    a, b = (Edtf(str(d), d, d) for d in (one, two))
    return a.may_overlap(b)


def _slack(day: PartialDate) -> int:
    return {Precision.DAY: 1, Precision.MONTH: 31, Precision.PART: 92, Precision.YEAR: 366}[day.precision]


def _shifted(day: date, days: int) -> date:
    """Move by days, stopping at the ends of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
