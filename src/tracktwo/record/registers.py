"""Keeps entries of official registers beside the documents; what they confirm is worked out in analysis.

Entries say the same to every reader: registers are public.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from tracktwo.model.register import RegisterEntry
from tracktwo.record.asking import batches
from tracktwo.record.tables import register_entries


def keep(connection: Connection, entries: Iterable[RegisterEntry], now: str) -> int:
    """Add the entries that the record lacks and say how many these were."""
    by_id = {entry.id: entry for entry in entries}
    known: set[str] = set()
    for some in batches(list(by_id)):
        known.update(connection.scalars(select(register_entries.c.id).where(register_entries.c.id.in_(some))))
    rows = [
        {"id": name, "entry": json.dumps(asdict(entry), ensure_ascii=False), "added": now}
        for name, entry in by_id.items()
        if name not in known
    ]
    if rows:
        connection.execute(insert(register_entries), rows)
    return len(rows)


def kept(connection: Connection) -> tuple[RegisterEntry, ...]:
    """All entries, in the order in which they came."""
    rows = connection.scalars(select(register_entries.c.entry).order_by(register_entries.c.number))
    return tuple(RegisterEntry(**json.loads(row)) for row in rows)
