"""One claim in a few words beside the sentence that it was read from: what it is, without the words themselves.

Lists that show no sentence take :mod:`tracktwo.views.describing` instead. Nothing is merged or weighed here.
"""

from collections.abc import Iterable

from tracktwo.model import (
    Claim,
    Commitment,
    Engagement,
    Idea,
    Incident,
    Modality,
    Participant,
    Person,
    Round,
    Stance,
    StateChange,
    Statement,
)
from tracktwo.views.wording import date_in_words, party_name

#: What one claim of a class is called.
_KINDS = {
    Person: "person",
    Statement: "statement",
    Stance: "position",
    Engagement: "contact",
    Round: "round",
    StateChange: "state of talks",
    Commitment: "promise",
    Incident: "incident",
    Idea: "idea",
}


def kind_of(claim: Claim) -> str:
    """What a claim of its class is called."""
    return _KINDS.get(type(claim), claim.KEY)


def headline(claim: Claim) -> str:
    """Say in a few words what the claim is."""
    match claim:
        case Person():
            return _joined(_named(claim.name, claim.party), claim.office or claim.function)
        case Statement():
            modality = None if claim.modality is Modality.ACTUAL else claim.modality.value
            to = f"to {claim.addressee}" if claim.addressee else None
            return _joined(
                _named(claim.speaker, claim.party), claim.act.value, modality, to, *claim.issues[:2]
            )
        case Stance():
            return f"{party_name(claim.party)} {claim.stance.value} {claim.issue}"
        case Engagement():
            who, others = _people(claim.who), _people(claim.with_)
            met = f"{who} with {others}" if others else who
            return _joined(f"{claim.form.value.replace('-', ' ')} ({claim.status.value})", met, *_when(claim))
        case Round():
            number = f"round {claim.ordinal}" if claim.ordinal else "round"
            name = claim.dialogue.name or _parties(claim.dialogue.parties)
            return _joined(f"{number} ({claim.status.value})", name, *_when(claim))
        case StateChange():
            day = date_in_words(claim.when) if claim.when else None
            return _joined(claim.change.value, claim.dialogue or _parties(claim.parties), day)
        case Commitment():
            due = f"due {date_in_words(claim.due) if claim.due else claim.due_text}"
            to = f" to {_parties(claim.to)}" if claim.to else ""
            told = due if claim.due or claim.due_text else None
            return _joined(f"{_parties(claim.by)}{to}", claim.strength.value, told)
        case Incident():
            return _joined(date_in_words(claim.when) if claim.when else "date not told", claim.where)
        case _:
            return kind_of(claim)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _named(name: str | None, party: str | None) -> str:
    if name and party and name != party_name(party):
        return f"{name} ({party_name(party)})"
    return name or (party_name(party) if party else "somebody")


def _people(side: Iterable[Participant]) -> str:
    return ", ".join(_named(p.name, p.party) for p in side) or "participants not told"


def _parties(codes: Iterable[str]) -> str:
    return " and ".join(map(party_name, codes)) or "side not told"


def _when(claim: Engagement | Round) -> tuple[str | None, str | None]:
    return date_in_words(claim.when) if claim.when else None, claim.where
