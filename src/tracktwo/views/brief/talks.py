"""Sections on the talks themselves: where they stand, what comes next, and what is new. The latest comes first."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from tracktwo.analysis.contacts import expected_by, gaps_between, occasions_of, usual_gap
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.positions import IssueSheet, Movement
from tracktwo.analysis.standing import Standing, State, standing_of
from tracktwo.model import Citation, Entry, Round, StateChange
from tracktwo.model.dates import Edtf
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    evidence_of,
    evidence_of_all,
    labelled,
    length_of,
    line_of,
    quoted_in,
    remark,
    told_in,
)
from tracktwo.views.lines import Line, Section
from tracktwo.views.notes import title_of
from tracktwo.views.wording import date_in_words, party_name

#: Changes of state shown, the latest ones.
_MOST_CHANGES = 6

#: Marks behind what rests on all contacts: the last of them.
_MOST_MARKS = 4


def state_section(dossier: Dossier, as_of: date) -> Section:
    """The state now, how it came to be, and the next round."""
    standing = standing_of(dossier)
    lines = [now_line(standing, dossier)]
    changes = list(reversed(changes_told(standing)))
    lines += [_change_line(e) for e in changes[:_MOST_CHANGES]]
    lines += last_contact_lines(standing, dossier, as_of)
    lines.append(next_line(standing, dossier, as_of))
    return Section("Where the dialogue stands", tuple(lines), "No document tells of the dialogue's state.")


def now_line(standing: Standing, dossier: Dossier) -> Line:
    """The state now and what it rests on."""
    if standing.state is State.UNKNOWN:
        return remark("No document tells of a round, or of talks begun, broken off or announced.")
    words = f"{capitalised(standing.state.value)}, as far as these documents tell"
    evidence: list[Citation] = []
    if standing.state is State.ACTIVE and standing.last_held:
        words += f"; the last round told of as held is {labelled(standing.last_held, dossier.states)}"
        evidence += evidence_of_all(standing.last_held.entries)
    elif standing.latest:
        evidence += evidence_of(standing.latest)
    return line_of(f"{words}.", evidence=evidence)


def last_contact_lines(standing: Standing, dossier: Dossier, as_of: date) -> Iterable[Line]:
    """Where no round is told of as held: the last contact, and when by their rhythm another was to be expected."""
    held = occasions_of(dossier, as_of)
    if standing.last_held or not held:
        return
    last = max(held, key=lambda o: o.last)
    day = last.last.isoformat()
    when = day if last.first == last.last else f"{last.first.isoformat()}/{day}"
    yield line_of(
        f"Last contact told of as held: {last.name.replace('-', ' ')}, {date_in_words(when)}; "
        f"{counted(len(held), 'contact')} with a date in all.",
        evidence=evidence_of_all(last.entries),
    )
    usual, by = usual_gap(gaps_between(held)), expected_by(held)
    if usual is not None and by is not None:
        late = "that day has passed" if by < as_of else "not yet due"
        yield line_of(
            f"Contacts have been {length_of(usual)} apart (median of {counted(len(held) - 1, 'gap')}); by that "
            f"measure another was to be expected by {date_in_words(by.isoformat())}: {late}.",
            evidence=evidence_of_all(
                [o.entries[0] for o in sorted(held, key=lambda o: o.last)[-_MOST_MARKS:]]
            ),
        )


def next_line(standing: Standing, dossier: Dossier, as_of: date) -> Line:
    """The next round announced, if any, and whether its time has passed without news."""
    known = standing.next_round
    if known is None:
        return remark("Next round: none announced in these documents.")
    end = known.when.bounds()[1] if known.when is not None else None
    passed = "; that time has passed, and no document tells of it" if end and end <= as_of else ""
    words = f"Next round announced: {labelled(known, dossier.states)}{passed}."
    return line_of(words, evidence=evidence_of_all(known.entries))


def changes_told(standing: Standing) -> list[Entry[StateChange]]:
    """The changes of a dialogue's state in order of time, each once."""
    return _once_each(standing.history)


def _once_each(states: Sequence[Entry[StateChange]]) -> list[Entry[StateChange]]:
    """Of changes of one kind and time told by several documents, the first.

    Of those that follow one another and are of one kind, what gives no day, or only the month of another's day, adds
    nothing to those that do.
    """
    kept: list[Entry[StateChange]] = []
    for _, run in groupby(states, key=lambda e: e.claim.change):
        own = {e.claim.when or e.document.published: e for e in reversed(list(run))}
        days = {e.claim.when for e in own.values() if e.claim.when}
        exact = [d for d in days if not any(o != d and o.startswith(d) for o in days)]
        kept += [e for e in reversed(own.values()) if not days or e.claim.when in exact]
    # What nobody dates is told only where nothing of its kind is dated.
    told = {e.claim.change for e in kept if e.claim.when or e.document.published}
    return [e for e in kept if e.claim.when or e.document.published or e.claim.change not in told]


def _change_line(entry: Entry[StateChange]) -> Line:
    told = entry.claim
    when = date_in_words(told.when) if told.when else f"as reported {told_in(entry.document.published)}"
    first = f"{capitalised(told.change.value)}: {when}"
    why = ("; cause told: ", quoted_in(entry, told.cause)) if told.cause else ()
    return line_of(first, *why, ".", evidence=evidence_of(entry), depth=1)


def new_section(dossier: Dossier, since: date | None, sheets: Sequence[IssueSheet]) -> Section | None:
    if since is None:
        return None
    recent = {d.id for d in dossier.documents if d.published and _not_before(d.published, since)}
    lines = [
        line_of(f"{title_of(d)}, {told_in(d.published)}.", evidence=())
        for d in dossier.documents
        if d.id in recent
    ]
    fresh = [e for known in dossier.rounds for e in known.entries if e.document.id in recent]
    lines += [_round_mention(e) for e in fresh]
    lines += [
        line_of(
            f"{party_name(p.party)} on {p.issue}: {p.movement.value}, {p.value.value}.",
            evidence=evidence_of(p.last),
        )
        for sheet in sheets
        for p in sheet.positions
        if p.last.document.id in recent and p.movement is not Movement.REPEATED
    ]
    return Section(
        f"New since {date_in_words(since.isoformat())}", tuple(lines), "Nothing published since then."
    )


def _not_before(published: str, since: date) -> bool:
    start, _ = Edtf.parse(published).bounds()
    return start is not None and start >= since


def _round_mention(entry: Entry[Round]) -> Line:
    told = entry.claim
    number = f"Round {told.ordinal}" if told.ordinal else "A round"
    where = f", {told.where}" if told.where else ""
    return line_of(
        f"{number} {told.status.value}: {date_in_words(told.when)}{where}.", evidence=evidence_of(entry)
    )
