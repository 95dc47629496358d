"""From where a time expression is seen, and the year that this gives a day which names none."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracktwo.model.dates import Edtf, PartialDate, Precision, is_edtf

#: How far a day in the past tense may lie after its page's own date: pages are dated west of what they report.
_AHEAD = timedelta(1)
#: How far a day in the future tense may lie before it: "will travel on May 31" is put up on June 1, and nobody
#: leaves the year away who tells of a day eleven months ahead.
_BEHIND = timedelta(31)


class Tense(StrEnum):
    """Which way from the text's own day a clause looks."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a time expression is seen."""

    #: The day of publication, or None.
    published: date | None
    tense: Tense | None = None
    #: The EDTF of the time told before this one, for "two days later".
    anchor: str | None = None
    #: Whether "today" means the day of publication here, and not that of somebody's speech.
    is_now: bool = True


def reference_day(published: str | None) -> date | None:
    """The day from which relative times are counted: ``published``, where that gives year, month and day."""
    if published is None or not is_edtf(published):
        return None
    day = Edtf.parse(published).start
    return day.earliest() if day is not None and is_exact(day) else None


def reference_month(published: str | None) -> date | None:
    """The last day of the month from which months and years are counted, where no day of publication is known."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", published or "")
    if match is None:
        return None
    first = date(int(match[1]), int(match[2]), 1)
    return (first + timedelta(31)).replace(day=1) - timedelta(1)


def with_year(text: str, year: int) -> str | None:
    """``text`` with its unknown year filled in, on into the next year where an interval runs over its end."""
    ends = text.split("/")
    if not all(end.startswith("XXXX-") for end in ends):
        return None
    filled = [f"{year:04}{end[4:]}" for end in ends]
    if len(filled) == 2 and filled[1] < filled[0]:
        filled[1] = f"{year + 1:04}{ends[1][4:]}"
    return "/".join(filled) if is_edtf("/".join(filled)) else None


def nearest_year(text: str, moment: Moment) -> str:
    """``text`` in the year that the tense and the day of publication give, or as it is without that day."""
    if moment.published is None:
        return text
    choices = [
        c for y in (-1, 0, 1) if (c := with_year(text, moment.published.year + y)) is not None
    ]  # fmt: skip
    if not choices:
        return text
    now = moment.published
    times = [(*_bounds(c, now), c) for c in choices]
    has_day = text.partition("/")[0].count("-") > 1
    behind_by = _BEHIND if has_day else timedelta(0)
    if moment.tense is Tense.PAST:
        behind = [c for first, _, c in times if first <= now + (_AHEAD if has_day else timedelta(0))]
        return behind[-1] if behind else choices[0]
    if moment.tense is Tense.FUTURE:
        ahead = [c for _, last, c in times if last >= now - behind_by]
        return ahead[0] if ahead else choices[-1]
    return min(times, key=lambda t: min(abs((t[0] - now).days), abs((t[1] - now).days)))[2]


def _bounds(text: str, now: date) -> tuple[date, date]:
    """The first and the last day of a time, ``now`` where it has none."""
    time = Edtf.parse(text)
    first, last = time.start, time.end
    return (first and first.earliest()) or now, (last and last.latest()) or now


def is_exact(day: PartialDate) -> bool:
    """Whether a date names one day, every digit known."""
    return day.precision is Precision.DAY and "X" not in f"{day.year}{day.month}{day.day}"
