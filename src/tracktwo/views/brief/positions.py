"""Sections on where the sides stand: last positions, agreement and difference, and the sheet in columns.

Which issues are one and how positions relate is found in :mod:`tracktwo.analysis.positions`.
"""

from collections.abc import Iterable, Sequence

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Told
from tracktwo.analysis.positions import IssueSheet, Movement, Position, Relation
from tracktwo.lexicon import load
from tracktwo.model import Citation, Entry, Stance, Statement
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    dated,
    evidence_of,
    evidence_of_all,
    label,
    line_of,
    remark,
    sides,
    told_at,
    uncapitalised,
)
from tracktwo.views.lines import Grid, Line, Row, Section
from tracktwo.views.wording import party_name

#: A joint statement of fewer words says too little to be shown by itself.
_FEWEST_WORDS = 4
#: Issues shown with each side's last words.
MOST_ISSUES = 20
#: Stances of one side on one issue in the sheet, the latest ones.
_MOST_STANCES = 3
_NO_POSITION = "no position in these documents"

LABELS = {
    Relation.BOTH_FOR: "both for",
    Relation.BOTH_AGAINST: "both against",
    Relation.OPPOSED: "opposed",
    Relation.JOINT: "said jointly",
    Relation.UNCLEAR: "mixed on at least one side",
    Relation.ONE_SIDE: "one side only",
}


class Said:
    """Statements by document, to find the one that cited words belong to."""

    def __init__(self, dossier: Dossier) -> None:
        self._held: dict[str, list[Entry[Statement]]] = {}
        for known in dossier.statements:
            for entry in known.entries:
                self._held.setdefault(entry.document.id, []).append(entry)

    def around(self, citation: Citation) -> Entry[Statement] | None:
        """The outermost statement whose content the cited words overlap."""
        beside = [
            e
            for e in self._held.get(citation.document, ())
            if any(c.span.overlaps(citation.span) for c in e.claim.content)
        ]
        return min(beside, key=lambda e: (e.claim.nested_in is not None, e.id)) if beside else None


def positions_section(dossier: Dossier, sheets: Sequence[IssueSheet], most: int = MOST_ISSUES) -> Section:
    """The issues on which several sides speak, each with what they last said; then those of one side."""
    lines: list[Line] = []
    said = Said(dossier)
    shared = [s for s in sheets if s.relation is not Relation.ONE_SIDE]
    for sheet in shared[:most]:
        lines.append(label(capitalised(sheet.issue)))
        lines += _issue_lines(sheet, dossier, said)
    rest = max(0, len(shared) - most)
    lines += one_side_lines(dossier, sheets, max(1, (most - len(shared)) // 2), said, rest)
    return Section("Last positions", tuple(lines), "No document states a position of either side.")


def one_side_lines(
    dossier: Dossier, sheets: Sequence[IssueSheet], most: int, said: Said, left_out: int = 0
) -> Iterable[Line]:
    """For each side the issues on which it alone has spoken, ``most`` of them, and how many are left out."""
    for party in dossier.series.parties:
        own = [s for s in sheets if s.relation is Relation.ONE_SIDE and s.positions[0].party == party]
        if own:
            yield label(f"{party_name(party)} alone on")
            yield from (_position_line(s.issue, s.positions[0], said) for s in own[:most])
        left_out += max(0, len(own) - most)
    if left_out:
        yield remark(f"And {counted(left_out, 'more issue')}, spoken of less often.")


def _issue_lines(sheet: IssueSheet, dossier: Dossier, said: Said) -> Iterable[Line]:
    jointly = _stated_jointly(sheet, dossier)
    if jointly:
        yield _position_line(sides(dossier.series.parties), jointly, said)
        return
    for position in sheet.positions:
        yield _position_line(party_name(position.party), position, said)
    silent = [p for p in dossier.series.parties if p not in {x.party for x in sheet.positions}]
    if silent:
        yield remark(f"{sides(silent)}: {_NO_POSITION}.", depth=1)


def _stated_jointly(sheet: IssueSheet, dossier: Dossier) -> Position | None:
    """The one position that all sides state in the same words, if they do."""
    if len(sheet.positions) < len(dossier.series.parties):
        return None
    last = {p.last.claim.evidence[0] for p in sheet.positions}
    return sheet.positions[0] if len(last) == 1 else None


def _position_line(whom: str, position: Position, said: Said) -> Line:
    entry = position.last
    moved = ""
    if position.movement.is_change:
        earlier = position.told[-2]
        before = earlier.entry
        how = "" if position.movement is Movement.REVERSED else f"{position.movement.value}; "
        moved = f" ({how}before, {dated(before.document.published)}: {earlier.value.value})"
    return line_of(
        f"{capitalised(whom)}: {position.value.value}{moved}, ",
        entry.claim.evidence[0],
        f" – {_by_and_when(entry.claim.evidence[0], position.party, entry, said)}.",
        evidence=[entry.claim.evidence[0], *(evidence_of(position.stances[-2]) if moved else ())],
        depth=1,
    )


def _by_and_when(cited: Citation, party: str, told: Entry[Stance], said: Said) -> str:
    """Who said the cited words and when they were published."""
    found = said.around(cited)
    when = dated(told.document.published)
    if found is None or not found.claim.speaker:
        return f"as reported, {when}"
    speaker = speaker_of(found.claim)
    return when if speaker.casefold() == party_name(party).casefold() else f"{speaker}, {when}"


def speaker_of(said: Statement) -> str:
    """Who said it, in the words of the text; "they" and the like, of several parties, are both sides."""
    jointly = said.party is not None and "+" in said.party
    if not said.speaker or (jointly and len(said.speaker.split()) == 1):
        return "both sides"
    first = said.speaker.split()[0]
    # "The two sides" stood at the beginning of a sentence; here it stands in the middle of a line.
    return uncapitalised(said.speaker) if first.casefold() in load("function_words") else said.speaker


def convergence_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    lines: list[Line] = []
    for relation, heading in LABELS.items():
        own = [s for s in sheets if s.relation is relation]
        if own and relation is not Relation.ONE_SIDE:
            lines.append(label(capitalised(heading)))
            lines += [_sheet_line(sheet) for sheet in own]
    shown = {c for sheet in sheets for p in sheet.positions for c in p.last.claim.evidence[:1]}
    lines += joint_lines(dossier, shown)
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
    order = [Relation.OPPOSED, Relation.UNCLEAR, Relation.BOTH_FOR, Relation.BOTH_AGAINST]
    shared = [s for s in sheets if s.relation is not Relation.ONE_SIDE]
    ordered = sorted(shared, key=lambda s: order.index(s.relation))
    rows = tuple(Row(_about(sheet), _cells(sheet, dossier, said)) for sheet in ordered)
    grid = Grid(("Issue", *(party_name(p) for p in parties)), rows)
    return Section("Issue by issue", (), "No issue on which both sides state a position.", grid)


def one_side_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    """What one side alone has spoken on: no sign that the other differs."""
    lines = tuple(one_side_lines(dossier, sheets, MOST_ISSUES, Said(dossier)))
    return Section("One side only", lines, "No issue on which one side alone states a position.")


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
        return (remark(f"{capitalised(_NO_POSITION)}."),)
    return tuple(_stance_line(told, party, said) for told in reversed(own.told[-_MOST_STANCES:]))


def _stance_line(told: Told, party: str, said: Said) -> Line:
    cited = told.citation
    return line_of(
        f"{capitalised(told.value.value)}: ",
        cited,
        f" – {_by_and_when(cited, party, told.entry, said)}.",
        evidence=[cited],
    )
