"""What a claim is known again by when its document is read anew: where it stands and what it chiefly says.

A newer reader cuts a quotation elsewhere, finds one issue more or is surer; the claim is the same to a person
who judged it. Which fields count is written down here once; whether two claims match is decided in the record.
"""

from collections.abc import Mapping

from tracktwo.model.claims import (
    Citations,
    Claim,
    Commitment,
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


def main_citations(claim: Claim) -> Citations:
    """The citations that stand for the claim as a whole: what is said, or the evidence."""
    match claim:
        case Statement():
            return claim.content
        case Person():
            return claim.mentions
        case Commitment() | Incident() | Idea():
            return claim.what or claim.evidence
        case Stance() | Engagement() | Round() | StateChange():
            return claim.evidence
        case _:
            return ()


def principal_fields(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The fields that make it this claim and no other, as (name, value), sorted; unknown ones are left out.

    Places and dates of documents, issues, titles and the like are not among them: a reading that finds more of
    these still makes the same claim. A claim with another speaker, act, status or date is another one.
    """
    return tuple(sorted((name, value) for name, value in _fields(claim).items() if value))


def _fields(claim: Claim) -> Mapping[str, str | None]:
    match claim:
        case Person():
            return {"name": claim.name, "party": claim.party}
        case Statement():
            return {"speaker": claim.speaker, "party": claim.party, "act": claim.act.value}
        case Stance():
            return {"party": claim.party, "issue": claim.issue, "stance": claim.stance.value}
        case Engagement():
            about = {"form": claim.form.value, "status": claim.status.value, "when": claim.when}
            return {**about, "who": _everybody((*claim.who, *claim.with_))}
        case Round():
            about = {"dialogue": claim.dialogue.name, "when": claim.when, "status": claim.status.value}
            return {**about, "ordinal": str(claim.ordinal or "")}
        case StateChange():
            parties = "; ".join(sorted(claim.parties))
            return {"change": claim.change.value, "parties": parties, "when": claim.when}
        case Commitment():
            sides = {"by": "; ".join(sorted(claim.by)), "to": "; ".join(sorted(claim.to))}
            return {**sides, "strength": claim.strength.value}
        case Incident():
            return {"when": claim.when}
        case _:
            return {}


def _everybody(people: tuple[Participant, ...]) -> str:
    return "; ".join(sorted(p.name or p.party or "" for p in people))
