"""The other of two sides: whose somebody is who leads or chairs talks together with somebody of known side.

Only where the text says that two people stand for the two sides, and names no third country. What stands beside
a name is read in :mod:`tracktwo.extraction.belonging`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tracktwo import lexicon
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling

#: Confidence in somebody whose party follows from the other's.
_CONFIDENCE = 0.8
_STATES = (Kind.NAME, Kind.ADJECTIVE, Kind.PEOPLE, Kind.CAPITAL, Kind.SEAT)


def with_opposites(people: Sequence[KnownPerson], spelling: Spelling) -> tuple[KnownPerson, ...]:
    """Give "A and B led the two sides" the two parties of the text, where one of them is known."""
    sides = {n.party for n in spelling.namings if n.party and n.kind in _STATES}
    told = list(people)
    if len(sides) != 2:
        return tuple(told)
    for one, other in _pairs(people, spelling):
        for mine, theirs in ((one, other), (other, one)):
            party = told[theirs].party
            if told[mine].party is None and party in sides:
                (rest,) = sides - {party}
                confidence = min(told[mine].confidence, _CONFIDENCE)
                told[mine] = replace(told[mine], party=rest, confidence=confidence)
    return tuple(told)


def _pairs(people: Sequence[KnownPerson], spelling: Spelling) -> Iterator[tuple[int, int]]:
    """Indices of two people named side by side before words for leading a side each."""
    mentions = sorted((m.outer, i) for i, person in enumerate(people) for m in person.mentions)
    for (left, one), (right, other) in pairwise(mentions):
        between = spelling.plain[left[1] : right[0]]
        if (
            one != other
            and re.fullmatch(r",? and (?:(?:his|her|their|the) )?", between)
            and _each_side().match(spelling.plain, right[1])
        ):
            yield one, other


@cache
def _each_side() -> re.Pattern[str]:
    return re.compile(lexicon.load("delegations")["of_each_side"])
