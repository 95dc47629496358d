"""Stretches of time by which positions are compared: from round to round, or by calendar.

A report appears some days after what it reports; so a round's period ends a week after the round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Status
from tracktwo.model.dates import Edtf, first_day
from tracktwo.resolution.rounds import KnownRound

#: How long after a round reports still count as of it.
GRACE = timedelta(days=7)


class By(StrEnum):
    """What divides time."""

    ROUND = "round"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    #: No division: everything at once.
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of time, half-open: from ``start`` up to, not including, ``end``; None is unbounded."""

    name: str
    start: date | None
    end: date | None
    known: KnownRound | None = None

    def holds(self, day: str | None) -> bool:
        """Whether something told on ``day`` (EDTF) begins in this period; nothing undated does."""
        first = first_day(day)
        if first is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= first) and (self.end is None or first < self.end)


def periods_of(dossier: Dossier, by: By, days: Sequence[str | None]) -> tuple[Period, ...]:
    """Divide the time of a dialogue.

    Args:
        dossier: the dialogue whose rounds divide time.
        by: what divides it.
        days: the days that the periods are to cover; calendar periods without any of them are left out.
    """
    if by is By.ALL:
        return (Period("whole time", None, None),)
    if by is By.ROUND:
        return rounds_as_periods(dossier.rounds)
    given = sorted({b for d in days if d and (b := Edtf.parse(d).bounds()[0])})
    return tuple(dict.fromkeys(_calendar(day, by) for day in given))


def rounds_as_periods(rounds: Sequence[KnownRound]) -> tuple[Period, ...]:
    """One period a round held: from a week after the round before to a week after it, and one since the last.

    "Round 4" thus holds what was said in the months before it as well: what the sides brought to it.
    """
    held = [(k, _last(k)) for k in rounds]
    dated = sorted(((k, last) for k, last in held if last), key=lambda pair: (pair[1], pair[0].entries[0].id))
    if not dated:
        return (Period("whole time", None, None),)
    found: list[Period] = []
    start: date | None = None
    for known, last in dated:
        end = last + GRACE
        if start is None or end > start:
            found.append(Period(round_name(known), start, end, known))
            start = end
    return (*found, Period(f"since {found[-1].name[:1].lower()}{found[-1].name[1:]}", start, None))


def when_held(known: KnownRound) -> Edtf | None:
    """When a round was held, as reports of it tell; else the day it was announced for.

    The latter only where a report of at most a week after that day tells of the round as held and gives no day
    itself ("the round has just ended"). None where it was not held, or no day follows.
    """
    if known.status is not Status.HELD:
        return None
    if known.when is not None:
        return known.when if known.when.has_year else None
    reports = [e.document.published for e in known.entries if e.claim.status is Status.HELD]
    told = [b for p in reports if p and (b := Edtf.parse(p).bounds()[0])]
    for account in known.announced:
        start, end = Edtf.parse(account.value).bounds()
        if start and end and any(start <= day < end + GRACE for day in told):
            return Edtf.parse(account.value)
    return None


def round_name(known: KnownRound) -> str:
    """A round by its number, else by its date or place."""
    if known.ordinals:
        return "Round " + " or ".join(a.value for a in known.ordinals)
    when = known.dates[0].value if known.dates else "without a date"
    return f"Round of {when}"


def _last(known: KnownRound) -> date | None:
    """The first day after the round."""
    when = when_held(known)
    return when.bounds()[1] if when is not None else None


def _calendar(day: date, by: By) -> Period:
    if by is By.YEAR:
        return Period(str(day.year), date(day.year, 1, 1), date(day.year + 1, 1, 1))
    months = 3 if by is By.QUARTER else 1
    first = (day.month - 1) // months * months + 1
    end = date(day.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    name = f"{day.year} Q{(first + 2) // 3}" if by is By.QUARTER else f"{day.year}-{first:02}"
    return Period(name, date(day.year, first, 1), end)
