"""Whose an official is whom a text of two sides names by office alone: by his office, his journeys, whom he comes with.

It comes last, after everything that stands beside names, and gives a side only where one of the sides of the talks
fits and nothing speaks for another. What somebody's name sounds like tells nothing: ministers of one country have names
of another's. Heads of state who meet are looked at in
:mod:`tracktwo.extraction.state_offices`, visitors' hosts in :mod:`tracktwo.extraction.hosts`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tracktwo.extraction.office_words import office_classes
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling
from tracktwo.extraction.told_beside import beside, of_a_list, of_a_spokesperson, of_a_title
from tracktwo.extraction.told_page import Page, pattern, posts

#: Confidence in somebody whose party follows from his office, a journey or whom he comes with.
_CONFIDENCE = 0.75
#: Classes of offices that each state has, so that of two people who hold one each side has one.
_ONE_A_SIDE = frozenset({"president", "prime minister", "minister", "secretary", "monarch"})
_COUNTERPART = re.compile(r"\b(?P<whose>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:counterpart|opposite number)\b")
_AND = re.compile(r"[^.;:!?]*\band (?:his |her |the )?")
#: Code points between two people between whom talks are.
_REACH = 220


def with_told_sides(
    people: Sequence[KnownPerson], sides: Sequence[str], spelling: Spelling
) -> tuple[KnownPerson, ...]:
    """Give people without a party the one that the text tells otherwise than by words beside the name.

    Args:
        people: everybody whom the text names.
        sides: the parties of the text, most prominent first.
        spelling: the text.
    """
    told = tuple(people)
    for ways in _WAYS:
        if all(p.party for p in told):
            break
        page = Page.of(told, sides, spelling)
        told = tuple(p if p.party else _given(p, ways, page) for p in told)
    return told


def _given(person: KnownPerson, ways: Sequence["_Way"], page: Page) -> KnownPerson:
    """Somebody with the party that the first way finds, if one does."""
    party = next((found for way in ways if (found := way(page, person))), None)
    if party is None:
        return person
    return replace(person, party=party, confidence=min(person.confidence, _CONFIDENCE))


def by_post(page: Page, person: KnownPerson) -> str | None:
    """The one side that has such an office."""
    offices = " ; ".join(person.offices)
    found = {
        party
        for pattern, parties in posts()
        if offices and pattern.search(offices)
        for party in page.only_of(parties)
    }
    return found.pop() if len(found) == 1 else None


def by_journey(page: Page, person: KnownPerson) -> str | None:
    """The other of two states, for an official who goes to one of them."""
    if not page.two or not _ONE_A_SIDE & _classes(person):
        return None
    found = set()
    for mention in person.mentions:
        behind = page.plain[mention.outer[1] : mention.outer[1] + 120]
        for place in page.namings:
            at = place.start - mention.outer[1]
            if 0 < at < len(behind) and place.place in page.two and pattern("goes").fullmatch(behind[:at]):
                found |= set(page.two) - {place.place}
    return found.pop() if len(found) == 1 else None


def by_counterpart(page: Page, person: KnownPerson) -> str | None:
    """The other of two states, for somebody whose counterpart's, or of whom he talks with, is told behind."""
    if not page.two or not person.offices:
        return None
    found: set[str] = set()
    for mention in person.mentions:
        behind = page.plain[mention.outer[1] : mention.outer[1] + 120]
        match = _COUNTERPART.search(behind)
        if match and pattern("beside_counterpart").fullmatch(behind[: match.start()]):
            found |= page.other_than(party_of_words(match["whose"]))
        for naming in page.namings:
            at = naming.start - mention.outer[1]
            if 0 < at < len(behind) and naming.party and pattern("talks_with").fullmatch(behind[:at]):
                found |= page.other_than(naming.party)
    return found.pop() if len(found) == 1 else None


def by_pair(page: Page, person: KnownPerson) -> str | None:
    """The other of two states, for one of two who hold one office together: "Foreign Ministers A and B"."""
    other = _partner(page, person)
    found = {*page.top} - {other.party} if other and other.party in page.top else set()
    return found.pop() if len(found) == 1 else None


def _partner(page: Page, person: KnownPerson) -> KnownPerson | None:
    """With whom somebody is named behind an office in the plural."""
    plain = page.plain
    for mention in person.mentions:
        for other in page.people:
            for its in other.mentions if other is not person else ():
                one, two = sorted((mention, its), key=lambda m: m.start)
                between = plain[one.end : two.start]
                is_joined = len(between) < 8 and pattern("and_the_other").fullmatch(between)
                if is_joined and pattern("of_both").search(plain[max(0, one.start - 40) : one.start]):
                    return other
    return None


def by_the_other(page: Page, person: KnownPerson) -> str | None:
    """The other of two states, where one has the same office told and the other one has not."""
    classes = _ONE_A_SIDE & _classes(person)
    if not page.two or not classes or person.party:
        return None
    same = [p for p in page.people if p is not person and _alike(person, p)]
    sides = {p.party for p in same}
    if len(sides) != 1 or not sides <= set(page.two):
        return None
    (other,) = set(page.two) - sides
    return other


def by_between(page: Page, person: KnownPerson) -> str | None:
    """The other of two states, for one of two between whom talks are told: "between General A, …, and General B"."""
    found: set[str] = set()
    everybody = [(m, p) for p in page.people for m in p.mentions]
    for mine in person.mentions if page.two else ():
        for its, other in everybody:
            one, two = sorted((mine, its), key=lambda m: m.start)
            gap = page.plain[one.end : two.outer[0]] if other.party else ""
            is_next = not any(one.end < m.start < two.start for m, _ in everybody)
            opened = pattern("between").search(page.plain[max(0, one.start - 60) : one.start])
            if opened and is_next and len(gap) < _REACH and _AND.fullmatch(gap):
                found |= page.other_than(other.party)
    return found.pop() if len(found) == 1 else None


def by_the_only_state(page: Page, person: KnownPerson) -> str | None:
    """The one state of a text about it and its own movements, for who governs one."""
    if not page.only or not (_ONE_A_SIDE | {"spokesperson"}) & _classes(person):
        return None
    return page.only


_Way = Callable[[Page, KnownPerson], str | None]
#: The surer ways first; those behind go by what those before them found.
_WAYS: tuple[tuple[_Way, ...], ...] = (
    (beside, of_a_title, of_a_list, of_a_spokesperson),
    (by_post, by_journey),
    (by_pair, by_between, by_counterpart, by_the_other, by_the_only_state),
)


def _classes(person: KnownPerson) -> frozenset[str]:
    return office_classes(person.offices)


def _alike(one: KnownPerson, other: KnownPerson) -> bool:
    """Whether two hold the same office of two states: both presidents, both foreign ministers."""
    if not one.office or not other.office or any(map(_was, (one, other))):
        return False
    mine, theirs = (re.sub(r"\W+", " ", o.office or "").lower() for o in (one, other))
    return mine == theirs and bool(_ONE_A_SIDE & _classes(one) & _classes(other))


def _was(person: KnownPerson) -> bool:
    return any(m.former for m in person.mentions)
