"""Who owes what by when, seen from one day: open or overdue. Whether it was kept is for a person to say.

Silence is no breach: a promise whose time has passed is overdue as far as this record can tell, no more.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Commitment, Entry
from tracktwo.model.dates import Edtf


class Due(StrEnum):
    """How a commitment's time stands to a day."""

    OVERDUE = "overdue"
    OPEN = "open"
    UNDATED = "no date"


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment with how its time stands."""

    entry: Entry[Commitment]
    due: Due


def promises(dossier: Dossier, as_of: date) -> tuple[Promise, ...]:
    """The parties' commitments, overdue ones first, then open ones by date, then those without a date."""
    parties = set(dossier.series.parties)
    own = [e for e in dossier.commitments if parties & set(e.claim.by)]
    found = [Promise(e, due_on(e.claim, as_of)) for e in own]
    order = list(Due)
    return tuple(sorted(found, key=lambda p: (order.index(p.due), p.entry.claim.due or "", _told(p.entry))))


def due_on(commitment: Commitment, as_of: date) -> Due:
    """Whether the time allowed is certainly over on ``as_of``; vague dates get the benefit of doubt."""
    if not commitment.due:
        return Due.UNDATED
    _, end = Edtf.parse(commitment.due).bounds()
    if end is None:
        return Due.UNDATED
    return Due.OVERDUE if end <= as_of else Due.OPEN


def _told(entry: Entry[Commitment]) -> tuple[str, str]:
    return entry.document.published or "", entry.id
