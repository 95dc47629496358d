"""Whom a visitor meets in a country: "in Rabat he will meet Prime Minister A and Foreign Minister B".

A notice names the ministers of the country it tells of by office alone. Where the place may be a mere venue, or the
visitor's own country, nobody is given a party; what stands beside a name is read in
:mod:`tracktwo.extraction.belonging`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.home import issuing_party
from tracktwo.extraction.mentions import Mention
from tracktwo.extraction.office_words import office_classes
from tracktwo.extraction.parties import Kind, Naming
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling
from tracktwo.model import Document

#: Confidence in somebody whose party only the place of a meeting tells.
_CONFIDENCE = 0.85
_GOVERNING = frozenset({"president", "prime minister", "minister", "monarch"})
_PLACES = (Kind.NAME, Kind.CAPITAL, Kind.CITY)
#: What may stand between two people of one list, before the second one's office.
_LISTED = re.compile(r",? (?:and |as well as )?(?:with )?(?:the )?(?:(?:his|her|their) counterpart,? )?|, ")
#: Most code points of a sentence that are looked at before a name.
_REACH = 500


def with_hosts(
    people: Sequence[KnownPerson], document: Document, spelling: Spelling
) -> tuple[KnownPerson, ...]:
    """Give members of a government who are met in a country, or beside a colleague, the party that this tells."""
    at_home = {next((p.party for p in people if p.office), None), issuing_party(document, spelling)}
    told = list(people)
    for number, person in enumerate(people):
        if person.party or not _GOVERNING & office_classes(person.offices):
            continue
        found = {_beside(m, told, spelling) or _host(m, told, spelling) for m in person.mentions} - {None}
        party = found.pop() if len(found) == 1 else None
        if party is not None and party not in at_home and not _is_taken(person, party, told):
            told[number] = replace(person, party=party, confidence=min(person.confidence, _CONFIDENCE))
    return tuple(told)


def _host(mention: Mention, people: Sequence[KnownPerson], spelling: Spelling) -> str | None:
    """The country in which somebody is met, where the sentence tells of one place only."""
    begin = spelling.sentence_start(mention.outer[0], _REACH)
    before = spelling.plain[begin : mention.outer[0]]
    meetings = list(_meeting().finditer(before))
    if not meetings or _is_venue(before):
        return None
    places = _places(spelling, begin, begin + meetings[-1].start()) or _place_behind(mention, spelling)
    countries = {p.place for p in places}
    (country,) = countries if len(countries) == 1 else (None,)
    # Who meets somebody in his own country is the host himself.
    here = {p.party for p in people for m in p.mentions if begin <= m.start < mention.start}
    return None if country in here else country


def _beside(mention: Mention, people: Sequence[KnownPerson], spelling: Spelling) -> str | None:
    """The country of who stands before somebody in one list of those met: "met Thai President A and Minister B"."""
    begin = spelling.sentence_start(mention.outer[0], _REACH)
    others = [
        (m, p) for p in people for m in p.mentions if m.outer[1] <= mention.outer[0] and m.start >= begin
    ]
    if not others:
        return None
    last, colleague = max(others, key=lambda other: other[0].outer[1])
    party = last.party or colleague.party
    between = spelling.plain[last.outer[1] : mention.outer[0]]
    before = spelling.plain[begin : last.outer[0]]
    met = re.search(rf"{_meeting().pattern}[^.;]*$", before)
    told = met and party in lexicon.load("countries") and _LISTED.fullmatch(between) and not _is_venue(before)
    return party if told else None


def _places(spelling: Spelling, begin: int, end: int) -> list[Naming]:
    """The places that are named in a stretch, none if none of them is where somebody is or goes."""
    found = [n for n in spelling.namings if begin <= n.start < end and n.place and n.kind in _PLACES]
    led = [n for n in found if _where().search(spelling.plain[max(0, n.start - 20) : n.start])]
    return found if led else []


def _place_behind(mention: Mention, spelling: Spelling) -> list[Naming]:
    """The place right behind a name: "will meet President A in Ramallah"."""
    match = re.match(r" in (?=[A-Z])", spelling.plain[mention.outer[1] : mention.outer[1] + 5])
    if match is None:
        return []
    at = mention.outer[1] + match.end()
    naming = spelling.naming_at(at, at + 1)
    if naming is None or not naming.place or naming.kind not in _PLACES:
        return []
    return [] if _is_venue(spelling.plain[naming.start : naming.end + 60]) else [naming]


def _is_taken(person: KnownPerson, party: str, people: Sequence[KnownPerson]) -> bool:
    """Whether a country's office is somebody else's in the same text, so that it is not this one's."""
    offices = {o.lower() for o in person.offices}
    return any(p.party == party and offices & {o.lower() for o in p.offices} for p in people)


def _is_venue(words: str) -> bool:
    """Whether a place may be no more than where several countries come together."""
    return bool(_venue().search(words))


@cache
def _meeting() -> re.Pattern[str]:
    return re.compile(lexicon.load("hosts")["meeting"])


@cache
def _where() -> re.Pattern[str]:
    return re.compile(lexicon.load("hosts")["where"])


@cache
def _venue() -> re.Pattern[str]:
    listed = "|".join(re.escape(str(w)) for w in lexicon.load("hosts")["venues"])
    return re.compile(rf"\b(?:{listed}|{lexicon.load('hosts')['gathering']})")
