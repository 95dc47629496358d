"""Sections on what each side last said on each issue.

Which issues are one, and how positions move, is found in :mod:`tracktwo.analysis.positions`.
"""

from collections.abc import Iterable, Sequence

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.positions import IssueSheet, Movement, Position, Relation
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    evidence_of,
    label,
    line_of,
    remark,
    sides,
)
from tracktwo.views.brief.speakers import Said, words_of
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import party_name

#: Issues shown with each side's last words.
MOST_ISSUES = 20
NO_POSITION = "no position in these documents"


def positions_section(dossier: Dossier, sheets: Sequence[IssueSheet], most: int = MOST_ISSUES) -> Section:
    """The issues on which several sides speak, each with what they last said; then those of one side."""
    lines: list[Line] = []
    said = Said(dossier)
    shared = [s for s in sheets if s.relation is not Relation.ONE_SIDE]
    for together in _by_words(shared[:most], dossier):
        lines.append(label(capitalised("; ".join(s.issue for s in together))))
        lines += _issue_lines(together[0], dossier, said)
    rest = max(0, len(shared) - most)
    lines += one_side_lines(dossier, sheets, max(1, (most - len(shared)) // 2), said, rest)
    return Section("Last positions", tuple(lines), "No document states a position of either side.")


def _by_words(sheets: Sequence[IssueSheet], dossier: Dossier) -> Iterable[list[IssueSheet]]:
    """The issues, those together of which all sides spoke last in the same sentence, and with the same stance."""
    found: dict[object, list[IssueSheet]] = {}
    for sheet in sheets:
        jointly = _stated_jointly(sheet, dossier)
        key = (jointly.last.claim.evidence[0], jointly.value, jointly.movement) if jointly else sheet.issue
        found.setdefault(key, []).append(sheet)
    return found.values()


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
        yield remark(f"And others, spoken of less often: {counted(len(sheets), 'issue')} in all.")


def _issue_lines(sheet: IssueSheet, dossier: Dossier, said: Said) -> Iterable[Line]:
    jointly = _stated_jointly(sheet, dossier)
    if jointly:
        yield _position_line(sides(dossier.series.parties), jointly, said)
        return
    for position in sheet.positions:
        yield _position_line(party_name(position.party), position, said)
    silent = [p for p in dossier.series.parties if p not in {x.party for x in sheet.positions}]
    if silent:
        yield remark(f"{sides(silent)}: {NO_POSITION}.", depth=1)


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
        when = said.when(earlier.entry.document)
        is_turned = position.movement is Movement.REVERSED
        moved = (
            f" (before, {when}: {earlier.value.value})"
            if is_turned
            else f" ({position.movement.value} since {when})"
        )
    cited = entry.claim.evidence[0]
    told = words_of(cited, position.party, entry, said)
    return line_of(
        f"{capitalised(whom)}: {position.value.value}{moved}, ",
        told.shown,
        f" – {told.by}.",
        evidence=[cited, *told.behind, *(evidence_of(position.stances[-2]) if moved else ())],
        depth=1,
    )


def one_side_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    """What one side alone has spoken on: no sign that the other differs."""
    lines = tuple(one_side_lines(dossier, sheets, MOST_ISSUES, Said(dossier)))
    return Section("One side only", lines, "No issue on which one side alone states a position.")
