"""People of the house that issues a page: who is named without a country on a ministry's own page.

A ministry names its own people by office alone and everybody else with their country; where another could be
meant nobody is given a party. Parties that stand beside a name are read in :mod:`tracktwo.extraction.belonging`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.candidates import Evidence
from tracktwo.extraction.offices import head_class, office_classes
from tracktwo.extraction.parties import Kind, find_namings
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.spellings import Spelling
from tracktwo.model import Document, DocumentKind

#: A party's seat named in so many code points from the top says who issues a transcript.
_MASTHEAD = 500
#: Lines from the top that may name who issues a page, and the longest of them.
_FIRST_LINES, _LONGEST_LINE = 2, 160
#: Classes of offices that a text gives to others without their country, too.
_OF_OTHERS = frozenset({"president", "prime minister", "minister", "monarch", "leader"})
#: Classes of offices of those who brief for the house that issues a transcript.
_OF_THE_HOUSE = frozenset({"secretary", "spokesperson"})
#: Confidence in somebody whose party only the words of support tell.
_SUPPORT_CONFIDENCE = 0.75
#: Most code points of a sentence that are looked at before a name.
_REACH = 300


def with_homes(
    people: Sequence[KnownPerson], document: Document, spelling: Spelling
) -> tuple[KnownPerson, ...]:
    """Give officials named without a country the party of the house that issues the page, where it is clear."""
    if document.kind is DocumentKind.TRANSCRIPT:
        told = _of_a_briefing(people, document, spelling)
    else:
        told = _of_a_page(people, document, spelling)
    return tuple(_by_support(person, told, spelling) for person in told)


def _of_a_briefing(
    people: Sequence[KnownPerson], document: Document, spelling: Spelling
) -> list[KnownPerson]:
    """Give those who brief for a house its party: spokespersons, and whoever its heading says the briefing is by."""
    home = _seat_of_a_briefing(document, spelling)
    heading = _heading_of_briefers(people, spelling)
    own = {
        id(p) for p in people
        if not p.party
        and any(Evidence.LABEL in m.evidence for m in p.mentions)
        and (_OF_THE_HOUSE & office_classes(p.offices) or (p.offices and any(m.start in heading for m in p.mentions)))
        and not _OF_OTHERS & office_classes([p.office] if p.office else ())
    }  # fmt: skip
    return [replace(p, party=home) if id(p) in own else p for p in people]


def _seat_of_a_briefing(document: Document, spelling: Spelling) -> str | None:
    """The party of the seat named in publisher or heading; else of the only seats that the text names."""
    seats = [n for n in find_namings(document.publisher or "") if n.kind is Kind.SEAT]
    seats = seats or [n for n in spelling.namings if n.kind is Kind.SEAT and n.start < _MASTHEAD]
    if seats:
        return seats[0].party
    named = {n.party for n in spelling.namings if n.kind is Kind.SEAT}
    return named.pop() if len(named) == 1 else None


def _heading_of_briefers(people: Sequence[KnownPerson], spelling: Spelling) -> range:
    """Where a heading says by whom a briefing is: "Press Gaggle by Deputy Press Secretary A and Adviser B"."""
    first = min((m.start for p in people for m in p.mentions if Evidence.LABEL in m.evidence), default=0)
    match = re.search(lexicon.load("offices")["briefing_by"], spelling.plain[:first])
    return range(match.end(), first) if match else range(0)


def _of_a_page(people: Sequence[KnownPerson], document: Document, spelling: Spelling) -> list[KnownPerson]:
    issuer = issuing_party(document, spelling)
    home = issuer
    if home is None and document.kind is DocumentKind.READOUT:
        # The first named is the issuer's: "Chilean Minister A received …".
        first = next((p for p in people if p.office), None)
        home = first.party if first else None
    if home is None:
        return list(people)
    officials = [p for p in people if p.office and not _OF_OTHERS & office_classes(p.offices)]
    if document.kind is not DocumentKind.READOUT:
        officials = [p for p in officials if _OF_THE_HOUSE & office_classes(p.offices)]
    own = {id(p) for p in officials if not _is_met(p, spelling) or _is_colleague(p, people, home)}
    if issuer:
        own |= {id(p) for p in _ministers_of_the_house(people, issuer) if not _is_met(p, spelling)}
    return [replace(p, party=home) if id(p) in own and not p.party else p for p in people]


def _is_colleague(person: KnownPerson, people: Sequence[KnownPerson], home: str) -> bool:
    """Whether a bare rank, "Deputy Secretary", is one below that of the house's own secretary."""
    if not all(re.fullmatch(r"(?:(?:deputy|under|assistant) )?secretary", o) for o in person.offices):
        return False
    return any(p.party == home and "secretary" in office_classes(p.offices) for p in people)


def _is_met(person: KnownPerson, spelling: Spelling) -> bool:
    """Whether somebody is first told of as one whom others meet or call, so that he may be of any side."""
    first = next(
        (m for m in person.mentions if "\n" in spelling.plain[: m.start].strip()), person.mentions[0]
    )
    begin = first.outer[0]
    sentence = spelling.plain[spelling.sentence_start(begin, _REACH) : begin]
    return bool(re.search(lexicon.load("offices")["met"], sentence))


def _ministers_of_the_house(people: Sequence[KnownPerson], home: str) -> list[KnownPerson]:
    """The one minister named without a country, where others of that rank are named with theirs."""
    ministers = [p for p in people if "minister" in office_classes(p.offices)]
    alone = [p for p in ministers if not p.party]
    others = [p.party for p in ministers if p.party]
    foreign = [p for p in people if p.party == home and any(_is_foreign(o) for o in p.offices)]
    if home in others:
        return []
    own = [p for p in alone if any(map(_is_foreign, p.offices))]
    if foreign and own:
        return []
    if len(alone) == 1 and others:
        return alone
    # On the page of a foreign ministry its minister is named first.
    first = next((p for p in people if p.office), None)
    return own if len(own) == 1 and own[0] is first else []


def _is_foreign(office: str) -> bool:
    """Whether an office is a foreign minister's; no state has two."""
    return bool(
        re.fullmatch(
            r"(?:minister (?:of|for) )?(?:foreign|external|international relations)\b.*|secretary of state",
            office.lower(),
        )
    )


def issuing_party(document: Document, spelling: Spelling) -> str | None:
    """The party whose ministry, embassy or government issues a page, by its publisher or its first lines."""
    lines = [line for line in spelling.text.split("\n") if line.strip()][:_FIRST_LINES]
    for words in (document.publisher or "", *lines):
        if len(words) <= _LONGEST_LINE:
            party = _house_of(" ".join(words.split()))
            if party:
                return party
    return None


def _house_of(words: str) -> str | None:
    """The party of the ministry that words are the name of, perhaps before "readout of …"."""
    name, colon, rest = words.partition(":")
    if colon and not re.match(lexicon.load("offices")["issued"], rest.strip().lower()):
        return None
    namings = [n for n in find_namings(name) if n.party]
    if not namings or len({n.party for n in namings}) > 1:
        return None
    if any(n.kind is Kind.SEAT and n.start <= 4 and n.end == len(name) for n in namings):
        return namings[0].party
    return namings[0].party if _house().fullmatch(_without(name, namings[0].start, namings[0].end)) else None


def _without(name: str, start: int, end: int) -> str:
    return name[:start] + "#" + name[end:]


@cache
def _house() -> re.Pattern[str]:
    """A ministry's name in which ``#`` stands for the country."""
    houses = "|".join(lexicon.load("offices")["houses"])
    of = r"(?: (?:of|for|and|the|[A-Z][\w-]*),?)*?"
    realm = "(?:(?:Sultanate|Kingdom|State|Republic|Commonwealth) of )?"
    behind = rf"(?:{houses}){of},? (?:of |to )?(?:the |\()?{realm}#\)?"
    return re.compile(rf"(?:The )?(?:{behind}|#(?:'s|’s)? (?:[A-Z][\w-]* )*(?:{houses}){of})")


def _by_support(person: KnownPerson, people: Sequence[KnownPerson], spelling: Spelling) -> KnownPerson:
    """Give "the Secretary", who reiterated a state's own support, that state, where nothing speaks against it."""
    if person.party or not person.offices:
        return person
    rivals = set().union(*(_called(p) for p in people if p is not person))
    called = [re.escape(words) for words in sorted(_called(person) - rivals)]
    names = [re.escape(words) for words in (person.name.text, person.name.text.split()[-1])]
    who = "|".join([*names, *(f"[Tt]he {words}" for words in called)])
    parties = set()
    for match in re.finditer(rf"\b(?:{who}) (?:also )?(?:{_reiterated()})\b", spelling.plain):
        own = re.compile(lexicon.load("offices")["own_support"]).match(spelling.plain, match.end())
        naming = spelling.naming_at(own.start("whose"), own.end("whose")) if own else None
        if naming and naming.kind is Kind.NAME:
            parties.add(naming.party)
    if len(parties) != 1 or None in parties:
        return person
    (party,) = parties
    return replace(person, party=party, confidence=min(person.confidence, _SUPPORT_CONFIDENCE))


def _called(person: KnownPerson) -> set[str]:
    """What a text may call somebody by office, in capitals: the whole office, or its head alone."""
    heads = {w.title() for o in person.offices for w in o.split() if head_class(w)}
    return heads | {o.title() for o in person.offices}


@cache
def _reiterated() -> str:
    return "|".join(lexicon.load("offices")["reiterating"])
