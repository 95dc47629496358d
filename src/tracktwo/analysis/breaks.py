"""Where a dialogue broke off: each suspension with its rival causes, the incidents before it, and what ended it.

A document that tells a cause is an account of it, no more; which of two causes was the true one is not decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracktwo.analysis.days import since_told
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.happenings import KnownIncident, link_incidents
from tracktwo.analysis.once import once
from tracktwo.analysis.said_in import statements_by_document
from tracktwo.model import Change, Entry, Incident, StateChange, Statement
from tracktwo.model.dates import Edtf, first_day

#: An incident is set beside a suspension when it happened within so long before it, or in the same documents.
BEFORE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause told for a suspension."""

    words: str
    entry: Entry[StateChange]
    #: The side whose word it is; None where the document tells it as a fact or quotes nobody of a side.
    told_by: str | None


@dataclass(frozen=True, slots=True)
class Suspension:
    """A dialogue broken off, and taken up again if that is told."""

    #: All claims of it, by the time they tell of.
    told: tuple[Entry[StateChange], ...]
    #: The times given for its beginning, EDTF, each once, the most often told first; of a document that gives
    #: none, its publication. They differ where accounts differ.
    since: tuple[str, ...]
    causes: tuple[Cause, ...]
    incidents: tuple[KnownIncident, ...]
    resumed: tuple[Entry[StateChange], ...]

    @property
    def start(self) -> str | None:
        """The first of the days on which it can have begun; None where nothing is dated."""
        return min(self.since, key=lambda s: Edtf.parse(s).sort_key(), default=None)

    @property
    def end(self) -> str | None:
        """When it was taken up again, EDTF; None where that is not told."""
        days = [d for e in self.resumed if (d := day_of(e))]
        return min(days, key=lambda d: Edtf.parse(d).sort_key(), default=None)

    @property
    def is_over(self) -> bool:
        """Whether a resumption is told."""
        return bool(self.resumed)


@once
def suspensions(dossier: Dossier) -> tuple[Suspension, ...]:
    """Every suspension in order of time, with all claims that tell of it."""
    history = sorted(
        (e for e in dossier.states if e.claim.change in (Change.SUSPENDED, Change.RESUMED)),
        key=lambda e: _place(e, dossier),
    )
    found: list[Suspension] = []
    run: list[Entry[StateChange]] = []
    back: list[Entry[StateChange]] = []
    for entry in history:
        if entry.claim.change is Change.SUSPENDED:
            if back:
                found.append(_suspension(run, back, dossier))
                run, back = [], []
            run.append(entry)
        elif run:
            back.append(entry)
    if run:
        found.append(_suspension(run, back, dossier))
    return tuple(found)


def day_of(entry: Entry[StateChange]) -> str | None:
    """When a change took place: as told, unless that is yet to come for the document; else its publication."""
    published = entry.document.published
    told = entry.claim.when or _since(entry)
    if entry.claim.change is Change.RESUMED and told and told == since_told(_words(entry), published):
        # "To resume the talks, suspended since February": that is when what it ended began.
        return published
    if told is None or not Edtf.parse(told).has_year:
        return published
    # "The round of 15 March will not take place", told in February, dates the round and not the suspension.
    if published and Edtf.parse(published).surely_before(Edtf.parse(told)):
        return published
    return told


def _is_dated(entry: Entry[StateChange]) -> bool:
    return bool(entry.claim.when or _since(entry))


def _since(entry: Entry[StateChange]) -> str | None:
    """The time since which a suspension is said to last: a resumption's words may name it too, as what it ended."""
    if entry.claim.change is not Change.SUSPENDED:
        return None
    return since_told(_words(entry), entry.document.published)


def _words(entry: Entry[StateChange]) -> str:
    return entry.claim.evidence[0].exact


def _place(entry: Entry[StateChange], dossier: Dossier) -> tuple[date, int, str]:
    """Where a change stands in time; a suspension that the news of its end recalls stands before that end."""
    day = day_of(entry)
    first = first_day(day) or date.max
    is_recalled = entry.claim.change is Change.SUSPENDED and any(
        e.claim.change is Change.RESUMED and e.document.id == entry.document.id for e in dossier.states
    )
    recalled_without_day = is_recalled and not _is_dated(entry)
    return first, 0 if recalled_without_day or entry.claim.change is Change.SUSPENDED else 1, entry.id


def _suspension(
    run: Sequence[Entry[StateChange]], back: Sequence[Entry[StateChange]], dossier: Dossier
) -> Suspension:
    ends = {e.document.id for e in back}
    # What the news of the end recalls without a day is dated by no one.
    days = [d for e in run if (_is_dated(e) or e.document.id not in ends) and (d := day_of(e))]
    since = tuple(sorted(_exact(days), key=lambda d: (-days.count(d), Edtf.parse(d).sort_key())))
    made = Suspension(tuple(run), since, (), (), tuple(back))
    causes = _causes([*run, *back], dossier)
    incidents = link_incidents(_incidents(made, dossier))
    return Suspension(made.told, since, tuple(causes), incidents, made.resumed)


def _exact(days: Sequence[str]) -> set[str]:
    """The days without those that only say the month or year of another."""
    return {d for d in days if not any(len(o) > len(d) and o.startswith(d) for o in days)}


def _causes(run: Iterable[Entry[StateChange]], dossier: Dossier) -> Iterable[Cause]:
    seen: set[tuple[str, str | None]] = set()
    for entry in run:
        if not entry.claim.cause or entry.claim.change is not Change.SUSPENDED:
            continue
        by = _side_of(entry, dossier)
        key = (" ".join(entry.claim.cause.casefold().split()), by)
        if key not in seen:
            seen.add(key)
            yield Cause(entry.claim.cause, entry, by)


def _side_of(entry: Entry[StateChange], dossier: Dossier) -> str | None:
    around: list[Entry[Statement]] = [
        e
        for e in statements_by_document(dossier).get(entry.document.id, ())
        if e.claim.party
        and any(c.span.overlaps(d.span) for c in e.claim.content for d in entry.claim.evidence)
    ]
    inner = min(around, key=lambda e: (sum(c.end - c.start for c in e.claim.content), e.id), default=None)
    return inner.claim.party if inner else None


def _incidents(made: Suspension, dossier: Dossier) -> Iterable[Entry[Incident]]:
    """What happened shortly before, by any account of when it began, and what the same documents tell of."""
    documents = {e.document.id for e in made.told}
    bounds = [Edtf.parse(d).bounds() for d in made.since]
    first = min((b[0] for b in bounds if b[0]), default=None)
    last = max((b[1] for b in bounds if b[1]), default=None)
    end = Edtf.parse(made.end).bounds()[1] if made.end else None
    for entry in dossier.incidents:
        start, stop = Edtf.parse(entry.claim.when).bounds() if entry.claim.when else (None, None)
        is_near = bool(first and last and start and stop and start < last and stop >= first - BEFORE)
        is_told_with = entry.document.id in documents and not (end and start and start >= end)
        if is_near or is_told_with:
            yield entry
