"""Whose head of state or government somebody is, where a text of two states names him without one.

A prime minister is of the one of two states that has such an office; of two leaders who meet, the other one's side is
the other one's; and who is met in a state's capital by people of the other one alone is of that state. Ministers are
never told so, and nothing is in a text that names a third state.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.office_words import office_classes
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling

#: Confidence in somebody whose state follows from an office or from whom he meets.
_CONFIDENCE = 0.8
_STATES = (Kind.NAME, Kind.ADJECTIVE, Kind.PEOPLE, Kind.CAPITAL, Kind.SEAT)
#: Most code points of a sentence that are looked at on either side of a name.
_REACH = 400


def with_state_offices(people: Sequence[KnownPerson], spelling: Spelling) -> tuple[KnownPerson, ...]:
    """Give heads of state and government the one of a text's two states that they can only be of."""
    sides = {n.party for n in spelling.namings if n.party and n.kind in _STATES}
    told = list(people)
    if len(sides) != 2:
        return tuple(told)
    for place, person in enumerate(told):
        having = sides - _without_prime_minister()
        if not person.party and "prime minister" in office_classes(person.offices) and len(having) == 1:
            told[place] = _given(person, next(iter(having)))
    for place, person in enumerate(told):
        party = _met_by_the_other(person, told, sides, spelling) if _is_open(person) else None
        if party:
            told[place] = _given(person, party)
    return tuple(told)


def _given(person: KnownPerson, party: str) -> KnownPerson:
    return replace(person, party=party, confidence=min(person.confidence, _CONFIDENCE))


def _is_open(person: KnownPerson) -> bool:
    return not person.party and bool(_of_the_whole() & office_classes(person.offices))


def _met_by_the_other(
    person: KnownPerson, people: Sequence[KnownPerson], sides: set[str], spelling: Spelling
) -> str | None:
    """The state of somebody that follows from whom he meets; None where it does not."""
    for mention in person.mentions:
        begin, end = _sentence(mention.outer[0], mention.outer[1], spelling)
        sentence = spelling.plain[begin:end]
        here = {
            p.party for p in people
            if p is not person and p.party in sides and any(begin <= m.start < end for m in p.mentions)
        }  # fmt: skip
        if len(here) == 1 and re.search(lexicon.load("state_offices")["two_heads"], sentence):
            return next(iter(sides - here))
        known = {p.party for p in people if p is not person and p.party in sides}
        before = spelling.plain[begin : mention.outer[0]]
        if len(known) == 1 and re.search(lexicon.load("state_offices")["met_at_home"], before):
            (other,) = sides - known
            # At a summit presidents of all countries are met.
            if not _gathering().search(sentence) and any(
                n.party == other and n.kind in (Kind.CAPITAL, Kind.SEAT) for n in spelling.namings
            ):
                return other
    return None


def _sentence(start: int, end: int, spelling: Spelling) -> tuple[int, int]:
    """The sentence around a name, as far as full stops and the ends of paragraphs tell."""
    stop = re.compile(r"[.!?](?=\s)|\n\s*\n").search(spelling.plain, end, end + _REACH)
    return spelling.sentence_start(start, _REACH), stop.start() if stop else min(
        len(spelling.plain), end + _REACH
    )


@cache
def _gathering() -> re.Pattern[str]:
    return re.compile(rf"\b{lexicon.load('hosts')['gathering']}")


@cache
def _without_prime_minister() -> frozenset[str]:
    return frozenset(str(code) for code in lexicon.load("state_offices")["without_prime_minister"])


@cache
def _of_the_whole() -> frozenset[str]:
    return frozenset(str(name) for name in lexicon.load("state_offices")["of_the_whole"])
