"""Who is whom, for those who know better: a person with all mentions, who else it may be, what a ruling would change.

People are put together in resolution; here two of them are put next to each other. Nothing is written.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

from tracktwo.errors import UsageError
from tracktwo.model import Entry, Person
from tracktwo.model.judgement import Thing
from tracktwo.model.rulings import Rulings, pair
from tracktwo.record import Filter, Gate, PersonEntry
from tracktwo.record.facets import fold
from tracktwo.resolution.names import may_be_one
from tracktwo.resolution.people import KnownPerson, describe, known_people, link_people

#: Mentions of one person that are looked at one by one; the others go with those of their spelling.
MOST_MENTIONS = 200
#: People among whom pairs are looked for, those whom most documents name; and pairs that are given at most.
AMONG, MOST_PAIRS = 2_000, 100
#: Shortest word of a name by which two people are compared.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Someone:
    """One person with the mentions that tell of them, the latest first."""

    #: Id of a claim that names the person; the address of the person's pages.
    claim: str
    name: str
    names: tuple[str, ...]
    party: str | None
    offices: tuple[str, ...]
    documents: int
    #: How many mentions there are; ``mentions`` has the latest of them.
    count: int
    mentions: tuple[Entry[Any], ...]
    #: Ids of all mentions.
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """Two people who may be one."""

    one: PersonEntry
    other: PersonEntry
    #: Ids of a claim of each.
    claims: tuple[str, str]


def someone(gate: Gate, name: str) -> Someone:
    """The person whom a claim names, by its id or first digits of it.

    Raises:
        UsageError: there is no such claim, it is about no person, or it names nobody any more.
    """
    entry = gate.claim(name)
    if not isinstance(entry.claim, Person):
        raise UsageError(f"the entry {name!r} names no person")
    if gate.kept is None:
        people = link_people(gate.claims(Person), gate.rulings(Thing.PEOPLE))
        found = next((p for p in people if any(e.id == entry.id for e in p.entries)), None)
        if found is None:
            raise UsageError(f"the entry {name!r} names nobody any more")
        return _of_entries(found.entries, found)
    kept = gate.kept.person_of(entry.id)
    if kept is None:
        raise UsageError(f"the entry {name!r} names nobody any more")
    ids = tuple(a.claim for a in reversed(gate.kept.accounts_of_person(kept.number)))
    latest = ids[:MOST_MENTIONS]
    if entry.id not in latest:
        latest = (entry.id, *latest[:-1])
    mentions = gate.claims_called(latest)
    return Someone(
        ids[0], kept.name, kept.names, kept.party, kept.offices, kept.documents, kept.claims, mentions, ids
    )


def likely_pairs(gate: Gate) -> tuple[Likely, ...]:
    """People who may be one and whom nobody ruled on, those whom most documents name first."""
    if gate.kept is None:
        return ()
    return gate.remembered(("people who may be one",), lambda: _likely_pairs(gate))


def _likely_pairs(gate: Gate) -> tuple[Likely, ...]:
    assert gate.kept is not None
    people = gate.kept.people(Filter(limit=AMONG))
    apart = _ruled_apart(gate)
    found = [(a, b) for a, b in _alike(people) if (a.number, b.number) not in apart]
    found.sort(key=lambda both: (-min(p.documents for p in both), both[0].name, both[1].name))
    shown = found[:MOST_PAIRS]
    latest = _latest_claims(gate, [p for both in shown for p in both])
    return tuple(Likely(a, b, (latest[a.number], latest[b.number])) for a, b in shown)


def likely_others(gate: Gate, person: Someone, words: str = "") -> tuple[tuple[PersonEntry, str], ...]:
    """People of these words, or who share a word of the name; each with the id of a claim that names them."""
    if gate.kept is None:
        return ()
    asked = [words] if words.strip() else sorted({w for n in person.names for w in _words(n)}, key=len)[-3:]
    own = gate.kept.person_of(person.claim)
    found = {p.number: p for one in asked for p in gate.kept.people(Filter(person=one, limit=20))}
    others = [p for p in found.values() if own is None or p.number != own.number]
    others.sort(key=lambda p: (not _may_be_one(p.names, person.names), -p.documents, p.name))
    latest = _latest_claims(gate, others[:20])
    return tuple((p, latest[p.number]) for p in others[:20])


def named_apart(gate: Gate, one: Someone, other: Someone) -> bool:
    """Whether somebody ruled that the two are different, so that to say the same would contradict them."""
    return _crosses(gate.rulings(Thing.PEOPLE).distinct, one, other)


def representatives(person: Someone) -> tuple[str, ...]:
    """Ids of one mention for each spelling of the name and side: a ruling on them holds for the others, too."""
    found: dict[tuple[str, str | None], str] = {}
    for mention in person.mentions:
        found.setdefault((mention.claim.name, mention.claim.party), mention.id)
    return tuple(found.values())


def if_same(gate: Gate, one: Someone, other: Someone) -> tuple[Someone, ...]:
    """Who there would be, once somebody said that the two are one."""
    found = _if(gate, (one, other), lambda r: replace(r, same=r.same | {pair(one.claim, other.claim)}))
    if len(found) > 1:
        return found
    # Of those who are mentioned very often not every mention was looked at.
    documents, others = ({m.document.id for m in person.mentions} for person in (one, other))
    together = one.documents + other.documents - len(documents & others)
    return (replace(found[0], count=one.count + other.count, documents=together),)


def if_distinct(gate: Gate, groups: Sequence[Collection[str]], *people: Someone) -> tuple[Someone, ...]:
    """Who there would be, once somebody said that the mentions of each group are of somebody else than the others'."""
    apart = {pair(a, b) for some, others in combinations(groups, 2) for a, b in product(some, others)}
    return _if(gate, people, lambda r: replace(r, distinct=r.distinct | apart, same=r.same - apart))


def _if(gate: Gate, people: Sequence[Someone], changed: Callable[[Rulings], Rulings]) -> tuple[Someone, ...]:
    rulings = changed(gate.rulings(Thing.PEOPLE))
    groups = [person.mentions for person in people]
    return tuple(_of_entries(group) for group in known_people(groups, rulings))


def _of_entries(entries: Sequence[Entry[Person]], known: KnownPerson | None = None) -> Someone:
    ordered = sorted(entries, key=lambda e: (e.document.published or "", e.id), reverse=True)
    if known is None:
        names = Counter(e.claim.name for e in entries)
        parties = Counter(e.claim.party for e in entries if e.claim.party)
        offices = Counter(e.claim.office for e in entries if e.claim.office)
        known = KnownPerson(*describe(names, parties, offices), tuple(entries))
    ids = tuple(e.id for e in ordered)
    return Someone(
        ids[0], known.name, known.names, known.party, known.offices, len(known.documents), len(ids),
        tuple(ordered[:MOST_MENTIONS]), ids,
    )  # fmt: skip


def _alike(people: Sequence[PersonEntry]) -> Iterator[tuple[PersonEntry, PersonEntry]]:
    """Pairs that share a word of their names, whose sides do not speak against it, and whose names may be one's."""
    by_word: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        for word in {w for name in person.names for w in _words(name)}:
            by_word.setdefault(word, []).append(place)
    seen: set[tuple[int, int]] = set()
    for places in by_word.values():
        for one, other in combinations(places, 2):
            a, b = people[one], people[other]
            if (one, other) in seen or (a.party and b.party and a.party != b.party):
                continue
            seen.add((one, other))
            if _may_be_one(a.names, b.names):
                yield a, b


def _may_be_one(names: Sequence[str], others: Sequence[str]) -> bool:
    return any(may_be_one(a, b) for a, b in product(names[:6], others[:6]))


def _words(name: str) -> set[str]:
    return {word for word in fold(name).replace(".", " ").split() if len(word) >= _SHORTEST}


def _latest_claims(gate: Gate, people: Sequence[PersonEntry]) -> Mapping[int, str]:
    """The id of the latest claim that names each of the people, by the person's number."""
    assert gate.kept is not None
    told = gate.kept.accounts_of_people([p.number for p in people])
    return {number: accounts[-1].claim for number, accounts in told.items()}


def _ruled_apart(gate: Gate) -> set[tuple[int, int]]:
    """Numbers of people who were ruled to be different, in both orders."""
    assert gate.kept is not None
    distinct = gate.rulings(Thing.PEOPLE).distinct
    number = {}
    for name in {name for both in distinct for name in both}:
        person = gate.kept.person_of(name)
        number[name] = person.number if person else -1
    pairs = {(number[a], number[b]) for a, b in distinct}
    return pairs | {(b, a) for a, b in pairs}


def _crosses(pairs: Collection[tuple[str, str]], one: Someone, other: Someone) -> bool:
    first, second = set(one.ids), set(other.ids)
    return any((a in first and b in second) or (b in first and a in second) for a, b in pairs)
