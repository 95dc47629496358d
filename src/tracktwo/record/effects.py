"""Writes beside claims and documents what the judgements on them come to, so that reading need not work it out.

Everything here can be worked out anew from the judgements and the claims as they were read; ``disagreements``
does so and says where what is written differs. What judgements come to is decided in ``opinions``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, update

from tracktwo.errors import TrackTwoError
from tracktwo.model import Document, Statement
from tracktwo.model.judgement import Judgement
from tracktwo.model.levels import Level
from tracktwo.model.printed import citations_of
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.changes import GAP
from tracktwo.record.corrections import corrected_payload
from tracktwo.record.entries import Fault
from tracktwo.record.facets import days_of, facets_of
from tracktwo.record.full_text import index_of
from tracktwo.record.judgements import documents_of, insert_new, load_about
from tracktwo.record.opinions import NO_EFFECT, Effect, effect_of, standing
from tracktwo.record.rows import Values, claim_from, document_from
from tracktwo.record.stale import mark_stale
from tracktwo.record.targets import find_targets, later_versions, with_versions
from tracktwo.record.versions import mark_versions


@dataclass(frozen=True, slots=True)
class Effects:
    """What standing judgements come to: for documents as wholes, and for claims, by id."""

    documents: Mapping[str, Effect]
    claims: Mapping[str, Effect]


def judge(connection: Connection, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Add the judgements that the record lacks, bring their effects up to date, and return those added."""
    added = insert_new(connection, judgements)
    refresh(connection, documents_of(connection, added))
    return added


def refresh(connection: Connection, documents: Collection[str]) -> None:
    """Bring what is written about these documents and their claims up to date with the judgements on them."""
    if not documents:
        return
    whole = with_versions(connection, documents)
    effects = work_out(connection, whole)
    for some in batches(sorted(whole)):
        rows = connection.execute(select(tables.documents).where(tables.documents.c.id.in_(some))).all()
        mark_stale(connection, [row.number for row in rows])
        for row in rows:
            level = (effects.documents.get(row.id, NO_EFFECT).level or Level.PUBLIC).value
            if row.level != level:
                same = tables.documents.c.number == row.number
                connection.execute(update(tables.documents).where(same).values(level=level))
            document = document_from(row)
            for claim in _touched(connection, row.number, effects.claims.keys()):
                _write(connection, claim, document, effects.claims.get(claim.id, NO_EFFECT))
    if len(whole) > len(documents):
        # What people uphold in an earlier version decides which flags it has.
        for number in connection.scalars(
            select(tables.documents.c.number).where(tables.documents.c.id.in_(sorted(documents)))
        ).all():
            mark_versions(connection, number)


def work_out(connection: Connection, documents: Collection[str]) -> Effects:
    """What the judgements on these documents come to, worked out from nothing but them and the claims."""
    later = later_versions(connection, documents)
    holding = standing(load_about(connection, {*documents, *later}))
    targets = find_targets(connection, [j for j in holding if j.subject.refs])
    on_documents: defaultdict[str, list[Judgement]] = defaultdict(list)
    on_claims: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
    for judgement in holding:
        if judgement.subject.document is not None:
            # A later version of a text is no less confidential than the one that was judged.
            for name in (judgement.subject.document, *later.get(judgement.subject.document, ())):
                on_documents[name].append(judgement)
        for ref in judgement.subject.refs:
            for claim in targets.get(ref, ()):
                on_claims[claim][judgement.id] = judgement
    return Effects(
        {name: effect_of(found) for name, found in on_documents.items()},
        {name: effect_of(tuple(found.values())) for name, found in on_claims.items()},
    )


def disagreements(connection: Connection) -> Iterator[Fault]:
    """Where what is written beside claims and documents is not what the judgements come to."""
    documents, claims = tables.documents.c, tables.claims.c
    marked = select(documents.id).where(documents.level != Level.PUBLIC.value)
    carrying = (
        select(documents.id).join(tables.claims, claims.document == documents.number).where(_is_marked())
    )
    judged = select(documents.id).join(tables.judged, tables.judged.c.about == documents.id)
    names = {name for asked in (marked, carrying, judged) for name in connection.scalars(asked.distinct())}
    names = set(with_versions(connection, names))
    effects = work_out(connection, names)
    for some in batches(sorted(names)):
        rows = connection.execute(select(tables.documents).where(documents.id.in_(some))).all()
        for row in rows:
            level = (effects.documents.get(row.id, NO_EFFECT).level or Level.PUBLIC).value
            if row.level != level:
                yield Fault(row.id, f"its level is {row.level}, and judgements make it {level}")
            document = document_from(row)
            for claim in _touched(connection, row.number, effects.claims.keys()):
                wanted = _columns(claim, document, effects.claims.get(claim.id, NO_EFFECT))
                for name, value in wanted.items():
                    if getattr(claim, name) != value:
                        what = f"its {name} is {getattr(claim, name)}, and judgements make it {value}"
                        yield Fault(row.id, what, claim.id)


def apply_corrections(
    kind: str, payload: str, document: Document, corrections: Iterable[tuple[str, Any]]
) -> tuple[str, tuple[str, ...]]:
    """The payload with the corrections, and the fields whose corrections do not fit this claim."""
    unfit: list[str] = []
    for field, value in corrections:
        try:
            payload = corrected_payload(kind, payload, document, field, value)
        except TrackTwoError:
            # From another record, whose version knows other fields or values: it waits for a version that does.
            unfit.append(field)
    return payload, tuple(unfit)


def _is_marked() -> Any:
    claims = tables.claims.c
    return or_(claims.verdict.is_not(None), claims.corrected.is_not(None), claims.level != Level.PUBLIC.value)


def _touched(connection: Connection, document: int, ids: Collection[str]) -> Sequence[Row[Any]]:
    """The claims of a document on which something is written, or is to be."""
    claims = tables.claims
    mine = claims.c.document == document
    found = {row.id: row for row in connection.execute(select(claims).where(and_(mine, _is_marked())))}
    for some in batches(sorted(ids - found.keys())):
        rows = connection.execute(select(claims).where(mine, claims.c.id.in_(some)))
        found |= {row.id: row for row in rows}
    return [found[name] for name in sorted(found)]


def _columns(row: Row[Any], document: Document, effect: Effect) -> Values:
    """What is to be written beside a claim."""
    corrected = None
    if effect.is_corrected:
        corrected, _ = apply_corrections(row.kind, row.payload, document, effect.values)
    return {
        "verdict": effect.verdict.value if effect.verdict else None,
        "corrected": corrected,
        "level": (effect.level or Level.PUBLIC).value,
    }


def _write(connection: Connection, row: Row[Any], document: Document, effect: Effect) -> None:
    columns = _columns(row, document, effect)
    claim = claim_from(row.kind, columns["corrected"] or row.payload, row.confidence, document, None)
    days = days_of(claim, document.published)
    cited = citations_of(claim)
    words = (
        GAP.join(c.exact for role, c in cited if role == "content") if isinstance(claim, Statement) else ""
    )
    columns |= {"earliest": days.earliest, "latest": days.latest, "words": words}
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if not changed:
        return
    connection.execute(update(tables.claims).where(tables.claims.c.number == row.number).values(**changed))
    if "words" in changed:
        index_of(connection).replace_claim(connection, row.number, row.words, words)
    if "corrected" in changed:
        citations = [
            {"seq": seq, "role": role, "start": c.start, "end": c.end, "exact": c.exact}
            for seq, (role, c) in enumerate(cited)
        ]
        _replace(connection, tables.citations, row.number, citations)
        facets = [{"field": f.field, "value": f.value} for f in facets_of(claim)]
        _replace(connection, tables.facets, row.number, facets)


def _replace(connection: Connection, table: Any, claim: int, rows: Sequence[Values]) -> None:
    connection.execute(delete(table).where(table.c.claim == claim))
    if rows:
        connection.execute(insert(table), [{"claim": claim, **row} for row in rows])
