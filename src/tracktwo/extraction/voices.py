"""Whose side a clause is about, as seen from a speaker: the speaker's own, another, or nobody in particular.

It resolves nothing itself: who a mention stands for is asked of the actors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracktwo.extraction.clauses import clause_head, phrase_span, relation, subjects_of
from tracktwo.extraction.drafts import words_at
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.outright import words_of_outright
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.wordings import forms_of

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


class Side(StrEnum):
    """Whose doing a clause tells of."""

    OWN = "own"
    OTHER = "other"
    #: A thing or an event, or somebody not known.
    THING = "thing"
    #: A side, but the speaker's own is not known.
    UNKNOWN = "unknown"
    #: There is no subject, or a pronoun that stays open.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as far as is known, and the actors of the document."""

    speaker: str | None
    party: str | None
    actors: Actors

    def side_of(self, token: Token) -> Side:
        """Whose side the clause around ``token`` has as its subject."""
        return self.side_of_subjects(subjects_of(clause_head(token)))

    def side_of_subjects(self, subjects: Sequence[Token]) -> Side:
        """Own if any subject is of the speaker's side, else other if any is somebody's, else open."""
        sides = {self._side_of_mention(t) for t in subjects}
        if Side.OWN in sides:
            return Side.OWN
        return next((s for s in (Side.OTHER, Side.UNKNOWN, Side.THING) if s in sides), Side.OPEN)

    def names_a_side(self, token: Token) -> bool:
        """Whether a mention is of a side and of nobody in person: "Ghana", not "Addo"."""
        actor = self.actors.at(token.idx, token.idx + len(token.text))
        party = actor.party if actor is not None else self.actors.party_of(phrase_span(token))
        return party is not None and (actor is None or not actor.is_person)

    def _speaks_as_a_side(self) -> bool:
        """Whether it is a side or a body that speaks, and nobody in person."""
        if self.speaker is None or self.party is None:
            return False
        return all(person.name != self.speaker for person in self.actors.people)

    def _side_of_mention(self, token: Token) -> Side:
        lower = token.lower_
        if lower in ("i", "we", "us", "me", "our", "ours", "my") and token.text != "US":
            return Side.OWN
        if lower in ("it", "its") and self._speaks_as_a_side():
            return Side.OWN  # "Ghana said it will not sign"
        if lower in ("you", "your"):
            return Side.OTHER
        span = phrase_span(token)
        if is_joint(words_at(token.doc, *span)):
            return Side.OWN
        actor = self.actors.at(token.idx, token.idx + len(token.text))
        if actor is not None and self.speaker and actor.name == self.speaker:
            return Side.OWN
        party = actor.party if actor is not None else self.actors.party_of(span)
        if party is None and forms_of(token) & words_of_outright("for_their_side"):
            party = party_of_words(words_at(token.doc, *span))
        if party and self.party:
            return Side.OWN if set(party.split("+")) & set(self.party.split("+")) else Side.OTHER
        if party and actor is not None and not actor.is_person:
            return Side.UNKNOWN
        if actor is None and token.tag_ == "PRP":
            return Side.OWN if lower in ("he", "she") else Side.OPEN
        return Side.OTHER if actor is not None or party or token.pos_ == "PROPN" else Side.THING


def content_roots(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a stretch that depend on nothing inside it: the heads of its clauses."""
    inside = {t.i for t in tokens}
    return tuple(
        t
        for t in tokens
        if (t.head.i == t.i or t.head.i not in inside) and relation(t) not in ("punct", "cc", "mark", "case")
    )
