"""Stretches of time by which positions are compared: from round to round, or by calendar.

A report appears some days after what it reports; so a round's period ends a week after the round.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Change, Entry, Round, StateChange, Status
from tracktwo.model.dates import Edtf, first_day
from tracktwo.resolution.accounts import Account, accounts_of
from tracktwo.resolution.rounds import KnownRound

#: How long after a round reports still count as of it.
GRACE = timedelta(days=7)
#: Characters of a day in full, such as 2024-06-03.
_DAY = 10


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
        return rounds_as_periods(dossier.rounds, dossier.states)
    given = sorted({b for d in days if d and (b := Edtf.parse(d).bounds()[0])})
    return tuple(dict.fromkeys(_calendar(day, by) for day in given))


def rounds_as_periods(
    rounds: Sequence[KnownRound], states: Iterable[Entry[StateChange]] = ()
) -> tuple[Period, ...]:
    """One period a round held: from a week after the round before to a week after it, and one since the last.

    "Round 4" thus holds what was said in the months before it as well: what the sides brought to it.
    """
    held = [(k, _last(k, states)) for k in rounds]
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


def when_held(known: KnownRound, states: Iterable[Entry[StateChange]] = ()) -> Edtf | None:
    """When a round was held, as reports of it tell; else the day it was announced for.

    The latter only where a report of at most a week after that day tells of the round as held and gives no day
    itself ("the round has just ended"). None where it was not held, or no day follows.

    Args:
        known: the round.
        states: the dialogue's changes of state: a report of the round's last day may tell its first one only so
            ("closed on Tuesday … had begun on 14 June").
    """
    if known.status is not Status.HELD:
        return None
    if known.when is not None:
        return _from_its_beginning(known.when, known, states) if known.when.has_year else None
    reports = [e.document.published for e in known.entries if e.claim.status is Status.HELD]
    told = [b for p in reports if p and (b := Edtf.parse(p).bounds()[0])]
    for account in known.announced:
        start, end = Edtf.parse(account.value).bounds()
        if start and end and any(start <= day < end + GRACE for day in told):
            return Edtf.parse(account.value)
    return None


def _from_its_beginning(when: Edtf, known: KnownRound, states: Iterable[Entry[StateChange]]) -> Edtf:
    """The day of a round with the day on which reports of it say that it began, some days before."""
    if when.is_interval or len(when.text) != _DAY:
        return when
    reports = {e.document.id for e in known.entries if e.claim.status is Status.HELD and e.claim.when}
    for entry in states:
        begun = entry.claim.when or ""
        is_its_own = entry.claim.change is Change.STARTED and entry.document.id in reports
        if is_its_own and len(begun) == _DAY and Edtf.parse(begun).surely_before(when):
            first, last = Edtf.parse(begun).bounds()[0], when.bounds()[0]
            if first and last and last - first < GRACE:
                return Edtf.parse(f"{begun}/{when.text}")
    return when


def where_held(known: KnownRound) -> tuple[Account[Round], ...]:
    """Where a round was held, by account; where it was to be held, if no report of it says so.

    A place for which it was announced for another time is no account of where it was held.
    """
    if known.status is not Status.HELD:
        return known.places
    held = [e for e in known.entries if e.claim.status is Status.HELD]
    when = when_held(known)
    then = [
        e
        for e in known.entries
        if e.claim.status is Status.PLANNED
        and (when is None or (e.claim.when is not None and Edtf.parse(e.claim.when).may_overlap(when)))
    ]
    return accounts_of(held, lambda r: r.where) or accounts_of(then, lambda r: r.where)


def round_name(known: KnownRound) -> str:
    """A round by its number, else by its date or place."""
    if known.ordinals:
        return "Round " + " or ".join(a.value for a in known.ordinals)
    when = known.dates[0].value if known.dates else "without a date"
    return f"Round of {when}"


def _last(known: KnownRound, states: Iterable[Entry[StateChange]]) -> date | None:
    """The first day after the round."""
    when = when_held(known, states)
    return when.bounds()[1] if when is not None else None


def _calendar(day: date, by: By) -> Period:
    if by is By.YEAR:
        return Period(str(day.year), date(day.year, 1, 1), date(day.year + 1, 1, 1))
    months = 3 if by is By.QUARTER else 1
    first = (day.month - 1) // months * months + 1
    end = date(day.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    name = f"{day.year} Q{(first + 2) // 3}" if by is By.QUARTER else f"{day.year}-{first:02}"
    return Period(name, date(day.year, first, 1), end)
