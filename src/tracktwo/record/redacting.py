"""Takes out of one claim what a reader may not see: names, functions, and sides where they are withheld.

Citations stay as they are here; what stands at the cited places is shown as ``extracts`` makes it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracktwo.model import (
    Attendance,
    Claim,
    Commitment,
    Dialogue,
    Engagement,
    Idea,
    Incident,
    Participant,
    Person,
    Round,
    Stance,
    StateChange,
    Statement,
)
from tracktwo.model.levels import SOMEBODY
from tracktwo.record.redaction import Redactor


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is withheld in one document."""

    #: Finds names, offices and all sides that are withheld.
    strict: Redactor
    #: The same for what was said, in which a side that is large enough may be spoken of.
    said: Redactor
    #: Parties for which nobody may be said to speak.
    sides: frozenset[str]
    #: Those of them that are large enough to be named as sides of a round or dialogue.
    large: frozenset[str]

    def party(self, words: str | None) -> str | None:
        """The party that somebody speaks or acts for, if it may be told."""
        return None if words is None or self.sides.intersection(words.split("+")) else words

    def parties(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Those for which somebody acts, as far as they may be told."""
        return tuple(w for w in words if self.party(w) is not None)

    def at_table(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The sides of a round or dialogue, as far as they may be named."""
        small = self.sides - self.large
        return tuple(w for w in words if not small.intersection(w.split("+")))

    def name(self, words: str | None) -> str | None:
        """A name, unless anything in it is withheld."""
        return None if words is None or self.strict.touches(words) else words

    def words(self, words: str | None) -> str | None:
        """Words about a round or an event, with marks for what is withheld."""
        return self.said.redact(words) if words else words

    def each(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same for several."""
        return tuple(self.said.redact(w) for w in words)

    def country(self, code: str | None) -> str | None:
        """A country as a place."""
        return None if code in self.sides - self.large else code


def redact_claim(claim: Claim, by: Redaction, is_restricted: bool) -> Claim | None:
    """The claim as a reader may see it; None if nothing can be left of it.

    ``is_restricted`` says that whoever the claim names is withheld, known to ``by`` or not.
    """
    redact = _BY_CLASS.get(type(claim))
    return redact(claim, by, is_restricted) if redact else None


def _person(claim: Person, by: Redaction, is_restricted: bool) -> Person | None:
    if is_restricted or by.strict.touches(claim.name):
        return None
    return replace(claim, office=by.name(claim.office), party=by.party(claim.party))


def _statement(claim: Statement, by: Redaction, is_restricted: bool) -> Statement:
    is_withheld = is_restricted or by.strict.touches(claim.speaker or "")
    kept = replace(
        claim,
        party=by.party(claim.party),
        addressee=None if is_restricted else by.name(claim.addressee),
        issues=by.each(claim.issues),
    )
    return replace(kept, speaker=SOMEBODY, source=(), cue=()) if is_withheld else kept


def _stance(claim: Stance, by: Redaction, is_restricted: bool) -> Stance | None:
    issue = by.said.redact(claim.issue)
    return replace(claim, issue=issue) if by.party(claim.party) else None


def _engagement(claim: Engagement, by: Redaction, is_restricted: bool) -> Engagement:
    def seen(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
        # Each kind once: how many of those who are withheld were there is not told.
        return tuple(
            dict.fromkeys(
                Participant(None if is_restricted else by.name(p.name), by.party(p.party)) for p in people
            )
        )

    return replace(
        claim,
        who=seen(claim.who),
        with_=seen(claim.with_),
        where=by.words(claim.where),
        country=by.country(claim.country),
    )


def _round(claim: Round, by: Redaction, is_restricted: bool) -> Round:
    named = () if is_restricted else tuple(d for d in claim.delegates if by.name(d.name))
    told = claim.dialogue
    return replace(
        claim,
        dialogue=Dialogue(by.words(told.name), by.at_table(told.parties), told.track, told.also_track),
        where=by.words(claim.where),
        country=by.country(claim.country),
        venue=by.words(claim.venue),
        theme=by.words(claim.theme),
        sessions=by.each(claim.sessions),
        convenors=by.each(claim.convenors),
        partners=by.each(claim.partners),
        sponsors=by.each(claim.sponsors),
        working_groups=by.each(claim.working_groups),
        delegates=tuple(replace(d, party=by.party(d.party)) for d in named),
        others=_others(claim, len(claim.delegates) - len(named), by),
    )


def _others(claim: Round, withheld: int, by: Redaction) -> Attendance | None:
    """Those who are no longer named are counted with the others."""
    told = claim.others or Attendance()
    count = withheld + (told.count or 0)
    backgrounds = tuple(by.strict.redact(b) for b in told.backgrounds)
    return Attendance(count or None, backgrounds) if count or claim.others else None


def _state(claim: StateChange, by: Redaction, is_restricted: bool) -> StateChange:
    return replace(
        claim,
        dialogue=by.words(claim.dialogue),
        parties=by.at_table(claim.parties),
        cause=by.words(claim.cause),
    )


def _commitment(claim: Commitment, by: Redaction, is_restricted: bool) -> Commitment:
    return replace(claim, by=by.parties(claim.by), to=by.parties(claim.to), due_text=by.words(claim.due_text))


def _incident(claim: Incident, by: Redaction, is_restricted: bool) -> Incident:
    return replace(claim, where=by.words(claim.where), effect=by.words(claim.effect))


def _idea(claim: Idea, by: Redaction, is_restricted: bool) -> Idea:
    return claim


#: Every class of claim; one that is missing here is shown to nobody who may not see it in full.
_BY_CLASS: Mapping[type[Claim], Callable[[Any, Redaction, bool], Claim | None]] = {
    Person: _person,
    Statement: _statement,
    Stance: _stance,
    Engagement: _engagement,
    Round: _round,
    StateChange: _state,
    Commitment: _commitment,
    Incident: _incident,
    Idea: _idea,
}
