"""Which party a word or phrase stands for: "Turkish", "Kabul's envoy", "the Kremlin", "an EU official".

It works on words alone, with the lexicons of countries, organisations and movements; whether "Islamabad" acts
or is only where something happens is decided by syntax in :mod:`tracktwo.extraction.actors`, and who a later
mention stands for in :mod:`tracktwo.extraction.coreference`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
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
_PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\n": " "}
)
_WORD = re.compile(r"[^\W_]+")
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


def join_parties(parties: Iterable[str | None]) -> str | None:
    """Join parties with ``+`` in alphabetical order; None if there is none."""
    each = {one for party in parties if party for one in party.split("+")}
    return "+".join(sorted(each)) or None


def split_parties(party: str | None) -> tuple[str, ...]:
    """The single parties of a party string."""
    return tuple(party.split("+")) if party else ()


def find_namings(text: str, named: Collection[str] = ()) -> tuple[Naming, ...]:
    """Find what names a party or a place, longest first, none inside another.

    Args:
        text: any text.
        named: parties named elsewhere in the document, which settle words such as "the North".
    """
    return tuple(_namings(text.translate(_PLAIN), frozenset(named)))


def _namings(text: str, named: frozenset[str]) -> Iterator[Naming]:
    done = 0
    for word in _WORD.finditer(text):
        at = word.start()
        if at < done:
            continue
        found = _entry_at(text, at, word.group(), named)
        if found is None:
            continue
        entry, party = found
        done = at + len(entry.phrase)
        if entry.kind is Kind.NONE or _is_tied(text, at, done):
            yield Naming(at, done, None, Kind.NONE)
        else:
            yield Naming(at, done, party, entry.kind, entry.place, entry.home)


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


def _is_tied(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the word to another that makes it say something else ("pro-", "-backed")."""
    data = lexicon.load("ambiguous")
    if text[start - 1 : start] == "-":
        before = re.search(r"([^\W_]+)-$", text[:start])
        if before and before.group(1) in data["before"]:
            return True
    after = re.match(r"-([a-z]+)", text[end:])
    return bool(after and after.group(1) in data["after"])


def country_of_place(words: str) -> str | None:
    """ISO alpha-3 of the country that a place lies in ("Islamabad", "Geneva, Switzerland"); None if unknown."""
    namings = find_namings(words)
    places = [n for n in namings if n.place]
    firm = [n for n in places if n.kind is not Kind.ADJECTIVE] or places
    return firm[-1].place if firm else None


def parties_named_in(text: str) -> tuple[str, ...]:
    """Parties named in a text, most often named first; ties in order of first naming. Cities do not count."""
    counts: dict[str, int] = {}
    for naming in find_namings(text):
        if naming.party and naming.kind is not Kind.CITY:
            counts[naming.party] = counts.get(naming.party, 0) + 1
    order = {party: i for i, party in enumerate(counts)}
    return tuple(sorted(counts, key=lambda party: (-counts[party], order[party])))


def party_of_words(words: str, named: Collection[str] = ()) -> str | None:
    """The party that a noun phrase belongs to or is; None where the words name none.

    "the Turkish foreign minister" → TUR; "Pakistan's ambassador to China" → PAK; "the envoy to Kenya" → None;
    "the minister of trade of Chile" → CHL; "Indian and Nepali officials" → "IND+NPL".

    Args:
        words: a noun phrase, or any part of one.
        named: parties named elsewhere in the document.
    """
    text = words.translate(_PLAIN)
    namings = [n for n in find_namings(text, named) if n.kind is not Kind.CITY]
    head, *others = _parts(text, namings)
    party = _party_within(text, namings, head)
    if party:
        return party
    for part in others:
        speaks_for = re.search(lexicon.load("offices")["speaks_for"], text[: part.start])
        party = _party_within(text, namings, part)
        if party and _belongs(part, text, namings, bool(speaks_for)):
            return party
        if part.opener not in _TRANSPARENT and not (part.opener == "to" and party):
            break
    return implied_party(text)


def implied_party(office: str) -> str | None:
    """The party of an office that only one party has ("Taoiseach", "Secretary of State"), else None."""
    for pattern, party in lexicon.load("offices")["implies"].items():
        if re.search(pattern, office.translate(_PLAIN)):
            return str(party)
    return None


#: What may open a part of a noun phrase after its head.
_OPENER = re.compile(
    r"\b(?:of|from|representing|between|for|to|in|at|on|with|against|near|by|during|over|about|towards?|after|before"
    r"|who|which|that|whose|where|when|inside|outside|under|as|through|into|than)\b|[,(\[]"
)
#: A part opened so belongs to the head: "minister *of* Chile", "delegates *from* the US", "minister, Ghana".
_BELONGING = frozenset(["of", "from", "representing", "between"])
_APPENDED = frozenset([",", "(", "["])
#: Behind a part opened so there may be another one that belongs to the head: "minister *for* trade of Chile".
_TRANSPARENT = frozenset(["of", "for", "on", "from", "as", ",", "(", "["])


@dataclass(frozen=True, slots=True)
class _Part:
    """A head with what stands before it, or one phrase after it with the word that opens it."""

    opener: str
    start: int
    end: int


def _parts(text: str, namings: list[Naming]) -> list[_Part]:
    """Cut a noun phrase before its prepositions, relative words, commas and brackets, not inside a naming."""
    cuts = [
        match
        for match in _OPENER.finditer(text)
        if match.start() > 0 and not any(n.start <= match.start() < n.end for n in namings)
        and (match.group() != "," or not _lists(text, namings, match.start()))
    ]  # fmt: skip
    starts = [match.end() for match in cuts]
    ends = [match.start() for match in cuts]
    heads = _Part("", 0, ends[0] if ends else len(text))
    rest = zip(cuts, starts, [*ends[1:], len(text)], strict=False)  # without cuts there is no rest
    return [heads, *(_Part(match.group(), start, end) for match, start, end in rest)]


def _lists(text: str, namings: list[Naming], comma: int) -> bool:
    """Whether a comma stands between two namings of a list, as in "the US, the UK and France"."""
    before = any(n.end == comma for n in namings)
    return before and any(
        re.fullmatch(r", ?(and )?(the )?", text[comma : n.start]) for n in namings if n.start > comma
    )


def _belongs(part: _Part, text: str, namings: list[Naming], speaks_for: bool) -> bool:
    if part.opener in _BELONGING:
        return True
    if part.opener == "for":
        return speaks_for
    # "the foreign secretary, Ghana" and "(Ghana)", but not "the envoy, a friend of Ghana"
    inside = text[part.start : part.end].strip(" .)]")
    return part.opener in _APPENDED and any(text[n.start : n.end] == inside for n in namings)


#: What joins two namings that count together.
_JOINER = re.compile(r"(?:'s)?(?: ?[,/&–—-] ?|,? and |,? or | as well as )?(?:the |both |its )?")


def _party_within(text: str, namings: list[Naming], part: _Part) -> str | None:
    inside = [n for n in namings if part.start <= n.start and n.end <= part.end]
    compounds = _combining(text, part, inside)
    own = [n for n in inside if n.party]
    if not own:
        return None
    parties = [own[0]]
    for naming in own[1:]:
        between = text[parties[-1].end : naming.start]
        if naming.home and naming.home in (parties[-1].party, parties[-1].place):
            # "the Afghan Taliban", "Yemen's Houthi leader": the movement, not the state
            parties[-1] = naming
        elif re.search(r"\S", between) and _JOINER.fullmatch(between) and not between.startswith("'s "):
            parties.append(naming)
        elif re.search(r",| and ", between) and re.search(r"\b(?:the|a|an)$|'s$", between.rstrip()):
            parties.append(naming)
    return join_parties([*compounds, *(n.party for n in parties)])


def _combining(text: str, part: _Part, inside: list[Naming]) -> list[str]:
    """Parties of the first halves of compounds, "Sino-" in "Sino-Indian"."""
    halves: dict[str, str] = lexicon.load("ambiguous")["combining"]
    found = []
    for match in re.finditer(r"\b([A-Z][a-z]+)-", text[part.start : part.end]):
        follows = part.start + match.end()
        if match.group(1) in halves and any(n.start == follows and n.party for n in inside):
            found.append(halves[match.group(1)])
    return found


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """Entries by their first word, longest phrase first."""
    by_word: dict[str, dict[str, _Entry]] = {}
    for entry in _entries():
        phrase = entry.phrase.translate(_PLAIN)
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
