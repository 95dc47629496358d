"""What a claim can be asked for and put in order by, computed from the claim alone: parties, persons, issues, days.

A pure function of the claim and its document's date, so that facets can be made anew at any time. It does not
decide which names are the same person; names are only folded to lower case without accents.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tracktwo.errors import MalformedDateError
from tracktwo.lexicon.parties import party_words
from tracktwo.model import (
    Claim,
    Commitment,
    Engagement,
    Person,
    Round,
    Stance,
    StateChange,
    Statement,
)
from tracktwo.model.dates import Edtf

#: Stands behind every name: the place of what has none. No text of a document has this character.
LAST = "\uffff"


@dataclass(frozen=True, slots=True, order=True)
class Facet:
    """One value that a claim can be found or put in order by."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day, inclusive, as ISO 8601; None where nothing is known."""

    earliest: str | None = None
    latest: str | None = None


def fold(words: str) -> str:
    """Lower case without accents and doubled spaces, for comparing names."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def facets_of(claim: Claim) -> tuple[Facet, ...]:
    """All facets of a claim, sorted, each once."""
    found = {Facet(field, value[:400]) for field, value in _pairs(claim) if value}
    return tuple(sorted(found | {Facet(field, (value or LAST)[:400]) for field, value in _places(claim)}))


def place_field(kind: str, by: str) -> str:
    """The field under which the claims of a kind have their places in the order by ``by``, name or party."""
    return f"{kind} by {by}"


def days_of(claim: Claim, published: str | None) -> Days:
    """When the claim's matter took place, else when its document was published.

    Dates that are no EDTF count as unknown here; the claim keeps them as they are.
    """
    own = getattr(claim, "when", None) or getattr(claim, "due", None)
    days = days_of_date(own)
    return days if days.earliest or days.latest else days_of_date(published)


def days_of_date(text: str | None) -> Days:
    """First and last possible day of an EDTF date; unknown where there is none or it is malformed."""
    if not text:
        return Days()
    try:
        first, after = Edtf.parse(text).bounds()
    except MalformedDateError:
        return Days()
    last = after - timedelta(1) if after else None
    return Days(first.isoformat() if first else None, last.isoformat() if last else None)


def _pairs(claim: Claim) -> Iterator[tuple[str, str]]:
    for words in _parties(claim):
        # A joint statement is found by each of its parties, and by the two together.
        for party in {words, *words.split("+")}:
            yield "party", fold(party)
    for name in _persons(claim):
        yield "person", fold(name)
    for issue in _issues(claim):
        yield "issue", fold(issue)
    dialogue = _dialogue(claim)
    if dialogue:
        yield "dialogue", fold(dialogue)
    for field in ("form", "act", "change", "strength", "stance"):
        value = getattr(claim, field, None)
        if value is not None:
            yield "what", fold(value.value)
    if isinstance(claim, (Engagement, Round)):
        yield "status", claim.status.value


def party_place(party: str) -> str:
    """What a party is put in order by: its name in words, so that Germany stands between France and Ghana."""
    return LAST if party == LAST else fold(party_words(party))


def _places(claim: Claim) -> Iterator[tuple[str, str | None]]:
    """What a claim is put in order by: names folded, parties as they are written."""
    match claim:
        case Statement():
            name, party = claim.speaker, claim.party
        case Round():
            name, party = claim.dialogue.name, next(iter(claim.dialogue.parties), None)
        case Engagement():
            name, party = None, next((p.party for p in claim.who + claim.with_ if p.party), None)
        case Commitment():
            name, party = None, next(iter(claim.by), None)
        case _:
            return
    yield place_field(claim.KEY, "party"), party
    if isinstance(claim, (Statement, Round)):
        yield place_field(claim.KEY, "name"), fold(name or "")


def _parties(claim: Claim) -> tuple[str, ...]:
    match claim:
        case Person() | Statement() | Stance():
            return (claim.party,) if claim.party else ()
        case Engagement():
            return tuple(p.party for p in claim.who + claim.with_ if p.party)
        case Round():
            return claim.dialogue.parties + tuple(d.party for d in claim.delegates if d.party)
        case StateChange():
            return claim.parties
        case Commitment():
            return claim.by + claim.to
        case _:
            return ()


def _persons(claim: Claim) -> tuple[str, ...]:
    match claim:
        case Person():
            return (claim.name,)
        case Statement():
            return tuple(n for n in (claim.speaker, claim.addressee) if n)
        case Engagement():
            return tuple(p.name for p in claim.who + claim.with_ if p.name)
        case Round():
            return tuple(d.name for d in claim.delegates)
        case _:
            return ()


def _issues(claim: Claim) -> tuple[str, ...]:
    match claim:
        case Statement():
            return claim.issues
        case Stance():
            return (claim.issue,)
        case _:
            return ()


def _dialogue(claim: Claim) -> str | None:
    match claim:
        case Round():
            return claim.dialogue.name
        case StateChange():
            return claim.dialogue
        case _:
            return None
