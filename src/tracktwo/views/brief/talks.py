"""Sections on the talks themselves: state, what is new, rounds, other contacts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.positions import IssueSheet, Movement
from tracktwo.analysis.standing import Standing, State, standing_of, tells_something
from tracktwo.model import Citation, Entry, Round, StateChange
from tracktwo.model.dates import Edtf
from tracktwo.resolution.accounts import Account
from tracktwo.resolution.engagements import KnownEngagement
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.brief.phrasing import capitalised, evidence_of, labelled, line_of, numbered, told_in
from tracktwo.views.lines import Line, Section, Words
from tracktwo.views.wording import date_in_words, party_name


def state_section(dossier: Dossier) -> Section:
    standing = standing_of(dossier)
    lines = []
    if standing.state is not State.UNKNOWN:
        lines.append(_now_line(standing))
        lines += [_state_line(e) for e in reversed(_once_each(standing.history)[-5:])]
    if standing.next_round:
        known = standing.next_round
        where = f", {known.places[0].value}" if known.places else ""
        when = date_in_words(known.when.text if known.when else None)
        evidence = [c for e in known.entries for c in evidence_of(e)]
        lines.append(line_of(f"Next round announced: {when}{where}.", evidence=evidence))
    else:
        lines.append(Line((Words("Next round: none announced in these documents."),)))
    return Section("State of the dialogue", tuple(lines), "No document tells of the dialogue's state.")


def _now_line(standing: Standing) -> Line:
    words = f"{capitalised(standing.state.value)}, as far as these documents tell"
    evidence: list[Citation] = []
    if standing.state is State.ACTIVE and standing.last_held:
        words += f"; last round told of as held: {labelled(standing.last_held)}"
        evidence += [c for e in standing.last_held.entries for c in evidence_of(e)]
    elif standing.latest:
        evidence += evidence_of(standing.latest)
    return line_of(f"{words}.", evidence=evidence)


def _once_each(states: Sequence[Entry[StateChange]]) -> list[Entry[StateChange]]:
    """Of changes of one kind and time told by several documents, the first."""
    kept: dict[tuple[str, str | None], Entry[StateChange]] = {}
    for entry in states:
        kept.setdefault((entry.claim.change.value, entry.claim.when or entry.document.published), entry)
    return list(kept.values())


def _state_line(entry: Entry[StateChange]) -> Line:
    told = entry.claim
    when = date_in_words(told.when) if told.when else f"as reported {told_in(entry.document.published)}"
    cause = f"; cause told: {told.cause}" if told.cause else ""
    return line_of(f"{capitalised(told.change.value)}: {when}{cause}.", evidence=evidence_of(entry), depth=1)


def new_section(dossier: Dossier, since: date | None, sheets: Sequence[IssueSheet]) -> Section | None:
    if since is None:
        return None
    recent = {d.id for d in dossier.documents if d.published and _not_before(d.published, since)}
    lines = [
        line_of(f"{d.title or d.path or 'A document without title'}, {told_in(d.published)}.", evidence=())
        for d in dossier.documents
        if d.id in recent
    ]
    fresh = [e for known in dossier.rounds for e in known.entries if e.document.id in recent]
    lines += [_round_mention(e) for e in fresh]
    lines += [
        line_of(
            f"{party_name(p.party)} on {p.issue}: {p.movement.value}, {p.last.claim.stance.value}.",
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


def rounds_section(dossier: Dossier) -> Section:
    lines: list[Line] = []
    for known in filter(tells_something, dossier.rounds):
        lines += _round_lines(known)
    return Section("Rounds", tuple(lines), "No document tells of a round.")


def _round_lines(known: KnownRound) -> Iterable[Line]:
    number = capitalised(numbered(known))
    place = known.places[0].value if known.places else "place not told"
    evidence = [c for e in known.entries for c in evidence_of(e)]
    when = date_in_words(known.when.text if known.when else None)
    yield line_of(f"{number}: {when}, {place} ({known.status.value}).", evidence=evidence)
    themes = known.accounts(lambda r: r.theme)
    if themes:
        yield line_of(f"Theme: {themes[0].value}.", evidence=_first(themes), depth=1)
    fullest = max(known.entries, key=lambda e: (len(e.claim.sessions), e.id))
    for session in fullest.claim.sessions:
        yield line_of(f"Session: {session}", evidence=evidence_of(fullest), depth=1)
    for label, read in _HOLDERS:
        holders = known.accounts(read)
        if holders:
            yield line_of(f"{label}: {holders[0].value}.", evidence=_first(holders), depth=1)
    others = known.accounts(_others)
    if others:
        yield line_of(f"Others attending: {others[0].value}.", evidence=_first(others), depth=1)


def _others(told: Round) -> str | None:
    if not told.others:
        return None
    count = str(told.others.count) if told.others.count else "number not told"
    return "; ".join((count, *told.others.backgrounds))


_HOLDERS: tuple[tuple[str, Callable[[Round], str | None]], ...] = (
    ("Convened by", lambda r: ", ".join(r.convenors) or None),
    ("In partnership with", lambda r: ", ".join(r.partners) or None),
    ("Supported by", lambda r: ", ".join(r.sponsors) or None),
)


def _first(accounts: Sequence[Account[Any]]) -> tuple[Citation, ...]:
    return tuple(c for e in accounts[0].entries for c in evidence_of(e))


def contacts_section(dossier: Dossier) -> Section:
    lines = [_contact_line(known) for known in dossier.engagements]
    return Section("Other contacts", tuple(lines), "No document tells of a contact outside the rounds.")


def _contact_line(known: KnownEngagement) -> Line:
    told = known.first
    who = ", ".join(_participant(p.name, p.party) for p in told.who) or "participants not told"
    with_ = ", ".join(_participant(p.name, p.party) for p in told.with_)
    joined = f"{who} with {with_}" if with_ else who
    when = date_in_words(known.dates[0].value if known.dates else None)
    where = f", {told.where}" if told.where else ""
    evidence = [c for e in known.entries for c in evidence_of(e)]
    form = told.form.value.replace("-", " ")
    return line_of(f"{form.capitalize()}, {when}{where} ({known.status.value}): {joined}.", evidence=evidence)


def _participant(name: str | None, party: str | None) -> str:
    if name and party:
        return f"{name} ({party_name(party)})"
    return name or party_name(party)
