"""Sections on where the sides meet and where they differ: by issue, side by side, and in the documents' own words.

How positions relate is found in :mod:`tracktwo.analysis.positions`, sentences that say so themselves in
:mod:`tracktwo.analysis.agreement`.
"""

from collections.abc import Collection, Iterable, Sequence

from tracktwo.analysis.agreement import Agreement, Meeting, find_agreements
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Told
from tracktwo.analysis.likeness import shared
from tracktwo.analysis.once import once
from tracktwo.analysis.positions import IssueSheet, Relation
from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import Act, Citation, Entry, Modality, Span, Statement
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    dated,
    evidence_of,
    evidence_of_all,
    label,
    line_of,
    remark,
    told_at,
)
from tracktwo.views.brief.positions import NO_POSITION
from tracktwo.views.brief.speakers import Said, speaker_of, words_of
from tracktwo.views.lines import Grid, Line, Row, Section
from tracktwo.views.wording import party_name

#: A joint statement of fewer words says too little to be shown by itself.
_FEWEST_WORDS = 4
#: Stances of one side on one issue in the sheet, the latest ones.
_MOST_STANCES = 3
#: A sentence of more characters is shown by its cited words alone.
_LONGEST = 200
#: Characters by which the same words in two reprints are known.
_SAME_WORDS = 40
#: Issues of one relation named in one line, and in a list.
_MOST_ISSUES, _MOST_LISTED = 8, 20
#: Meetings in the full brief of which is told what was said jointly, the latest ones; the sheet has them all.
_MOST_JOINT = 12
#: What was said jointly at one meeting, as far as it is shown.
_MOST_OF_ONE = 5
#: Sentences about agreement, and about difference, in the sheet, the latest ones.
_MOST_AGREEMENTS = 12
#: Share of content words from which a reprint's sentence is the same one; only the dateline may differ.
_SAME = 0.9

LABELS = {
    Relation.BOTH_FOR: "both for",
    Relation.BOTH_AGAINST: "both against",
    Relation.OPPOSED: "opposed",
    Relation.JOINT: "stated together",
    Relation.UNCLEAR: "mixed on one side, or nearer and not agreed",
    Relation.ONE_SIDE: "one side only",
    Relation.NOTHING: "no position of either side",
}
#: Differences first, as a mediator reads.
_ORDER = (
    Relation.OPPOSED, Relation.UNCLEAR, Relation.BOTH_FOR, Relation.BOTH_AGAINST, Relation.JOINT,
    Relation.NOTHING, Relation.ONE_SIDE,
)  # fmt: skip
_MEETINGS = {
    Meeting.DIFFER: "That they differ",
    Meeting.NEARER: "That they come nearer",
    Meeting.AGREE: "That they agree",
}


def convergence_section(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    lines: list[Line] = []
    for relation, heading in LABELS.items():
        own = [s for s in sheets if s.relation is relation]
        if own and relation is not Relation.ONE_SIDE:
            lines.append(label(capitalised(heading)))
            lines += [_sheet_line(sheet) for sheet in own[:_MOST_LISTED]]
            if len(own) > _MOST_LISTED:
                lines.append(remark(f"And {counted(len(own) - _MOST_LISTED, 'more issue')}.", depth=1))
    shown = {c for sheet in sheets for p in sheet.positions for c in p.last.claim.evidence[:1]}
    lines += joint_lines(dossier, shown, _MOST_JOINT)
    lines += talked_lines(dossier, shown, _MOST_JOINT // 2)
    return Section(
        "Agreements and differences", tuple(lines), "No issue on which both sides state a position."
    )


def relation_lines(sheets: Sequence[IssueSheet]) -> Iterable[Line]:
    """How the sides' positions relate, one line a relation, with its issues."""
    for relation, heading in LABELS.items():
        own = [s for s in sheets if s.relation is relation]
        if own:
            shown, more = own[:_MOST_ISSUES], len(own) - _MOST_ISSUES
            issues = "; ".join(s.issue for s in shown) + (
                f"; and {counted(more, 'more issue')}" if more > 0 else ""
            )
            evidence = evidence_of_all([p.last for s in shown for p in s.positions])
            yield line_of(f"{capitalised(heading)}: {issues}.", evidence=evidence)


def _sheet_line(sheet: IssueSheet) -> Line:
    evidence = [c for p in sheet.positions for c in evidence_of(p.last)]
    return line_of(f"{capitalised(sheet.issue)}.", evidence=evidence, depth=1)


def joint_lines(dossier: Dossier, shown: Collection[Citation], most: int | None = None) -> list[Line]:
    """What both sides said together, the latest meeting first, without the sentences that are shown elsewhere."""
    own = [e for e in _not_shown(dossier, shown) if e.claim.act is not Act.CONSULT]
    return _by_meeting("Said jointly", own, dossier.series.parties, most)


def talked_lines(dossier: Dossier, shown: Collection[Citation], most: int | None = None) -> list[Line]:
    """What both sides spoke about, without a word on whether they agreed, the latest meeting first."""
    own = [e for e in _not_shown(dossier, shown) if e.claim.act is Act.CONSULT]
    return _by_meeting("Talked about", own, dossier.series.parties, most)


def _not_shown(dossier: Dossier, shown: Collection[Citation]) -> list[Entry[Statement]]:
    told: dict[str, list[Span]] = {}
    for citation in shown:
        told.setdefault(citation.document, []).append(citation.span)
    return [
        e
        for e in _joint_statements(dossier)
        if not any(_sentence_of(e).overlaps(place) for place in told.get(e.document.id, ()))
    ]


def _by_meeting(
    heading: str, found: Sequence[Entry[Statement]], parties: Collection[str], most: int | None
) -> list[Line]:
    """One line for each document, so that what was said at one meeting stands together."""
    meetings: dict[str, list[Entry[Statement]]] = {}
    for entry in found:
        meetings.setdefault(entry.document.id, []).append(entry)
    lines = [_meeting_line(own, parties) for own in list(meetings.values())[:most]]
    return [label(heading), *lines] if lines else []


def _meeting_line(own: Sequence[Entry[Statement]], parties: Collection[str]) -> Line:
    ordered = sorted(own, key=told_at)[:_MOST_OF_ONE]
    shown = [_shown(e) for e in ordered]
    # A whole sentence names who speaks; of cited words alone it is said.
    cut = [e for e, (_, is_whole) in zip(ordered, shown, strict=True) if not is_whole]
    speakers = list(dict.fromkeys(speaker_of(e.claim, parties) for e in cut))
    by = f", {speakers[0]}" if len(speakers) == 1 else ""
    parts: list[str | Citation] = [f"{capitalised(dated(own[0].document.published))}{by}: "]
    for place, (cited, _) in enumerate(shown):
        parts += ["; ", cited] if place else [cited]
    more = len(own) - len(ordered)
    parts.append(f"; and {more} more." if more else ".")
    return line_of(*parts, evidence=[e.claim.content[0] for e in ordered], depth=1)


def _shown(entry: Entry[Statement]) -> tuple[Citation, bool]:
    """The whole sentence where it is short: what was agreed or welcomed stands in its verb."""
    span = _sentence_of(entry)
    is_short = span.end - span.start <= _LONGEST
    return (entry.document.cite(span.start, span.end) if is_short else entry.claim.content[0]), is_short


def _sentence_of(entry: Entry[Statement]) -> Span:
    cited = entry.claim.content[0]
    return sentence_around(entry.document.text, cited.start, cited.end)


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
            lines += [_agreement_line(a, dossier.series.parties) for a in own[:_MOST_AGREEMENTS]]
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


def _agreement_line(told: Agreement, parties: Collection[str]) -> Line:
    by = speaker_of(told.said.claim, parties) if told.said and told.said.claim.speaker else "as reported"
    when = dated(told.document.published)
    return line_of(told.citation, f" – {by}, {when}.", evidence=[told.citation], depth=1)


@once
def _joint_statements(dossier: Dossier) -> Sequence[Entry[Statement]]:
    """What both sides said together; a word or two, such as an item of a list, says too little."""
    joint: dict[tuple[str, int], Entry[Statement]] = {}
    parties = set(dossier.series.parties)
    for known in dossier.statements:
        entry, *others = known.entries
        if others:
            entry = min(known.entries, key=lambda e: (e.document.published or "~", e.id))
        said = entry.claim
        jointly = said.party and parties.issubset(said.party.split("+"))
        # What they failed to agree on, or may say one day, they did not say.
        if (
            jointly
            and said.modality is Modality.ACTUAL
            and len(said.content[0].exact.split()) >= _FEWEST_WORDS
        ):
            place = sentence_around(entry.document.text, said.content[0].start, said.content[0].end).start
            if not _is_item(entry.document.text, place, said.content[0].start):
                joint.setdefault((entry.document.id, place), entry)
    return _once_told(sorted(joint.values(), key=told_at, reverse=True), dossier)


def _is_item(text: str, start: int, cited: int) -> bool:
    """Whether nothing but the sign of a list stands before the cited words: an item of a list is no sentence."""
    before = text[start:cited].strip()
    return bool(before) and not any(c.isalpha() for c in before)


def _once_told(found: Sequence[Entry[Statement]], dossier: Dossier) -> list[Entry[Statement]]:
    """Without those that a reprint tells again, and that were not recognised as one statement."""
    first: dict[tuple[str, str], Entry[Statement]] = {}
    texts = {d: min(group) for group in dossier.witnesses.groups for d in group}
    for entry in sorted(found, key=told_at):
        words = " ".join(entry.claim.content[0].exact.casefold().split())
        first.setdefault((texts.get(entry.document.id, entry.document.id), words[:_SAME_WORDS]), entry)
    kept = {id(entry) for entry in first.values()}
    return [entry for entry in found if id(entry) in kept]


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
    words = words_of(cited, party, entry, said)
    stance = f"{capitalised(told.value.value)}{moved}: "
    return line_of(stance, words.shown, f" – {words.by}.", evidence=[cited, *words.behind])
