"""Who takes part in a dialogue, and which documents tell of it, as tables.

Lays out what resolution found; whether two people are one, or a text repeats another, is decided there.
"""

from collections import defaultdict

from tracktwo.analysis.dossier import Dossier
from tracktwo.record import Gate
from tracktwo.resolution.people import KnownPerson
from tracktwo.views.naming import entry_mark
from tracktwo.views.tables import Cell, Column, Table


def people_table(gate: Gate, dossier: Dossier) -> Table:
    """Everybody whom the documents of a dialogue name, the sides' own people first, most often named first."""
    rounds, said = _rounds_by_name(dossier), _statements_by_name(dossier)
    sides = dossier.series.parties
    people = sorted(dossier.people, key=lambda p: (_place(p, sides), -len(p.documents), p.name))
    rows = tuple(_person(gate, person, rounds, said) for person in people)
    names = ("name", "party", "offices", "rounds", "statements", "documents", "last", "citation")
    columns = (*map(Column, names), Column("names", is_shown=False), Column("claims", is_shown=False))
    return Table(columns, rows, "no document of this dialogue names anybody")


def _place(person: KnownPerson, sides: tuple[str, ...]) -> int:
    return sides.index(person.party) if person.party in sides else len(sides)


def _person(
    gate: Gate, person: KnownPerson, rounds: dict[str, set[int]], said: dict[str, int]
) -> tuple[Cell, ...]:
    at = set().union(*(rounds.get(name, set()) for name in person.names))
    last = max(person.entries, key=lambda e: (e.document.published or "", e.id))
    return (
        person.name,
        person.party,
        person.offices,
        len(at),
        sum(said.get(name, 0) for name in person.names),
        len(person.documents),
        last.document.published,
        entry_mark(gate, last),
        person.names,
        (last.id, *(e.id for e in person.entries if e.id != last.id)),
    )


def _rounds_by_name(dossier: Dossier) -> dict[str, set[int]]:
    """At which rounds somebody of a name is told to have been, by the number of the round in the dossier."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, known in enumerate(dossier.rounds):
        for entry in known.entries:
            for delegate in entry.claim.delegates:
                found[delegate.name].add(number)
    return found


def _statements_by_name(dossier: Dossier) -> dict[str, int]:
    """How many statements are told of somebody of a name, each once for all documents that report it."""
    found: defaultdict[str, int] = defaultdict(int)
    for known in dossier.statements:
        for name in {e.claim.speaker for e in known.entries if e.claim.speaker}:
            found[name] += 1
    return found


def sources_table(gate: Gate, dossier: Dossier) -> Table:
    """The documents that tell of a dialogue, the latest first, and which of them repeat another's text."""
    first = {d: group[0] for group in _groups(dossier) for d in group[1:]}
    rows = tuple(
        (
            d.published,
            d.title or d.url or gate.short(d.id),
            d.publisher,
            d.kind.value.replace("-", " "),
            gate.short(first[d.id]) if d.id in first else None,
            gate.short(d.id),
            d.id,
        )
        for d in sorted(dossier.documents, key=lambda d: (d.published or "", d.id), reverse=True)
    )
    columns = (
        Column("published"), Column("title", share=3), Column("publisher", share=1), Column("kind"),
        Column("repeats_citation", is_shown=bool(first)), Column("document"), Column("id", is_shown=False),
    )  # fmt: skip
    return Table(columns, rows, "no document tells of this dialogue")


def _groups(dossier: Dossier) -> list[tuple[str, ...]]:
    """Documents with one text, the earliest published first."""
    when = {d.id: (d.published or "~", d.id) for d in dossier.documents}
    return [tuple(sorted(group, key=lambda d: when.get(d, ("~", d)))) for group in dossier.witnesses.groups]
