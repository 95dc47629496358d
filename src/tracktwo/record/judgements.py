"""Keeps judgements: added, never changed or deleted, and found again by what they are about.

What they come to is worked out in ``opinions`` and written beside the claims by ``effects``.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical, moment
from tracktwo.model.levels import Level
from tracktwo.record import tables
from tracktwo.record.asking import batches


def insert_new(connection: Connection, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Add the judgements that the record lacks, without their effects, and return them."""
    fresh = {j.id: j for j in judgements}
    for some in batches(sorted(fresh)):
        known = select(tables.judgements.c.id).where(tables.judgements.c.id.in_(some))
        for name in connection.scalars(known):
            del fresh[name]
    for name, judgement in fresh.items():
        (number,) = connection.execute(
            insert(tables.judgements).values(id=name, **_row(judgement))
        ).inserted_primary_key or (0,)
        rows = [{"judgement": number, "about": about} for about in sorted(_about(judgement))]
        if rows:
            connection.execute(insert(tables.judged), rows)
    return tuple(fresh.values())


def document_level(document: str, level: Level, author: str, made: str, reason: str | None) -> Judgement:
    """The judgement that gives a whole document a level."""
    payload = canonical({"level": level.value})
    return Judgement(JudgementAct.LEVEL, Subject(document=document), author, made, reason, payload)


def load(connection: Connection, acts: Collection[JudgementAct] = ()) -> tuple[Judgement, ...]:
    """Every judgement, or those of some acts, in the order in which they came into the record."""
    kept = tables.judgements
    asked = select(kept).order_by(kept.c.number)
    if acts:
        asked = asked.where(kept.c.act.in_(sorted(act.value for act in acts)))
    return tuple(map(judgement_from, connection.execute(asked)))


def load_about(connection: Connection, documents: Collection[str]) -> tuple[Judgement, ...]:
    """The judgements on these documents and their claims, with whatever takes them back."""
    kept, judged = tables.judgements, tables.judged
    found: dict[str, Judgement] = {}
    waiting: Sequence[str] = sorted(documents)
    while waiting:
        rows = [
            row
            for some in batches(waiting)
            for row in connection.execute(
                select(kept)
                .join(judged, judged.c.judgement == kept.c.number)
                .where(judged.c.about.in_(some))
                .order_by(kept.c.number)
            )
        ]
        fresh = {row.id: judgement_from(row) for row in rows if row.id not in found}
        found |= fresh
        waiting = sorted(fresh)
    return tuple(found.values())


def by_id(connection: Connection, ids: Collection[str]) -> dict[str, Judgement]:
    """The judgements of these ids, as far as the record has them."""
    kept = tables.judgements
    return {
        row.id: judgement_from(row)
        for some in batches(sorted(ids))
        for row in connection.execute(select(kept).where(kept.c.id.in_(some)))
    }


def documents_of(connection: Connection, judgements: Iterable[Judgement]) -> frozenset[str]:
    """The documents that judgements are about, also by way of the judgements that they take back."""
    found: set[str] = set()
    waiting = list(judgements)
    seen = {j.id for j in waiting}
    while waiting:
        about = {name for j in waiting for name in _about(j)}
        undone = {j.subject.judgement for j in waiting if j.subject.judgement is not None} - seen
        found |= {name for name in about if name.startswith("sha256:")}
        seen |= undone
        waiting = list(by_id(connection, undone).values())
    return frozenset(found)


def count(connection: Connection) -> int:
    """How many judgements the record has, those that were taken back included."""
    return connection.scalar(select(func.count()).select_from(tables.judgements)) or 0


def moment_after(connection: Connection, author: str) -> str:
    """A microsecond after the author's latest judgement; the beginning of time where there is none."""
    kept = tables.judgements.c
    latest = connection.scalar(select(func.max(kept.made)).where(kept.author == author))
    return moment(datetime.fromisoformat(latest) + timedelta(microseconds=1)) if latest else ""


def judgement_from(row: Row[Any]) -> Judgement:
    """The judgement of a row."""
    subject = Subject.from_json(json.loads(row.subject))
    return Judgement(JudgementAct(row.act), subject, row.author, row.made, row.reason, row.payload)


def _row(judgement: Judgement) -> dict[str, Any]:
    return {
        "act": judgement.act.value,
        "subject": canonical(judgement.subject.to_json()),
        "payload": judgement.payload,
        "author": judgement.author,
        "made": judgement.made,
        "reason": judgement.reason,
    }


def _about(judgement: Judgement) -> set[str]:
    """What a judgement is found by: documents, or the judgement that it takes back."""
    subject = judgement.subject
    named = {ref.document for ref in subject.refs}
    return named | {name for name in (subject.document, subject.judgement) if name is not None}
