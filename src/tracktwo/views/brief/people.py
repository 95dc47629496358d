"""The section on who is across the table, and where each person sat at the rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Entry, Round
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.resolution.posts import is_shared, office_words
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.brief.phrasing import (
    counted,
    evidence_of_all,
    label,
    line_of,
    remark,
)
from tracktwo.views.brief.posts import posts_of
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import party_name

#: People of a side shown by name; the rest are counted.
_MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at one round, as one document has it."""

    known: KnownRound
    entry: Entry[Round]
    function: str


def people_section(dossier: Dossier, side: str | None = None, most: int = _MOST_PEOPLE) -> Section:
    """People by party; without those of ``side``, for whom the brief is."""
    lines: list[Line] = []
    functions = _functions(seats_of(dossier))
    for party in others_than(side, dossier):
        own = by_presence([p for p in dossier.people if p.party == party], dossier)
        if not own:
            lines.append(remark(f"{party_name(party)}: nobody named."))
            continue
        lines.append(label(party_name(party)))
        after = superseded(own)
        lines += [_person_line(p, functions.get(p.name, {}), dossier, after.get(id(p))) for p in own[:most]]
        if len(own) > most:
            lines.append(remark(f"And others, each named less often: {len(own)} people in all.", depth=1))
    return Section("Across the table", tuple(lines), "No document names anybody.", is_even=True)


def by_presence(people: Sequence[KnownPerson], dossier: Dossier) -> list[KnownPerson]:
    """Those first who took part in a round or a contact, then those who are only named; of both the most often named.

    A spokesman in whose name every page is given out is at no table.
    """
    contacts = [p for k in dossier.engagements for p in (*k.first.who, *k.first.with_)]
    seats = [d for k in dossier.rounds for e in k.entries for d in e.claim.delegates]
    met = {(p.name, p.party) for p in contacts} | {(d.name, d.party) for d in seats}
    found = (find_person(name, party, dossier.people) for name, party in met if name)
    present = {id(person) for person in found}
    named = [p for p in people if id(p) in present or not _gives_out(p)]
    after = superseded(people)
    return sorted(named, key=lambda p: (id(p) not in present, id(p) in after))


def superseded(people: Sequence[KnownPerson]) -> Mapping[int, str]:
    """Those in whose last office later documents name somebody else, with who that is."""
    held: dict[frozenset[str], list[tuple[date, KnownPerson]]] = {}
    for person in people:
        posts = posts_of(person)
        if posts and posts[0].days:
            held.setdefault(office_words(posts[0].office), []).append((posts[0].days[-1], person))
    found: dict[int, str] = {}
    for words, own in held.items():
        # "Minister" and "ambassador" are what many are at a time.
        if len(own) > 1 and words and not is_shared(words):
            last, holder = max(own, key=lambda o: (o[0], o[1].name))
            found |= {id(p): holder.name for day, p in own if day < last}
    return found


def _gives_out(person: KnownPerson) -> bool:
    """Whether somebody is only the spokesman in whose name pages are given out."""
    posts = posts_of(person)
    return bool(posts) and all("spokesperson" in office_words(p.office) for p in posts)


def others_than(side: str | None, dossier: Dossier) -> tuple[str, ...]:
    """The dialogue's parties but the reader's own."""
    return tuple(p for p in dossier.series.parties if p != side)


def _functions(seats: Mapping[str, Sequence[Seat]]) -> Mapping[str, Mapping[str, int]]:
    """How often each person had which function at a round that was held."""
    counted: dict[str, dict[str, int]] = {}
    for name, own in seats.items():
        # One round, told by several documents, counts once for each function.
        for _, function in {(id(seat.known), seat.function) for seat in own if seat.known.held}:
            functions = counted.setdefault(name, {})
            functions[function] = functions.get(function, 0) + 1
    return counted


def seats_of(dossier: Dossier) -> Mapping[str, Sequence[Seat]]:
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


def _person_line(
    person: KnownPerson, functions: Mapping[str, int], dossier: Dossier, later: str | None = None
) -> Line:
    posts = posts_of(person)
    office = f", {posts[0].office}" if posts else ""
    now = f"; later documents name {later}" if later else ""
    at = "".join(f"; {name} at {counted(n, 'round')}" for name, n in sorted(functions.items()))
    evidence = evidence_of_all(_telling(person, posts[0].office if posts else None), 3)
    return line_of(
        f"{person.name}{office} ({_known_from(person, dossier)}{at}{now}).", evidence=evidence, depth=1
    )


def _telling(person: KnownPerson, office: str | None) -> list[Entry[Any]]:
    """A person's entries, those first that give the office shown, the latest of them before the others."""
    latest = sorted(person.entries, key=lambda e: (e.document.published or "", e.id), reverse=True)
    return sorted(latest, key=lambda e: e.claim.office != office)


def _known_from(person: KnownPerson, dossier: Dossier) -> str:
    """In how many documents somebody is named, and how many of these do not repeat one another."""
    seen, sources = len(person.documents), dossier.witnesses.independent(person.documents)
    return counted(seen, "document") + (f", {sources} independent" if sources != seen else "")
