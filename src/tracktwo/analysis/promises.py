"""Who owes what by when, seen from one day, and what later documents tell that may settle it.

A promise whose time has passed is overdue as far as this record can tell, no more: silence is no breach. What
looks like a fulfilment or a new date is proposed with both places; whether it is one, a person says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.likeness import content_words, shared
from tracktwo.model import Citation, Commitment, Entry, Status
from tracktwo.model.dates import Edtf

#: Share of a promise's content words that a later account must have to be proposed as its fulfilment, and
#: that a later promise must have to be its new version. Set on the fictional example: tests/analysis.
ALIKE = 0.6
#: Fewer content words than this are too few to compare ("meet again").
FEWEST = 2


class Due(StrEnum):
    """How a commitment stands on a day."""

    OVERDUE = "overdue"
    OPEN = "open"
    UNDATED = "no date"
    #: Something told later may be its fulfilment.
    PERHAPS_MET = "perhaps met"
    #: Promised again later, for a later time.
    SLIPPED = "slipped"


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment, all documents that tell of it, and how it stands."""

    entry: Entry[Commitment]
    due: Due
    #: The same promise in other documents.
    repeated: tuple[Entry[Commitment], ...] = ()
    #: The later claim that may fulfil it, or the later promise that moves its date.
    settled_by: Entry[Any] | None = None


def promises(dossier: Dossier, as_of: date) -> tuple[Promise, ...]:
    """The parties' commitments: overdue, open, without a date, slipped, perhaps met; each by date."""
    parties = set(dossier.series.parties)
    own = [e for e in dossier.commitments if parties & set(e.claim.by)]
    held = _held(dossier)
    found = [_promise(group, own, held, as_of) for group in _once_each(own)]
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


def _promise(
    group: Sequence[Entry[Commitment]],
    own: Sequence[Entry[Commitment]],
    held: Sequence[Entry[Any]],
    as_of: date,
) -> Promise:
    first = group[0]
    moved = next((e for e in own if _moves(e, first)), None)
    if moved:
        return Promise(first, Due.SLIPPED, tuple(group[1:]), moved)
    met = next((e for e in held if _may_fulfil(e, first)), None)
    due = Due.PERHAPS_MET if met else due_on(first.claim, as_of)
    return Promise(first, due, tuple(group[1:]), met)


def _once_each(own: Sequence[Entry[Commitment]]) -> list[list[Entry[Commitment]]]:
    """The same promise told in several documents, the earliest account first."""
    groups: list[list[Entry[Commitment]]] = []
    for entry in sorted(own, key=_told):
        home = next((g for g in groups if _same(g[0], entry)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return groups


def _same(one: Entry[Commitment], other: Entry[Commitment]) -> bool:
    if one.claim.by != other.claim.by or _no_common_time(one.claim.due, other.claim.due):
        return False
    return _alike(_words(one.claim.what), _words(other.claim.what))


def _no_common_time(one: str | None, other: str | None) -> bool:
    return bool(one and other) and not Edtf.parse(one or "").may_overlap(Edtf.parse(other or ""))


def _moves(later: Entry[Commitment], first: Entry[Commitment]) -> bool:
    """Whether ``later`` promises the same for a later time."""
    if not (first.claim.due and later.claim.due) or first.claim.by != later.claim.by:
        return False
    follows = Edtf.parse(first.claim.due).surely_before(Edtf.parse(later.claim.due))
    return follows and _after(later, first) and _alike(_words(first.claim.what), _words(later.claim.what))


def _may_fulfil(told: Entry[Any], promise: Entry[Commitment]) -> bool:
    words = " ".join(c.exact for c in told.claim.evidence)
    return _after(told, promise) and _alike(_words(promise.claim.what), words)


def _after(later: Entry[Any], first: Entry[Any]) -> bool:
    a, b = first.document.published, later.document.published
    return bool(a and b) and Edtf.parse(a or "").surely_before(Edtf.parse(b or ""))


def _alike(one: str, other: str) -> bool:
    enough = min(len(content_words(one)), len(content_words(other))) >= FEWEST
    return enough and shared(one, other) >= ALIKE


def _held(dossier: Dossier) -> list[Entry[Any]]:
    """Contacts and rounds that took place, oldest account first."""
    contacts: list[Entry[Any]] = [
        e for k in dossier.engagements for e in k.entries if e.claim.status is Status.HELD
    ]
    rounds = [e for k in dossier.rounds for e in k.entries if e.claim.status is Status.HELD]
    return sorted([*contacts, *rounds], key=_told)


def _words(what: Sequence[Citation]) -> str:
    return " ".join(c.exact for c in what)


def _told(entry: Entry[Any]) -> tuple[str, str]:
    return entry.document.published or "", entry.id
