"""Where a dialogue stands: suspended, active or only spoken of, with what says so. Silence proves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.analysis.periods import when_held
from tracktwo.model import Change, Entry, StateChange, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.rounds import KnownRound


class State(StrEnum):
    """The state of a dialogue as far as the documents tell."""

    SUSPENDED = "suspended"
    ACTIVE = "active"
    CONCLUDED = "concluded"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    UNKNOWN = "not told"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state now, and what it rests on."""

    state: State
    #: Changes of state in order of time; those whose time is not told come first. That a round was scheduled, begun
    #: or concluded is no change of the dialogue's state and stands with the rounds.
    history: tuple[Entry[StateChange], ...]
    last_held: KnownRound | None
    #: The next round announced and not yet told of as held, if any.
    next_round: KnownRound | None

    @property
    def latest(self) -> Entry[StateChange] | None:
        """The last change told of."""
        return self.history[-1] if self.history else None


@once
def standing_of(dossier: Dossier) -> Standing:
    """Order the changes of state by the time that they tell of, else by publication, and judge by the last."""
    held = [r for r in dossier.rounds if r.held]
    days = {id(r): when.sort_key() for r in held if (when := when_held(r, dossier.states)) is not None}
    dated = sorted((r for r in held if id(r) in days), key=lambda r: days[id(r)])
    last = (dated or held)[-1] if held else None
    first = when_held(dated[0], dossier.states) if dated else None
    history = tuple(
        sorted((e for e in dossier.states if not _is_of_round(e, dossier, first)), key=_when),
    )
    planned = [r for r in dossier.rounds if r.status is Status.PLANNED and tells_something(r)]
    ahead = [r for r in planned if not _is_over(r, last)]
    coming = ahead[-1] if ahead else None
    return Standing(_state(history, last, coming, dossier), history, last, coming)


def tells_something(known: KnownRound) -> bool:
    """Whether any document gives this round a number, a date, a place or people: else it is only spoken of."""
    told = [e.claim for e in known.entries]
    return any(r.ordinal or r.when or r.where or r.delegates or r.sessions or r.theme for r in told)


def _state(
    history: Sequence[Entry[StateChange]],
    last: KnownRound | None,
    coming: KnownRound | None,
    dossier: Dossier,
) -> State:
    latest = history[-1] if history else None
    if latest is None:
        return State.ACTIVE if last else State.SCHEDULED if coming else State.UNKNOWN
    change = latest.claim.change
    if change in (Change.SUSPENDED, Change.CONCLUDED):
        return State(change.value) if not _held_after(last, latest, dossier) else State.ACTIVE
    if change in (Change.STARTED, Change.RESUMED) or last:
        return State.ACTIVE
    return State(change.value)


def _held_after(last: KnownRound | None, latest: Entry[StateChange], dossier: Dossier) -> bool:
    when = when_held(last, dossier.states) if last is not None else None
    start = when.bounds()[0] if when is not None else None
    return start is not None and start.isoformat() > _when(latest)[1]


def _is_of_round(entry: Entry[StateChange], dossier: Dossier, first: Edtf | None) -> bool:
    """Whether a change is told by the words that tell of a round, or begins a dialogue that has had one already."""
    if entry.claim.change is Change.STARTED:
        told = _when(entry)[1]
        begun = first.bounds()[1] if first is not None else None
        return begun is not None and told >= begun.isoformat()
    if entry.claim.change not in (Change.CONCLUDED, Change.SCHEDULED):
        return False
    rounds = [e for e in dossier.series.rounds if e.document.id == entry.document.id]
    return any(
        a.span.overlaps(b.span) for r in rounds for a in r.claim.evidence for b in entry.claim.evidence
    )


def _is_over(planned: KnownRound, last: KnownRound | None) -> bool:
    """Whether a round announced lies before the last one held, or was announced before it without a date."""
    if last is None or last.when is None:
        return False
    if planned.when is not None:
        return planned.when.surely_before(last.when)
    held = last.when.bounds()[0]
    announced = max((e.document.published or "" for e in planned.entries), default="")
    return held is not None and announced < held.isoformat()


def _when(entry: Entry[StateChange]) -> tuple[int, str, str]:
    told = entry.claim.when
    if told and Edtf.parse(told).has_year:
        start, _ = Edtf.parse(told).bounds()
        return (1, start.isoformat() if start else told, entry.id)
    published = entry.document.published
    return (1, published, entry.id) if published else (0, "", entry.id)
