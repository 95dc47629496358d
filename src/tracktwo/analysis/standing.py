"""Where a dialogue stands: its latest change of state and those before. Silence proves nothing."""

from dataclasses import dataclass

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Change, Entry, Round, StateChange, Status
from tracktwo.model.dates import Edtf


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest change of state that any document tells of, and the changes before it."""

    latest: Entry[StateChange] | None
    #: All changes in order of time; those whose time is not told come first.
    history: tuple[Entry[StateChange], ...]
    #: The next round announced and not yet told of as held, if any.
    next_round: Entry[Round] | None


def standing_of(dossier: Dossier) -> Standing:
    """Order the changes of state by the time that they tell of, else by publication."""
    history = tuple(sorted(dossier.states, key=_when))
    # A conclusion of one round does not end the dialogue, nor does it undo a suspension told later.
    latest = next((e for e in reversed(history) if e.claim.change is not Change.PROPOSED), None)
    planned = [r for r in dossier.rounds if r.status is Status.PLANNED]
    announced = planned[-1].entries[-1] if planned else None
    return Standing(latest or (history[-1] if history else None), history, announced)


def _when(entry: Entry[StateChange]) -> tuple[int, str, str]:
    told = entry.claim.when
    if told and Edtf.parse(told).has_year:
        start, _ = Edtf.parse(told).bounds()
        return (1, start.isoformat() if start else told, entry.id)
    published = entry.document.published
    return (1, published, entry.id) if published else (0, "", entry.id)
