"""Sections on people: who is across the table, and a note on each with what the record tells of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Entry, Round, Statement
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.resolution.rounds import KnownRound
from tracktwo.resolution.tenures import Tenure, tenures_of
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    dated,
    evidence_of,
    evidence_of_all,
    label,
    labelled,
    line_of,
    listed,
    remark,
)
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words, party_name

#: People of a side shown by name; the rest are counted.
_MOST_PEOPLE = 12
#: People of a side with a biographical note.
_MOST_NOTES = 20
#: A person's own words shown in a note, the latest ones.
_MOST_WORDS = 3
#: A statement of fewer words says too little to be shown by itself.
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at one round, as one document has it."""

    known: KnownRound
    entry: Entry[Round]
    function: str


def people_section(dossier: Dossier, side: str | None = None, most: int = _MOST_PEOPLE) -> Section:
    """People by party; without those of ``side``, for whom the brief is."""
    lines: list[Line] = []
    functions = _functions(_seats(dossier))
    for party in others_than(side, dossier):
        own = [p for p in dossier.people if p.party == party]
        if not own:
            lines.append(remark(f"{party_name(party)}: nobody named."))
            continue
        lines.append(label(party_name(party)))
        lines += [_person_line(p, functions.get(p.name, {}), dossier) for p in own[:most]]
        if len(own) > most:
            lines.append(remark(f"And {len(own) - most} more, each named less often.", depth=1))
    return Section("Across the table", tuple(lines), "No document names anybody.")


def others_than(side: str | None, dossier: Dossier) -> tuple[str, ...]:
    """The dialogue's parties but the reader's own."""
    return tuple(p for p in dossier.series.parties if p != side)


def biography_sections(dossier: Dossier, side: str | None) -> Iterable[Section]:
    """One section a side, with a note on each of its people."""
    said = _words_by_person(dossier)
    tenures, seats = tenures_of(dossier.people), _seats(dossier)
    for party in others_than(side, dossier):
        own = [p for p in dossier.people if p.party == party]
        lines = [
            line
            for p in own[:_MOST_NOTES]
            for line in _note(p, said.get(p.name, ()), tenures, seats.get(p.name, ()), dossier)
        ]
        silent = [p.name for p in own[:_MOST_NOTES] if not said.get(p.name)]
        if silent and lines:
            lines.append(remark(f"No words of their own in these documents: {listed(silent)}."))
        if len(own) > _MOST_NOTES:
            rest = listed([p.name for p in own[_MOST_NOTES:][:30]])
            lines.append(remark(f"Named less often: {rest}."))
        yield Section(party_name(party), tuple(lines), "No document names anybody of this side.")


def _functions(seats: Mapping[str, Sequence[Seat]]) -> Mapping[str, Mapping[str, int]]:
    """How often each person had which function at a round that was held."""
    counted: dict[str, dict[str, int]] = {}
    for name, own in seats.items():
        # One round, told by several documents, counts once for each function.
        for _, function in {(id(seat.known), seat.function) for seat in own if seat.known.held}:
            functions = counted.setdefault(name, {})
            functions[function] = functions.get(function, 0) + 1
    return counted


def _seats(dossier: Dossier) -> Mapping[str, Sequence[Seat]]:
    """Where each person sat, by name, round by round."""
    people: dict[tuple[str, str | None], KnownPerson | None] = {}
    found: dict[str, list[Seat]] = {}
    for known in dossier.rounds:
        for entry in known.entries:
            for delegate in entry.claim.delegates:
                key = (delegate.name, delegate.party)
                if key not in people:
                    people[key] = find_person(*key, dossier.people)
                person = people[key]
                if person:
                    found.setdefault(person.name, []).append(Seat(known, entry, delegate.function))
    return found


def _person_line(person: KnownPerson, functions: Mapping[str, int], dossier: Dossier) -> Line:
    office = f", {person.offices[0]}" if person.offices else ""
    at = "".join(f"; {name} at {counted(n, 'round')}" for name, n in sorted(functions.items()))
    evidence = evidence_of_all(_telling(person), 3)
    return line_of(f"{person.name}{office} ({_known_from(person, dossier)}{at}).", evidence=evidence, depth=1)


def _telling(person: KnownPerson) -> list[Entry[Any]]:
    """A person's entries, those first that give the office shown, the latest of them before the others."""
    office = person.offices[0] if person.offices else None
    latest = sorted(person.entries, key=lambda e: (e.document.published or "", e.id), reverse=True)
    return sorted(latest, key=lambda e: e.claim.office != office)


def _known_from(person: KnownPerson, dossier: Dossier) -> str:
    """In how many documents somebody is named, and how many of these do not repeat one another."""
    seen, sources = len(person.documents), dossier.witnesses.independent(person.documents)
    return counted(seen, "document") + (f", {sources} independent" if sources != seen else "")


def _note(
    person: KnownPerson,
    said: Sequence[Entry[Statement]],
    tenures: Sequence[Tenure],
    seats: Sequence[Seat],
    dossier: Dossier,
) -> Iterable[Line]:
    yield line_of(f"{person.name}", evidence=evidence_of_all(person.entries, 1))
    yield from _offices(person, tenures)
    if len(person.names) > 1:
        yield line_of(
            f"Also written {listed(person.names[1:])}.", evidence=evidence_of_all(person.entries, 3), depth=1
        )
    yield from _rounds_of(seats)
    yield from _contacts_of(person, dossier)
    for entry in said[:_MOST_WORDS]:
        yield line_of(
            f"Said ({dated(entry.document.published)}): ",
            entry.claim.content[0],
            evidence=entry.claim.content[:1],
            depth=1,
        )


def _offices(person: KnownPerson, tenures: Sequence[Tenure]) -> Iterable[Line]:
    """Each office with the first and the last day on which a document gives it; then those that no day is told of."""
    own_posts = [t for t in tenures if t.person is person]
    for tenure in reversed(own_posts):
        ends = (tenure.entries[0], tenure.entries[-1])
        yield line_of(
            f"{capitalised(tenure.office)} ({_span(tenure.first, tenure.last)}).",
            evidence=evidence_of_all(ends),
            depth=1,
        )
    covered = {e.id for t in own_posts for e in t.entries}
    others = [e for e in person.entries if e.claim.office and e.id not in covered]
    for office in dict.fromkeys(e.claim.office for e in others):
        own = [e for e in others if e.claim.office == office]
        days = sorted({dated(e.document.published) for e in own})
        yield line_of(
            f"{capitalised(str(office))} (as told, {listed(days)}).",
            evidence=evidence_of_all(own, 2),
            depth=1,
        )
    if not own_posts and not others:
        yield remark("Office not told.", depth=1)


def _span(first: date, last: date) -> str:
    one, other = date_in_words(first.isoformat()), date_in_words(last.isoformat())
    return f"as told on {one}" if first == last else f"as told from {one} to {other}"


def _rounds_of(seats: Sequence[Seat]) -> Iterable[Line]:
    """The rounds somebody was at, or was named for, each once."""
    for seat in {id(seat.known): seat for seat in reversed(seats)}.values():
        held = "At" if seat.known.held else "Named for"
        line = f"{held} {labelled(seat.known)} ({seat.function})."
        yield line_of(line, evidence=evidence_of(seat.entry), depth=1)


def _contacts_of(person: KnownPerson, dossier: Dossier) -> Iterable[Line]:
    """Whom they met or called outside the rounds, in one line, the latest first."""
    met: dict[str, Entry[Any]] = {}
    for known in reversed(dossier.engagements):
        everyone = (*known.first.who, *known.first.with_)
        if not any(p.name in person.names for p in everyone):
            continue
        when = f", {date_in_words(known.dates[0].value)}" if known.dates else ""
        for other in everyone:
            if other.name and other.name not in person.names:
                met.setdefault(f"{other.name}{when}", known.entries[0])
    if met:
        shown = list(met)[:6]
        evidence = evidence_of_all([met[name] for name in shown])
        yield line_of(f"In contact with {'; '.join(shown)}.", evidence=evidence, depth=1)


def _words_by_person(dossier: Dossier) -> Mapping[str, Sequence[Entry[Statement]]]:
    """What each person said in so many words, the latest first."""
    found: dict[str, list[Entry[Statement]]] = {}
    by_name = {(name, p.party): p for p in dossier.people for name in p.names}
    for known in dossier.statements:
        entry = known.entries[0]
        person = by_name.get((entry.claim.speaker or "", entry.claim.party))
        if person and len(entry.claim.content[0].exact.split()) >= _FEWEST_WORDS:
            found.setdefault(person.name, []).append(entry)
    for own in found.values():
        own.sort(key=lambda e: (e.document.published or "", e.id), reverse=True)
    return found
