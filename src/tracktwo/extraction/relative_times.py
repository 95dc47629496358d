"""Times counted from the day of publication or from a time told before: "last week", "Friday", "two days later".

Each public function resolves what the pattern of that name in the lexicon ``times`` found. Without a day of
publication they stay open (None). Weeks run from Monday to Sunday, as in ISO 8601.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from tracktwo.extraction.calendar_times import (
    Parts,
    iso,
    number_in,
    shifted_month,
    shifted_year,
    span_of,
    step_of,
)
from tracktwo.extraction.moments import Moment, Tense, is_exact
from tracktwo.extraction.time_grammar import unit_of
from tracktwo.model.dates import Edtf, Precision


def weekday(parts: Parts, moment: Moment) -> str | None:
    day = _day_of_week(number_in(parts, "w1", "weekdays"), parts.get("which", ""), moment)
    return iso(day) if day else None


def weekday_range(parts: Parts, moment: Moment) -> str | None:
    first = _day_of_week(number_in(parts, "w1", "weekdays"), "", moment)
    if first is None:
        return None
    steps = (number_in(parts, "w2", "weekdays") - first.weekday()) % 7
    return span_of(first, first + timedelta(steps))


def _day_of_week(number: int, which: str, moment: Moment) -> date | None:
    if moment.published is None or not moment.is_now:
        return None
    now = moment.published
    back, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    step = step_of(which)
    if step < 0:
        return now - timedelta(back or 7)
    if step > 0:
        return now + timedelta(ahead or 7)
    if moment.tense is Tense.FUTURE or which.lower().startswith("this coming"):
        return now + timedelta(ahead)
    return now - timedelta(back)


def deictic_day(parts: Parts, moment: Moment) -> str | None:
    if moment.published is None or not moment.is_now:
        return None
    steps = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2,
             "the day after tomorrow": 2}  # fmt: skip
    return iso(moment.published + timedelta(steps.get(" ".join(parts["day"].lower().split()), 0)))


def deictic_unit(parts: Parts, moment: Moment) -> str | None:
    unit, which = parts["unit"].lower(), parts["which"].lower()
    now = moment.published
    if now is None or not moment.is_now or which == "the same":
        return None
    step = -1 if which in ("past", "the past", "this past") and unit == "weekend" else step_of(which)
    if which in ("past", "the past", "this past") and unit != "weekend":
        start = now - _delta(unit, 1)
        return (
            f"{start.isoformat()[:7]}/{now.isoformat()[:7]}"
            if unit in ("year", "decade")
            else span_of(start, now)
        )
    if unit in ("week", "weekend"):
        monday = now - timedelta(now.weekday()) + timedelta(7 * step)
        if unit == "weekend" and which == "last" and now.weekday() == 6:
            monday -= timedelta(7)
        return span_of(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6))
    if unit == "month":
        return shifted_month(moment, which)
    if unit == "year":
        return shifted_year(moment, which)
    decade = now.year // 10 + step
    return f"{decade}X" if unit == "decade" else None


def deictic_part(parts: Parts, moment: Moment) -> str | None:
    unit = parts["unit"].lower()
    if unit == "quarter" or moment.published is None or not moment.is_now:
        return None
    return deictic_unit({"unit": unit, "which": parts["which"]}, moment)


def deictic_end(parts: Parts, moment: Moment) -> str | None:
    return deictic_part({"unit": parts.get("unit", "year"), "which": "this"}, moment)


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


def _moved(parts: Parts, origin: date, direction: int) -> str:
    number, unit = number_in(parts, "n1", "numbers"), unit_of(parts["unit"])
    day = origin + _delta(unit, direction * number)
    if unit in ("hour", "minute", "day"):
        return iso(day)
    if unit in ("week", "fortnight"):
        return f"{iso(day)}~"
    return f"{day.year:04}-{day.month:02}~" if unit == "month" else f"{day.year:04}"


def ago(parts: Parts, moment: Moment) -> str | None:
    return _moved(parts, moment.published, -1) if moment.published and moment.is_now else None


def ahead(parts: Parts, moment: Moment) -> str | None:
    if moment.published is None or not moment.is_now:
        return None
    if parts["how"].lower() == "within":
        number = number_in(parts, "n1", "numbers")
        return iso(moment.published + _delta(parts["unit"], number))
    if moment.tense is Tense.PAST:
        # "the first visit in ten years" looks back over a time and dates nothing.
        return None
    return _moved(parts, moment.published, 1)


def later(parts: Parts, moment: Moment) -> str | None:
    return _from_anchor(parts, moment, -1 if parts["way"].lower() in ("earlier", "before") else 1)


def next_day(parts: Parts, moment: Moment) -> str | None:
    which = parts["which"].lower()
    if which == "same":
        return (
            moment.anchor if parts["unit"] == "day" and moment.anchor and "/" not in moment.anchor else None
        )
    direction = -1 if which in ("previous", "preceding") else 1
    return _from_anchor({"n1": "1", "unit": parts["unit"]}, moment, direction)


def _from_anchor(parts: Parts, moment: Moment, direction: int) -> str | None:
    """Count from the end (or, backwards, the start) of the time told before."""
    if moment.anchor is None:
        return None
    interval = Edtf.parse(moment.anchor)
    day = interval.end if direction > 0 else interval.start
    if day is None or day.precision is not Precision.DAY or day.approximate:
        return None
    if day.has_year:
        return _moved(parts, first, direction) if (first := day.earliest()) and is_exact(day) else None
    # Without a year the count holds only where a leap year makes no difference.
    moved = {_moved(parts, date.fromisoformat(f"{y}{str(day)[4:]}"), direction)[4:] for y in (2001, 2004)}
    return f"XXXX{moved.pop()}" if len(moved) == 1 else None
