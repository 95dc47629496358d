"""Whom a name of one word means, among people of fuller names: by side, office and year.

A surname with an office joins somebody who held such an office, and nobody who only ever held another: "Secretary
Velon" is not the former president of that name, but stays alone until a document names a Velon who is secretary.
A word that could mean several people stays alone as well. Nothing here depends on the order of entries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, partial

from tracktwo.lexicon import load
from tracktwo.resolution.again import Again
from tracktwo.resolution.eras import SILENCE
from tracktwo.resolution.generations import year_of
from tracktwo.resolution.lone_words import Entries, Said, by_description, groups_alone, word_of
from tracktwo.resolution.name_parts import fathers, words
from tracktwo.resolution.names import spelling
from tracktwo.resolution.posts import Likeness, likeness
from tracktwo.resolution.spelling import SPELT, are_two, consonants

#: Years before and after which somebody called by an office may have held it: a term and a half.
TERM = 6
#: So many times as many years speak for somebody against a namesake whom a document or two call by the same office in
#: the same years: that is a slip, or a word that was put to the wrong person.
OFTEN = 3
#: Consonants from which on a surname with other vowels may be the same (Erekat, Erakat), where side and office are.
TELLING = 3


class Place(IntEnum):
    """Where in somebody's name a word stands, the likelier to be called by the higher."""

    FIRST = 1
    INNER = 2
    LAST = 3


def is_single(name: str) -> bool:
    """Whether a name has one word only, titles apart."""
    return len(words(name)) < 2


def with_surnames(
    people: Iterable[Entries], alone: Iterable[Entries], again: Again | None = None
) -> tuple[Entries, ...]:
    """People with the mentions by one word that are theirs, and the mentions that stay alone.

    Args:
        people: the entries of each person, with a name of several words among them.
        alone: entries whose names have one word, grouped in any way.
    """
    again = again or Again()
    known = [again.of("bearer", entries, partial(_Known.of, entries)) for entries in people]
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(known):
        for word in person.places:
            by_word[word].add(number)
            by_word[vowelless(word)].add(number)
    described = by_description(entry for group in alone for entry in group)
    meant: defaultdict[int, list[Said]] = defaultdict(list)
    for said in described:
        word = word_of(said[0])
        one = _meant(said, word, {n: known[n] for n in sorted(by_word.get(word, ()))})
        if one is None:
            near = {n: known[n] for n in sorted(by_word.get(vowelless(word), ()))}
            one = _meant_in_other_vowels(said, word, near)
        if one is not None:
            meant[one].append(said)
    joined = {n: [s for s in own if s[1] in _sides(known[n], own)] for n, own in meant.items()}
    taken = {said for own in joined.values() for said in own}
    return (
        *(
            (*person.entries, *(entry for said in joined.get(n, ()) for entry in described[said]))
            for n, person in enumerate(known)
        ),
        *groups_alone([entry for said, own in described.items() if said not in taken for entry in own]),
    )


def _sides(person: "_Known", meant: Sequence[Said]) -> frozenset[str | None]:
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
                offices[entry.claim.office].add(year_of(entry))
        return cls(entries, parties, places, {o: frozenset(years) for o, years in offices.items()})

    def likeness(self, said: Said) -> Likeness | None:
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

    def called(self, said: Said) -> frozenset[int]:
        """The years of documents that call the person so."""
        office = said[2]
        return frozenset(
            own
            for called, given in self.offices.items()
            if office and likeness(office, called) is Likeness.SAME
            for own in given
            if own is not None
        )

    def distance(self, said: Said) -> int | None:
        """Years between what is said and the nearest time at which the person was called so."""
        year = said[3]
        return min((abs(year - own) for own in self.called(said)), default=None) if year is not None else None


def _meant(said: Said, word: str, candidates: Mapping[int, _Known]) -> int | None:
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


def vowelless(word: str) -> str:
    """What surnames have in common that differ by vowels, for a word as it sounds; the word for a short one."""
    found = consonants(word)
    return f"%{found}" if len(found) >= TELLING else word


def _meant_in_other_vowels(said: Said, word: str, candidates: Mapping[int, _Known]) -> int | None:
    """The one person who is called by that office and side, and by that surname but for its vowels."""
    party, year = said[1], said[3]
    if party is None or len(word) < SPELT:
        return None
    found = [
        n
        for n, p in candidates.items()
        if party in p.parties
        and _one_age(year, p)
        and p.likeness(said) is Likeness.SAME
        and (years := p.distance(said)) is not None
        and years <= TERM
        and any(_is_near(word, own) for own, place in p.places.items() if place is Place.LAST)
    ]
    return found[0] if len(found) == 1 else None


def _is_near(word: str, own: str) -> bool:
    return (
        vowelless(word) == vowelless(own)
        and len(own) >= SPELT
        and word[0] == own[0]
        and not are_two(word, own)
    )


def _may_side(party: str | None, person: _Known) -> bool:
    """Whether the side fits; that of somebody whose side nobody tells may be any."""
    return party is None or party in person.parties or not person.parties


def _one_age(year: int | None, person: _Known) -> bool:
    years = {y for e in person.entries if (y := year_of(e)) is not None}
    return year is None or not years or min(abs(year - own) for own in years) <= SILENCE


def _nothing_against(said: Said, person: _Known) -> bool:
    party, office = said[1], said[2]
    alike = person.likeness(said)
    if office is None:
        return True
    if alike is Likeness.RUNG and party is None:
        return any(words(said[0])[-1:] == words(e.claim.name)[-1:] for e in person.entries)
    # Where of one an office is told and of the other none, at least the side must be the same.
    return party is not None and alike is not Likeness.OTHER


def _without_odd(said: Said, numbers: Sequence[int], people: Mapping[int, _Known]) -> list[int]:
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


def _nearest(said: Said, numbers: Sequence[int], people: Mapping[int, _Known]) -> list[int]:
    """Those who were called so within a term of the year, where anybody was."""
    apart = {n: people[n].distance(said) for n in numbers}
    near = [n for n, years in apart.items() if years is not None and years <= TERM]
    if len(near) != 1:
        near = [n for n in near if apart[n] == 0]
    return near or list(numbers)


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


@cache
def _family_name_first() -> frozenset[str | None]:
    return frozenset(load("family_name_first"))
