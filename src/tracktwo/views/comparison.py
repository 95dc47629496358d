"""Two documents side by side as a table. What is the same matter, and what contradicts, is decided in analysis."""

from tracktwo.analysis.comparison import Comparison, Fact, Line
from tracktwo.model import Entry, Stance, Statement
from tracktwo.record import Gate
from tracktwo.views.describing import main_citations, named, words_of
from tracktwo.views.tables import Cell, Column, Table

_COLUMNS = (
    Column("issue", share=2),
    Column("verdict"),
    Column("first", share=4),
    Column("second", share=4),
    Column("why", is_shown=False),
    Column("first_citation"),
    Column("second_citation"),
    Column("first_claim", is_shown=False),
    Column("second_claim", is_shown=False),
)


def comparison_table(gate: Gate, found: Comparison) -> Table:
    """Facts of the occasion first, then what was said, issue by issue."""
    rows = (*(_fact(gate, fact) for fact in found.facts), *(_line(gate, line) for line in found.lines))
    return Table(_COLUMNS, rows, "nothing was read from these two documents that could be compared")


def _fact(gate: Gate, fact: Fact) -> tuple[Cell, ...]:
    marks = [gate.mark(main_citations(entry.claim)[0]) for entry in fact.entries]
    first, second = (", ".join(values) or None for values in (fact.first, fact.second))
    return (fact.name, fact.verdict.value, first, second, None, *marks, *(entry.id for entry in fact.entries))


def _line(gate: Gate, line: Line) -> tuple[Cell, ...]:
    ends = line.first, line.second
    return (
        line.issue,
        line.verdict.value,
        *(_said(entry) for entry in ends),
        line.why,
        *(gate.mark(main_citations(e.claim)[0]) if e else None for e in ends),
        *(e.id if e else None for e in ends),
    )


def _said(entry: Entry[Statement | Stance] | None) -> str | None:
    if entry is None:
        return None
    claim = entry.claim
    if isinstance(claim, Stance):
        return f"{claim.party} {claim.stance.value}: {words_of(claim.evidence)}"
    return f"{named(claim.speaker, claim.party)}: {words_of(claim.content)}"
