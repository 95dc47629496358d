"""One round as several documents tell of it, within one dialogue.

Dates decide before numbers: sources number the same sessions differently, and a round that slips keeps its
number but not its date. Where accounts differ every value is kept; see :mod:`tracktwo.resolution.accounts`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations_with_replacement

from tracktwo.model import Entry, Round, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.accounts import Account, accounts_of
from tracktwo.resolution.clusters import across, connected
from tracktwo.resolution.holders import same_holder
from tracktwo.resolution.rulings import NONE, Rulings, ruled

#: A round announced for one time and held, under the same number, within this long of it is the same round,
#: slipped; a round of the same number further off belongs to another count.
SLIP = timedelta(days=200)
#: A day that papers give differently for a round of the same number.
SLIP_OF_PEN = timedelta(days=3)
#: A day that papers give differently for a round in the same place.
NEXT_DAY = timedelta(days=1)
#: A round that sits for weeks in one place, of which another account tells a day.
LONG_ROUND = timedelta(days=62)
#: No two rounds of one dialogue are held within these days.
ONE_SESSION = timedelta(days=4)


@dataclass(frozen=True)
class KnownRound:
    """One convening with all accounts of it."""

    entries: tuple[Entry[Round], ...]

    @cached_property
    def held(self) -> bool:
        """Whether any document tells that it took place."""
        return any(e.claim.status is Status.HELD for e in self.entries)

    @cached_property
    def status(self) -> Status:
        """Held if anybody saw it held; cancelled only where nobody did and somebody says so."""
        if self.held:
            return Status.HELD
        cancelled = any(e.claim.status is Status.CANCELLED for e in self.entries)
        return Status.CANCELLED if cancelled else Status.PLANNED

    def accounts(self, value: Callable[[Round], str | None]) -> tuple[Account[Round], ...]:
        """What the documents say of one field, most often said first."""
        return accounts_of(self.entries, value)

    @property
    def convenors(self) -> tuple[Account[Round], ...]:
        """Who convened it; spellings and additions of one holder are one account."""
        return accounts_of(self.entries, lambda r: ", ".join(r.convenors) or None, same_holder)

    @property
    def sponsors(self) -> tuple[Account[Round], ...]:
        """Who paid for it, likewise."""
        return accounts_of(self.entries, lambda r: ", ".join(r.sponsors) or None, same_holder)

    @property
    def ordinals(self) -> tuple[Account[Round], ...]:
        """The numbers given to this round."""
        return self.accounts(lambda r: str(r.ordinal) if r.ordinal else None)

    @cached_property
    def dates(self) -> tuple[Account[Round], ...]:
        """The dates on which it was held; where nobody tells of that, those for which it was announced."""
        told = [e for e in self.entries if e.claim.status is Status.HELD] or self.entries
        return accounts_of(told, lambda r: r.when, _may_be_one_date)

    @property
    def announced(self) -> tuple[Account[Round], ...]:
        """The dates for which it was announced."""
        planned = [e for e in self.entries if e.claim.status is Status.PLANNED]
        return accounts_of(planned, lambda r: r.when, _may_be_one_date)

    @cached_property
    def when(self) -> Edtf | None:
        """The date given most often."""
        return Edtf.parse(self.dates[0].value) if self.dates else None

    @property
    def places(self) -> tuple[Account[Round], ...]:
        """Where it was held."""
        return self.accounts(lambda r: r.where)


def link_rounds(entries: Iterable[Entry[Round]], rulings: Rulings = NONE) -> tuple[KnownRound, ...]:
    """Group the rounds of one dialogue, in order of time; those without any date come last.

    Contacts that only imply talks are no rounds and are left out.
    """
    by_id = {e.id: e for e in sorted(entries, key=lambda e: e.id) if not e.claim.implied}
    told: defaultdict[tuple[str | None, int | None, Status, str | None], list[str]] = defaultdict(list)
    for name, entry in by_id.items():
        claim = entry.claim
        told[claim.when, claim.ordinal, claim.status, claim.where].append(name)
    # Accounts that give the same date, number, status and place are compared once for all of them.
    same = list(told.values())
    links = [
        (one, other)
        for one, other in _comparable([by_id[own[0]].claim for own in same])
        if _one_round(by_id[same[one][0]].claim, by_id[same[other][0]].claim)
    ]
    vague = {n for n, own in enumerate(same) if not _has_year(by_id[own[0]].claim)}
    firm = [
        [by_id[name] for n in group for name in same[n]]
        for group in connected(
            (n for n in range(len(same)) if n not in vague),
            [pair for pair in links if vague.isdisjoint(pair)],
        )
    ]
    of = {entry.id: n for n, group in enumerate(firm) for entry in group}
    fitting = {
        n: _fitting(n, links, vague, {m: of[own[0]] for m, own in enumerate(same) if m not in vague})
        for n in vague
    }
    free = {n for n in vague if not fitting[n]}
    pairs = [link for one, other in links if {one, other} <= free for link in across(same[one], same[other])]
    pairs += [(group[0].id, entry.id) for group in firm for entry in group]
    for n in vague - free:
        for name in same[n]:
            meant = _nearest(by_id[name], [firm[number] for number in sorted(fitting[n])])
            pairs += [(name, meant[0].id)] if meant else []
    groups = [[by_id[i] for i in group] for group in connected(by_id, pairs)]
    rounds = [KnownRound(group) for group in ruled(groups, rulings, lambda e: e.id)]
    return tuple(sorted(rounds, key=_in_time))


def _has_year(told: Round) -> bool:
    return told.when is not None and Edtf.parse(told.when).has_year


def _fitting(
    block: int, links: Sequence[tuple[int, int]], vague: Collection[int], groups: Mapping[int, int]
) -> frozenset[int]:
    """The dated rounds that accounts without a year may be of."""
    near = {one if other == block else other for one, other in links if block in (one, other)}
    return frozenset(groups[n] for n in near if n not in vague)


def _nearest(entry: Entry[Round], rounds: Sequence[Sequence[Entry[Round]]]) -> Sequence[Entry[Round]] | None:
    """Which of several rounds of one number a report without a year is of: the one at the place that it tells, else
    the one nearest to the report's own date.

    One that tells of a round held looks back, one that announces a round ahead. None where that does not settle it.
    """
    there = [group for group in rounds if any(_one_place(entry.claim, e.claim) for e in group)]
    if len(there) == 1 or len(rounds) == 1:
        return (there or rounds)[0]
    published = Edtf.parse(entry.document.published).bounds()[0] if entry.document.published else None
    if published is None:
        return None
    apart: list[tuple[bool, timedelta]] = []
    for group in rounds:
        days = [day for e in group if (day := Edtf.parse(e.claim.when or "").bounds()[0]) is not None]
        gaps = [day - published for day in days]
        looks = [
            gap <= ONE_SESSION if entry.claim.status is Status.HELD else gap >= -ONE_SESSION for gap in gaps
        ]
        apart.append((not any(looks), min(map(abs, gaps))))
    best = min(apart)
    return rounds[apart.index(best)] if apart.count(best) == 1 else None


def _comparable(told: Sequence[Round]) -> list[tuple[int, int]]:
    """Places of accounts, in order, that may be of one round: of one number, or of times that nearly meet.

    Of the others :func:`_one_round` knows without looking that they are not.
    """
    by_number: defaultdict[int, list[int]] = defaultdict(list)
    vague: list[int] = []
    dated: list[int] = []
    firm: list[tuple[date, date, int]] = []
    for place, one in enumerate(told):
        if one.ordinal is not None:
            by_number[one.ordinal].append(place)
        start, end = Edtf.parse(one.when).bounds() if one.when else (None, None)
        if one.when:
            dated.append(place)
        if one.when and start and end and Edtf.parse(one.when).has_year:
            firm.append((start, end, place))
        elif one.when:
            vague.append(place)
    found = {pair for own in by_number.values() for pair in combinations_with_replacement(own, 2)}
    found |= {(min(one, other), max(one, other)) for one in vague for other in dated}
    firm.sort()
    for number, (_, end, place) in enumerate(firm):
        # The later ones begin ever later.
        for start, _, other in firm[number:]:
            if start - end >= NEXT_DAY:
                break
            found.add((min(place, other), max(place, other)))
    return sorted(found)


def _one_round(one: Round, other: Round) -> bool:
    same_number = one.ordinal is not None and one.ordinal == other.ordinal
    if not (one.when and other.when):
        return same_number
    a, b = Edtf.parse(one.when), Edtf.parse(other.when)
    if _meet(a, b):
        return same_number or (_precise_enough(one, other) and not _told_apart(one, other))
    if _apart(a, b) <= (SLIP_OF_PEN if same_number else NEXT_DAY) and (same_number or _one_place(one, other)):
        return one.ordinal is None or other.ordinal is None or same_number
    return same_number and _slipped(one, other)


def _precise_enough(one: Round, other: Round) -> bool:
    """Two mentions that share no more than a year may be two rounds of that year."""
    longest = LONG_ROUND if _one_place(one, other) else timedelta(days=31)
    return all(_span(r.when) <= longest for r in (one, other) if r.when)


def _told_apart(one: Round, other: Round) -> bool:
    """Whether two accounts that may be of one time are of two rounds: a month holds several, a day does not."""
    if all(_span(r.when) <= ONE_SESSION for r in (one, other) if r.when):
        return False
    # Counts of one series differ by one at most, where one of them takes in a preparatory round.
    other_number = (
        one.ordinal is not None and other.ordinal is not None and abs(one.ordinal - other.ordinal) > 1
    )
    return other_number or (one.where is not None and other.where is not None and not _one_place(one, other))


def _one_place(one: Round, other: Round) -> bool:
    """Whether both name a place, and one of them may be the other: a building and its city share a word."""
    a, b = (set(re.findall(r"\w+", (r.where or "").casefold())) for r in (one, other))
    return bool(a & b)


def _apart(one: Edtf, other: Edtf) -> timedelta:
    """The days between two times; a long time where either has no year."""
    (a, a_end), (b, b_end) = one.bounds(), other.bounds()
    if a is None or b is None or a_end is None or b_end is None or not (one.has_year and other.has_year):
        return timedelta.max
    # Ends are the day after the last.
    return max(a - b_end, b - a_end) + timedelta(days=1)


def _span(edtf: str) -> timedelta:
    start, end = Edtf.parse(edtf).bounds()
    return end - start if start and end else timedelta(0)


def _slipped(one: Round, other: Round) -> bool:
    if one.status is other.status is Status.HELD:
        return False
    a, b = (Edtf.parse(r.when or "") for r in (one, other))
    first, second = a.bounds()[0], b.bounds()[0]
    if first is not None and second is not None:
        return abs(first - second) <= SLIP
    # Without a year the calendar goes round: the nearer way between the two months counts.
    given = [d.start.month or "" for d in (a, b) if d.start]
    months = [int(month) for month in given if month.isdigit()]
    return (
        len(months) == 2 and min((months[0] - months[1]) % 12, (months[1] - months[0]) % 12) * 30 <= SLIP.days
    )


def _may_be_one_date(one: str, other: str) -> bool:
    return _meet(Edtf.parse(one), Edtf.parse(other))


def _meet(one: Edtf, other: Edtf) -> bool:
    """Whether both can be one occasion; without a year only dates that match part by part can."""
    if one.has_year and other.has_year:
        return one.may_overlap(other)
    return one.may_equal(other)


def _in_time(found: KnownRound) -> tuple[int, object, int, str]:
    when = found.when
    ordinal = int(found.ordinals[0].value) if found.ordinals else 0
    if when is None or not when.has_year:
        return (1, "", ordinal, found.entries[0].id)
    return (0, when.sort_key(), ordinal, found.entries[0].id)
