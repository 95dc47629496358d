"""What is counted for each plot: events by class and time, issues by party, contacts and breaks over time.

Every figure is a count of entries of one dialogue that the record's gate has let through; what has no date within
its unit of time is left out, and how much that is stands in ``left_out``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tracktwo.analysis.breaks import suspensions
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import position_ledger
from tracktwo.analysis.periods import when_held
from tracktwo.lexicon import load
from tracktwo.model import Engagement, Modality, Statement, Status
from tracktwo.model.dates import Edtf
from tracktwo.views.between import is_between
from tracktwo.views.brief.contacts import recent_contacts
from tracktwo.views.wording import party_name

#: The plots by name, with their titles.
FIGURES = {
    "cooperation": "Cooperation and conflict over time",
    "attention": "Issues by party",
    "continuity": "Contacts over time",
}
#: Issues shown, those most spoken of.
MOST_ISSUES = 15


@dataclass(frozen=True, slots=True)
class Counted:
    """The data behind one plot."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    #: Entries that could not be counted for want of a date.
    left_out: int = 0
    #: Stretches of time in which the dialogue was suspended, first and last day or None for now.
    breaks: tuple[tuple[date, date | None], ...] = ()


def count_all(dossier: Dossier) -> tuple[Counted, ...]:
    """Count everything for one dialogue."""
    return _cooperation(dossier), _attention(dossier), _continuity(dossier)


def _cooperation(dossier: Dossier) -> Counted:
    """Statements by act, and contacts held, in PLOVER's four classes."""
    days: list[tuple[date, str]] = []
    left_out = 0
    for known in dossier.statements:
        told = known.entries[0]
        quad = _quads().get(told.claim.act.value)
        if quad is None or told.claim.modality is not Modality.ACTUAL or not _is_of(told.claim, dossier):
            continue
        day = _day(told.document.published)
        left_out += day is None
        days += [(day, quad)] if day else []
    for contact in dossier.engagements:
        if contact.status is Status.HELD and is_between(contact, dossier.series.parties):
            day = _day(contact.dates[0].value) if contact.dates else None
            left_out += day is None
            days += [(day, _quads()["CONSULT"])] if day else []
    unit = _unit([day for day, _ in days])
    counted = Counter((_period(day, unit), quad) for day, quad in days)
    quads = tuple(load("plover_quads"))
    rows = tuple(
        (name, *(counted[name, quad] for quad in quads)) for name in _all_periods([d for d, _ in days], unit)
    )
    columns = (unit, *(quad.replace(" ", "_") for quad in quads))
    return Counted("cooperation", FIGURES["cooperation"], columns, rows, left_out)


def _attention(dossier: Dossier) -> Counted:
    """How often each party took a stance on each issue, the issues most spoken of first."""
    ledger = position_ledger(dossier)
    counted: Counter[tuple[str, str]] = Counter()
    for position in ledger.positions:
        counted[position.issue.name, position.party] += len(position.told)
    issues = [issue.name for issue in ledger.issues]
    ranked = sorted(issues, key=lambda i: (-sum(counted[i, p] for p in ledger.parties), i))
    rows = tuple((issue, *(counted[issue, party] for party in ledger.parties)) for issue in ranked)
    return Counted(
        "attention", FIGURES["attention"], ("issue", *(party_name(p) for p in ledger.parties)), rows
    )


def _continuity(dossier: Dossier) -> Counted:
    """Rounds and other contacts held, by time, with the suspensions."""
    days: list[tuple[date, str]] = []
    left_out = 0
    rounds = [when_held(k, dossier.states) for k in dossier.rounds if k.held]
    held = [(when.text if when else None, "rounds") for when in rounds]
    # A meeting at a round is part of it, as in a brief.
    held += [(c.when, "other_contacts") for c in recent_contacts(dossier) if c.status is Status.HELD]
    for when, kind in held:
        day = _day(when)
        left_out += day is None
        days += [(day, kind)] if day else []
    unit = _unit([day for day, _ in days])
    counted = Counter((_period(day, unit), kind) for day, kind in days)
    rows = tuple(
        (name, counted[name, "rounds"], counted[name, "other_contacts"])
        for name in _all_periods([d for d, _ in days], unit)
    )
    return Counted(
        "continuity",
        FIGURES["continuity"],
        (unit, "rounds", "other_contacts"),
        rows,
        left_out,
        _breaks(dossier),
    )


def _breaks(dossier: Dossier) -> tuple[tuple[date, date | None], ...]:
    found = []
    for one in suspensions(dossier):
        start, end = _day(one.start), _day(one.end)
        if start and (end is None or end > start):
            found.append((start, end))
    return tuple(found)


def _is_of(said: Statement | Engagement, dossier: Dossier) -> bool:
    party = said.party if isinstance(said, Statement) else None
    return bool(party) and bool(set((party or "").split("+")) & set(dossier.series.parties))


@cache
def _quads() -> dict[str, str]:
    return {act: quad for quad, acts in load("plover_quads").items() for act in acts}


def _day(when: str | None) -> date | None:
    """The first possible day, where the date is known to the year at least."""
    told = Edtf.parse(when) if when else None
    return told.bounds()[0] if told and told.has_year else None


def _unit(days: Sequence[date]) -> str:
    """Months for two years, quarters for eight, else years."""
    if not days:
        return "year"
    months = (max(days).year - min(days).year) * 12 + max(days).month - min(days).month
    return "month" if months <= 24 else "quarter" if months <= 96 else "year"


def _period(day: date, unit: str) -> str:
    match unit:
        case "month":
            return f"{day.year}-{day.month:02}"
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case _:
            return str(day.year)


def _all_periods(days: Sequence[date], unit: str) -> Iterable[str]:
    """Every period from the first to the last, those without anything included."""
    if not days:
        return ()
    first, last = min(days), max(days)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(dict.fromkeys(_period(date(m // 12, m % 12 + 1, 1), unit) for m in months))
