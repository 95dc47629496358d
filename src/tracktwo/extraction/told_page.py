"""A text of two sides as far as it counts for whose somebody is whom it names by office alone.

It puts together what is known of the text; the ways to tell a side from it are in
:mod:`tracktwo.extraction.told_sides` and :mod:`tracktwo.extraction.told_beside`.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.parties import Kind, Naming
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling

_STATES = (Kind.NAME, Kind.ADJECTIVE, Kind.PEOPLE, Kind.CAPITAL, Kind.SEAT)
_OUTRIGHT = (Kind.NAME, Kind.ADJECTIVE, Kind.PEOPLE, Kind.ORGANISATION)
#: Either of two sides is named so many times at least.
_OFTEN = 2
#: Another state is out of the talks if it is named so many times less than either side.
_SELDOM = 4
#: Where a line ends and no paragraph.
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its people, and what it is known to be about."""

    people: Sequence[KnownPerson]
    #: What names a party or a place, in order of the text.
    namings: Sequence[Naming]
    #: The text in which lines go on, one code point for one.
    plain: str
    #: The two most prominent parties where both are states, and no third one is named half as often; else none.
    top: tuple[str, ...]
    #: The same where they are the sides of the talks and no third one is named often; else none.
    two: tuple[str, ...]
    #: The one state of a text about it and movements within it; else none.
    only: str | None
    #: Every party that is named outright, not by a city.
    named: frozenset[str]
    #: The parties that are sides of the talks or named as often as those.
    prominent: frozenset[str]

    @classmethod
    def of(cls, people: Sequence[KnownPerson], sides: Sequence[str], spelling: Spelling) -> "Page":
        counted = Counter(n.party for n in spelling.namings if n.party and n.kind in _STATES)
        states = [side for side in sides if side in lexicon.load("countries")][:2]
        others = [counted[party] for party in counted if party not in states]
        is_of_two = len(states) == 2 and list(sides[:2]) == states
        least = min((counted[s] for s in states), default=0)
        times = max(others, default=0)
        is_of_two = is_of_two and least >= _OFTEN
        return cls(
            people,
            spelling.namings,
            _LINE_END.sub(" ", spelling.plain),
            tuple(states) if is_of_two and times * 2 <= least else (),
            tuple(states) if is_of_two and times * _SELDOM <= least else (),
            _only_state(sides, counted),
            frozenset(n.party for n in spelling.namings if n.party and n.kind in _OUTRIGHT),
            frozenset(sides[:3]),
        )

    def only_of(self, parties: Collection[str]) -> Collection[str]:
        """The party that the text is of, alone, where it names no other one of these; else nothing."""
        here = self.named & frozenset(parties)
        return here if len(here) == 1 and here <= self.prominent else ()

    def other_than(self, party: str | None) -> frozenset[str]:
        """The other of two sides, alone; nothing for a third party."""
        return frozenset(self.two) - {party} if party in self.two else frozenset()


def _only_state(sides: Sequence[str], counted: Counter[str]) -> str | None:
    """The state whose movements the other sides of a text are, where no other state is named often."""
    homes = {about.get("country") for party, about in lexicon.load("movements").items() if party in sides}
    state = homes.pop() if len(homes) == 1 else None
    if state is None or state not in sides[:2]:
        return None
    others = [counted[party] for party in counted if party != state and party in lexicon.load("countries")]
    return state if max(others, default=0) * 2 <= counted[state] else None


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the lexicon."""
    return re.compile(str(lexicon.load("told_sides")[name]))


@cache
def posts() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Patterns of offices that few parties have, each with those parties."""
    rows = lexicon.load("told_sides")["posts"]
    return tuple((re.compile(str(row["office"]), re.IGNORECASE), tuple(row["parties"])) for row in rows)
