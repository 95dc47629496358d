"""Writes very many readings into a new record at once, with the record's own rows. Only for measuring.

``Record.add`` commits document by document, as it must; a hundred thousand made-up ones go in by the thousand.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any

from sqlalchemy import Connection, Table, insert

from tracktwo.record import Reading, tables
from tracktwo.record.changes import decide_changes
from tracktwo.record.full_text import index_of
from tracktwo.record.rows import about_document, pack
from tracktwo.record.stale import mark_stale

_ADDED = "2026-01-01T00:00:00+00:00"
_AT_ONCE = 1_000

Rows = dict[Table, list[dict[str, Any]]]


def fill(connection: Connection, made: Iterable[Reading]) -> Iterator[int]:
    """Write the readings into an empty record, with their words, and yield how many are in it."""
    documents, claims = count(1), count(1)
    index = index_of(connection)
    done = 0
    given = iter(made)
    while some := tuple(islice(given, _AT_ONCE)):
        rows: Rows = defaultdict(list)
        for reading in some:
            _add_rows(rows, reading, next(documents), claims)
        for table in (tables.archive, tables.documents, tables.claims, tables.citations, tables.facets):
            connection.execute(insert(table), rows[table])
        for row in rows[tables.documents]:
            index.add_document(connection, row["number"], row["text"])
        for row in rows[tables.claims]:
            index.add_claim(connection, row["number"], row["words"])
        mark_stale(connection, [row["number"] for row in rows[tables.documents]])
        done += len(some)
        yield done


def _add_rows(rows: Rows, reading: Reading, number: int, claims: Iterator[int]) -> None:
    changes = decide_changes(None, reading)
    document = changes.document
    sha256 = hashlib.sha256(reading.raw).hexdigest()
    rows[tables.archive].append({"sha256": sha256, **pack(reading.raw)})
    rows[tables.documents].append(
        about_document(document)
        | {
            "number": number, "id": document.id, "source": reading.source, "text": document.text,
            "state": changes.state.value, "reason": None, "is_dialogue_report": changes.is_dialogue_report,
            "made_by": changes.made_by, "added": _ADDED, "read": _ADDED,
        }
    )  # fmt: skip
    for claim in changes.added:
        own = next(claims)
        rows[tables.claims].append({
            "number": own, "id": claim.id, "document": number, "kind": claim.kind, "seq": claim.seq,
            "payload": claim.payload, "confidence": claim.confidence, "made_by": changes.made_by,
            "words": claim.words, "earliest": claim.days.earliest, "latest": claim.days.latest, "added": _ADDED,
        })  # fmt: skip
        rows[tables.citations] += [
            {"claim": own, "seq": seq, "role": c.role, "start": c.start, "end": c.end, "exact": c.exact}
            for seq, c in enumerate(claim.citations)
        ]
        rows[tables.facets] += [{"claim": own, "field": f.field, "value": f.value} for f in claim.facets]
