"""The commitment ledger: who owes what to whom by when, and what became of it, as it can be seen on one day.

What looks like a fulfilment is proposed with both places; whether it is one, a person says, and then that counts. A
promise whose time has passed is overdue as far as this record can tell, no more: silence is no breach.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tracktwo.analysis.accounts_told import Account, Ground
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.fulfilment import Outcome, Teller, pattern, portion_told
from tracktwo.analysis.ledger import days_told
from tracktwo.analysis.namings import Namings, all_namings
from tracktwo.analysis.once import once
from tracktwo.analysis.sentences import sentence_around
from tracktwo.analysis.undertaking import listed, undertaking_of, whole_clause
from tracktwo.analysis.versions import (
    Alikes,
    Slip,
    alike,
    first_due,
    grouped,
    in_order,
    is_after,
    slips_of,
    words_of_promise,
)
from tracktwo.model import Commitment, Entry, Strength
from tracktwo.model.dates import Edtf, first_day, is_edtf


class Status(StrEnum):
    """How a commitment stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    #: Promised again for a later time, which is not over yet.
    SLIPPED = "slipped"
    PARTLY = "partly met"
    MET = "met"
    DROPPED = "dropped"
    #: Replaced by another promise of the same: without its condition, or for an earlier day.
    SUPERSEDED = "superseded"


class Verdict(StrEnum):
    """What a person says of a promise."""

    MET = "met"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's judgement on one commitment: kept or not, by which claim or citation mark if one is named."""

    verdict: Verdict
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One commitment with all that is told of it up to the day of the ledger."""

    #: As first told.
    entry: Entry[Commitment]
    status: Status
    #: The same promise in other documents, later versions of it among them, in order of time.
    repeated: tuple[Entry[Commitment], ...] = ()
    slips: tuple[Slip, ...] = ()
    #: Later accounts that may tell of it as kept, the earliest first.
    proposals: tuple[Account, ...] = ()
    #: What it was dropped or superseded by.
    ended_by: Account | None = None
    #: A person's judgement, where there is one; then the status follows it.
    ruling: Ruling | None = None

    @property
    def claims(self) -> tuple[Entry[Commitment], ...]:
        """All claims of the promise."""
        return (self.entry, *self.repeated)

    @property
    def due(self) -> str | None:
        """When it is due by the latest version of it, EDTF."""
        return self.slips[-1].to_due if self.slips else first_due(self.claims)

    @property
    def settled_by(self) -> Account | None:
        """The account on which "met" or "partly met" rests."""
        wanted = Outcome.MET if self.status is Status.MET else Outcome.PARTLY
        if self.status not in (Status.MET, Status.PARTLY):
            return None
        return next((p for p in self.proposals if p.outcome is wanted), next(iter(self.proposals), None))

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has said what became of it."""
        return self.ruling is not None

    @property
    def score(self) -> int | None:
        """Implementation on the scale of the Peace Accords Matrix, 0 to 3; None for what was replaced.

        3 met, 2 partly met, 1 partly met with less than half of what was promised, 0 no sign of it. The mapping
        is ours; docs/analysis.md says what the scale's makers code by.
        """
        if self.status is Status.SUPERSEDED:
            return None
        if self.status is Status.MET:
            return 3
        if self.status is not Status.PARTLY:
            return 0
        told = self.settled_by
        portion = portion_told(told.citation.exact) if told else None
        return 1 if portion is not None and portion < 0.5 else 2


@once
def commitment_ledger(
    dossier: Dossier, as_of: date, rulings: Mapping[str, Ruling] | None = None, *, with_text: bool = True
) -> tuple[Owed, ...]:
    """Lay out the commitments of a dialogue's sides.

    Args:
        dossier: the dialogue, as far as the gate lets the reader see it.
        as_of: the day from which it is seen; what was published later is left out.
        rulings: what people said of commitments, by the id of the claim.
        with_text: also look through the sentences of later documents that no claim rests on.

    Returns:
        The commitments: overdue ones first, then slipped, open, partly met, met, dropped, superseded; each by date.
    """
    parties = set(dossier.series.parties)
    told = [e for e in dossier.commitments if parties & set(e.claim.by) and _is_told(e, as_of)]
    days = days_told(dossier)
    own = [_with_due_ahead(e, first_day(days.get(e.document.id))) for e in told]
    ground = Ground(dossier, as_of, with_text=with_text)
    tellers = {e.id: _teller(e, all_namings()) for e in own}
    found = [_owed(group, tellers, ground, as_of, rulings or {}) for group in grouped(own, tellers)]
    found = _superseded(found, tellers)
    order = [
        Status.OVERDUE,
        Status.SLIPPED,
        Status.OPEN,
        Status.PARTLY,
        Status.MET,
        Status.DROPPED,
        Status.SUPERSEDED,
    ]
    return tuple(sorted(found, key=lambda o: (order.index(o.status), o.due or "~", in_order(o.entry))))


def is_over(due: str | None, as_of: date) -> bool:
    """Whether the time allowed is certainly over on ``as_of``; vague dates get the benefit of doubt."""
    end = Edtf.parse(due).bounds()[1] if due else None
    return end is not None and end <= as_of


def is_standing(claim: Commitment) -> bool:
    """Whether it is a duty that goes on, such as "exchange the data every week from January"."""
    words = f"{words_of_promise(claim.what)} {claim.due_text or ''}"
    return bool(pattern("standing").search(words)) and not pattern("deadline").search(words)


def _owed(
    group: Sequence[Entry[Commitment]],
    tellers: Mapping[str, Teller],
    ground: Ground,
    as_of: date,
    rulings: Mapping[str, Ruling],
) -> Owed:
    first, *others = group
    ruling = next((rulings[e.id] for e in group if e.id in rulings), None)
    slips = tuple(slips_of(group))
    teller = tellers[first.id]
    after = ground.after(first)
    due = slips[-1].to_due if slips else first_due(group)
    proposals = tuple(after.fulfilling(teller, due))
    if not proposals and due != first.claim.due:
        proposals = tuple(after.fulfilling(teller, first.claim.due))
    if ruling and ruling.verdict is Verdict.NOT:
        proposals = tuple(p for p in proposals if ruling.by is not None and not p.is_called(ruling.by))
    dropped = None if proposals or ruling else next(iter(after.dropping(teller, due)), None)
    owed = Owed(first, Status.OPEN, tuple(others), slips, proposals, dropped, ruling)
    return _with_status(owed, as_of)


def _with_status(owed: Owed, as_of: date) -> Owed:
    return replace(owed, status=_status(owed, as_of))


def _status(owed: Owed, as_of: date) -> Status:
    if owed.ruling and owed.ruling.verdict is not Verdict.NOT:
        return Status.MET if owed.ruling.verdict is Verdict.MET else Status.PARTLY
    outcomes = {p.outcome for p in owed.proposals}
    if outcomes:
        return Status.MET if Outcome.MET in outcomes else Status.PARTLY
    if owed.ended_by:
        return Status.DROPPED
    # Whether a condition came true is not known, and a hope is not owed.
    firm = any(e.claim.strength in (Strength.PLEDGED, Strength.PLANNED) for e in owed.claims)
    if firm and not is_standing(owed.entry.claim) and is_over(owed.due, as_of):
        return Status.OVERDUE
    return Status.SLIPPED if owed.slips else Status.OPEN


def _superseded(found: Sequence[Owed], tellers: Mapping[str, Teller]) -> list[Owed]:
    """Mark conditional promises that were given again without the condition."""
    marked: list[Owed] = []
    pledged: defaultdict[tuple[str, ...], list[Owed]] = defaultdict(list)
    told: defaultdict[tuple[str, ...], Alikes] = defaultdict(lambda: Alikes(tellers))
    for owed in found:
        if owed.entry.claim.strength is Strength.PLEDGED:
            pledged[owed.entry.claim.by].append(owed)
            told[owed.entry.claim.by].add(owed.entry)
    for owed in found:
        may_be = not owed.ruling and owed.entry.claim.strength is Strength.CONDITIONAL
        by = owed.entry.claim.by
        firm = (pledged[by][n] for n in told[by].near(owed.entry)) if may_be else iter(())
        later = next((o for o in firm if _supersedes(o, owed, tellers)), None)
        if later is None:
            marked.append(owed)
        else:
            ended = Account.of_claim(later.entry)
            marked.append(replace(owed, status=Status.SUPERSEDED, ended_by=ended, proposals=()))
    return marked


def _supersedes(later: Owed, first: Owed, tellers: Mapping[str, Teller]) -> bool:
    """Whether a firm promise of the same side is that of a conditional one, given later."""
    return is_after(later.entry, first.entry) and alike(later.entry, first.entry, tellers)


def _teller(entry: Entry[Commitment], everybody: Namings) -> Teller:
    claim, cited = entry.claim, entry.claim.what[0]
    what, own = words_of_promise(claim.what), Namings.of(claim.by)
    found = undertaking_of(what, own)
    lacks_thing = not found.core or found.verb in listed("completing")
    if lacks_thing and not found.is_contact:
        text = entry.document.text
        span = sentence_around(text, cited.start, cited.end)
        whole = undertaking_of(whole_clause(cited.exact, text[span.start : span.end]), own)
        found = whole if whole.core else found
    return Teller(found, frozenset(claim.by), everybody)


def _with_due_ahead(entry: Entry[Commitment], told: date | None) -> Entry[Commitment]:
    """The promise with a day that was ahead when it was given: no promise is for the past.

    A day without a year is of the first year that puts it ahead; one that was over is not its day.
    """
    due = entry.claim.due
    if due is None or told is None:
        return entry
    if not Edtf.parse(due).has_year:
        years = (due.replace("XXXX", f"{year:04}") for year in (told.year, told.year + 1))
        ahead = next((d for d in years if is_edtf(d) and not is_over(d, told)), None)
        return replace(entry, claim=replace(entry.claim, due=ahead)) if ahead else entry
    if not is_over(due, told):
        return entry
    return replace(entry, claim=replace(entry.claim, due=None, due_text=None))


def _is_told(entry: Entry[Commitment], as_of: date) -> bool:
    first = first_day(entry.document.published)
    return first is None or first <= as_of
