"""The list of what in a record is not public. Which of it a reader may see is decided by the gate."""

from typing import Any

from tracktwo.record import ClaimEntry, DocumentEntry, Gate
from tracktwo.views.describing import describe, main_citations
from tracktwo.views.naming import short_id
from tracktwo.views.tables import Cell, Column, Table


def restricted(gate: Gate) -> Table:
    """Documents and entries above public, the most confidential first."""
    columns = (
        Column("level"),
        Column("what"),
        Column("name"),
        Column("about", share=1),
        Column("citation"),
        Column("id", is_shown=False),
    )
    documents = [(d.level.rank, _document(d)) for d in gate.restricted_documents()]
    entries = [(e.level.rank, _entry(gate, e)) for e in gate.restricted_entries()]
    ordered = sorted(documents + entries, key=lambda pair: -pair[0])
    return Table(columns, tuple(row for _, row in ordered), "everything is public")


def _document(entry: DocumentEntry) -> tuple[Cell, ...]:
    return entry.level.value, "document", entry.short, entry.name, entry.short, entry.id


def _entry(gate: Gate, entry: ClaimEntry[Any]) -> tuple[Cell, ...]:
    cited = main_citations(entry.claim)
    mark = gate.mark(cited[0]) if cited else gate.short(entry.document.id)
    return entry.level.value, "entry", short_id(entry.id), describe(entry.claim), mark, entry.id
