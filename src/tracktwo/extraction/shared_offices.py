"""Offices in the plural before several names: "the foreign ministers of Chile and Peru, Ana Soto and Luis Paz".

Each of as many people as countries gets the country in the same place; where the numbers differ nobody gets one.
Offices in the singular are read in :mod:`tracktwo.extraction.offices`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracktwo import lexicon
from tracktwo.extraction.mentions import Mention
from tracktwo.extraction.offices import head_class, is_modifier
from tracktwo.extraction.parties import Naming, split_parties
from tracktwo.extraction.spellings import Spelling

#: Classes of offices that countries have one of, so that as many names are named in the order of the countries.
_ONE_A_COUNTRY = frozenset({"president", "minister", "monarch", "leader", "counterpart"})
_JOINER = re.compile(r", and |,? and |, |,? as well as ")
_BETWEEN_SIDES = re.compile(r"(?:,? and |, )(?:the |of |of the )?")
_OF = re.compile(r"(?P<head>\w+s) (?:of|from|for) (?:the )?$")
_HEADS_BEHIND = re.compile(r"(?: [a-z]+| Foreign| Prime| Defen[cs]e){0,4}? (?P<head>[A-Za-z]+s),? ")


def with_shared_offices(mentions: Sequence[Mention], spelling: Spelling) -> tuple[Mention, ...]:
    """Share out an office in the plural among the people behind it, and leave nobody with two parties."""
    told = list(mentions)
    at = 0
    while at < len(told):
        end = _run_end(told, at, spelling)
        if end - at > 1:
            told[at:end] = _shared(told[at:end], spelling)
        at = end
    return tuple(replace(m, party=None) if _has_two_sides(m.party) else m for m in told)


def _has_two_sides(party: str | None) -> bool:
    """Whether a party is two sides', and not two bodies' that send one envoy: "UN and Arab League envoy"."""
    bodies = lexicon.load("organisations")
    each = split_parties(party)
    return len(each) > 1 and not all(one in bodies for one in each)


def _run_end(mentions: Sequence[Mention], at: int, spelling: Spelling) -> int:
    end = at + 1
    while end < len(mentions) and _JOINER.fullmatch(
        spelling.plain[mentions[end - 1].end : mentions[end].start]
    ):
        end += 1
    return end


def _shared(run: list[Mention], spelling: Spelling) -> list[Mention]:
    before = [n for n in spelling.namings if n.party and n.end <= run[0].start]
    sides = _joined(before, spelling)
    if len(sides) < 2:
        return run
    head = _head_beside(sides, run[0].start, spelling)
    if head is None:
        return run
    if len(sides) != len(run) or len({s.party for s in sides}) < len(sides):
        return [replace(m, party=None) for m in run]
    office = _office_at(head, spelling)
    return [
        replace(m, party=side.party, office=office or (None if number == 0 else m.office))
        for number, (m, side) in enumerate(zip(run, sides, strict=True))
    ]


def _joined(namings: Sequence[Naming], spelling: Spelling) -> list[Naming]:
    """The last namings that stand side by side: "Chile", "Peru and Togo"."""
    found = list(namings[-1:])
    for naming in reversed(namings[:-1]):
        if not _BETWEEN_SIDES.fullmatch(spelling.plain[naming.end : found[0].start]):
            break
        found.insert(0, naming)
    return found


def _head_beside(sides: Sequence[Naming], names_start: int, spelling: Spelling) -> int | None:
    """Offset of an office's head in the plural, before the sides ("ministers of") or behind them."""
    gap = spelling.plain[sides[-1].end : names_start]
    base = max(0, sides[0].start - 60)
    match = _OF.search(spelling.plain[base : sides[0].start]) if gap in (", ", " ", ": ", " (") else None
    if match is None:
        base = sides[-1].end
        match = _HEADS_BEHIND.fullmatch(gap)
    known = match and head_class(match["head"]) in _ONE_A_COUNTRY
    return base + match.start("head") if match and known else None


def _office_at(head: int, spelling: Spelling) -> str | None:
    """The office in the singular with the words before it that belong to it; none for counterparts."""
    words = spelling.words
    index = spelling.first_from(head)
    if head_class(words[index].text) == "counterpart":
        return None
    first = index
    while (
        first
        and spelling.gap(first - 1) == " "
        and words[first - 1].text.lower() != "the"
        and is_modifier(words[first - 1].text)
        and spelling.naming_at(words[first - 1].start, words[first - 1].end) is None
    ):
        first -= 1
    last = words[index].text
    singular = last[:-3] + "y" if last.endswith("ies") else last[:-1]
    return " ".join([*(w.text for w in words[first:index]), singular])
