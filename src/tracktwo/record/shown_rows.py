"""Writes what is left of a document that is withheld, in the rows of a record. ``withholding`` decides what that is."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert

from tracktwo.model import Statement
from tracktwo.model.levels import Level
from tracktwo.model.printed import citations_of
from tracktwo.record import tables
from tracktwo.record.cases import About
from tracktwo.record.changes import GAP, payload_of
from tracktwo.record.entries import ClaimEntry
from tracktwo.record.facets import facets_of
from tracktwo.record.full_text import index_of
from tracktwo.record.rows import Values, about_document
from tracktwo.record.withholding import Shown


def write_shown(shadow: Connection, shown: Shown, about: About, numbers: Mapping[str, int]) -> None:
    """Write a document and its claims as they are shown; ``numbers`` has those of the claims by the ids as shown."""
    document = shown.document
    row = about_document(document) | about.columns
    row |= {"id": document.id, "source": "{}", "text": document.text}
    shadow.execute(insert(tables.documents).values(**row))
    index = index_of(shadow)
    index.add_document(shadow, about.number, document.text)
    rows: dict[Table, list[Values]] = {tables.claims: [], tables.citations: [], tables.facets: []}
    for entry in shown.entries:
        number = numbers[entry.id]
        row = _claim_row(entry, about.number) | {"number": number}
        # A level of its own is one above that of its document.
        row["level"] = (entry.level if entry.level > Level(about.columns["level"]) else Level.PUBLIC).value
        rows[tables.claims].append(row)
        index.add_claim(shadow, number, row["words"])
        rows[tables.citations] += [
            {"claim": number, "seq": n, "role": role, "start": c.start, "end": c.end, "exact": c.exact}
            for n, (role, c) in enumerate(citations_of(entry.claim))
        ]
        rows[tables.facets] += [
            {"claim": number, "field": f.field, "value": f.value} for f in facets_of(entry.claim)
        ]
    for table, some in rows.items():
        if some:
            shadow.execute(insert(table), some)


def _claim_row(entry: ClaimEntry[Any], document: int) -> Values:
    claim = entry.claim
    said = (c.exact for c in claim.content) if isinstance(claim, Statement) else ()
    payload = payload_of(claim, entry.nested_in)
    return {
        "id": entry.id,
        "document": document,
        "kind": entry.kind,
        "seq": entry.seq,
        "payload": payload,
        # What was read before people corrected it is not shown; that they did is.
        "corrected": payload if entry.is_corrected else None,
        "confidence": claim.confidence,
        "made_by": entry.made_by,
        "words": GAP.join(said),
        "earliest": entry.earliest,
        "latest": entry.latest,
        "added": entry.added,
        "retired": entry.retired,
        "verdict": entry.verdict,
    }
