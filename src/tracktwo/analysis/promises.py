"""The commitments of a dialogue as a brief shows them: one word for how each stands, and where that is told.

The ledger itself is :mod:`tracktwo.analysis.commitments`; here a proposal that nobody has confirmed stays "perhaps".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracktwo.analysis.accounts_told import Account
from tracktwo.analysis.commitments import Owed, Ruling, Status, commitment_ledger
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.analysis.versions import Slip
from tracktwo.model import Commitment, Entry

#: With more documents than this a brief looks for fulfilments among the claims alone: the sentences of ten
#: thousand reports take longer than a brief may. ``tracktwo promises`` looks at them all.
MOST_DOCUMENTS = 500


class Due(StrEnum):
    """How a commitment stands on a day."""

    OVERDUE = "overdue"
    OPEN = "open"
    UNDATED = "no date"
    #: Something told later may be its fulfilment.
    PERHAPS_MET = "perhaps met"
    #: Promised again later, for a later time that is not over.
    SLIPPED = "slipped"
    #: Met, wholly or in part, as a person has confirmed.
    MET = "met"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment, all documents that tell of it, and how it stands."""

    entry: Entry[Commitment]
    due: Due
    #: The same promise in other documents, later versions of it among them.
    repeated: tuple[Entry[Commitment], ...] = ()
    #: The later claim that may fulfil it, ends it or moves its date, where it is a claim.
    settled_by: Entry[Any] | None = None
    #: The place that tells what became of it.
    account: Account | None = None
    #: Later times that it was promised again for.
    slips: tuple[Slip, ...] = ()

    @property
    def due_date(self) -> str | None:
        """When it is due (EDTF), by the first document that says so."""
        return next((e.claim.due for e in (self.entry, *self.repeated) if e.claim.due), None)


@once
def promises(
    dossier: Dossier, as_of: date, rulings: Mapping[str, Ruling] | None = None
) -> tuple[Promise, ...]:
    """The parties' commitments: overdue, open, without a date, perhaps met, slipped …; each by date."""
    with_text = len(dossier.documents) <= MOST_DOCUMENTS
    found = [_promise(o) for o in commitment_ledger(dossier, as_of, rulings, with_text=with_text)]
    order = list(Due)
    return tuple(sorted(found, key=lambda p: (order.index(p.due), p.entry.claim.due or "", _told(p.entry))))


def _promise(owed: Owed) -> Promise:
    account = owed.settled_by or owed.ended_by
    moved = owed.slips[-1].entry if owed.slips else None
    settled = account.entry if account else moved
    return Promise(owed.entry, _due(owed), owed.repeated, settled, account, owed.slips)


def _due(owed: Owed) -> Due:
    match owed.status:
        case Status.MET | Status.PARTLY:
            return Due.MET if owed.is_confirmed else Due.PERHAPS_MET
        case Status.OPEN:
            return Due.OPEN if owed.due else Due.UNDATED
        case status:
            return Due(status.value)


def _told(entry: Entry[Commitment]) -> tuple[str, str]:
    return entry.document.published or "", entry.id
