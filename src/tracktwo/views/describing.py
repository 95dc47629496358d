"""One claim in one line of plain words, for lists and for ``tracktwo show``.

Quotation marks stand only around words of the document that it gives as somebody's own. Nothing is merged or
weighed here.
"""

from collections.abc import Callable

from tracktwo.model import (
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
    StatementKind,
)
from tracktwo.model.fingerprints import main_citations
from tracktwo.views.wording import date_in_words, party_name
from tracktwo.views.writing import on_one_line

__all__ = ["describe", "describe_in_words", "main_citations", "named", "participants", "quoted", "words_of"]


#: How a side or a date is called: by its code or notation, or in words.
Naming = Callable[[str], str]


def words_of(citations: Citations) -> str:
    """The cited words on one line; where something was left out between them stands “…”."""
    return " … ".join(on_one_line(citation.exact) for citation in citations)


def participants(people: tuple[Participant, ...], side: Naming = str) -> tuple[str, ...]:
    """Each participant as a name with its party, or a party alone."""
    return tuple(_named(p.name, p.party, side) for p in people)


def describe_in_words(claim: Claim) -> str:
    """The same as :func:`describe`, with sides by their names and dates in words, as pages have them."""
    return describe(claim, party_name, date_in_words)


def describe(claim: Claim, side: Naming = str, day: Naming = str) -> str:
    """Say in one line what the claim is; ``side`` says how sides are called, which is by their codes, and ``day`` how
    dates are, which is as they are noted down."""
    match claim:
        case Person():
            return f"person: {_named(claim.name, claim.party, side)}{_after(', ', claim.office or claim.function)}"
        case Statement():
            who = _named(claim.speaker, claim.party, side)
            denied = "" if claim.modality.value == "actual" else f", {claim.modality.value}"
            return f"statement: {who}, {claim.act.value}{denied}: {quoted(claim)}"
        case Stance():
            return f"stance: {side(claim.party)} {claim.stance.value} {claim.issue}"
        case Engagement():
            return f"{claim.form.value} ({claim.status.value}): {_who(claim, side)}{_when_where(claim, day)}"
        case Round():
            return f"round ({claim.status.value}): {_round(claim, side)}{_when_where(claim, day)}"
        case StateChange():
            about = claim.dialogue or " and ".join(map(side, claim.parties)) or "talks"
            why = _after(", because of ", claim.cause)
            return f"{claim.change.value}: {about}{_after(', ', _day(claim.when, day))}{why}"
        case Commitment():
            due = _after(", due ", _day(claim.due, day) or claim.due_text)
            return f"commitment ({claim.strength.value}): {_sides(claim, side)}: {words_of(claim.what)}{due}"
        case Incident():
            return f"incident: {words_of(claim.what)}{_after(', ', _day(claim.when, day))}"
        case Idea():
            return f"idea: {words_of(claim.what)}"
        case _:
            return claim.KEY


def quoted(statement: Statement) -> str:
    """The words of a statement, in quotation marks where the document gives them as the speaker's own."""
    words = words_of(statement.content)
    is_own = statement.kind is StatementKind.DIRECT and not words.startswith(("“", '"', "‘", "'"))
    return f"“{words}”" if is_own else words


def named(name: str | None, party: str | None) -> str:
    """A name with its party, or whichever of the two is known."""
    if name and party:
        return f"{name} ({party})"
    return name or party or "somebody"


def _named(name: str | None, party: str | None, side: Naming) -> str:
    return named(name, side(party) if party else None)


def _after(joint: str, words: str | None) -> str:
    return f"{joint}{words}" if words else ""


def _who(claim: Engagement, side: Naming) -> str:
    who, others = ", ".join(participants(claim.who, side)), ", ".join(participants(claim.with_, side))
    return f"{who or 'somebody'}{_after(' with ', others)}"


def _day(edtf: str | None, day: Naming) -> str | None:
    return day(edtf) if edtf else None


def _when_where(claim: Engagement | Round, day: Naming) -> str:
    return f"{_after(', ', _day(claim.when, day))}{_after(', ', claim.where or claim.country)}"


def _round(claim: Round, side: Naming) -> str:
    name = claim.dialogue.name or " and ".join(map(side, claim.dialogue.parties)) or "talks"
    return f"{name}{_after(', round ', str(claim.ordinal) if claim.ordinal else None)}"


def _sides(claim: Commitment, side: Naming) -> str:
    by, to = (", ".join(map(side, sides)) for sides in (claim.by, claim.to))
    return f"{by or 'somebody'}{_after(' to ', to)}"
