"""Which parties a document's talks are between, most prominent first.

It weighs how parties are named; what the talks are and whether there are any is decided elsewhere.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from tracktwo import lexicon
from tracktwo.extraction.parties import Kind, Naming, split_parties
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling
from tracktwo.model import Document, PassageRole, Span

#: A party named in the title, or in the first lines, counts so many times.
IN_TITLE, AT_THE_TOP = 3.0, 1.5
#: Parties that are named as a pair, "US-Pakistan", "between Chad and Sudan", count so much more.
AS_A_PAIR = 4.0
#: A person's party counts once for the person and once for each few mentions.
PER_PERSON = 1.0
#: Parties below this share of the second party's weight are no sides of the talks.
SHARE = 0.2
_TOP = 600
#: Most code points between two people of whom one is told to have met or called the other.
_BESIDE = 140


def parties_by_prominence(
    document: Document, spelling: Spelling, people: Sequence[KnownPerson]
) -> tuple[str, ...]:
    """Parties in the passages that are read, the sides of the talks first; never more than eight."""
    titles = [p.span for p in document.passages if p.role is PassageRole.TITLE]
    read = [n for n in spelling.namings if n.party and document.is_read(Span(n.start, n.end))]
    weights: dict[str, float] = {}
    begin = read[0].start if read else 0
    for naming in read:
        weight = _weight(spelling, naming)
        if any(t.contains(Span(naming.start, naming.end)) for t in titles):
            weight *= IN_TITLE
        elif naming.start < begin + _TOP:
            weight *= AT_THE_TOP
        weights[naming.party or ""] = weights.get(naming.party or "", 0.0) + weight
    for one, other in [*_pairs(spelling, read), *_met(spelling, people)]:
        for party in (one, other):
            weights[party] = weights.get(party, 0.0) + AS_A_PAIR
    for person in people:
        for party in split_parties(person.party):
            spoken = min(len(person.mentions) / 4, 4.0)
            weights[party] = weights.get(party, 0.0) + PER_PERSON + spoken
    order = sorted(weights, key=lambda p: -weights[p])
    floor = SHARE * weights[order[1]] if len(order) > 1 else 0.0
    return tuple(p for p in order if weights[p] >= floor)[:8]


def _weight(spelling: Spelling, naming: Naming) -> float:
    """A place where something is held tells little of who talks there."""
    before = spelling.plain[max(0, naming.start - 12) : naming.start].lower()
    placed = re.search(r"\b(?:in|at|near|inside|to|from|across|outside)(?: the)? $", before)
    if naming.kind in (Kind.CAPITAL, Kind.SEAT) and placed:
        return 0.1
    return 0.4 if placed else 1.0


def _pairs(spelling: Spelling, read: list[Naming]) -> list[tuple[str, str]]:
    """Parties named as a pair: joined by a hyphen or a dash, or after "between"."""
    found = []
    for one, other in pairwise(read):
        if not one.party or not other.party or one.party == other.party:
            continue
        between = spelling.plain[one.end : other.start]
        paired = re.fullmatch(r" ?[–—-] ?|/", between)
        led = re.search(
            r"\bbetween (?:the )?$", spelling.plain[max(0, one.start - 14) : one.start]
        ) and re.fullmatch(r"(?:'s)? and (?:the )?", between)
        if paired or led:
            found.append((one.party, other.party))
    return found


def _met(spelling: Spelling, people: Sequence[KnownPerson]) -> list[tuple[str, str]]:
    """The first two parties whose people a sentence tells to have met or called one another."""
    named = sorted((m.outer, p.party or "") for p in people for m in p.mentions)
    for (one, first), (other, second) in pairwise(named):
        between = spelling.plain[one[1] : other[0]]
        if first == second or not (first and second) or "+" in first + second:
            continue
        if len(between) > _BESIDE or not _contact().search(between):
            continue
        if spelling.sentence_start(other[0], _BESIDE + other[0] - one[0]) <= one[0]:
            return [(first, second)]
    return []


@cache
def _contact() -> re.Pattern[str]:
    return re.compile(lexicon.load("contacts")["between_people"])
