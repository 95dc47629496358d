"""One contact as several documents tell of it. A meeting and the press conference after it stay two."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache, partial

from tracktwo.model import Engagement, Entry, Form, Participant, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.accounts import Account, accounts_of
from tracktwo.resolution.again import Again
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.names import may_be_one
from tracktwo.resolution.places import country_of
from tracktwo.resolution.rulings import NONE, Rulings, ruled

#: Dates vaguer than this do not make two contacts of the same people one.
PRECISE = timedelta(days=4)
#: Nor do such dates make visits of one person to one country one.
MONTH = timedelta(days=31)


@dataclass(frozen=True)
class KnownEngagement:
    """One contact with all accounts of it."""

    entries: tuple[Entry[Engagement], ...]

    @cached_property
    def first(self) -> Engagement:
        """The account that tells most: most participants, then a date, then a place."""
        return max(self.entries, key=_fullness).claim

    @cached_property
    def dates(self) -> tuple[Account[Engagement], ...]:
        """When it was, by account."""
        return accounts_of(
            self.entries, lambda c: c.when, lambda a, b: Edtf.parse(a).may_equal(Edtf.parse(b))
        )

    @cached_property
    def status(self) -> Status:
        """Held if any document tells that it took place."""
        given = {e.claim.status for e in self.entries}
        return Status.HELD if Status.HELD in given else min(given, key=list(Status).index)

    @cached_property
    def parties(self) -> frozenset[str]:
        """Parties whose people took part."""
        everyone = (p for e in self.entries for p in (*e.claim.who, *e.claim.with_))
        return frozenset(code for p in everyone if p.party for code in p.party.split("+"))


@dataclass(frozen=True, slots=True)
class _Linked:
    """Contacts as they were linked, for when some of them have changed."""

    by_id: Mapping[str, Entry[Engagement]]
    pairs: Sequence[tuple[str, str]]


def link_engagements(
    entries: Iterable[Entry[Engagement]], rulings: Rulings = NONE, again: Again | None = None
) -> tuple[KnownEngagement, ...]:
    """Group contacts, in order of time; those without a year come last.

    With ``again``, only contacts that changed since are compared with others.
    """
    again = again or Again()
    by_id = {e.id: e for e in sorted(entries, key=lambda e: e.id)}
    before: _Linked | None = again.last("contacts")
    known = before.by_id if before is not None else {}
    new = {name for name, entry in by_id.items() if known.get(name) is not entry}
    pairs = _pairs(by_id, new)
    if before is not None:
        stayed = by_id.keys() - new
        pairs += [(a, b) for a, b in before.pairs if a in stayed and b in stayed]
    again.note("contacts", _Linked(by_id, pairs))
    groups = [[by_id[i] for i in group] for group in connected(by_id, pairs)]
    found = [
        again.of("contact", group, partial(_in_its_time, group))
        for group in ruled(groups, rulings, lambda e: e.id)
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _pairs(by_id: Mapping[str, Entry[Engagement]], new: Collection[str]) -> list[tuple[str, str]]:
    """Pairs that are one contact, of which one is new."""
    by_day: defaultdict[str, list[str]] = defaultdict(list)
    for name, entry in by_id.items():
        for day in _days(entry.claim.when):
            by_day[day].append(name)
    # Two contacts of several days meet on each of them, and are compared once.
    near = {
        (a, b) if a < b else (b, a) for own in by_day.values() for a in own if a in new for b in own if a != b
    }
    return [(a, b) for a, b in near if _one_contact(by_id[a].claim, by_id[b].claim)]


@lru_cache(maxsize=4096)
def _days(when: str | None) -> tuple[str, ...]:
    """The days on which a contact may have been; a date without a year stands for itself."""
    if when is None:
        return ()
    told = Edtf.parse(when)
    start, end = told.bounds()
    if not told.has_year or start is None or end is None or end - start > PRECISE:
        return (when,)
    # And the day after: a call over the date line is dated a day later on one side.
    return tuple((start + timedelta(n)).isoformat() for n in range((end - start).days + 1))


def _fullness(entry: Entry[Engagement]) -> tuple[int, bool, bool, float, str]:
    told = entry.claim
    return len(told.who) + len(told.with_), bool(told.when), bool(told.where), told.confidence, entry.id


def _one_contact(one: Engagement, other: Engagement) -> bool:
    if not _forms_agree(one.form, other.form) or not (one.when and other.when) or _far_apart(one, other):
        return False
    a, b = Edtf.parse(one.when), Edtf.parse(other.when)
    if not (_precise(a) and _precise(b)):
        return one.when == other.when and _one_visit(one, other)
    if not (a.has_year and b.has_year):
        return one.when == other.when and _people_agree(one, other)
    if a.may_overlap(b):
        return _people_agree(one, other)
    return _across_the_date_line(one, other) and _named_in_common(one, other) >= 2


def _one_visit(one: Engagement, other: Engagement) -> bool:
    """Whether two accounts that tell no day are of one visit: the same month, country and visitor."""
    places = [country_of(c.where) or c.country or c.where for c in (one, other)]
    if not one.form is other.form is Form.VISIT or None in places or places[0] != places[1]:
        return False
    start, end = Edtf.parse(one.when or "").bounds()
    if start is None or end is None or end - start > MONTH:
        return False
    return any(same_participant(a, b) for a in one.who for b in other.who)


def _forms_agree(one: Form, other: Form) -> bool:
    return one is other or Form.OTHER in (one, other)


def _precise(when: Edtf) -> bool:
    start, end = when.bounds()
    return start is None or end is None or end - start <= PRECISE


def _across_the_date_line(one: Engagement, other: Engagement) -> bool:
    """Whether two calls may be one that each side dates by its own clock.

    Two pages of one side that name the caller first tell of two calls: ministers ring one another day after day.
    """
    if not one.form is other.form is Form.CALL:
        return False
    if any(same_participant(a, b) for a in one.who for b in other.who):
        return False
    (a, a_end), (b, b_end) = (Edtf.parse(c.when or "").bounds() for c in (one, other))
    return None not in (a, b) and (a_end == b or b_end == a)


def _far_apart(one: Engagement, other: Engagement) -> bool:
    """Whether both tell of a city, in two countries; a building's country is seldom told."""
    countries = [country_of(c.where) or c.country for c in (one, other)]
    return None not in countries and countries[0] != countries[1]


def _people_agree(one: Engagement, other: Engagement) -> bool:
    """Whether two named people are common to the accounts, or both parties with nobody named against anybody."""
    if _named_in_common(one, other) >= 2:
        return True
    a, b = (*one.who, *one.with_), (*other.who, *other.with_)
    common = {x.party for x in a if x.party} & {y.party for y in b if y.party}
    return len(common) >= 2 and not any(_others_named(party, a, b) for party in common)


def _named_in_common(one: Engagement, other: Engagement) -> int:
    theirs = (*other.who, *other.with_)
    return sum(any(same_participant(x, y) for y in theirs) for x in (*one.who, *one.with_) if x.name)


def _others_named(party: str, a: Iterable[Participant], b: Iterable[Participant]) -> bool:
    """Whether both accounts name people of one side, and no one is the same."""
    ours, theirs = ([p for p in some if p.party == party and p.name] for some in (a, b))
    return bool(ours and theirs) and not any(same_participant(x, y) for x in ours for y in theirs)


def same_participant(one: Participant, other: Participant) -> bool:
    """Whether two named participants may be one person; nobody without a name is."""
    if not one.name or not other.name or (one.party and other.party and one.party != other.party):
        return False
    return may_be_one(one.name, other.name)


def _in_its_time(group: Sequence[Entry[Engagement]]) -> tuple[tuple[int, object, str], KnownEngagement]:
    """A contact with what it is put in order by."""
    found = KnownEngagement(tuple(group))
    return _in_time(found), found


def _in_time(found: KnownEngagement) -> tuple[int, object, str]:
    when = Edtf.parse(found.dates[0].value) if found.dates else None
    if when is None or not when.has_year:
        return (1, "", found.entries[0].id)
    return (0, when.sort_key(), found.entries[0].id)
