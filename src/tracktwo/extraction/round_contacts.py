"""A round of a dialogue as an engagement, its delegations and leaders as participants.

Rounds themselves are found in :mod:`rounds`; a round that a contact already tells of gives no second
engagement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.clauses import read_tokens
from tracktwo.extraction.implied_rounds import is_implied
from tracktwo.extraction.parties import Kind, find_namings
from tracktwo.model import Delegate, Document, Engagement, Form, Participant, Round, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


def is_convened(item: Round) -> bool:
    """Whether the text tells of a convening, not only of talks that two sides have."""
    if is_implied(item):
        return False
    if item.ordinal is not None or item.delegates or item.sessions:
        return True
    words = " ".join(c.exact.lower() for c in item.evidence)
    return item.dialogue.name is not None and any(re.search(rf"\b{w}\b", words) for w in _convening())


def is_told_by(item: Round, engagements: Sequence[Engagement]) -> bool:
    """Whether an engagement already stands for the round: its sides, its words or day, and no number of its own."""
    if item.ordinal is not None or item.delegates or item.sessions:
        return False
    return any(_is_of_same_sides(e, item) and _is_of_same_time(e, item) for e in engagements)


def _is_of_same_sides(engagement: Engagement, item: Round) -> bool:
    if engagement.form in (Form.VISIT, Form.CALL) or engagement.status is not item.status:
        return False
    parties = {p.party for p in (*engagement.who, *engagement.with_)} - {None}
    return parties <= set(item.dialogue.parties)


def _is_of_same_time(engagement: Engagement, item: Round) -> bool:
    overlap = any(a.span.overlaps(b.span) for a in item.evidence for b in engagement.evidence)
    return overlap or item.when is None or item.when == engagement.when


def tells_of(engagement: Engagement, item: Round) -> bool:
    """Whether a contact of sides without names is the round itself in other words: "the second meeting of …"."""
    if any(_is_named(p) for p in (*engagement.who, *engagement.with_)) or engagement.form is not Form.MEETING:
        return False
    parties = {p.party for p in (*engagement.who, *engagement.with_)}
    overlap = any(a.span.overlaps(b.span) for a in item.evidence for b in engagement.evidence)
    is_bare = all(p.name is None for p in (*engagement.who, *engagement.with_))
    is_open = is_bare and (engagement.when, engagement.where, engagement.status) == (None, None, item.status)
    return parties <= {*item.dialogue.parties, None} and (overlap or is_open or engagement.when == item.when)


def _is_named(participant: Participant) -> bool:
    return participant.name is not None and participant.name[:1].isupper() and " " in participant.name


def contact_of_round(item: Round, document: Document, doc: Doc, actors: Actors) -> Engagement:
    """The engagement that a round is: leaders by name, and the delegation of each party."""
    sides = [_side(item, party, doc, actors) for party in item.dialogue.parties]
    who = tuple(sides[0]) if sides else tuple(_named(item.delegates))
    with_ = tuple(p for side in sides[1:] for p in side)
    return Engagement(
        form=Form.ROUND,
        who=who,
        with_=with_,
        when=item.when,
        where=item.where,
        country=item.country,
        status=item.status,
        evidence=item.evidence,
        confidence=item.confidence,
    )


def _side(item: Round, party: str, doc: Doc, actors: Actors) -> list[Participant]:
    own = [d for d in item.delegates if d.party == party]
    unofficial = item.dialogue.track in (Track.II, Track.ONE_AND_A_HALF)
    leaders = [d for d in own if d.function in _leading()]
    delegation = Participant(name=_delegation(party, doc, actors) if own or unofficial else None, party=party)
    rest = [d for d in own if d not in leaders]
    return [*_named(leaders), delegation, *_named(rest)]


def _named(delegates: Sequence[Delegate]) -> list[Participant]:
    return [Participant(name=d.name, party=d.party) for d in delegates]


def _delegation(party: str, doc: Doc, actors: Actors) -> str | None:
    """The party's delegates in the text's own word for it: "US delegates"."""
    words: dict[str, int] = {}
    for token in read_tokens(doc):
        if (
            token.pos_ == "PROPN"
            and token.ent_type_ != "PERSON"
            and actors.party_of((token.idx, token.idx + len(token))) == party
            and _is_people(token.text)
        ):
            words[token.text] = words.get(token.text, 0) + 1
    if not words:
        return None
    return f"{max(words, key=lambda w: words[w])} delegates"


def _is_people(word: str) -> bool:
    """Whether a word is a country's or its people's, and not that of a city or a person."""
    namings = find_namings(word)
    return bool(namings) and namings[0].kind not in (Kind.CITY, Kind.CAPITAL, Kind.SEAT)


@cache
def _convening() -> tuple[str, ...]:
    return tuple(lexicon.load("contacts")["convening"])


@cache
def _leading() -> frozenset[str]:
    return frozenset(lexicon.load("contacts")["leading_functions"])
