"""How continuous the rounds of a dialogue have been: how far apart, whether the next is late, and who carries them on.

Counts only rounds that documents tell of as held and date within a month; breaks and their causes are found in
:mod:`tracktwo.analysis.breaks`, contacts besides the rounds in :mod:`tracktwo.analysis.contacts`.
"""

from dataclasses import dataclass
from datetime import date

from tracktwo.analysis.contacts import Gap, Occasion, expected_by, gaps_between, occasions_of, usual_gap
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.resolution.people import KnownPerson


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How far apart rounds have been, and whether the next is late by that measure."""

    gaps: tuple[Gap, ...]
    #: Median of the gaps in days; None with fewer than two gaps.
    usual: int | None
    #: The day by which another round would be usual; None where there is no rhythm.
    expected_by: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Carriers:
    """People at the last round held, by whether they were at an earlier one."""

    returning: tuple[KnownPerson, ...]
    new: tuple[KnownPerson, ...]
    #: At the round before the last, but not at the last.
    absent: tuple[KnownPerson, ...]


@once
def rhythm(dossier: Dossier, as_of: date) -> Rhythm:
    """Measure the gaps between rounds held, and judge the time since the last by their median."""
    held = _held(dossier)
    gaps = gaps_between(held)
    expected = expected_by(held) if held else None
    return Rhythm(gaps, usual_gap(gaps), expected, overdue=expected is not None and as_of > expected)


@once
def carriers(dossier: Dossier) -> Carriers:
    """Who came back, who is new and who stayed away at the last round whose people are named."""
    named = [o.people for o in _held(dossier) if o.people]
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


def _held(dossier: Dossier) -> tuple[Occasion, ...]:
    return tuple(o for o in occasions_of(dossier) if o.is_round)
