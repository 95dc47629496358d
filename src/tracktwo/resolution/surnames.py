"""Whom a name of one word means, among people of fuller names: by side, office and year.

A surname with an office joins somebody who held such an office, and nobody who only ever held another: "Secretary
Velon" is not the former president of that name, but stays alone until a document names a Velon who is secretary.
A word that could mean several people stays alone as well. Nothing here depends on the order of entries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import combinations, pairwise

from tracktwo.lexicon import load
from tracktwo.model import Entry, Person
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.eras import SILENCE
from tracktwo.resolution.names import fathers, spelling, words
from tracktwo.resolution.posts import Likeness, likeness

#: Years before and after which somebody called by an office may have held it: a term and a half.
TERM = 6
#: So many times as many years speak for somebody against a namesake whom a document or two call by the same office in
#: the same years: that is a slip, or a word that was put to the wrong person.
OFTEN = 3

Entries = tuple[Entry[Person], ...]
#: What tells mentions of one word apart: name, side, office, year.
_Said = tuple[str, str | None, str | None, int | None]


class Place(IntEnum):
    """Where in somebody's name a word stands, the likelier to be called by the higher."""

    FIRST = 1
    INNER = 2
    LAST = 3


def is_single(name: str) -> bool:
    """Whether a name has one word only, titles apart."""
    return len(words(name)) < 2


def with_surnames(people: Iterable[Entries], alone: Iterable[Entries]) -> tuple[Entries, ...]:
    """People with the mentions by one word that are theirs, and the mentions that stay alone.

    Args:
        people: the entries of each person, with a name of several words among them.
        alone: entries whose names have one word, grouped in any way.
    """
    known = [_Known.of(entries) for entries in people]
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(known):
        for word in person.places:
            by_word[word].add(number)
    described = _by_description(entry for group in alone for entry in group)
    meant: defaultdict[int, list[_Said]] = defaultdict(list)
    for said in described:
        word = _word(said[0])
        one = _meant(said, word, {n: known[n] for n in sorted(by_word.get(word, ()))})
        if one is not None:
            meant[one].append(said)
    joined = {n: [s for s in own if s[1] in _sides(known[n], own)] for n, own in meant.items()}
    taken = {said for own in joined.values() for said in own}
    return (
        *(
            (*person.entries, *(entry for said in joined.get(n, ()) for entry in described[said]))
            for n, person in enumerate(known)
        ),
        *_apart([entry for said, own in described.items() if said not in taken for entry in own]),
    )


def _sides(person: "_Known", meant: Sequence[_Said]) -> frozenset[str | None]:
    """The sides of mentions that can be a person's: of one whose side nobody tells, the one that is told most."""
    told = Counter(said[1] for said in meant if said[1] is not None)
    if person.parties or len(told) < 2:
        return frozenset({None, *told})
    (first, most), (_, next_most) = told.most_common(2)
    return frozenset({None, first}) if most > next_most else frozenset({None})


@dataclass(frozen=True, slots=True)
class _Known:
    """A person as far as it counts for whom a surname means."""

    entries: Entries
    parties: frozenset[str]
    #: Where in the person's names each word stands, at best.
    places: Mapping[str, Place]
    #: The offices with the years of documents that call the person so; a year may be unknown.
    offices: Mapping[str, frozenset[int | None]]

    @classmethod
    def of(cls, entries: Entries) -> "_Known":
        parties = frozenset(e.claim.party for e in entries if e.claim.party)
        places: dict[str, Place] = {}
        for name in {e.claim.name for e in entries}:
            for word, place in _places(name, bool(parties & _family_name_first())):
                places[word] = max(place, places.get(word, place))
        offices: defaultdict[str, set[int | None]] = defaultdict(set)
        for entry in entries:
            if entry.claim.office:
                offices[entry.claim.office].add(_year(entry))
        return cls(entries, parties, places, {o: frozenset(years) for o, years in offices.items()})

    def likeness(self, said: _Said) -> Likeness | None:
        """How well the office said goes with those that the person is known in; None where nothing is known."""
        office, year = said[2], said[3]
        if office is None:
            return None
        found = [
            alike
            for own, years in self.offices.items()
            if (alike := likeness(office, own)) is not None
            # Another rung of the same ladder is another person's, unless at another time.
            and not (alike is Likeness.RUNG and year in years)
        ]
        if not found:
            return Likeness.OTHER if self.offices and likeness(office, office) is not None else None
        return max(found)

    def called(self, said: _Said) -> frozenset[int]:
        """The years of documents that call the person so."""
        office = said[2]
        return frozenset(
            own
            for called, given in self.offices.items()
            if office and likeness(office, called) is Likeness.SAME
            for own in given
            if own is not None
        )

    def distance(self, said: _Said) -> int | None:
        """Years between what is said and the nearest time at which the person was called so."""
        year = said[3]
        return min((abs(year - own) for own in self.called(said)), default=None) if year is not None else None


def _meant(said: _Said, word: str, candidates: Mapping[int, _Known]) -> int | None:
    """The one person whom a mention means; None where there is none, or more than one."""
    party = said[1]
    sided = {n: p for n, p in candidates.items() if _may_side(party, p) and _one_age(said[3], p)}
    in_office = [
        n
        for n, p in sided.items()
        # By a first name somebody is known only where the side is told as well.
        if p.likeness(said) is Likeness.SAME and (party is not None or p.places[word] > Place.FIRST)
    ]
    if len(in_office) > 1:
        in_office = _nearest(said, _without_odd(said, in_office, sided), sided)
    if in_office:
        return in_office[0] if len(in_office) == 1 else None
    open_ = {n: p for n, p in sided.items() if not party or party in p.parties}
    # A first name, or an inner one, is less often what somebody is called by than the last.
    best = max((p.places[word] for p in open_.values()), default=Place.FIRST)
    likely = [n for n, p in open_.items() if p.places[word] > Place.FIRST or best is Place.FIRST]
    if len(likely) != 1:
        return None
    # A first name alone may be anybody's.
    is_told = party is not None or best > Place.FIRST
    return likely[0] if is_told and _nothing_against(said, open_[likely[0]]) else None


def _may_side(party: str | None, person: _Known) -> bool:
    """Whether the side fits; that of somebody whose side nobody tells may be any."""
    return party is None or party in person.parties or not person.parties


def _one_age(year: int | None, person: _Known) -> bool:
    years = {y for e in person.entries if (y := _year(e)) is not None}
    return year is None or not years or min(abs(year - own) for own in years) <= SILENCE


def _nothing_against(said: _Said, person: _Known) -> bool:
    party, office = said[1], said[2]
    alike = person.likeness(said)
    if office is None:
        return True
    if alike is Likeness.RUNG and party is None:
        return any(words(said[0])[-1:] == words(e.claim.name)[-1:] for e in person.entries)
    # Where of one an office is told and of the other none, at least the side must be the same.
    return party is not None and alike is not Likeness.OTHER


def _without_odd(said: _Said, numbers: Sequence[int], people: Mapping[int, _Known]) -> list[int]:
    """Those whom documents do not only by a slip call so: in the years of somebody who is called so far more often."""
    years = {n: people[n].called(said) for n in numbers}
    return [
        n
        for n in numbers
        if not any(
            len(others) >= OFTEN * len(years[n]) and any(abs(a - b) <= 1 for a in years[n] for b in others)
            for others in years.values()
        )
    ]


def _nearest(said: _Said, numbers: Sequence[int], people: Mapping[int, _Known]) -> list[int]:
    """Those who were called so within a term of the year, where anybody was."""
    apart = {n: people[n].distance(said) for n in numbers}
    near = [n for n, years in apart.items() if years is not None and years <= TERM]
    if len(near) != 1:
        near = [n for n in near if apart[n] == 0]
    return near or list(numbers)


def _apart(entries: Sequence[Entry[Person]]) -> Iterator[Entries]:
    """Mentions that nobody of a fuller name fits: one group for each word, side and office."""
    by_word: defaultdict[str, list[_Said]] = defaultdict(list)
    described = _by_description(entries)
    for said in described:
        by_word[_word(said[0])].append(said)
    for own in by_word.values():
        for group in _sided(connected(own, _pairs(own))):
            yield tuple(entry for said in group for entry in described[said])


def _pairs(descriptions: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Mentions of one word and side that are one person's as far as anybody can tell."""
    by_side: defaultdict[str | None, list[_Said]] = defaultdict(list)
    for said in descriptions:
        by_side[said[1]].append(said)
    for own in by_side.values():
        posts = [said for said in own if said[2] and likeness(said[2], said[2]) is not None]
        silent = [said for said in own if said not in posts]
        joined = [pair for pair in combinations(posts, 2) if _is_one_post(*pair)]
        yield from joined
        yield from pairwise(silent)
        # Without an office a word means whoever is the only one of it on that side.
        if silent and len(connected(posts, joined)) == 1:
            yield silent[0], posts[0]


def _sided(groups: Sequence[tuple[_Said, ...]]) -> tuple[tuple[_Said, ...], ...]:
    """The groups with those of no side joined to the only one of the same office that has a side."""
    sided = [group for group in groups if group[0][1] is not None]
    pairs = []
    for group in groups:
        if group[0][1] is not None:
            continue
        fitting = [other for other in sided if any(_is_one_post(a, b) for a in group for b in other)]
        if len(fitting) == 1:
            pairs.append((group, fitting[0]))
    return tuple(tuple(said for group in one for said in group) for one in connected(groups, pairs))


def _is_one_post(one: _Said, other: _Said) -> bool:
    return likeness(one[2] or "", other[2] or "") is Likeness.SAME


def _by_description(entries: Iterable[Entry[Person]]) -> dict[_Said, list[Entry[Person]]]:
    found: defaultdict[_Said, list[Entry[Person]]] = defaultdict(list)
    for entry in entries:
        claim = entry.claim
        found[claim.name, claim.party, claim.office, _year(entry)].append(entry)
    return dict(found)


def _word(name: str) -> str:
    parts = spelling(words(name))
    return parts[0] if parts else name.casefold()


def _places(name: str, is_family_first: bool) -> Iterator[tuple[str, Place]]:
    """The words that somebody may be called by; a father's name is none of them."""
    parts = words(name)
    spelt = spelling(parts)
    of_father = fathers(parts)
    last = len(spelt) - 1
    for at, word in enumerate(spelt):
        if at == last or (at == 0 and is_family_first):
            # The last of "Mohammed bin Salman" is the father's, and still what papers call him by.
            yield word, Place.INNER if of_father[at] else Place.LAST
        elif not of_father[at]:
            yield word, Place.INNER if at else Place.FIRST


def _year(entry: Entry[Person]) -> int | None:
    year = (entry.document.published or "")[:4]
    return int(year) if year.isdigit() else None


@cache
def _family_name_first() -> frozenset[str | None]:
    return frozenset(load("family_name_first"))
