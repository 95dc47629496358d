"""What date a time expression stands for, as EDTF, seen from the day its text was published.

Without that day a year that is not written stays ``XXXX`` and relative expressions stay open (None): nothing is
invented. Where the words leave a choice (the Friday before or the one after) the tense of the clause decides.
"""

from collections.abc import Callable
from contextlib import suppress

from tracktwo.extraction import calendar_times as calendar
from tracktwo.extraction import relative_times as relative
from tracktwo.extraction.calendar_times import Parts
from tracktwo.extraction.moments import Moment
from tracktwo.extraction.time_grammar import TimeExpression
from tracktwo.model.dates import is_edtf


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


_HANDLERS: dict[str, Callable[[Parts, Moment], str | None]] = {
    "iso_day": calendar.iso_day, "iso_range": calendar.iso_range, "numeric_day": calendar.numeric_day,
    "month_day": calendar.month_day, "day_month": calendar.month_day, "day_word_month": calendar.month_day,
    "month_day_range": calendar.day_range, "day_month_range": calendar.day_range,
    "month_day_range_months": calendar.day_range_months, "day_month_range_months": calendar.day_range_months,
    "day_of_deictic_month": calendar.day_of_deictic_month,
    "month_range": calendar.month_range, "month_range_year": calendar.month_range,
    "month_year": calendar.month_year, "month_alone": calendar.month_alone, "month_part": calendar.month_alone,
    "month_deictic": calendar.month_deictic,
    "week_of_month": calendar.week_of_month,
    "half_of_month": calendar.half_of_month, "week_of_day": calendar.week_of_day,
    "year_alone": calendar.year, "year_in_brackets": calendar.year,
    "year_before_noun": calendar.year, "year_part": calendar.year,
    "year_range": calendar.year_range, "year_range_short": calendar.year_range, "decade": calendar.decade,
    "quarter_of_year": calendar.quarter, "half_of_year": calendar.half,
    "season_year": calendar.season, "season_deictic": calendar.season,
    "weekday": relative.weekday, "weekday_range": relative.weekday_range,
    "deictic_day": relative.deictic_day, "deictic_unit": relative.deictic_unit, "deictic_part": relative.deictic_part,
    "deictic_end": relative.deictic_end,
    "ago": relative.ago, "ahead": relative.ahead, "later": relative.later, "next_day": relative.next_day,
}  # fmt: skip
