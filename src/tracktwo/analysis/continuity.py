"""How continuous a dialogue has been: gaps between contacts, breaks with their causes, and who carries it on.

Counts only what documents tell of as held and date by year at least; what was not reported is not known here.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from tracktwo.analysis.breaks import day_of, suspensions
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Entry, Incident, StateChange, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.resolution.rounds import KnownRound

#: Fewer gaps than this make no rhythm.
FEWEST_GAPS = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two rounds that were held, one after the other."""

    before: KnownRound
    after: KnownRound
    #: Certain bounds: the dates may be vaguer than days.
    at_least: timedelta
    at_most: timedelta


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How far apart rounds have been, and whether the next is late by that measure."""

    gaps: tuple[Gap, ...]
    #: Median of the gaps' lower bounds; None with fewer than two gaps.
    usual: timedelta | None
    #: The day by which another round would be usual; None where there is no rhythm.
    expected_by: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A suspension with the causes told for it and what ended it, if told."""

    suspended: Entry[StateChange]
    causes: tuple[Entry[StateChange], ...]
    incidents: tuple[Entry[Incident], ...]
    resumed: Entry[StateChange] | None


@dataclass(frozen=True, slots=True)
class Carriers:
    """People at the last round held, by whether they were at an earlier one."""

    returning: tuple[KnownPerson, ...]
    new: tuple[KnownPerson, ...]
    #: At the round before the last, but not at the last.
    absent: tuple[KnownPerson, ...]


def rhythm(dossier: Dossier, as_of: date) -> Rhythm:
    """Measure the gaps between rounds held, and judge the time since the last by their median."""
    held = _held(dossier)
    gaps = tuple(_gap(a, b) for a, b in pairwise(held))
    if len(gaps) < FEWEST_GAPS:
        return Rhythm(gaps, None, None, overdue=False)
    usual = timedelta(days=median(g.at_least.days for g in gaps))
    expected = _days(held[-1])[1] + usual
    return Rhythm(gaps, usual, expected, overdue=as_of > expected)


def breaks(dossier: Dossier) -> tuple[Break, ...]:
    """Each suspension with its rival causes, the incidents beside it, and the resumption after it."""
    found = []
    for one in suspensions(dossier):
        first = next((e for e in one.told if day_of(e) == one.start), one.told[0])
        back = next((e for e in one.resumed if day_of(e) == one.end), None)
        causes = tuple(c.entry for c in one.causes)
        found.append(Break(first, causes, one.incidents, back or next(iter(one.resumed), None)))
    return tuple(found)


def carriers(dossier: Dossier) -> Carriers:
    """Who came back, who is new and who stayed away at the last round whose people are named."""
    named = [people for people in (_people_at(r, dossier) for r in _held(dossier)) if people]
    if not named:
        return Carriers((), (), ())
    last, earlier = named[-1], named[:-1]
    known = {p.name for people in earlier for p in people}
    before = earlier[-1] if earlier else ()
    here = {p.name for p in last}
    return Carriers(
        returning=tuple(p for p in last if p.name in known),
        new=tuple(p for p in last if p.name not in known) if earlier else (),
        absent=tuple(p for p in before if p.name not in here),
    )


def attendance(dossier: Dossier) -> Counter[str]:
    """How many rounds each person is named at, by canonical name."""
    return Counter(p.name for r in _held(dossier) for p in _people_at(r, dossier))


def _held(dossier: Dossier) -> list[KnownRound]:
    return [r for r in dossier.rounds if r.status is Status.HELD and r.when is not None and _bounded(r.when)]


def _bounded(when: Edtf) -> bool:
    return None not in when.bounds()


def _days(known: KnownRound) -> tuple[date, date]:
    start, end = known.when.bounds() if known.when else (None, None)
    assert start is not None
    assert end is not None
    return start, end


def _gap(before: KnownRound, after: KnownRound) -> Gap:
    (first, over), (begins, last) = _days(before), _days(after)
    return Gap(before, after, max(begins - over, timedelta(0)), last - first)


def _people_at(known: KnownRound, dossier: Dossier) -> tuple[KnownPerson, ...]:
    listed: list[tuple[str, str | None]] = [
        (d.name, d.party) for e in known.entries for d in e.claim.delegates
    ]
    found: dict[str, Any] = {}
    for name, party in listed:
        person = find_person(name, party, dossier.people)
        if person:
            found[person.name] = person
    return tuple(found.values())
