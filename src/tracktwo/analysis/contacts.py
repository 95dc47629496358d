"""How steady the contacts of a dialogue have been: occasions, the gaps between them, their rate, who keeps coming.

Counts what documents tell of as held and date within a month; what was not reported is not known here, and how many
contacts had to be left out for want of a date is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.analysis.periods import round_name, when_held
from tracktwo.model import Engagement, Entry, Form, Round, Status
from tracktwo.model.dates import Edtf, is_edtf
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.resolution.rounds import KnownRound

#: A contact dated more vaguely than this makes no gap.
PRECISE = timedelta(days=31)
#: Fewer gaps than this make no rhythm.
FEWEST_GAPS = 2
YEAR = timedelta(days=365)
#: A round is over within so many days of the one it was announced for.
SESSION = timedelta(days=3)

Told = Entry[Engagement] | Entry[Round]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Contacts whose days touch, taken as one: a round, and the meetings and press conferences at it."""

    name: str
    first: date
    last: date
    entries: tuple[Told, ...]
    is_round: bool
    people: tuple[KnownPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two occasions, one after the other."""

    before: Occasion
    after: Occasion

    @property
    def days(self) -> int:
        """From the last day of the one to the first of the other."""
        return (self.after.first - self.before.last).days


@dataclass(frozen=True, slots=True)
class Rate:
    """Occasions in the last year, against each year before it, all counted back from one day."""

    as_of: date
    now: int
    #: Occasions in each earlier year of 365 days since the first, the latest first.
    before: tuple[int, ...]

    @property
    def usual(self) -> float | None:
        """Median of the earlier years; None where there is none."""
        return median(self.before) if self.before else None


class Bearing(StrEnum):
    """What a person is to the continuity of a dialogue."""

    #: At the last occasion with named people and at an earlier one.
    RETURNING = "returning"
    #: At the last one only, though people are named at earlier ones.
    NEW = "new"
    #: Came back at least once, but is not named at the last.
    LOST = "lost"
    #: Named once, and not at the last.
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person across the occasions."""

    person: KnownPerson
    occasions: tuple[Occasion, ...]
    bearing: Bearing


class Kept(StrEnum):
    """What became of a round that was announced."""

    KEPT = "held as announced"
    HELD = "held; the day is not told"
    SLIPPED = "held at another time than announced"
    CANCELLED = "cancelled"
    AHEAD = "still ahead"
    PASSED = "its time has passed, and no document tells of it"


@dataclass(frozen=True, slots=True)
class Plan:
    """A round that was announced for a time, and what became of it."""

    name: str
    #: Announced for, EDTF; without a year where the document gives none.
    announced: str
    held: str | None
    kept: Kept
    entries: tuple[Entry[Round], ...]

    @property
    def slip(self) -> int | None:
        """Days from the announced first day to the first day held, 0 if held as announced; None if not known."""
        if self.held is None:
            return None
        if self.kept is Kept.KEPT:
            return 0
        announced = in_year_of(self.announced, self.held)
        start, held = (Edtf.parse(e).bounds()[0] for e in (announced, self.held))
        return (held - start).days if start and held else None


@once
def occasions_of(dossier: Dossier, until: date | None = None) -> tuple[Occasion, ...]:
    """Contacts and rounds held, in order of time; those that touch are one occasion."""
    found: list[Occasion] = []
    for known in dossier.rounds:
        days = _days(when_held(known, dossier.states))
        if days:
            found.append(
                Occasion(round_name(known), *days, known.entries, True, _people(known.entries, dossier))
            )
    for contact in dossier.engagements:
        when = Edtf.parse(contact.dates[0].value) if contact.dates else None
        days = _days(when) if contact.status is Status.HELD else None
        if days:
            name = contact.first.form.value
            found.append(Occasion(name, *days, contact.entries, False, _people(contact.entries, dossier)))
    ordered = sorted(
        (o for o in found if until is None or o.first <= until),
        key=lambda o: (o.first, o.last, not o.is_round, o.entries[0].id),
    )
    return tuple(_merged(ordered))


def undated(dossier: Dossier) -> int:
    """How many contacts and rounds are told as held but not dated within a month."""
    rounds = [when_held(k, dossier.states) for k in dossier.rounds if k.status is Status.HELD]
    contacts = [
        Edtf.parse(k.dates[0].value) if k.dates else None
        for k in dossier.engagements
        if k.status is Status.HELD
    ]
    return sum(_days(when) is None for when in (*rounds, *contacts))


def gaps_between(occasions: Sequence[Occasion]) -> tuple[Gap, ...]:
    """The gaps between occasions, in order of time."""
    return tuple(Gap(a, b) for a, b in pairwise(occasions))


def usual_gap(gaps: Sequence[Gap]) -> int | None:
    """Median of the gaps in days; None with fewer than two."""
    return round(median(g.days for g in gaps)) if len(gaps) >= FEWEST_GAPS else None


def expected_by(occasions: Sequence[Occasion]) -> date | None:
    """The day by which another occasion would be usual; None where there is no rhythm."""
    usual = usual_gap(gaps_between(occasions))
    return occasions[-1].last + timedelta(days=usual) if usual is not None else None


def rate(occasions: Sequence[Occasion], as_of: date) -> Rate:
    """How many occasions there were in the year up to ``as_of``, and in each year before it."""
    past = [o for o in occasions if o.first <= as_of]
    if not past:
        return Rate(as_of, 0, ())
    years = (as_of - past[0].first).days // YEAR.days
    counts = [0] * (years + 1)
    for occasion in past:
        counts[(as_of - occasion.first).days // YEAR.days] += 1
    # The first stretch is no whole year: it would make the past look poorer than it was.
    whole = counts[1:-1] if years > 1 else counts[1:]
    return Rate(as_of, counts[0], tuple(whole))


def attendance(occasions: Sequence[Occasion]) -> tuple[Attendance, ...]:
    """Everybody named at an occasion, those at most occasions first."""
    named = [o for o in occasions if o.people]
    if not named:
        return ()
    people = {p.name: p for o in named for p in o.people}
    found = []
    for name, person in people.items():
        own = tuple(o for o in named if any(p.name == name for p in o.people))
        found.append(Attendance(person, own, _bearing(own, named)))
    return tuple(sorted(found, key=lambda a: (-len(a.occasions), a.person.name)))


@once
def plans_of(dossier: Dossier, as_of: date) -> tuple[Plan, ...]:
    """Rounds that were announced, with what became of each, in the order of the rounds."""
    found = []
    for known in dossier.rounds:
        when = when_held(known, dossier.states)
        planned = announcements_of(known, when)
        if planned:
            first = min(planned, key=lambda e: (e.document.published or "~", e.id))
            held = when.text if when is not None else None
            kept = _kept(first.claim.when or "", held, known.status, as_of)
            found.append(Plan(round_name(known), first.claim.when or "", held, kept, known.entries))
    return tuple(found)


def announcements_of(known: KnownRound, held: Edtf | None) -> list[Entry[Round]]:
    """The accounts that announce a round for a time; what is published after it was held announces another one."""
    return [
        e
        for e in known.entries
        if e.claim.status is Status.PLANNED
        and e.claim.when
        and not (held and e.document.published and held.surely_before(Edtf.parse(e.document.published)))
    ]


def _kept(announced: str, held: str | None, status: Status, as_of: date) -> Kept:
    if status is Status.CANCELLED:
        return Kept.CANCELLED
    if held is not None:
        when = Edtf.parse(in_year_of(announced, held))
        return Kept.KEPT if when.may_overlap(Edtf.parse(held)) else Kept.SLIPPED
    if status is Status.HELD:
        return Kept.HELD
    end = Edtf.parse(announced).bounds()[1]
    return Kept.PASSED if end is not None and end <= as_of else Kept.AHEAD


def in_year_of(announced: str, held: str) -> str:
    """A time announced without a year, in the year that brings it nearest to when it was held."""
    year = (Edtf.parse(held).bounds()[0] or date.min).year
    if Edtf.parse(announced).has_year or year == date.min.year:
        return announced
    choices = [announced.replace("XXXX", f"{y:04}") for y in (year - 1, year, year + 1)]
    start = Edtf.parse(held).bounds()[0] or date.min
    given = [(abs(first - start), c) for c in choices if is_edtf(c) and (first := Edtf.parse(c).bounds()[0])]
    return min(given)[1] if given else announced


def _bearing(own: Sequence[Occasion], named: Sequence[Occasion]) -> Bearing:
    if named[-1] in own:
        return Bearing.RETURNING if len(own) > 1 else Bearing.NEW
    return Bearing.LOST if len(own) > 1 else Bearing.ONCE


def _merged(ordered: Iterable[Occasion]) -> Iterable[Occasion]:
    current: Occasion | None = None
    for occasion in ordered:
        if current is not None and (occasion.first <= current.last or _closes(occasion, current)):
            current = _joined(current, occasion)
            continue
        if current is not None:
            yield current
        current = occasion
    if current is not None:
        yield current


def _closes(occasion: Occasion, current: Occasion) -> bool:
    """Whether this is the press conference at the end of a round that one document tells of together with it."""
    forms = {e.claim.form for e in occasion.entries if isinstance(e.claim, Engagement)}
    if not current.is_round or occasion.is_round or forms != {Form.PRESS_CONFERENCE}:
        return False
    told = {e.document.id for e in current.entries if e.claim.status is Status.HELD}
    return occasion.last - current.last <= SESSION and any(e.document.id in told for e in occasion.entries)


def _joined(one: Occasion, other: Occasion) -> Occasion:
    # The days of a round are told more exactly by its own reports than by those of a visit around it.
    leading = other if other.is_round and not one.is_round else one
    people = {p.name: p for o in (one, other) for p in o.people}
    return Occasion(
        leading.name,
        min(one.first, other.first),
        max(one.last, other.last),
        (*one.entries, *other.entries),
        one.is_round or other.is_round,
        tuple(people[name] for name in sorted(people)),
    )


def _days(when: Edtf | None) -> tuple[date, date] | None:
    first, end = when.bounds() if when is not None else (None, None)
    if first is None or end is None or end - first > PRECISE:
        return None
    return first, end - timedelta(days=1)


def _people(entries: Iterable[Told], dossier: Dossier) -> tuple[KnownPerson, ...]:
    named: set[tuple[str, str | None]] = set()
    for entry in entries:
        claim = entry.claim
        if isinstance(claim, Round):
            named.update((d.name, d.party) for d in claim.delegates)
        else:
            named.update((p.name, p.party) for p in (*claim.who, *claim.with_) if p.name)
    found = {}
    for name, party in sorted(named, key=lambda n: (n[0], n[1] or "")):
        person = find_person(name, party, dossier.people)
        if person is not None:
            found[person.name] = person
    return tuple(found[name] for name in sorted(found))
