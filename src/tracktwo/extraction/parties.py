"""Which party a word or phrase stands for: "Turkish", "Kabul's envoy", "the Kremlin", "an EU official".

It works on words alone, with the lexicons of countries, organisations and movements; whether "Islamabad" acts
or is only where something happens is decided by syntax in :mod:`tracktwo.extraction.actors`, and who a later
mention stands for in :mod:`tracktwo.extraction.coreference`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracktwo import lexicon
from tracktwo.extraction.namings import PLAIN, Kind, Naming, find_namings

__all__ = [
    "Kind",
    "Naming",
    "country_of_place",
    "find_namings",
    "implied_party",
    "join_parties",
    "parties_named_in",
    "party_of_words",
    "split_parties",
]


def join_parties(parties: Iterable[str | None]) -> str | None:
    """Join parties with ``+`` in alphabetical order; None if there is none."""
    each = {one for party in parties if party for one in party.split("+")}
    return "+".join(sorted(each)) or None


def split_parties(party: str | None) -> tuple[str, ...]:
    """The single parties of a party string."""
    return tuple(party.split("+")) if party else ()


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
    text = words.translate(PLAIN)
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
        onward = part.opener == "to" and (party or _names_office(text[part.start : part.end]))
        if part.opener not in _TRANSPARENT and not onward:
            break
    return implied_party(text)


def _names_office(words: str) -> bool:
    """Whether an office is named, so that "of" behind it goes on: "adviser to the prime minister of Nepal"."""
    heads: dict[str, list[str]] = lexicon.load("offices")["heads"]
    return any(word in heads_of for word in words.lower().split() for heads_of in heads.values())


def implied_party(office: str) -> str | None:
    """The party of an office that only one party has ("Taoiseach", "Secretary of State"), else None."""
    for pattern, party in lexicon.load("offices")["implies"].items():
        if re.search(pattern, office.translate(PLAIN)):
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
        elif (re.search(r"\S", between) and _JOINER.fullmatch(between) and not between.startswith("'s ")) or (
            re.search(r",| and ", between) and re.search(r"\b(?:the|a|an)$|'s$", between.rstrip())
        ):
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
