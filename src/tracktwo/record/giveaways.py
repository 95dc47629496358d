"""What in a claim tells who somebody is or for whom he speaks: names, bodies, offices, parties and their words.

Which claims this is asked of is decided in ``withholding``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Claim, Commitment, Engagement, Person, Round, Stance, StateChange, Statement
from tracktwo.record.letters import plain
from tracktwo.record.redaction import Secrets

_CODE = re.compile("[A-Z]{3}")
#: The words of a party that its lexicon entry lists, besides its code or name.
_WORDS = ("name", "long", "also", "adjectives", "people", "capital", "seats", "cities")


def names_in(claim: Claim) -> Iterator[str]:
    """The persons and bodies that the claim names."""
    match claim:
        case Person():
            yield claim.name
        case Statement():
            yield from (n for n in (claim.speaker, claim.addressee) if n)
        case Engagement():
            yield from (p.name for p in (*claim.who, *claim.with_) if p.name)
        case Round():
            yield from (d.name for d in claim.delegates)
        case _:
            return


def parties_in(claim: Claim) -> Iterator[str]:
    """Each party that the claim names, those that act jointly one by one."""
    for words in _parties(claim):
        yield from words.split("+")


def participants_in(claims: Iterable[Claim]) -> dict[str, set[str]]:
    """Who takes part in a round, as far as it is told: last words of names, by party."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        match claim:
            case Round():
                told = [(d.name, d.party) for d in claim.delegates]
            case Person() if claim.function:
                told = [(claim.name, claim.party)]
            case _:
                continue
        for name, party in told:
            # Two spellings of one participant must not make two of him: last words are compared.
            if party and plain(name):
                found.setdefault(party, set()).add(plain(name)[-1])
    return found


def secrets_in(claims: Iterable[Claim]) -> Secrets:
    """What gives away the persons and bodies that these claims name, parties apart."""
    names: set[str] = set()
    phrases: set[str] = set()
    for claim in claims:
        for name in names_in(claim):
            if isinstance(claim, Person) or not _is_body(name):
                names.add(name)
            elif not _says_nothing(name):
                phrases.add(name)
        if isinstance(claim, Person) and claim.office:
            phrases.update(_office(claim.office))
    return Secrets(frozenset(names), frozenset(phrases))


def side_words(parties: Iterable[str]) -> Secrets:
    """The words that stand for these parties: codes, names, demonyms, capitals, seats and towns."""
    found: set[str] = set()
    unknown: set[str] = set()
    for party in parties:
        found.add(party)
        known = _words_of(party)
        found.update(known)
        if not known and not _CODE.fullmatch(party) and len(plain(party)) == 1:
            # Its demonyms are not known: they mostly begin like it.
            unknown.add(party)
    return Secrets(frozenset(unknown), frozenset(found))


def is_unknown_code(party: str) -> bool:
    """Whether a party is written as a code whose words no lexicon has, so that they cannot be found in a text."""
    return bool(_CODE.fullmatch(party)) and not _words_of(party)


def _words_of(party: str) -> set[str]:
    found: set[str] = set()
    for name in ("countries", "organisations", "movements"):
        about = lexicon.load(name).get(party)
        for key in _WORDS if about else ():
            given = about.get(key, ())
            found.update((given,) if isinstance(given, str) else given)
    return found


def _parties(claim: Claim) -> tuple[str, ...]:
    match claim:
        case Person() | Statement() | Stance():
            return (claim.party,) if claim.party else ()
        case Engagement():
            return tuple(p.party for p in (*claim.who, *claim.with_) if p.party)
        case Round():
            return (*claim.dialogue.parties, *(d.party for d in claim.delegates if d.party))
        case StateChange():
            return claim.parties
        case Commitment():
            return (*claim.by, *claim.to)
        case _:
            return ()


def _office(office: str) -> Iterator[str]:
    yield office
    words = office.split()
    while words and plain(words[0]) and plain(words[0])[0] in _openers():
        words = words[1:]
    if words:
        yield " ".join(words)


def _is_body(speaker: str) -> bool:
    return bool(_bodies().intersection(plain(speaker)))


def _says_nothing(speaker: str) -> bool:
    return all(word in _bodies() or word in _openers() for word in plain(speaker))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(w for entry in lexicon.load("withholding")["bodies"] for w in plain(str(entry)))


@cache
def _openers() -> frozenset[str]:
    """Words at the beginning of an office or a body that are no part of it."""
    return frozenset(w for entry in lexicon.load("withholding")["openers"] for w in plain(str(entry)))
