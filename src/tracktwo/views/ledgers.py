"""The ledgers of a dialogue as tables: positions, convergence, promises, changes.

Lays out what the analyses found, with the sentence and a citation in every row; finds nothing itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracktwo.analysis.changes import Changed, Span, changes_between
from tracktwo.analysis.commitments import Owed, Ruling, Verdict, commitment_ledger
from tracktwo.analysis.convergence import Relation, Sheet, Side, convergence_sheets, measure
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Position, Told, position_ledger
from tracktwo.analysis.periods import By
from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import Citation, Document
from tracktwo.model.dates import Edtf
from tracktwo.record import Gate
from tracktwo.views.describing import words_of
from tracktwo.views.tables import Cell, Column, Table
from tracktwo.views.writing import on_one_line

Row = tuple[Cell, ...]


class Marks:
    """Citations as marks, and the sentences that they stand in."""

    def __init__(self, gate: Gate, dossier: Dossier) -> None:
        self._gate = gate
        self._texts = {d.id: d for d in dossier.documents}

    def mark(self, citation: Citation) -> str:
        """The mark of a citation."""
        return self._gate.mark(citation)

    def marks(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """Marks of several, each once."""
        return tuple(dict.fromkeys(self.mark(c) for c in citations))

    def sentence(self, citation: Citation) -> str:
        """The sentence around a citation, on one line."""
        document: Document | None = self._texts.get(citation.document)
        if document is None:
            return on_one_line(citation.exact)
        span = sentence_around(document.text, citation.start, citation.end)
        return on_one_line(document.text[span.start : span.end])


def positions_table(
    gate: Gate, dossier: Dossier, since: date | None = None, until: date | None = None
) -> Table:
    """Each stance of each side, by issue, side and day, with what it did to the one before."""
    marks = Marks(gate, dossier)
    columns = (
        Column("issue", share=2), Column("party"), Column("date"), Column("stance"), Column("strength"),
        Column("change"), Column("speaker", share=1), Column("sentence", share=4), Column("citation"),
        Column("silent_since", is_shown=False), Column("under", is_shown=False),
        Column("is_named", is_shown=False), Column("jointly", is_shown=False), Column("act", is_shown=False),
        Column("read_from", is_shown=False),
        Column("modality", is_shown=False), Column("told", is_shown=False), Column("citations", is_shown=False),
        Column("claims", is_shown=False),
    )  # fmt: skip
    rows = [
        _position_row(position, told, marks)
        for position in position_ledger(dossier, until).positions
        for told in position.told
        if since is None or _is_since(told.day, since)
    ]
    return Table(columns, tuple(rows), "no document states a position of a side of this dialogue")


def _position_row(position: Position, told: Told, marks: Marks) -> Row:
    is_last = told is position.last
    said = told.said.claim if told.said else None
    return (
        position.issue.name,
        position.party,
        told.day,
        told.value.value,
        told.strength.word,
        told.movement.value,
        told.speaker,
        marks.sentence(told.citation),
        marks.mark(told.citation),
        told.day if is_last and position.silence else None,
        position.issue.under,
        position.issue.is_known,
        told.jointly if told.is_joint else (),
        said.act.value if said else None,
        "act" if told.is_from_act else "stance",
        said.modality.value if said else None,
        len(told.entries),
        marks.marks(e.claim.evidence[0] for e in told.entries),
        tuple(e.id for e in told.entries),
    )


def convergence_table(
    gate: Gate, dossier: Dossier, by: By, since: date | None = None, until: date | None = None
) -> Table:
    """One row an issue and period, with what each side last said of it beside what the others said."""
    marks = Marks(gate, dossier)
    parties = dossier.series.parties
    columns = (
        Column("issue", share=2), Column("period"), Column("relation"),
        *(Column(party, share=3) for party in parties), Column("said_outright", share=2), Column("citations", share=1),
        Column("from", is_shown=False), Column("until", is_shown=False), Column("silent", is_shown=False),
        Column("under", is_shown=False), Column("is_named", is_shown=False), Column("claims", is_shown=False),
    )  # fmt: skip
    rows = [_sheet_row(s, marks) for s in convergence_sheets(dossier, by) if _is_within(s, since, until)]
    return Table(columns, tuple(rows), "no issue on which a side states a position")


def _sheet_row(sheet: Sheet, marks: Marks) -> Row:
    cited = [s.told[-1].citation for s in sheet.sides if s.told]
    cited += [a.citation for a in sheet.agreements]
    claims = [e.id for s in sheet.sides for t in s.told for e in t.entries]
    claims += [a.said.id for a in sheet.agreements if a.said]
    return (
        sheet.issue.name,
        sheet.period.name,
        sheet.relation.value,
        *(_last_words(side, marks) for side in sheet.sides),
        tuple(on_one_line(a.citation.exact) for a in sheet.agreements),
        marks.marks(cited),
        sheet.period.start.isoformat() if sheet.period.start else None,
        sheet.period.end.isoformat() if sheet.period.end else None,
        sheet.silent,
        sheet.issue.under,
        sheet.issue.is_known,
        tuple(dict.fromkeys(claims)),
    )


def _last_words(side: Side, marks: Marks) -> str | None:
    if not side.told:
        return None
    last = side.told[-1]
    by = ", ".join(p for p in (last.speaker, last.day) if p)
    return f"{last.value.value}: {marks.sentence(last.citation)}{f' ({by})' if by else ''}"


def measure_table(dossier: Dossier, by: By) -> Table:
    """On how many issues the sides meet, period by period."""
    columns = (
        Column("period"), Column("compared"), Column("meeting"), Column("opposed"), Column("one_side_only"),
        Column("share_meeting"), Column("from", is_shown=False), Column("until", is_shown=False),
    )  # fmt: skip
    rows = [
        (
            one.period.name,
            one.compared,
            one.meeting,
            one.opposed,
            one.one_side,
            round(one.share, 3) if one.share is not None else None,
            one.period.start.isoformat() if one.period.start else None,
            one.period.end.isoformat() if one.period.end else None,
        )
        for one in measure(convergence_sheets(dossier, by))
    ]
    return Table(columns, tuple(rows), "nothing can be compared")


def rulings_of(gate: Gate) -> Mapping[str, Ruling]:
    """What people said of commitments, by the id of the claim."""
    return {f.commitment: Ruling(Verdict(f.verdict), f.by) for f in gate.fulfilments()}


def promises_table(
    gate: Gate,
    dossier: Dossier,
    as_of: date,
    since: date | None = None,
    until: date | None = None,
    *,
    with_text: bool = True,
) -> Table:
    """Each commitment with how it stands on a day and what that rests on.

    Without ``with_text``, fulfilments are looked for among the claims alone, as a brief on very many documents does.
    """
    marks = Marks(gate, dossier)
    columns = (
        Column("status"), Column("due"), Column("by"), Column("to"), Column("what", share=3), Column("slipped_to"),
        Column("settled_on"), Column("settled_by", share=3), Column("confirmed"), Column("score"),
        Column("citation"), Column("strength", is_shown=False), Column("promised", is_shown=False),
        Column("slips", is_shown=False), Column("ended_by", is_shown=False), Column("sentence", is_shown=False),
        Column("proposals", is_shown=False), Column("citations", is_shown=False), Column("claims", is_shown=False),
    )  # fmt: skip
    rows = [
        _promise_row(owed, marks)
        for owed in commitment_ledger(dossier, as_of, rulings_of(gate), with_text=with_text)
        if _is_between(owed.entry.document.published, since, until)
    ]
    return Table(columns, tuple(rows), "no document tells of a commitment of a side of this dialogue")


def _promise_row(owed: Owed, marks: Marks) -> Row:
    claim, settled = owed.entry.claim, owed.settled_by
    return (
        owed.status.value,
        owed.slips[0].from_due if owed.slips else owed.due,
        claim.by,
        claim.to,
        words_of(claim.what),
        owed.slips[-1].to_due if owed.slips else None,
        settled.day if settled else None,
        on_one_line(settled.citation.exact) if settled else None,
        owed.is_confirmed,
        owed.score,
        marks.mark(claim.what[0]),
        claim.strength.value,
        owed.entry.document.published,
        tuple(f"{s.from_due} → {s.to_due}" for s in owed.slips),
        on_one_line(owed.ended_by.citation.exact) if owed.ended_by else None,
        marks.sentence(claim.what[0]),
        marks.marks(p.citation for p in owed.proposals),
        marks.marks(_cited(owed)),
        (*(e.id for e in owed.claims), *(p.entry.id for p in owed.proposals if p.entry)),
    )


def _cited(owed: Owed) -> list[Citation]:
    found = [e.claim.evidence[0] for e in owed.claims]
    return [*found, *(a.citation for a in (owed.settled_by, owed.ended_by) if a)]


def changes_table(gate: Gate, dossier: Dossier, span: Span) -> Table:
    """What changed in a span of time, by kind and day."""
    marks = Marks(gate, dossier)
    columns = (
        Column("what"), Column("date"), Column("party"), Column("words", share=3), Column("change"),
        Column("before"), Column("sentence", share=4), Column("citation"), Column("citations", is_shown=False),
        Column("claims", is_shown=False),
    )  # fmt: skip
    rows = [_change_row(c, marks) for c in changes_between(dossier, span)]
    told = f"no document tells of a change after {span.after_name} and until {span.until_name}"
    return Table(columns, tuple(rows), told)


def _change_row(change: Changed, marks: Marks) -> Row:
    last = change.citations[-1]
    return (
        change.about.value,
        change.day,
        change.party,
        change.what,
        change.change,
        change.before,
        marks.sentence(last),
        marks.mark(last),
        marks.marks(change.citations),
        tuple(e.id for e in change.entries),
    )


def _is_since(day: str | None, since: date) -> bool:
    end = Edtf.parse(day).bounds()[1] if day else None
    return day is not None and (end is None or end > since)


def _is_between(day: str | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    first, end = Edtf.parse(day).bounds() if day else (None, None)
    return (
        day is not None
        and (since is None or end is None or end > since)
        and (until is None or (first is not None and first <= until))
    )


def _is_within(sheet: Sheet, since: date | None, until: date | None) -> bool:
    """Whether somebody spoke on it within the days; sheets of one row a period stand or fall as a whole."""
    days: Sequence[str | None] = [
        *(t.day for s in sheet.sides for t in s.told),
        *(a.document.published for a in sheet.agreements),
    ]
    return any(_is_between(d, since, until) for d in days) and sheet.relation is not Relation.NOTHING
