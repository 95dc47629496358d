"""Who held which office from when to when, as far as documents call people by it.

An interval reaches from the first to the last document that calls somebody so; when an office began and ended is
not known from that. An office whose holder on a day is not told, or told in two ways, has none here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracktwo.model import Entry, Person
from tracktwo.model.dates import Edtf
from tracktwo.resolution.people import KnownPerson
from tracktwo.resolution.posts import is_former, is_shared, office_words

__all__ = ["Tenure", "holder", "office_words", "tenures_of"]

#: An office is taken to be held so long before the first and after the last document that says so.
GRACE = timedelta(days=120)

_Post = tuple[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office."""

    person: KnownPerson
    #: The office as most documents call it.
    office: str
    party: str
    #: First and last day of documents that call the person so.
    first: date
    last: date
    entries: tuple[Entry[Person], ...]


def tenures_of(people: Iterable[KnownPerson]) -> tuple[Tenure, ...]:
    """The offices of people over time, in order of their beginning; former offices and undated documents apart."""
    found = [tenure for person in people for tenure in _of(person)]
    return tuple(sorted(found, key=lambda t: (t.first, t.last, t.office, t.person.name)))


def holder(office: str, party: str | None, day: date, tenures: Sequence[Tenure]) -> Tenure | None:
    """Who held ``office`` of ``party`` on ``day``; None where nobody is known to, or two people may have.

    The office is compared word by word: "Foreign Minister" is the Minister for Foreign Affairs, "the Minister" may
    be any.
    """
    post = office_words(office), party
    if party is None or is_shared(post[0]):
        return None
    own = [t for t in tenures if (office_words(t.office), t.party) == post]
    then = [t for t in own if t.first <= day <= t.last]
    near = then or [t for t in own if t.first - GRACE <= day <= t.last + GRACE]
    return near[0] if len({id(t.person) for t in near}) == 1 else None


def _of(person: KnownPerson) -> Iterable[Tenure]:
    by_post: defaultdict[_Post, list[tuple[date, Entry[Person]]]] = defaultdict(list)
    for entry in person.entries:
        office, party = entry.claim.office, entry.claim.party
        day = _published(entry)
        if office and party and day and not is_former(office) and office_words(office):
            by_post[office_words(office), party].append((day, entry))
    for (_, party), told in by_post.items():
        days = sorted(day for day, _ in told)
        entries = tuple(e for _, e in sorted(told, key=lambda pair: (pair[0], pair[1].id)))
        yield Tenure(person, _most_often(entries), party, days[0], days[-1], entries)


def _most_often(entries: Sequence[Entry[Person]]) -> str:
    offices = [str(e.claim.office) for e in entries]
    return min(set(offices), key=lambda o: (-offices.count(o), -len(o), o))


def _published(entry: Entry[Person]) -> date | None:
    if entry.document.published is None:
        return None
    told = Edtf.parse(entry.document.published)
    return told.bounds()[0] if told.has_year else None
