"""Sections on the two sides: people, positions, agreement and difference, commitments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.positions import IssueSheet, Movement, Position, Relation
from tracktwo.analysis.promises import Due, Promise, promises
from tracktwo.model import Citation, Entry, Statement
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.views.brief.phrasing import capitalised, counted, evidence_of, line_of, told_at, told_in
from tracktwo.views.lines import Line, Section, Words
from tracktwo.views.wording import date_in_words, due_in_words, party_name

#: People of a side shown by name; the rest are counted.
_MOST_PEOPLE = 12
#: A joint statement of fewer words says too little to be shown by itself.
_FEWEST_WORDS = 4
#: Issues shown with each side's last words.
_MOST_ISSUES = 20


def people_section(dossier: Dossier) -> Section:
    lines: list[Line] = []
    functions = _functions(dossier)
    for party in dossier.series.parties:
        own = [p for p in dossier.people if p.party == party]
        if not own:
            lines.append(Line((Words(f"{party_name(party)}: nobody named."),)))
            continue
        lines.append(Line((Words(f"{party_name(party)}:"),)))
        lines += [_person_line(p, functions.get(p.name, {}), dossier) for p in own[:_MOST_PEOPLE]]
        if len(own) > _MOST_PEOPLE:
            lines.append(
                Line((Words(f"and {len(own) - _MOST_PEOPLE} more, each named less often."),), depth=1)
            )
    return Section("Across the table", tuple(lines), "No document names anybody.")


def _functions(dossier: Dossier) -> Mapping[str, Mapping[str, int]]:
    """How often each person had which function at a round that was held."""
    counted: dict[str, dict[str, int]] = {}
    for known in dossier.rounds:
        if not known.held:
            continue
        here = {(d.name, d.party, d.function) for e in known.entries for d in e.claim.delegates}
        found = {(find_person(name, party, dossier.people), function) for name, party, function in here}
        for person, function in found:
            if person:
                own = counted.setdefault(person.name, {})
                own[function] = own.get(function, 0) + 1
    return counted


def _person_line(person: KnownPerson, functions: Mapping[str, int], dossier: Dossier) -> Line:
    office = f", {person.offices[0]}" if person.offices else ", office not told"
    seen = len(person.documents)
    at = "; ".join(f"{name} at {counted(n, 'round')}" for name, n in sorted(functions.items()))
    sources = counted(dossier.witnesses.independent(person.documents), "independent source")
    known = f"{counted(seen, 'document')}, {sources}"
    evidence = [c for e in person.entries[:3] for c in evidence_of(e)]
    return line_of(f"{person.name}{office}: {known}{'; ' + at if at else ''}.", evidence=evidence, depth=1)


def positions_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    lines: list[Line] = []
    for sheet in sheets[:_MOST_ISSUES]:
        lines.append(line_of(f"{capitalised(sheet.issue)}:", evidence=()))
        lines += [_position_line(p, dossier) for p in sheet.positions]
        silent = [p for p in dossier.series.parties if p not in {x.party for x in sheet.positions}]
        lines += [
            Line((Words(f"{party_name(p)}: no position in these documents."),), depth=1)
            for p in silent
            if sheet.relation is not Relation.ONE_SIDE or len(silent) < len(dossier.series.parties)
        ]
    return Section("Last positions", tuple(lines), "No document states a position of either side.")


def _position_line(position: Position, dossier: Dossier) -> Line:
    entry = position.last
    said = _statement_around(entry.claim.evidence[0], dossier)
    by = f" – {_speaker(said.claim)}" if said and said.claim.speaker else " – as reported"
    moved = ""
    if position.movement is Movement.CHANGED:
        before = position.stances[-2]
        moved = f" (before, {told_in(before.document.published)}: {before.claim.stance.value})"
    return line_of(
        f"{party_name(position.party)}: {entry.claim.stance.value}{moved}, ",
        entry.claim.evidence[0],
        f"{by}, {told_in(entry.document.published)}.",
        evidence=[entry.claim.evidence[0], *(evidence_of(position.stances[-2]) if moved else ())],
        depth=1,
    )


def _speaker(said: Statement) -> str:
    """Who said it, in the words of the text; "they" and the like, of several parties, are both sides."""
    jointly = said.party is not None and "+" in said.party
    if said.speaker and not (jointly and len(said.speaker.split()) == 1):
        return said.speaker
    return "both sides"


def _statement_around(citation: Citation, dossier: Dossier) -> Entry[Statement] | None:
    """The statement whose content the cited words belong to."""
    around = [
        e
        for known in dossier.statements
        for e in known.entries
        if e.document.id == citation.document and any(c.span.overlaps(citation.span) for c in e.claim.content)
    ]
    return min(around, key=lambda e: (e.claim.nested_in is None, e.id)) if around else None


def convergence_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    lines: list[Line] = []
    labels = {
        Relation.BOTH_FOR: "Both for",
        Relation.BOTH_AGAINST: "Both against",
        Relation.OPPOSED: "Opposed",
        Relation.UNCLEAR: "Mixed on at least one side",
    }
    for relation, label in labels.items():
        for sheet in (s for s in sheets if s.relation is relation):
            lines.append(_sheet_line(label, sheet))
    joint = {e.id: e for e in _joint_statements(dossier)}
    for entry in joint.values():
        lines.append(
            line_of(
                f"Said jointly ({_speaker(entry.claim)}, {told_in(entry.document.published)}): ",
                entry.claim.content[0],
                ".",
                evidence=entry.claim.content[:1],
            )
        )
    return Section(
        "Agreements and differences", tuple(lines), "No issue on which both sides state a position."
    )


def _sheet_line(label: str, sheet: IssueSheet) -> Line:
    evidence = [c for p in sheet.positions for c in evidence_of(p.last)]
    return line_of(f"{label}: {sheet.issue}.", evidence=evidence)


def _joint_statements(dossier: Dossier) -> Iterable[Entry[Statement]]:
    """What both sides said together, oldest first; a word or two, such as an item of a list, says too little."""
    for known in sorted(dossier.statements, key=lambda k: told_at(k.entries[0])):
        entry = known.entries[0]
        jointly = entry.claim.party and set(dossier.series.parties) <= set(entry.claim.party.split("+"))
        if jointly and len(entry.claim.content[0].exact.split()) >= _FEWEST_WORDS:
            yield entry


def commitments_section(dossier: Dossier, as_of: date) -> Section:
    lines = [_promise_line(p) for p in promises(dossier, as_of)]
    return Section("Commitments", tuple(lines), "No document tells of a commitment of either side.")


def _promise_line(promise: Promise) -> Line:
    told = promise.entry.claim
    by = " and ".join(party_name(p) for p in told.by)
    to = f" to {' and '.join(party_name(p) for p in told.to)}" if told.to else ""
    head = f"{by}{to} ({told.strength.value}, {told_in(promise.entry.document.published)}): "
    due = f"; due {due_in_words(told.due)}" if told.due else "; no date given"
    evidence = [*evidence_of(promise.entry), *(c for e in promise.repeated for c in evidence_of(e))]
    if promise.settled_by:
        evidence += evidence_of(promise.settled_by)
    return line_of(head, told.what[0], f"{due}{_how_it_stands(promise)}.", evidence=evidence)


def _how_it_stands(promise: Promise) -> str:
    if promise.due is Due.OVERDUE:
        return ": OVERDUE as far as these documents tell"
    if promise.due is Due.PERHAPS_MET:
        return ": perhaps met, see the last mark; to be confirmed"
    if promise.due is Due.SLIPPED and promise.settled_by:
        return f": promised again for {date_in_words(promise.settled_by.claim.due)}, see the last mark"
    return ": open" if promise.due is Due.OPEN else ""
