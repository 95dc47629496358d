"""Who convened a round, who helped, and who paid: institutes, third parties, donors.

Persons are left out, and so, for talks of officials, are the parties themselves: ministries that host one
another are no convenors. What an organisation thinks of the talks is not looked at.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.parties import Kind, country_of_place, find_namings, party_of_words, split_parties
from tracktwo.model import Span

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&./-]*"
_SHORT = r"\([A-Z][\w&-]{1,11}\)"
_MISSIONS = re.compile(r"\b(?:Embassy|Consulate|High Commission|Mission)\b")
ROLES = ("convenors", "partners", "sponsors")


@dataclass(frozen=True, slots=True)
class Backing:
    """The organisations behind a round, by role, as the text names them."""

    convenors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()


def find_backing(text: str, lines: Sequence[Line], parties: Collection[str], *, official: bool) -> Backing:
    """Find who is behind the round that ``lines`` tell of.

    Args:
        parties: the parties of the dialogue.
        official: whether officials of the parties talk, so that the parties and their bodies are no
        convenors.
    """
    found: dict[str, dict[str, None]] = {role: {} for role in ROLES}
    for line in lines:
        for sentence in split_sentences(text, line.start, line.end):
            if not _talks().search(text[sentence.start : sentence.end]):
                continue
            for role, name in _in_sentence(text, sentence):
                if _may_hold(name, role, parties, official=official):
                    found[role][_fuller(text, name)] = None
    taken: set[str] = set()
    kept: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        kept[role] = tuple(n for n in _longest(list(found[role])) if n not in taken)
        taken.update(kept[role])
    return Backing(**kept)


def organisations_at(text: str, start: int, end: int) -> tuple[str, ...]:
    """The organisations listed from ``start`` on: "the Regional Peace Institute (RPI) and the Wilson Center"."""
    names: list[str] = []
    at = start
    while at < end:
        lead = _lead_in().match(text, at, end)
        at = lead.end() if lead else at
        stop = _name_end(text, at, end)
        if stop is None:
            break
        names.append(" ".join(text[at:stop].split()).rstrip(",."))
        joined = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|;\s*(?:and\s+)?)(?=the\s|[A-Z])").match(
            text, stop, end
        )
        if joined is None:
            break
        at = joined.end()
    return tuple(n for n in names if n)


def _in_sentence(text: str, sentence: Span) -> Iterator[tuple[str, str]]:
    for match in _joined().finditer(text, sentence.start, sentence.end):
        yield "convenors", match["name"]
    for role, pattern in _before():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            for name in organisations_at(text, match.end(), sentence.end):
                yield role, name
    for role, pattern in _after():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            for name in _subject(text, sentence.start, match.start()):
                # "Chile and Peru held the second round": the sides themselves
                if _lends_a_roof(match[0]) or not _is_party(name):
                    yield role, name


def _subject(text: str, start: int, end: int) -> tuple[str, ...]:
    """The organisations that are the subject of a verb at ``end``."""
    words = text[start:end]
    # "X, in collaboration with Y, organised …", "X, a think tank in Z, organised …"
    bare = re.sub(r",[^,]*,\s*$", " ", words) if words.rstrip().endswith(",") else words
    clause = re.split(r"[;:]\s|,\s+(?:which|where|and)\s+", bare)[-1].strip()
    clause = re.sub(r"^(?:On|In|At|During|After|Following|Earlier)\b[^,]*,\s+", "", clause)
    at = start + words.find(clause) if clause else end
    names = organisations_at(text, at, at + len(clause))
    return names if names and " ".join(clause.split()).endswith(names[-1]) else ()


def _name_end(text: str, at: int, end: int) -> int | None:
    """Where the organisation's name that begins at ``at`` ends; None if none begins there."""
    first = _first_word().match(text, at, end)
    if first is None:
        return None
    stop = first.end()
    while True:
        follows = _next_words().match(text, stop, end)
        if follows is None or _begins_another(text, at, stop, follows):
            break
        stop = follows.end()
    # "US Embassy, Pakistan", "Wilson Center, Washington", "US Embassy in Islamabad"
    joiner = r"(?:,\s+|\s+in\s+)" if _MISSIONS.search(text[at:stop]) else r",\s+"
    place = re.compile(
        rf"{joiner}(?P<place>{_CAPITAL}(?:,?\s+D\.?C\.?)?)(?=\s*[.,;)]|\s*$|\s+(?:and|with|in|on)\s)"
    ).match(text, stop, end)
    if (
        place
        and country_of_place(place["place"])
        and not re.match(r",?\s+and\s+[A-Z]", text[place.end() : end])
    ):
        stop = place.end()
    return stop


def _begins_another(text: str, at: int, stop: int, follows: re.Match[str]) -> bool:
    """Whether "and" parts two organisations here, and does not join words of one name."""
    if not re.match(r"\s+(?:and|&|y|et|und)\s", follows[0]):
        return False
    have, rest = text[at:stop], text[follows.start() : follows.start() + 90]
    if re.match(r"\s+(?:and|&)\s+the\s", rest) or have.endswith(")"):
        return True
    nouns = _nouns()
    ahead = re.split(
        r"[,.;]|\s(?:and|in|on|with|at|was|were|is|are|has|have)\s", re.sub(r"^\s+\S+\s+", "", rest)
    )[0]
    return any(w in nouns for w in have.split()) and (
        any(w.strip("().,") in nouns for w in ahead.split()) or bool(re.match(r"[A-Z]{3,}\b", ahead))
    )


def _may_hold(name: str, role: str, parties: Collection[str], *, official: bool) -> bool:
    words = name.split()
    bare = [w.strip("().,") for w in words]
    is_body = any(w in _nouns() for w in bare) or any(re.fullmatch(r"[A-Z][A-Z&-]{2,}\d*", w) for w in bare)
    party = party_of_words(name)
    if _is_party(name):
        return (party not in parties and role == "convenors") or (role == "sponsors" and not official)
    if not is_body:
        return False
    if official:
        ours = set(split_parties(party)) & set(parties)
        return not ours and (not _is_government(name) or party is not None)
    return True


def _is_party(name: str) -> bool:
    """Whether a name is that of a state, its capital or an organisation of states, and nothing more."""
    kinds = (Kind.NAME, Kind.CAPITAL, Kind.ORGANISATION, Kind.SEAT)
    return any(
        n.party and n.kind in kinds and n.start <= 4 and n.end >= len(name) - 2 for n in find_namings(name)
    )


def _lends_a_roof(verb: str) -> bool:
    return bool(re.match(r"(?:\w+ |co-)*(?:host|mediat|facilitat|broker|conven)", verb, re.IGNORECASE))


def _is_government(name: str) -> bool:
    return bool(
        re.search(
            r"\b(?:Ministry|Government|Department of|Foreign Office|Ministries|Embassy|Presidency)\b", name
        )
    )


def _fuller(text: str, name: str) -> str:
    """The whole name of what a later sentence calls "the Forum"."""
    if name not in _nouns():
        return name
    whole = re.search(
        rf"(?:[A-Z][\w’'-]+ )+{name}(?: (?:for|of|on)(?: the)? [A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+)*)?", text
    )
    return re.sub(r"^The ", "", whole[0]) if whole else name


def _longest(names: list[str]) -> list[str]:
    """Leave out names that another one says more fully."""
    return [
        n for n in names if not any(n != o and re.search(rf"\b{re.escape(n)}(?!\w)", o) for o in names)
    ]  # fmt: skip


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon.load("convening")["organisation_nouns"])


@cache
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = lexicon.load("convening")["before"]
    return tuple((role, re.compile(rf"\b(?:{'|'.join(data[role])})\s+", re.IGNORECASE)) for role in ROLES)


@cache
def _joined() -> re.Pattern[str]:
    """ "EU-mediated talks": who helps the sides, joined to what he does."""
    data = lexicon.load("convening")
    return re.compile(
        rf"(?<![\w-])(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&.]*)-(?:{'|'.join(data['joined'])})\s+"
        rf"(?:[\w’'-]+\s+){{0,3}}?(?:{'|'.join(data['convened'])})\b"
    )


@cache
def _after() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = lexicon.load("convening")
    convened = "|".join(data["convened"])
    what = rf"\s+(?:the|a|an|its|their|this|another|two)\s+(?:[\w“”\"'’()./+–-]+\s+){{0,9}}?(?:{convened})\b"
    return tuple(
        (role, re.compile(rf"(?<=\s){verbs}{what}", re.IGNORECASE)) for role, verbs in data["after"].items()
    )


@cache
def _talks() -> re.Pattern[str]:
    data = lexicon.load("convening")
    # A sentence that begins with "It was" goes on about the round of the one before it.
    return re.compile(
        rf"\b(?:{'|'.join(data['convened'])})\b|^(?:{'|'.join(data['goes_on'])})\b", re.IGNORECASE
    )


@cache
def _lead_in() -> re.Pattern[str]:
    words = "|".join(
        re.escape(w) for w in sorted(lexicon.load("convening")["lead_ins"], key=len, reverse=True)
    )
    return re.compile(rf"(?:(?:{words})\s+)*", re.IGNORECASE)


@cache
def _first_word() -> re.Pattern[str]:
    return re.compile(_CAPITAL)


@cache
def _next_words() -> re.Pattern[str]:
    small = "|".join(
        re.escape(w) for w in sorted(lexicon.load("convening")["connectors"], key=len, reverse=True)
    )
    return re.compile(rf"\s+(?:(?:{small})\s+){{0,2}}{_CAPITAL}|\s+{_SHORT}")
