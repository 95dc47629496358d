"""Sections on the talks themselves: state, what is new, rounds, other contacts. The latest comes first."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.positions import IssueSheet, Movement
from tracktwo.analysis.standing import Standing, State, standing_of, tells_something
from tracktwo.model import Citation, Entry, Form, Participant, Round, StateChange, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.accounts import Account
from tracktwo.resolution.engagements import KnownEngagement
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    evidence_of,
    evidence_of_all,
    labelled,
    line_of,
    listed,
    numbered,
    remark,
    told_in,
)
from tracktwo.views.exports.occasions import is_between
from tracktwo.views.lines import Line, Section
from tracktwo.views.notes import title_of
from tracktwo.views.wording import date_in_words, party_name

#: Changes of state shown, the latest ones.
_MOST_CHANGES = 6
#: Contacts shown, the latest ones.
_MOST_CONTACTS = 20
#: Names of one delegation shown.
_MOST_NAMES = 15


def state_section(dossier: Dossier) -> Section:
    standing = standing_of(dossier)
    lines: list[Line] = []
    if standing.state is not State.UNKNOWN:
        lines.append(now_line(standing))
        changes = list(reversed(_once_each(standing.history)))
        lines += [_change_line(e) for e in changes[:_MOST_CHANGES]]
    lines.append(next_line(standing))
    return Section("Where the dialogue stands", tuple(lines), "No document tells of the dialogue's state.")


def now_line(standing: Standing) -> Line:
    """The state now and what it rests on."""
    words = f"{capitalised(standing.state.value)}, as far as these documents tell"
    evidence: list[Citation] = []
    if standing.state is State.ACTIVE and standing.last_held:
        words += f"; the last round told of as held is {labelled(standing.last_held)}"
        evidence += evidence_of_all(standing.last_held.entries)
    elif standing.latest:
        evidence += evidence_of(standing.latest)
    return line_of(f"{words}.", evidence=evidence)


def next_line(standing: Standing) -> Line:
    """The next round announced, if any."""
    known = standing.next_round
    if known is None:
        return remark("Next round: none announced in these documents.")
    return line_of(f"Next round announced: {labelled(known)}.", evidence=evidence_of_all(known.entries))


def _once_each(states: Sequence[Entry[StateChange]]) -> list[Entry[StateChange]]:
    """Of changes of one kind and time told by several documents, the first."""
    kept: dict[tuple[str, str | None], Entry[StateChange]] = {}
    for entry in states:
        kept.setdefault((entry.claim.change.value, entry.claim.when or entry.document.published), entry)
    return list(kept.values())


def _change_line(entry: Entry[StateChange]) -> Line:
    told = entry.claim
    when = date_in_words(told.when) if told.when else f"as reported {told_in(entry.document.published)}"
    cause = f"; cause told: {told.cause}" if told.cause else ""
    return line_of(f"{capitalised(told.change.value)}: {when}{cause}.", evidence=evidence_of(entry), depth=1)


def new_section(dossier: Dossier, since: date | None, sheets: Sequence[IssueSheet]) -> Section | None:
    if since is None:
        return None
    recent = {d.id for d in dossier.documents if d.published and _not_before(d.published, since)}
    lines = [
        remark(f"{_safe(title_of(d))}, {told_in(d.published)}.") for d in dossier.documents if d.id in recent
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


def _safe(title: str) -> str:
    return "".join(c for c in title if c not in '"“”„«»')


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
    lines = [
        line for known in _latest_first(dossier) if tells_something(known) for line in round_lines(known)
    ]
    return Section("Rounds", tuple(lines), "No document tells of a round.")


def _latest_first(dossier: Dossier) -> list[KnownRound]:
    """Rounds with the latest first; those of unknown year stay at the end."""
    with_year = [r for r in dossier.rounds if r.when is not None and r.when.has_year]
    return [*reversed(with_year), *(r for r in dossier.rounds if r not in with_year)]


def round_lines(known: KnownRound) -> Iterable[Line]:
    """One round: number, date, place and status, then what it was about and who was there."""
    place, *elsewhere = [a.value for a in known.places] or ["place not told"]
    place += f" (elsewhere: {listed(elsewhere)})" if elsewhere else ""
    when = date_in_words(known.when.text if known.when else None)
    first = f"{capitalised(numbered(known))}: {when}, {place} – {_status(known)}."
    yield line_of(first, evidence=evidence_of_all(known.entries))
    themes = known.accounts(lambda r: r.theme)
    if themes:
        yield line_of(f"Theme: {themes[0].value}.", evidence=_first(themes), depth=1)
    fullest = max(known.entries, key=lambda e: (len(e.claim.sessions), e.id))
    if fullest.claim.sessions:
        sessions = "; ".join(fullest.claim.sessions)
        yield line_of(f"Sessions: {sessions}.", evidence=evidence_of(fullest), depth=1)
    for heading, read in _HOLDERS:
        holders = known.accounts(read)
        if holders:
            yield line_of(f"{heading}: {holders[0].value}.", evidence=_first(holders), depth=1)
    yield from _delegations(known)
    others = known.accounts(_others)
    if others:
        yield line_of(f"Others attending: {others[0].value}.", evidence=_first(others), depth=1)


def _status(known: KnownRound) -> str:
    """Whether it was held, and where documents announced it for another time, for which."""
    if known.status is Status.PLANNED:
        return "announced; not told of as held"
    announced = [Edtf.parse(a.value) for a in known.announced]
    others = [d for d in announced if known.when is None or not d.may_overlap(known.when)]
    told = f"; announced for {listed([date_in_words(d.text) for d in others])}" if others else ""
    return f"{known.status.value}{told}"


def _delegations(known: KnownRound) -> Iterable[Line]:
    """The people named for each side, from the account that names most."""
    fullest = max(known.entries, key=lambda e: (len(e.claim.delegates), e.id))
    by_party: dict[str | None, list[str]] = {}
    for person in fullest.claim.delegates:
        function = "" if person.function == "delegate" else f" ({person.function})"
        by_party.setdefault(person.party, []).append(f"{person.name}{function}")
    for party in sorted(by_party, key=lambda p: p or "~"):
        names, more = by_party[party][:_MOST_NAMES], len(by_party[party]) - _MOST_NAMES
        told = listed(names) if more <= 0 else f"{', '.join(names)} and {more} more"
        whom = party_name(party) if party else "Side not told"
        yield line_of(f"{whom}: {told}.", evidence=evidence_of(fullest), depth=1)


def _others(told: Round) -> str | None:
    if not told.others:
        return None
    count = str(told.others.count) if told.others.count else "number not told"
    return ", ".join((count, *told.others.backgrounds))


_HOLDERS: tuple[tuple[str, Callable[[Round], str | None]], ...] = (
    ("Convened by", lambda r: ", ".join(r.convenors) or None),
    ("In partnership with", lambda r: ", ".join(r.partners) or None),
    ("Supported by", lambda r: ", ".join(r.sponsors) or None),
)


def _first(accounts: Sequence[Account[Any]]) -> tuple[Citation, ...]:
    return evidence_of_all(accounts[0].entries)


def contacts_section(dossier: Dossier) -> Section:
    shown = recent_contacts(dossier)
    lines = [contact_line(known) for known in shown[:_MOST_CONTACTS]]
    if len(shown) > _MOST_CONTACTS:
        lines.append(
            remark(f"And {counted(len(shown) - _MOST_CONTACTS, 'other contact')}, earlier or undated.")
        )
    return Section("Other contacts", tuple(lines), "No document tells of a contact outside the rounds.")


def recent_contacts(dossier: Dossier) -> list[KnownEngagement]:
    """Contacts between the parties, the latest first; those of unknown year stay at the end."""
    own = [k for k in dossier.engagements if is_between(k, dossier.series.parties)]
    with_year = [k for k in own if k.dates and Edtf.parse(k.dates[0].value).has_year]
    kept = {id(k) for k in with_year}
    return [*reversed(with_year), *(k for k in own if id(k) not in kept)]


def contact_line(known: KnownEngagement) -> Line:
    """One contact: when, what, who with whom, where."""
    told = known.first
    when = date_in_words(known.dates[0].value) if known.dates else "date not told"
    form = "contact" if told.form is Form.OTHER else told.form.value.replace("-", " ")
    status = "" if known.status is Status.HELD else f" ({known.status.value})"
    where = f", {told.where}" if told.where else ""
    return line_of(
        f"{capitalised(when)}: {form}{status} – {_who(told.who, told.with_)}{where}.",
        evidence=evidence_of_all(known.entries),
    )


def _who(who: Sequence[Participant], others: Sequence[Participant]) -> str:
    first, second = (listed([_participant(p) for p in people]) for people in (who, others))
    return f"{first or 'participants not told'}{f' with {second}' if second else ''}"


def _participant(person: Participant) -> str:
    if person.name and person.party:
        return f"{person.name} ({party_name(person.party)})"
    return person.name or party_name(person.party)
