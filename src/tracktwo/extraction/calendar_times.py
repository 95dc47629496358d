"""Dates by day, month and year, and their parts, as EDTF: "April 5-6, 2017", "early June", "the 1990s".

Each public function that takes parts and a moment resolves what the pattern of that name in the lexicon ``times``
found, or gives None where it is no date. What is counted from the day of publication ("last week") is resolved in
`relative_times`.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from tracktwo.extraction.moments import Moment, Tense, nearest_year, with_year
from tracktwo.extraction.time_grammar import number_of

Parts = Mapping[str, str]


def number_in(parts: Parts, name: str, table: str) -> int:
    """The number that a part stands for in a table of the lexicon; ValueError if it is not in it."""
    value = number_of(table, parts[name])
    if value is None:
        raise ValueError(parts[name])
    return value


def _month(parts: Parts, name: str) -> str:
    return f"{number_in(parts, name, 'months'):02}"


def _day(parts: Parts, name: str) -> str:
    written = number_of("days_as_words", parts[name])
    return f"{int(parts[name].rstrip('stndrhSTNDRH')) if written is None else written:02}"


def iso(day: date) -> str:
    """A whole day as EDTF."""
    return day.isoformat()


def span_of(first: date, last: date) -> str:
    """The interval between two days as EDTF."""
    return f"{first.isoformat()}/{last.isoformat()}"


def shifted_year(moment: Moment, which: str) -> str | None:
    """The year that "last", "this" or "next" means at a moment."""
    return f"{moment.published.year + step_of(which):04}" if moment.published else None


def shifted_month(moment: Moment, which: str) -> str | None:
    """The month that "last", "this" or "next" means at a moment."""
    if moment.published is None:
        return None
    day = moment.published + relativedelta(months=step_of(which))
    return f"{day.year:04}-{day.month:02}"


def step_of(which: str) -> int:
    """How many units "last", "this" or "next" is away."""
    word = which.lower().rpartition(" ")[2]
    return {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(word, 0)


def _dated(parts: Parts, moment: Moment, text: str, year: str | None) -> str | None:
    """``text`` with year ``XXXX``, in ``year`` or in the one that the moment gives."""
    if year is not None:
        return with_year(text, int(year))
    return nearest_year(text, moment)


def iso_day(parts: Parts, moment: Moment) -> str | None:
    return f"{parts['y1']}-{parts['n1']}-{parts['d1']}"


def iso_range(parts: Parts, moment: Moment) -> str | None:
    return f"{parts['y1']}-{parts['n1']}-{parts['d1']}/{parts['y2']}-{parts['n2']}-{parts['d2']}"


def numeric_day(parts: Parts, moment: Moment) -> str | None:
    a, b, year = int(parts["a"]), int(parts["b"]), parts["y1"]
    if parts["p"] == "." or a > 12:
        return f"{year}-{b:02}-{a:02}"
    if b > 12 or a == b:
        return f"{year}-{a:02}-{b:02}"
    # Whether the day or the month comes first cannot be told.
    return f"{year}-XX-XX"


def month_day(parts: Parts, moment: Moment) -> str | None:
    text = f"XXXX-{_month(parts, 'm1')}-{_day(parts, 'd1')}"
    return _dated(parts, moment, text, parts.get("y1") or parts.get("y2"))


def day_range(parts: Parts, moment: Moment) -> str | None:
    month = _month(parts, "m1")
    first, last = _day(parts, "d1"), _day(parts, "d2")
    if last <= first:
        return None
    return _dated(parts, moment, f"XXXX-{month}-{first}/XXXX-{month}-{last}", parts.get("y1"))


def day_range_months(parts: Parts, moment: Moment) -> str | None:
    first = f"{_month(parts, 'm1')}-{_day(parts, 'd1')}"
    last = f"{_month(parts, 'm2')}-{_day(parts, 'd2')}"
    early, late = parts.get("y1"), parts.get("y2")
    if early and late:
        return f"{early}-{first}/{late}-{last}"
    if late and last < first:
        early = str(int(late) - 1)
    return _dated(parts, moment, f"XXXX-{first}/XXXX-{last}", early or late)


def day_of_deictic_month(parts: Parts, moment: Moment) -> str | None:
    first = _day(parts, "d1")
    month = shifted_month(moment, parts["which"])
    if month is None:
        return f"XXXX-XX-{first}"
    return f"{month}-{first}" + (f"/{month}-{_day(parts, 'd2')}" if "d2" in parts else "")


def month_range(parts: Parts, moment: Moment) -> str | None:
    first, last = _month(parts, "m1"), _month(parts, "m2")
    early, late = parts.get("y1"), parts.get("y2")
    if late and not early:
        early = str(int(late) - (last < first))
    if early and late:
        return f"{early}-{first}/{late}-{last}"
    return nearest_year(f"XXXX-{first}/XXXX-{last}", moment)


def month_year(parts: Parts, moment: Moment) -> str | None:
    return f"{parts['y1']}-{_month(parts, 'm1')}"


def month_alone(parts: Parts, moment: Moment) -> str | None:
    return nearest_year(f"XXXX-{_month(parts, 'm1')}", moment)


def month_deictic(parts: Parts, moment: Moment) -> str | None:
    which = parts["which"].lower()
    tense = Tense.PAST if which.split()[-1] in ("last", "past", "previous") or "earlier" in which else None
    if which.split()[-1] in ("next", "coming", "following") or "later" in which:
        tense = Tense.FUTURE
    return nearest_year(f"XXXX-{_month(parts, 'm1')}", Moment(moment.published, tense or moment.tense))


def week_of_month(parts: Parts, moment: Moment) -> str | None:
    week, month = number_in(parts, "o1", "ordinals"), _month(parts, "m1")
    year = int(parts.get("y1", "2001"))
    last = (date(year, int(month), 1) + relativedelta(months=1) - timedelta(1)).day
    first, end = (last - 6, last) if week == 5 else (7 * week - 6, 7 * week)
    if week == 5 and month == "02" and "y1" not in parts:
        return month_alone(parts, moment)
    return _dated(parts, moment, f"XXXX-{month}-{first:02}/XXXX-{month}-{end:02}", parts.get("y1"))


def half_of_month(parts: Parts, moment: Moment) -> str | None:
    month = _month(parts, "m1")
    return _dated(parts, moment, f"XXXX-{month}", parts.get("y1"))


def week_of_day(parts: Parts, moment: Moment) -> str | None:
    month, day = ("m1", "d1") if "m1" in parts else ("m2", "d2")
    text = f"XXXX-{_month(parts, month)}-{_day(parts, day)}"
    start = _dated(parts, moment, text, parts.get("y1"))
    if start is None or start.startswith("XXXX"):
        return None if start is None else f"{start}~"
    first = date.fromisoformat(start)
    return span_of(first, first + timedelta(6))


def year(parts: Parts, moment: Moment) -> str | None:
    return parts["y1"]


def year_range(parts: Parts, moment: Moment) -> str | None:
    last = parts.get("y2") or parts["y1"][:2] + parts["s2"]
    return f"{parts['y1']}/{last}" if last > parts["y1"] else None


def decade(parts: Parts, moment: Moment) -> str | None:
    return f"{parts['y1'][:3]}X"


def quarter(parts: Parts, moment: Moment) -> str | None:
    number = 32 + int(parts["qn"]) if "qn" in parts else number_in(parts, "q1", "quarters")
    return _year_part(parts, moment, number)


def half(parts: Parts, moment: Moment) -> str | None:
    return _year_part(parts, moment, number_in(parts, "h1", "halves"))


def season(parts: Parts, moment: Moment) -> str | None:
    return _year_part(parts, moment, number_in(parts, "s1", "seasons"))


def _year_part(parts: Parts, moment: Moment, number: int) -> str | None:
    if "y1" in parts:
        return f"{parts['y1']}-{number}"
    year = shifted_year(moment, parts["which"])
    return f"{year}-{number}" if year else None
