"""Sections on where the sides meet and where they differ: by issue, side by side, and in the documents' own words.

How positions relate is found in :mod:`tracktwo.analysis.positions`, sentences that say so themselves in
:mod:`tracktwo.analysis.agreement`.
"""

from collections.abc import Iterable, Sequence

from tracktwo.analysis.agreement import Agreement, Meeting, find_agreements
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Told
from tracktwo.analysis.likeness import shared
from tracktwo.analysis.positions import IssueSheet, Relation
from tracktwo.model import Citation, Entry, Statement
from tracktwo.views.brief.phrasing import (
    capitalised,
    dated,
    evidence_of,
    evidence_of_all,
    label,
    line_of,
    remark,
    told_at,
)
from tracktwo.views.brief.positions import NO_POSITION
from tracktwo.views.brief.speakers import Said, by_and_when, speaker_of
from tracktwo.views.lines import Grid, Line, Row, Section
from tracktwo.views.wording import party_name

#: A joint statement of fewer words says too little to be shown by itself.
_FEWEST_WORDS = 4
#: Stances of one side on one issue in the sheet, the latest ones.
_MOST_STANCES = 3
#: Joint statements in the full brief, the latest ones; the sheet has them all.
_MOST_JOINT = 12
#: Sentences about agreement, and about difference, in the sheet, the latest ones.
_MOST_AGREEMENTS = 12
#: Share of content words from which a reprint's sentence is the same one; only the dateline may differ.
_SAME = 0.9

LABELS = {
    Relation.BOTH_FOR: "both for",
    Relation.BOTH_AGAINST: "both against",
    Relation.OPPOSED: "opposed",
    Relation.JOINT: "stated together",
    Relation.UNCLEAR: "mixed on at least one side",
    Relation.ONE_SIDE: "one side only",
    Relation.NOTHING: "no position of either side",
}
#: Differences first, as a mediator reads.
_ORDER = (
    Relation.OPPOSED, Relation.UNCLEAR, Relation.BOTH_FOR, Relation.BOTH_AGAINST, Relation.JOINT,
    Relation.NOTHING, Relation.ONE_SIDE,
)  # fmt: skip
_MEETINGS = {Meeting.DIFFER: "That they differ", Meeting.AGREE: "That they agree"}


def convergence_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    lines: list[Line] = []
    for relation, heading in LABELS.items():
        own = [s for s in sheets if s.relation is relation]
        if own and relation is not Relation.ONE_SIDE:
            lines.append(label(capitalised(heading)))
            lines += [_sheet_line(sheet) for sheet in own]
    shown = {c for sheet in sheets for p in sheet.positions for c in p.last.claim.evidence[:1]}
    lines += joint_lines(dossier, shown, _MOST_JOINT)
    return Section(
        "Agreements and differences", tuple(lines), "No issue on which both sides state a position."
    )


def relation_lines(sheets: Sequence[IssueSheet]) -> Iterable[Line]:
    """How the sides' positions relate, one line a relation, with its issues."""
    for relation, heading in LABELS.items():
        own = [s for s in sheets if s.relation is relation]
        if own:
            issues = "; ".join(s.issue for s in own)
            evidence = evidence_of_all([p.last for s in own for p in s.positions])
            yield line_of(f"{capitalised(heading)}: {issues}.", evidence=evidence)


def _sheet_line(sheet: IssueSheet) -> Line:
    evidence = [c for p in sheet.positions for c in evidence_of(p.last)]
    return line_of(f"{sheet.issue}.", evidence=evidence, depth=1)


def joint_lines(dossier: Dossier, shown: set[Citation], most: int | None = None) -> list[Line]:
    """What both sides said together, the latest first, without the words that are shown elsewhere."""
    found = [e for e in _joint_statements(dossier) if e.claim.content[0] not in shown]
    if not found:
        return []
    lines = [
        line_of(
            entry.claim.content[0],
            f" – {speaker_of(entry.claim)}, {dated(entry.document.published)}.",
            evidence=entry.claim.content[:1],
            depth=1,
        )
        for entry in found[:most]
    ]
    return [label("Said jointly"), *lines]


def agreement_section(dossier: Dossier) -> Section | None:
    """Sentences that say themselves that the sides agree or differ, the latest first."""
    found = sorted(find_agreements(dossier), key=lambda a: a.document.published or "", reverse=True)
    if not found:
        return None
    lines: list[Line] = []
    for kind, heading in _MEETINGS.items():
        own = _once_each([a for a in found if a.kind is kind], dossier)
        if own:
            lines.append(label(heading))
            lines += [_agreement_line(a) for a in own[:_MOST_AGREEMENTS]]
    return Section("Said of agreement and difference", tuple(lines), "")


def _once_each(found: Sequence[Agreement], dossier: Dossier) -> list[Agreement]:
    """Without those that a reprint tells again, with another dateline perhaps."""
    kept: list[Agreement] = []
    for one in found:
        copies = set(dossier.witnesses.reprints_of(one.document.id))
        again = (k for k in kept if k.document.id in copies)
        if not any(shared(k.citation.exact, one.citation.exact) >= _SAME for k in again):
            kept.append(one)
    return kept


def _agreement_line(told: Agreement) -> Line:
    by = speaker_of(told.said.claim) if told.said and told.said.claim.speaker else "as reported"
    when = dated(told.document.published)
    return line_of(told.citation, f" – {by}, {when}.", evidence=[told.citation], depth=1)


def _joint_statements(dossier: Dossier) -> list[Entry[Statement]]:
    """What both sides said together; a word or two, such as an item of a list, says too little."""
    joint: list[Entry[Statement]] = []
    for known in dossier.statements:
        entry = known.entries[0]
        jointly = entry.claim.party and set(dossier.series.parties) <= set(entry.claim.party.split("+"))
        if jointly and len(entry.claim.content[0].exact.split()) >= _FEWEST_WORDS:
            joint.append(entry)
    return sorted(joint, key=told_at, reverse=True)


def sheet_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    """Issue by issue, what each side last said, side by side; differences first."""
    said = Said(dossier)
    parties = dossier.series.parties
    shared = [s for s in sheets if s.relation is not Relation.ONE_SIDE]
    ordered = sorted(shared, key=lambda s: _ORDER.index(s.relation))
    rows = tuple(Row(_about(sheet), _cells(sheet, dossier, said)) for sheet in ordered)
    grid = Grid(("Issue", *(party_name(p) for p in parties)), rows)
    return Section("Issue by issue", (), "No issue on which both sides state a position.", grid)


def _about(sheet: IssueSheet) -> Line:
    evidence = evidence_of_all([p.last for p in sheet.positions])
    return line_of(f"{capitalised(sheet.issue)}: {LABELS[sheet.relation]}", evidence=evidence)


def _cells(sheet: IssueSheet, dossier: Dossier, said: Said) -> tuple[tuple[Line, ...], ...]:
    """A cell for each side; one for all where each of them has said no more than what they said together."""
    cells = tuple(_cell(sheet, party, said) for party in dossier.series.parties)
    return cells[:1] if len(set(cells)) == 1 else cells


def _cell(sheet: IssueSheet, party: str, said: Said) -> tuple[Line, ...]:
    own = next((p for p in sheet.positions if p.party == party), None)
    if own is None:
        return (remark(f"{capitalised(NO_POSITION)}."),)
    return tuple(_stance_line(told, party, said) for told in reversed(own.told[-_MOST_STANCES:]))


def _stance_line(told: Told, party: str, said: Said) -> Line:
    entry, cited = told.entry, told.citation
    moved = f", {told.movement.value}" if told.movement.is_change else ""
    by, behind = by_and_when(cited, party, entry, said)
    return line_of(f"{capitalised(told.value.value)}{moved}: ", cited, f" – {by}.", evidence=[cited, *behind])
