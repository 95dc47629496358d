"""The section on the rounds of a dialogue, the latest first: number, day, place, themes, who was there.

How documents number rounds, and where they count in two ways, is told as it is: no count is preferred.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from tracktwo.analysis.contacts import announcements_of
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import when_held, where_held
from tracktwo.analysis.standing import tells_something
from tracktwo.model import Citation, Round, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.accounts import Account
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.brief.phrasing import (
    capitalised,
    evidence_of,
    evidence_of_all,
    line_of,
    listed,
    numbered,
)
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words, party_name

#: Names of one delegation shown.
_MOST_NAMES = 15


def rounds_section(dossier: Dossier) -> Section:
    """All rounds that documents tell anything of."""
    known = [k for k in _latest_first(dossier) if tells_something(k)]
    lines = [*count_lines(dossier), *(line for k in known for line in round_lines(k, dossier))]
    return Section("Rounds", tuple(lines), "No document tells of a round.")


def count_lines(dossier: Dossier) -> Iterable[Line]:
    """That documents count the rounds in more than one way, where a later round has a lower number, or the same."""
    held = [(k, when) for k in dossier.rounds if k.ordinals and (when := when_held(k, dossier.states))]
    told = sorted(held, key=lambda pair: pair[1].sort_key())
    numbers = [min(int(a.value) for a in k.ordinals) for k, _ in told]
    if all(a < b for a, b in pairwise(numbers)):
        return
    shown = [f"{_as_counted(k)} ({date_in_words(when.text)})" for k, when in told]
    words = f"Documents count the rounds in more than one way: {listed(shown)}."
    yield line_of(words, evidence=[c for k, _ in told for c in _numbering(k)])


def _as_counted(known: KnownRound) -> str:
    return "round " + " or ".join(a.value for a in known.ordinals)


def _numbering(known: KnownRound) -> Iterable[Citation]:
    for account in known.ordinals:
        yield from evidence_of(account.entries[0])


def _latest_first(dossier: Dossier) -> list[KnownRound]:
    """Rounds with the latest first; those of unknown year stay at the end."""
    days = {id(k): _when(k, dossier) for k in dossier.rounds}
    with_year = [k for k in dossier.rounds if (when := days[id(k)]) is not None and when.has_year]
    ordered = sorted(with_year, key=lambda k: days[id(k)].sort_key(), reverse=True)  # type: ignore[union-attr]
    return [*ordered, *(k for k in dossier.rounds if k not in with_year)]


def _when(known: KnownRound, dossier: Dossier) -> Edtf | None:
    return when_held(known, dossier.states) or known.when


def round_lines(known: KnownRound, dossier: Dossier) -> Iterable[Line]:
    """One round: number, date, place and status, then what it was about and who was there."""
    place, *elsewhere = [a.value for a in where_held(known)] or ["place not told"]
    place += f" (elsewhere: {listed(elsewhere)})" if elsewhere else ""
    day = _when(known, dossier)
    when = date_in_words(day.text if day else None)
    first = f"{capitalised(numbered(known))}: {when}, {place} – {_status(known, day)}."
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


def _status(known: KnownRound, when: Edtf | None) -> str:
    """Whether it was held, and where documents announced it for another time, for which."""
    if known.status is Status.PLANNED:
        return "announced; not told of as held"
    given = dict.fromkeys(e.claim.when for e in announcements_of(known, when) if e.claim.when)
    announced = [Edtf.parse(day) for day in given]
    others = sorted(
        (d for d in announced if when is None or not d.may_overlap(when)),
        key=lambda d: (not d.has_year, d.text),
    )
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
