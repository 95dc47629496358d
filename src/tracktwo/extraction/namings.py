"""Words that name a party or a place, found in a text by the lexicons of countries, organisations and movements.

What a phrase with such words in it belongs to is decided in :mod:`tracktwo.extraction.parties`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracktwo import lexicon


class Kind(StrEnum):
    """What sort of word names a party."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    SEAT = "seat"
    CITY = "city"
    ORGANISATION = "organisation"
    MOVEMENT = "movement"
    #: A phrase that names no party though a country's word stands in it.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that name a party or a place; offsets are code points of the text that was searched."""

    start: int
    end: int
    #: The party that these words stand for when they act; None for a mere place or a misleading phrase.
    party: str | None
    kind: Kind
    #: ISO alpha-3 of the country that the words lie in when they are a place.
    place: str | None = None
    #: Home country of a movement.
    home: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    phrase: str
    party: str | None
    kind: Kind
    place: str | None = None
    home: str | None = None
    #: Parties of which one must be named elsewhere, for words such as "the North".
    candidates: tuple[str, ...] = ()


#: One code point for one code point, so that offsets stay.
PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\n": " "}
)
_WORD = re.compile(r"[^\W_]+")
_TIED = re.compile(r"-([a-z]+)")
_KINDS = {
    "name": Kind.NAME,
    "long": Kind.NAME,
    "also": Kind.NAME,
    "adjectives": Kind.ADJECTIVE,
    "people": Kind.PEOPLE,
    "capital": Kind.CAPITAL,
    "seats": Kind.SEAT,
    "cities": Kind.CITY,
}


def find_namings(text: str, named: Collection[str] = ()) -> tuple[Naming, ...]:
    """Find what names a party or a place, longest first, none inside another.

    Args:
        text: any text.
        named: parties named elsewhere in the document, which settle words such as "the North".
    """
    return tuple(_namings(text.translate(PLAIN), frozenset(named)))


def _namings(text: str, named: frozenset[str]) -> Iterator[Naming]:
    done = 0
    for word in _WORD.finditer(text):
        at = word.start()
        if at < done or _begins_a_name(text, at, word.group()):
            continue
        found = _entry_at(text, at, word.group(), named)
        if found is None:
            short = _shortened(text, at)
            if short is not None:
                yield Naming(at, word.end(), short, Kind.NAME)
                done = word.end()
            continue
        entry, party = found
        done = at + len(entry.phrase)
        if entry.kind is Kind.NONE or _is_tied(text, at, done):
            yield Naming(at, done, None, Kind.NONE)
        else:
            yield Naming(at, done, party, entry.kind, entry.place, entry.home)


def _begins_a_name(text: str, at: int, word: str) -> bool:
    """Whether a word for a party is somebody's family name: "Pak Ho-yong"."""
    behind = lexicon.load("ambiguous")["begin_names"].get(word)
    return behind is not None and re.match(behind, text[at + len(word) : at + len(word) + 40]) is not None


def _entry_at(text: str, at: int, word: str, named: frozenset[str]) -> tuple[_Entry, str | None] | None:
    for entry in _index().get(word, ()):
        end = at + len(entry.phrase)
        if not text.startswith(entry.phrase, at) or (end < len(text) and text[end].isalnum()):
            continue
        if not entry.candidates:
            return entry, entry.party
        party = next((c for c in entry.candidates if c in named), None)
        if party:
            return entry, party
    return None


def _shortened(text: str, at: int) -> str | None:
    """The party of the first word of "North and South Korea", whose name goes on behind the second."""
    for phrase, party in lexicon.load("ambiguous")["shortened"].items():
        if text.startswith(phrase, at):
            return str(party)
    return None


def _is_tied(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the word to another that makes it say something else ("pro-", "-backed")."""
    data = lexicon.load("ambiguous")
    if text[start - 1 : start] == "-":
        before = re.search(r"([^\W_]+)-$", text[max(0, start - 20) : start])
        if before and before.group(1) in data["before"]:
            return True
    after = _TIED.match(text, end)
    return bool(after and after.group(1) in data["after"])


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """Entries by their first word, longest phrase first."""
    by_word: dict[str, dict[str, _Entry]] = {}
    for entry in _entries():
        phrase = entry.phrase.translate(PLAIN)
        forms = {phrase}
        if len(phrase) > 3:
            forms.add(phrase.upper())
        if phrase.casefold().startswith("the ") and not entry.candidates:
            forms |= {form[4:] for form in forms}
        if phrase.startswith("the "):
            forms |= {"The " + form[4:] for form in forms if form.startswith("the ")}
        for form in forms:
            first = _WORD.search(form)
            if first and first.start() == 0:
                by_word.setdefault(first.group(), {}).setdefault(
                    form + (" ?" if entry.candidates else ""),
                    _Entry(form, entry.party, entry.kind, entry.place, entry.home, entry.candidates),
                )
    # Of two entries with the same words, the one that needs another party named is asked first.
    return {
        word: tuple(sorted(entries.values(), key=lambda e: (-len(e.phrase), not e.candidates)))
        for word, entries in by_word.items()
    }


def _entries() -> Iterator[_Entry]:
    """All entries; where two have the same words, the earlier one stands."""
    ambiguous = lexicon.load("ambiguous")
    for phrase in ambiguous["not_parties"]:
        yield _Entry(phrase, None, Kind.NONE)
    for phrase, candidates in ambiguous["contextual"].items():
        yield _Entry(phrase, None, Kind.NAME, candidates=tuple(candidates))
    countries = lexicon.load("countries")
    yield from _organised("movements", Kind.MOVEMENT, countries)
    yield from _organised("organisations", Kind.ORGANISATION, countries)
    for code, entry in countries.items():
        for field, kind in _KINDS.items():
            phrases = entry.get(field, ())
            for phrase in [phrases] if isinstance(phrases, str) else phrases:
                yield _Entry(phrase, None if kind is Kind.CITY else code, kind, code)


def _organised(name: str, kind: Kind, countries: dict[str, dict[str, list[str]]]) -> Iterator[_Entry]:
    cities = {city: code for code, entry in countries.items() for city in entry.get("cities", ())}
    for party, entry in lexicon.load(name).items():
        for phrase in (party, *entry.get("also", ())):
            yield _Entry(phrase, party, kind, home=entry.get("country"))
        for seat in entry.get("seats", ()):
            yield _Entry(seat, party, Kind.SEAT, cities.get(seat))
