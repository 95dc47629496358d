"""Where documents tell the same thing differently. Every account is given; none is preferred."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tracktwo.analysis.contacts import announcements_of
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.analysis.periods import when_held, where_held
from tracktwo.model import Change, Entry, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.accounts import Account, accounts_of
from tracktwo.resolution.rounds import KnownRound


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of which documents give different values."""

    #: What they differ on: "number", "date", "place", "sponsor", "others attending", "cause" …
    about: str
    #: The thing itself.
    subject: KnownRound | Change
    accounts: tuple[Account[Any], ...]


@once
def differences(dossier: Dossier) -> tuple[Difference, ...]:
    """All values on which documents differ, rounds in order of time first, then changes of state."""
    found: list[Difference] = []
    for known in dossier.rounds:
        found += _of_round(known)
    found += _of_states(dossier.states)
    return tuple(found)


def _of_round(known: KnownRound) -> Iterable[Difference]:
    fields = {
        "number": known.ordinals,
        "date": known.dates,
        "place": where_held(known),
        "theme": known.accounts(lambda r: r.theme),
        "sponsors": known.sponsors,
        "convenors": known.convenors,
        "others attending": known.accounts(
            lambda r: str(r.others.count) if r.others and r.others.count else None
        ),
    }
    for about, accounts in fields.items():
        if len(accounts) > 1:
            yield Difference(about, known, accounts)
    announced = announcements_of(known, when_held(known))
    told = [*announced, *(e for e in known.entries if e.claim.status is Status.HELD)]
    if known.held and announced and len(accounts_of(told, lambda r: r.when, _same)) > 1:
        plans = accounts_of(announced, lambda r: r.when, _same)
        held = [a for a in known.dates if a.entries[0].claim.status is Status.HELD]
        yield Difference("date announced and date held", known, (*plans, *held))


def _same(one: str, other: str) -> bool:
    return Edtf.parse(one).may_overlap(Edtf.parse(other))


def _of_states(states: Iterable[Entry[Any]]) -> Iterable[Difference]:
    """Rival causes of one kind of change, where more than one cause is told."""
    for change in Change:
        own = [e for e in states if e.claim.change is change]
        causes = accounts_of(own, lambda s: s.cause)
        if len(causes) > 1:
            yield Difference("cause", change, causes)
