"""Where something was held, as a sentence says it: "in Washington, DC", "at the Wilson Center", "Muscat
hosted".

It works on words, for sentences about rounds, headlines and broken lines among them; contacts have their own
way through syntax. Whether the place is one is asked of the gazetteer and of the reader's entities.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.datelines import city_of_dateline
from tracktwo.extraction.dialogue_names import parties_in
from tracktwo.extraction.parties import Kind, country_of_place, find_namings, party_of_words

_NAME = (
    r"(?:The\s+)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*"
    r"(?:[ \t]+(?:(?:de|es|la|of|el|al|dos|do)[ \t]+)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*)*"
    r"(?:,[ \t]+(?:D\.C\.|DC|[A-ZÀ-Þ][\w’'-]+(?:[ \t][A-ZÀ-Þ][\w’'-]+)?))?"
)
_IN = re.compile(
    rf"(?:\b(?P<prep>in|at|In|At)|\b(?:planned|scheduled|set|slated|due)\s+for)\s+(?P<the>the\s+)?(?:(?:[A-Z]\w+|city|town|port|resort)\s+(?:capital|city|town|resort)(?:\s+city)?(?:\s+of)?,?\s+)?(?P<name>{_NAME})"
)
_HOSTS = re.compile(
    rf"(?P<name>{_NAME})\s+(?:(?:will|would|has|had|is|to|also|again|offered|agreed)\s+){{0,3}}(?:host|hosted|hosts|hosting)\b"
)
_CONVENED = re.compile(
    r"(?:held|place|convened|met|meet|conducted|began|opened|concluded|hosted|gathered|round|talks|dialogue|ended|session|started)\s*$"
)


_CAPITAL = re.compile(
    r"\b(?:in|at)\s+the\s+(?P<whose>[A-Z][\w-]+)(?:'s)?\s+capital\b(?!,?\s+(?:city\s+)?(?:of\s+)?[A-Z])"
)


#: A relative clause between commas, which tells of something else: ", which focused on the government in Lima,".
_ASIDE = re.compile(r",\s+(?:which|who|whose)\s[^,;.]{3,160},")


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the words of the text, the country's ISO alpha-3 code if known, and the building or institute."""

    where: str | None = None
    country: str | None = None
    venue: str | None = None


def find_place(text: str, doc: Doc, start: int, end: int, after: int | None = None) -> Place:
    """The place that ``text[start:end]``, one sentence, says something was held in.

    Args:
        after: where the mention of what was held ends; a place behind it is preferred to one before it.
    """
    named = list(_named(text, doc, start, end))
    venue = next((n.words for n in named if n.is_venue), None)
    places = [n for n in named if not n.is_venue]
    behind = [n for n in places if after is None or n.at >= after]
    if not behind:
        elsewhere = _capital(text, start, end) or _dateline(text, start)
        if elsewhere is not None:
            return replace(elsewhere, venue=venue)
    places = behind or [n for n in places if _is_place(n.words)][::-1]
    if not places:
        hosted = _HOSTS.search(text, start, end)
        country = country_of_place(hosted["name"]) if hosted else None
        if hosted and country:
            return Place(hosted["name"], country, venue)
        return Place(venue=venue)
    best = places[0]
    return Place(best.words, country_of_place(best.words), venue)


def _capital(text: str, start: int, end: int) -> Place | None:
    """ "in the Turkish capital", where it is not named."""
    match = _CAPITAL.search(text, start, end)
    party = party_of_words(match["whose"]) if match else None
    capitals = lexicon.load("countries").get(party, {}).get("capital", ()) if party else ()
    return Place(capitals[0], party) if capitals else None


def after_dateline(text: str, start: int) -> int:
    """Where a sentence at ``start`` begins behind its dateline, if it has one."""
    dateline = city_of_dateline(text, start)
    return dateline[1] if dateline else start


def _dateline(text: str, start: int) -> Place | None:
    """The city that an agency's report begins with: "MUSCAT, 9 March – "."""
    dateline = city_of_dateline(text, start)
    country = country_of_place(dateline[0]) if dateline else None
    return Place(dateline[0], country) if dateline and country else None


@dataclass(frozen=True, slots=True)
class _Named:
    at: int
    words: str
    is_venue: bool


def _named(text: str, doc: Doc, start: int, end: int) -> Iterator[_Named]:
    places = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("LOCATION", "FACILITY")]
    asides = [m.span() for m in _ASIDE.finditer(text, start, end)]
    for match in _IN.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in asides):
            continue
        words = _trimmed(match["name"])
        if words is None:
            continue
        at = match.start("name")
        if _people_before().search(text[max(start, match.start() - 40) : match.start()]):
            continue  # "and officials in Lima worry": where they are
        if re.match(r"\s+capital\b", text[match.end() :]):
            continue
        if len(parties_in(words)) > 1:
            # "in the U.S.-Pakistan dialogue"
            continue
        if _is_venue(words):
            yield _Named(at, words, is_venue=True)
        elif (
            _is_place(words)
            or any(a <= at < b for a, b in places)
            or (
                (match["prep"] or "").lower() == "in"
                and not match["the"]
                and _CONVENED.search(text[start : match.start()])
            )
        ):
            yield _Named(at, words, is_venue=False)


@cache
def _people_before() -> re.Pattern[str]:
    words = "|".join(lexicon.load("references")["people_there"])
    return re.compile(rf"\b(?:{words})\s*$", re.IGNORECASE)


def _trimmed(name: str) -> str | None:
    """The name without a trailing date or title, None if nothing is left."""
    words = " ".join(name.split()).rstrip(".,") if not name.endswith("D.C.") else " ".join(name.split())
    kept = words.split()
    while len(kept) > 1 and kept[-1].rstrip(".,") in _calendar():
        kept.pop()  # "met in Tokyo Tuesday"
    words = " ".join(kept).rstrip(",")
    head, comma, tail = words.partition(", ")
    first = head.split()[0]
    if first.rstrip(".") in _calendar() or first in ("Track", "Round", "Session"):
        return None
    if comma and tail not in ("DC", "D.C.") and country_of_place(tail) is None:
        words = head
    return words


def _is_place(words: str) -> bool:
    head = words.partition(",")[0]
    namings = [n for n in find_namings(head) if n.place and n.kind not in (Kind.ADJECTIVE, Kind.PEOPLE)]
    return any(n.end == len(head) and head[: n.start].strip() in ("", "The", "the") for n in namings)


def _is_venue(words: str) -> bool:
    return any(w.strip(",.") in _buildings() for w in words.split())


@cache
def _buildings() -> frozenset[str]:
    data = lexicon.load("convening")
    return frozenset(data["buildings"]) | frozenset(data["organisation_nouns"])


@cache
def _calendar() -> frozenset[str]:
    data = lexicon.load("times")
    return frozenset(w for table in ("months", "weekdays") for words in data[table].values() for w in words)
