"""A dialogue in one line of a list: its state, the last contact, what is expected next, what is still owed.

Puts together what the analyses found; finds nothing itself, and cites the document behind each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracktwo.analysis.contacts import expected_by, occasions_of
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import round_name
from tracktwo.analysis.promises import Due, promises
from tracktwo.analysis.standing import standing_of
from tracktwo.model import Entry, Status
from tracktwo.model.dates import Edtf
from tracktwo.record import Gate
from tracktwo.views.ledgers import rulings_of
from tracktwo.views.naming import entry_mark

#: Promises that somebody still waits for.
_OWED = (Due.OVERDUE, Due.OPEN, Due.UNDATED, Due.SLIPPED)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day: what, when as EDTF, and the place that tells of it, if any document does."""

    what: str
    day: str | None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a dialogue stands on a day."""

    state: str
    #: What made it so, where a document tells of that.
    changed: Moment | None
    last_contact: Moment | None
    next_expected: Moment | None
    #: Promises not told of as kept, and how many of them are overdue.
    owed: int
    overdue: int
    #: Promises that a later document may tell of as kept, for a person to say.
    perhaps_met: int
    #: Documents that tell of it, those included that tell of contacts or people only.
    documents: int


def outlook_of(gate: Gate, dossier: Dossier, as_of: date) -> Outlook:
    """Where the dialogue stands on a day, as far as the gate lets the reader see it."""
    standing = standing_of(dossier)
    latest = standing.latest
    owed = [p.due for p in promises(dossier, as_of, rulings_of(gate))]
    return Outlook(
        state=standing.state.value,
        changed=_moment(gate, latest.claim.change.value, latest.claim.when, (latest,)) if latest else None,
        last_contact=_last(gate, dossier, as_of),
        next_expected=_next(gate, dossier, as_of),
        owed=sum(due in _OWED for due in owed),
        overdue=owed.count(Due.OVERDUE),
        perhaps_met=owed.count(Due.PERHAPS_MET),
        documents=len(dossier.documents),
    )


def _last(gate: Gate, dossier: Dossier, as_of: date) -> Moment | None:
    held = occasions_of(dossier, as_of)
    if not held:
        return None
    last = max(held, key=lambda o: (o.last, o.is_round))
    day = last.last.isoformat()
    if last.first != last.last:
        day = f"{last.first.isoformat()}/{day}"
    return _moment(gate, last.name, day, last.entries)


def _next(gate: Gate, dossier: Dossier, as_of: date) -> Moment | None:
    """The next round or contact announced for a day that is not over; else the day by which one would be usual."""
    announced = standing_of(dossier).next_round
    ahead = [_moment(gate, round_name(announced), _day_of(announced), announced.entries)] if announced else []
    ahead += [
        _moment(gate, known.first.form.value.replace("-", " "), known.dates[0].value, known.entries)
        for known in dossier.engagements
        if known.status is Status.PLANNED and known.dates
    ]
    due = [one for one in ahead if one.day and _is_ahead(one.day, as_of)]
    if due:
        return min(due, key=lambda one: (Edtf.parse(one.day or "").bounds()[0] or date.max, one.what))
    if ahead and announced and not ahead[0].day:
        return ahead[0]
    usual = expected_by(occasions_of(dossier, as_of))
    return Moment("usual by", usual.isoformat()) if usual and usual >= as_of else None


def _day_of(known: Any) -> str | None:
    return known.dates[0].value if known.dates else None


def _is_ahead(day: str, as_of: date) -> bool:
    end = Edtf.parse(day).bounds()[1]
    return end is not None and end > as_of


def _moment(gate: Gate, what: str, day: str | None, entries: Iterable[Entry[Any]]) -> Moment:
    first = next(iter(entries), None)
    return Moment(what, day, entry_mark(gate, first) if first else None)
