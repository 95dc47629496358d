"""What official registers say of the contacts of a record, as a table. How they compare is decided in analysis."""

from collections.abc import Iterable

from tracktwo.analysis.corroboration import Corroboration, Finding, Verdict
from tracktwo.model.register import RegisterEntry
from tracktwo.record import Gate
from tracktwo.views.describing import participants
from tracktwo.views.tables import Column, Table

_COLUMNS = (
    Column("verdict"),
    Column("when"),
    Column("record", share=3),
    Column("register", share=3),
    Column("source", is_shown=False),
    Column("citation"),
    Column("entry", is_shown=False),
)


def corroboration_table(gate: Gate, found: Corroboration) -> Table:
    """Contradictions first, then what the record lacks, then what is confirmed; each kind by date."""
    ordered = sorted(found.findings, key=lambda f: (f.contact.claim.when or "", f.contact.id))
    contradicted = [_finding(gate, f) for f in ordered if f.verdict is Verdict.CONTRADICTED]
    confirmed = [_finding(gate, f) for f in ordered if f.verdict is Verdict.CONFIRMED]
    lacking = [
        ("not in the record", _days(r), None, _journey((r,), r.person), r.register, None, None)
        for r in found.lacking
    ]
    return Table(
        _COLUMNS, (*contradicted, *lacking, *confirmed), "the registers say nothing of this record's contacts"
    )


def _finding(gate: Gate, finding: Finding) -> tuple[str | None, ...]:
    contact = finding.contact.claim
    told = f"{contact.form.value} of {', '.join(participants((*contact.who, *contact.with_)))}"
    where = contact.where or contact.country
    return (
        finding.verdict.value,
        contact.when,
        f"{told} in {where}" if where else told,
        _journey(finding.entries, finding.traveller),
        "; ".join(dict.fromkeys(r.register for r in finding.entries)) or None,
        gate.mark(contact.evidence[0]),
        finding.contact.id,
    )


def _journey(entries: Iterable[RegisterEntry], traveller: str) -> str:
    listed = [
        f"{r.place + ', ' if r.place else ''}{r.country_name}, {_days(r)}: {r.remarks or 'no remarks'}"
        for r in entries
    ]
    return f"{traveller}: {' | '.join(listed) or 'no journey listed on that day'}"


def _days(entry: RegisterEntry) -> str:
    return entry.start if entry.start == entry.end else f"{entry.start}/{entry.end}"
