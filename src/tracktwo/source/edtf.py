"""Whether a string is a date in the part of EDTF (ISO 8601-2) that TrackTwo writes.

What a date means, and how two compare, is not decided here.
"""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?[?~%]?")


def is_edtf(value: str) -> bool:
    """Tell a date or an interval, with unspecified digits and marks of doubt, from anything else."""
    start, slash, end = value.partition("/")
    if not slash:
        return _is_date(start)
    return all(_is_date(side) or side in ("", "..") for side in (start, end)) and bool(start or end)


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day = match.group("year", "month", "day")
    if month is None:
        return True
    if "X" in month + (day or ""):
        return _possible(month, 12) and (day is None or _possible(day, 31))
    leap = 2000 if "X" in year else int(year)
    try:
        date(leap, int(month), int(day or 1))
    except ValueError:
        return False
    return True


def _possible(digits: str, most: int) -> bool:
    return any(re.fullmatch(digits.replace("X", "[0-9]"), f"{n:02}") for n in range(1, most + 1))
