"""What changed between two days or two rounds: positions, promises, the dialogue's state, contacts, people.

Compares what could be known on the one day with what could be known on the other; what nobody reported is no
change here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from tracktwo.analysis.breaks import day_of, suspensions
from tracktwo.analysis.commitments import Owed, commitment_ledger
from tracktwo.analysis.contacts import occasions_of
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Told, position_ledger
from tracktwo.analysis.periods import when_held
from tracktwo.errors import MalformedDateError, UsageError
from tracktwo.model import Change, Citation, Entry, StateChange
from tracktwo.model.dates import Edtf, first_day
from tracktwo.model.printed import citations_of


class About(StrEnum):
    """What a change is a change of."""

    POSITION = "position"
    PROMISE = "promise"
    STATE = "state"
    ROUND = "round"
    CONTACT = "contact"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change, with what it rests on."""

    about: About
    #: The side or sides, in code.
    party: str | None
    #: What it is: the issue, the words of the promise, the form of the contact, the name.
    what: str
    #: What became of it: "reversed", "promised", "met", "suspended", "held", "first seen".
    change: str
    #: How it was before, where it was anything.
    before: str | None
    #: When, EDTF.
    day: str | None
    entries: tuple[Entry[Any], ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """From after one day up to and with another."""

    after: date
    until: date
    after_name: str
    until_name: str

    def holds(self, day: str | None) -> bool:
        """Whether something of ``day`` (EDTF) lies in it: by its first day, and nothing undated does."""
        first = first_day(day)
        return first is not None and self.after < first <= self.until


def span_between(dossier: Dossier, after: str | None, until: str | None, today: date) -> Span:
    """The time between two dates, or two rounds given by their numbers (``round 3``).

    Without ``after`` it begins with the last round but one; without ``until`` it ends today.

    Raises:
        UsageError: what is given is neither a date nor a round held that has one, or runs backwards.
    """
    held = sorted(
        (w for k in dossier.rounds if (w := when_held(k, dossier.states)) is not None), key=Edtf.sort_key
    )
    if after is None and not held:
        raise UsageError("no round is dated in this dialogue: give a date with --since")
    if after is None:
        when = held[-2] if len(held) > 1 else held[-1]
        start, name = _last_day(when), f"the round of {when.text}"
    else:
        start, name = _point(dossier, after, "--since")
    end, end_name = (today, "today") if until is None else _point(dossier, until, "--until")
    if start is None or end is None or end < start:
        raise UsageError(f"--until {until or end} is before --since {after or start}: swap them")
    return Span(start, end, name, end_name)


def changes_between(dossier: Dossier, span: Span) -> tuple[Changed, ...]:
    """Everything that changed in the span, by kind and day."""
    found = [
        *_positions(dossier, span),
        *_promises(dossier, span),
        *_states(dossier, span),
        *_contacts(dossier, span),
        *_people(dossier, span),
    ]
    order = list(About)
    return tuple(sorted(found, key=lambda c: (order.index(c.about), c.day or "~", c.what, c.party or "")))


def _positions(dossier: Dossier, span: Span) -> Iterator[Changed]:
    for position in position_ledger(dossier, span.until).positions:
        earlier: Told | None = None
        for told in position.told:
            if span.holds(told.day) and told.movement.value != "repeated":
                before = f"{earlier.value.value}, {earlier.strength.word}" if earlier else None
                yield Changed(
                    About.POSITION,
                    position.party,
                    position.issue.name,
                    told.movement.value,
                    before,
                    told.day,
                    told.entries,
                    (*((earlier.citation,) if earlier else ()), told.citation),
                )
            earlier = told


def _promises(dossier: Dossier, span: Span) -> Iterator[Changed]:
    before = {o.entry.id: o for o in commitment_ledger(dossier, span.after)}
    for owed in commitment_ledger(dossier, span.until):
        was = before.get(owed.entry.id)
        if was is None:
            if span.holds(owed.entry.document.published):
                yield _promise(owed, "promised", None, owed.entry.document.published)
                if owed.status.value not in ("open", "overdue"):
                    yield _promise(owed, owed.status.value, "promised", _settled_on(owed))
            continue
        if was.status is not owed.status:
            yield _promise(owed, owed.status.value, was.status.value, _settled_on(owed))
        elif len(owed.slips) > len(was.slips):
            yield _promise(owed, "slipped", was.due, owed.slips[-1].entry.document.published)


def _promise(owed: Owed, change: str, before: str | None, day: str | None) -> Changed:
    account = owed.settled_by or owed.ended_by
    entries: tuple[Entry[Any], ...] = (owed.entry, *((account.entry,) if account and account.entry else ()))
    cited = (owed.entry.claim.evidence[0], *((account.citation,) if account else ()))
    words = " ".join(" ".join(c.exact for c in owed.entry.claim.what).split())
    return Changed(About.PROMISE, "+".join(owed.entry.claim.by), words, change, before, day, entries, cited)


def _settled_on(owed: Owed) -> str | None:
    account = owed.settled_by or owed.ended_by
    if account:
        return account.day
    end = Edtf.parse(owed.due).bounds()[1] if owed.due else None
    return end.isoformat() if end else None


def _states(dossier: Dossier, span: Span) -> Iterator[Changed]:
    told: list[tuple[Change, str | None, tuple[Entry[StateChange], ...]]] = []
    for one in suspensions(dossier):
        told += [(Change.SUSPENDED, one.start, one.told), (Change.RESUMED, one.end, one.resumed)]
    in_chains = {e.id for _, _, own in told for e in own}
    for entry in dossier.states:
        if entry.claim.change in (Change.PROPOSED, Change.RESUMED) and entry.id not in in_chains:
            told.append((entry.claim.change, day_of(entry), (entry,)))
    for change, day, entries in told:
        if entries and span.holds(day):
            cited = tuple(e.claim.evidence[0] for e in entries)
            # The claim that gives the day is shown; the others stand beside it.
            first = next((e.claim.evidence[0] for e in entries if day_of(e) == day), cited[0])
            yield Changed(About.STATE, None, change.value, change.value, None, day, entries, (*cited, first))


def _contacts(dossier: Dossier, span: Span) -> Iterator[Changed]:
    for occasion in occasions_of(dossier):
        day = occasion.first.isoformat()
        if span.holds(day):
            about = About.ROUND if occasion.is_round else About.CONTACT
            cited = tuple(e.claim.evidence[0] for e in occasion.entries[:1])
            yield Changed(about, None, occasion.name, "held", None, day, occasion.entries, cited)


def _people(dossier: Dossier, span: Span) -> Iterator[Changed]:
    for person in dossier.people:
        if person.party not in dossier.series.parties:
            continue
        days = sorted(e.document.published for e in person.entries if e.document.published)
        if days and span.holds(days[0]):
            first = min((e for e in person.entries if e.document.published == days[0]), key=lambda e: e.id)
            cited = tuple(c for _, c in citations_of(first.claim))[:1]
            yield Changed(
                About.PERSON, person.party, person.name, "first named", None, days[0], (first,), cited
            )


def _point(dossier: Dossier, given: str, option: str) -> tuple[date | None, str]:
    words = given.casefold().split()
    if words[:1] == ["round"] and len(words) == 2:
        for known in dossier.rounds:
            when = when_held(known, dossier.states)
            if when is not None and any(a.value == words[1] for a in known.ordinals):
                return _last_day(when), f"round {words[1]}"
        raise UsageError(f"{option} {given!r}: no round of that number is told as held and dated")
    try:
        return _last_day(Edtf.parse(given)), given
    except MalformedDateError as error:
        raise UsageError(
            f"{option} {given!r} is neither a date nor a round such as 'round 3': {error}"
        ) from error


def _last_day(when: Edtf | None) -> date | None:
    end = when.bounds()[1] if when else None
    return end - timedelta(days=1) if end else None
