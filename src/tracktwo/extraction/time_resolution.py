"""What date a time expression stands for, as EDTF, seen from the day its text was published.

Without that day a year that is not written stays ``XXXX`` and relative expressions stay open (None): nothing
is invented. Weeks run from Monday to Sunday, as in ISO 8601. Where the words leave a choice (the Friday
before or the one after) the tense of the clause decides.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from tracktwo.extraction.time_grammar import TimeExpression, number_of, unit_of
from tracktwo.model.dates import Edtf, PartialDate, Precision, is_edtf

_Parts = Mapping[str, str]


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
    return day.earliest() if day is not None and _is_exact(day) else None


def resolve(found: TimeExpression, moment: Moment) -> str | None:
    """The EDTF that ``found`` stands for at ``moment``, or None where it stands for no date."""
    handler = _HANDLERS.get(found.rule)
    with suppress(ValueError, OverflowError):
        text = handler(found.parts, moment) if handler else None
        if text is None:
            return None
        if found.approximate and "/" not in text and text[-1] not in "?~%":
            text += "~"
        if found.relation in ("since", "after") and "/" not in text:
            text += "/.."
        return text if is_edtf(text) else None
    return None


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
    starts = [(Edtf.parse(c).start, c) for c in choices]
    firsts = [(d.earliest() or now, d.latest() or now, c) for d, c in starts if d is not None]
    if moment.tense is Tense.PAST:
        behind = [c for first, _, c in firsts if first <= now]
        return behind[-1] if behind else choices[0]
    if moment.tense is Tense.FUTURE:
        ahead = [c for _, last, c in firsts if last >= now]
        return ahead[0] if ahead else choices[-1]
    return min(firsts, key=lambda f: min(abs((f[0] - now).days), abs((f[1] - now).days)))[2]


def _is_exact(day: PartialDate) -> bool:
    return day.precision is Precision.DAY and "X" not in f"{day.year}{day.month}{day.day}"


def _number(parts: _Parts, name: str, table: str) -> int:
    value = number_of(table, parts[name])
    if value is None:
        raise ValueError(parts[name])
    return value


def _month(parts: _Parts, name: str) -> str:
    return f"{_number(parts, name, 'months'):02}"


def _day(parts: _Parts, name: str) -> str:
    return f"{int(parts[name].rstrip('stndrhSTNDRH')):02}"


def _iso(day: date) -> str:
    return day.isoformat()


def _span_of(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def _dated(parts: _Parts, moment: Moment, text: str, year: str | None) -> str | None:
    """``text`` with year ``XXXX``, in ``year`` or in the one that the moment gives."""
    if year is not None:
        return with_year(text, int(year))
    return nearest_year(text, moment)


def _iso_day(parts: _Parts, moment: Moment) -> str | None:
    return f"{parts['y1']}-{parts['n1']}-{parts['d1']}"


def _iso_range(parts: _Parts, moment: Moment) -> str | None:
    return f"{parts['y1']}-{parts['n1']}-{parts['d1']}/{parts['y2']}-{parts['n2']}-{parts['d2']}"


def _numeric_day(parts: _Parts, moment: Moment) -> str | None:
    a, b, year = int(parts["a"]), int(parts["b"]), parts["y1"]
    if parts["p"] == "." or a > 12:
        return f"{year}-{b:02}-{a:02}"
    if b > 12 or a == b:
        return f"{year}-{a:02}-{b:02}"
    # Whether the day or the month comes first cannot be told.
    return f"{year}-XX-XX"


def _month_day(parts: _Parts, moment: Moment) -> str | None:
    text = f"XXXX-{_month(parts, 'm1')}-{_day(parts, 'd1')}"
    return _dated(parts, moment, text, parts.get("y1") or parts.get("y2"))


def _day_range(parts: _Parts, moment: Moment) -> str | None:
    month = _month(parts, "m1")
    first, last = _day(parts, "d1"), _day(parts, "d2")
    if last <= first:
        return None
    return _dated(parts, moment, f"XXXX-{month}-{first}/XXXX-{month}-{last}", parts.get("y1"))


def _day_range_months(parts: _Parts, moment: Moment) -> str | None:
    first = f"{_month(parts, 'm1')}-{_day(parts, 'd1')}"
    last = f"{_month(parts, 'm2')}-{_day(parts, 'd2')}"
    early, late = parts.get("y1"), parts.get("y2")
    if early and late:
        return f"{early}-{first}/{late}-{last}"
    if late and last < first:
        early = str(int(late) - 1)
    return _dated(parts, moment, f"XXXX-{first}/XXXX-{last}", early or late)


def _day_of_deictic_month(parts: _Parts, moment: Moment) -> str | None:
    first = _day(parts, "d1")
    month = _shifted_month(moment, parts["which"])
    if month is None:
        return f"XXXX-XX-{first}"
    return f"{month}-{first}" + (f"/{month}-{_day(parts, 'd2')}" if "d2" in parts else "")


def _month_range(parts: _Parts, moment: Moment) -> str | None:
    first, last = _month(parts, "m1"), _month(parts, "m2")
    early, late = parts.get("y1"), parts.get("y2")
    if late and not early:
        early = str(int(late) - (last < first))
    if early and late:
        return f"{early}-{first}/{late}-{last}"
    return nearest_year(f"XXXX-{first}/XXXX-{last}", moment)


def _month_year(parts: _Parts, moment: Moment) -> str | None:
    return f"{parts['y1']}-{_month(parts, 'm1')}"


def _month_alone(parts: _Parts, moment: Moment) -> str | None:
    return nearest_year(f"XXXX-{_month(parts, 'm1')}", moment)


def _month_deictic(parts: _Parts, moment: Moment) -> str | None:
    which = parts["which"].lower()
    tense = Tense.PAST if which.split()[-1] in ("last", "past", "previous") or "earlier" in which else None
    if which.split()[-1] in ("next", "coming", "following") or "later" in which:
        tense = Tense.FUTURE
    return nearest_year(f"XXXX-{_month(parts, 'm1')}", Moment(moment.published, tense or moment.tense))


def _week_of_month(parts: _Parts, moment: Moment) -> str | None:
    week, month = _number(parts, "o1", "ordinals"), _month(parts, "m1")
    year = int(parts.get("y1", "2001"))
    last = (date(year, int(month), 1) + relativedelta(months=1) - timedelta(1)).day
    first, end = (last - 6, last) if week == 5 else (7 * week - 6, 7 * week)
    if week == 5 and month == "02" and "y1" not in parts:
        return _month_alone(parts, moment)
    return _dated(parts, moment, f"XXXX-{month}-{first:02}/XXXX-{month}-{end:02}", parts.get("y1"))


def _half_of_month(parts: _Parts, moment: Moment) -> str | None:
    month = _month(parts, "m1")
    return _dated(parts, moment, f"XXXX-{month}", parts.get("y1"))


def _week_of_day(parts: _Parts, moment: Moment) -> str | None:
    month, day = ("m1", "d1") if "m1" in parts else ("m2", "d2")
    text = f"XXXX-{_month(parts, month)}-{_day(parts, day)}"
    start = _dated(parts, moment, text, parts.get("y1"))
    if start is None or start.startswith("XXXX"):
        return None if start is None else f"{start}~"
    first = date.fromisoformat(start)
    return _span_of(first, first + timedelta(6))


def _year(parts: _Parts, moment: Moment) -> str | None:
    return parts["y1"]


def _year_range(parts: _Parts, moment: Moment) -> str | None:
    last = parts.get("y2") or parts["y1"][:2] + parts["s2"]
    return f"{parts['y1']}/{last}" if last > parts["y1"] else None


def _decade(parts: _Parts, moment: Moment) -> str | None:
    return f"{parts['y1'][:3]}X"


def _quarter(parts: _Parts, moment: Moment) -> str | None:
    number = 32 + int(parts["qn"]) if "qn" in parts else _number(parts, "q1", "quarters")
    return _year_part(parts, moment, number)


def _half(parts: _Parts, moment: Moment) -> str | None:
    return _year_part(parts, moment, _number(parts, "h1", "halves"))


def _season(parts: _Parts, moment: Moment) -> str | None:
    return _year_part(parts, moment, _number(parts, "s1", "seasons"))


def _year_part(parts: _Parts, moment: Moment, number: int) -> str | None:
    if "y1" in parts:
        return f"{parts['y1']}-{number}"
    year = _shifted_year(moment, parts["which"])
    return f"{year}-{number}" if year else None


def _shifted_year(moment: Moment, which: str) -> str | None:
    return f"{moment.published.year + _step(which):04}" if moment.published else None


def _shifted_month(moment: Moment, which: str) -> str | None:
    if moment.published is None:
        return None
    day = moment.published + relativedelta(months=_step(which))
    return f"{day.year:04}-{day.month:02}"


def _step(which: str) -> int:
    word = which.lower().rpartition(" ")[2]
    return {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(word, 0)


def _weekday(parts: _Parts, moment: Moment) -> str | None:
    day = _day_of_week(_number(parts, "w1", "weekdays"), parts.get("which", ""), moment)
    return _iso(day) if day else None


def _weekday_range(parts: _Parts, moment: Moment) -> str | None:
    first = _day_of_week(_number(parts, "w1", "weekdays"), "", moment)
    if first is None:
        return None
    steps = (_number(parts, "w2", "weekdays") - first.weekday()) % 7
    return _span_of(first, first + timedelta(steps))


def _day_of_week(number: int, which: str, moment: Moment) -> date | None:
    if moment.published is None or not moment.is_now:
        return None
    now = moment.published
    back, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    step = _step(which)
    if step < 0:
        return now - timedelta(back or 7)
    if step > 0:
        return now + timedelta(ahead or 7)
    if moment.tense is Tense.FUTURE or which.lower().startswith("this coming"):
        return now + timedelta(ahead)
    return now - timedelta(back)


def _deictic_day(parts: _Parts, moment: Moment) -> str | None:
    if moment.published is None or not moment.is_now:
        return None
    steps = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2,
             "the day after tomorrow": 2}  # fmt: skip
    return _iso(moment.published + timedelta(steps.get(" ".join(parts["day"].lower().split()), 0)))


def _deictic_unit(parts: _Parts, moment: Moment) -> str | None:
    unit, which = parts["unit"].lower(), parts["which"].lower()
    now = moment.published
    if now is None or not moment.is_now or which == "the same":
        return None
    step = -1 if which in ("past", "the past", "this past") and unit == "weekend" else _step(which)
    if which in ("past", "the past", "this past") and unit != "weekend":
        start = now - _delta(unit, 1)
        return (
            f"{start.isoformat()[:7]}/{now.isoformat()[:7]}"
            if unit in ("year", "decade")
            else _span_of(start, now)
        )
    if unit in ("week", "weekend"):
        monday = now - timedelta(now.weekday()) + timedelta(7 * step)
        if unit == "weekend" and which == "last" and now.weekday() == 6:
            monday -= timedelta(7)
        return _span_of(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6))
    if unit == "month":
        return _shifted_month(moment, which)
    if unit == "year":
        return _shifted_year(moment, which)
    decade = now.year // 10 + step
    return f"{decade}X" if unit == "decade" else None


def _deictic_part(parts: _Parts, moment: Moment) -> str | None:
    unit = parts["unit"].lower()
    if unit == "quarter" or moment.published is None or not moment.is_now:
        return None
    return _deictic_unit({"unit": unit, "which": parts["which"]}, moment)


def _deictic_end(parts: _Parts, moment: Moment) -> str | None:
    return _deictic_part({"unit": parts.get("unit", "year"), "which": "this"}, moment)


def _delta(unit: str, number: int) -> relativedelta:
    match unit_of(unit):
        case "minute" | "hour":
            return relativedelta(hours=number if unit_of(unit) == "hour" else 0)
        case "day":
            return relativedelta(days=number)
        case "week":
            return relativedelta(weeks=number)
        case "fortnight":
            return relativedelta(weeks=2 * number)
        case "month":
            return relativedelta(months=number)
        case "year":
            return relativedelta(years=number)
        case _:
            return relativedelta(years=10 * number)


def _moved(parts: _Parts, origin: date, direction: int) -> str:
    number, unit = _number(parts, "n1", "numbers"), unit_of(parts["unit"])
    day = origin + _delta(unit, direction * number)
    if unit in ("hour", "minute", "day"):
        return _iso(day)
    if unit in ("week", "fortnight"):
        return f"{_iso(day)}~"
    return f"{day.year:04}-{day.month:02}~" if unit == "month" else f"{day.year:04}"


def _ago(parts: _Parts, moment: Moment) -> str | None:
    return _moved(parts, moment.published, -1) if moment.published and moment.is_now else None


def _ahead(parts: _Parts, moment: Moment) -> str | None:
    if moment.published is None or not moment.is_now:
        return None
    if parts["how"].lower() == "within":
        number = _number(parts, "n1", "numbers")
        return _iso(moment.published + _delta(parts["unit"], number))
    if moment.tense is Tense.PAST:
        # "the first visit in ten years" looks back over a time and dates nothing.
        return None
    return _moved(parts, moment.published, 1)


def _later(parts: _Parts, moment: Moment) -> str | None:
    return _from_anchor(parts, moment, -1 if parts["way"].lower() in ("earlier", "before") else 1)


def _next_day(parts: _Parts, moment: Moment) -> str | None:
    which = parts["which"].lower()
    if which == "same":
        return (
            moment.anchor if parts["unit"] == "day" and moment.anchor and "/" not in moment.anchor else None
        )
    direction = -1 if which in ("previous", "preceding") else 1
    return _from_anchor({"n1": "1", "unit": parts["unit"]}, moment, direction)


def _from_anchor(parts: _Parts, moment: Moment, direction: int) -> str | None:
    """Count from the end (or, backwards, the start) of the time told before."""
    if moment.anchor is None:
        return None
    interval = Edtf.parse(moment.anchor)
    day = interval.end if direction > 0 else interval.start
    if day is None or day.precision is not Precision.DAY or day.approximate:
        return None
    if day.has_year:
        return _moved(parts, first, direction) if (first := day.earliest()) and _is_exact(day) else None
    # Without a year the count holds only where a leap year makes no difference.
    moved = {_moved(parts, date.fromisoformat(f"{y}{str(day)[4:]}"), direction)[4:] for y in (2001, 2004)}
    return f"XXXX{moved.pop()}" if len(moved) == 1 else None


_HANDLERS: dict[str, Callable[[_Parts, Moment], str | None]] = {
    "iso_day": _iso_day, "iso_range": _iso_range, "numeric_day": _numeric_day,
    "month_day": _month_day, "day_month": _month_day,
    "month_day_range": _day_range, "day_month_range": _day_range,
    "month_day_range_months": _day_range_months, "day_month_range_months": _day_range_months,
    "day_of_deictic_month": _day_of_deictic_month,
    "month_range": _month_range, "month_range_year": _month_range,
    "month_year": _month_year, "month_alone": _month_alone, "month_part": _month_alone,
    "month_deictic": _month_deictic,
    "week_of_month": _week_of_month, "half_of_month": _half_of_month, "week_of_day": _week_of_day,
    "year_alone": _year, "year_in_brackets": _year, "year_before_noun": _year, "year_part": _year,
    "year_range": _year_range, "year_range_short": _year_range, "decade": _decade,
    "quarter_of_year": _quarter, "half_of_year": _half, "season_year": _season, "season_deictic": _season,
    "weekday": _weekday, "weekday_range": _weekday_range,
    "deictic_day": _deictic_day, "deictic_unit": _deictic_unit, "deictic_part": _deictic_part,
    "deictic_end": _deictic_end,
    "ago": _ago, "ahead": _ahead, "later": _later, "next_day": _next_day,
}  # fmt: skip
