"""Finds the claims that a judgement means by now: by their ids, else by where they stand and what they say.

A reading with another model makes the same claim under another id. Nothing is decided here about what a
judgement does to the claims that it means.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from tracktwo.model import Document
from tracktwo.model.entry import Entry
from tracktwo.model.fingerprints import main_citations, principal_fields
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.facets import fold
from tracktwo.record.rows import claim_from, document_from

#: Values that people say a field should have, besides those that were read, by claim id.
Corrected = Mapping[str, Collection[tuple[str, str]]]


def reference(entry: Entry[Any]) -> ClaimRef:
    """How a judgement names the claim of an entry, which must be as it was read, without corrections."""
    return ClaimRef(
        claim=entry.id,
        document=entry.document.id,
        kind=entry.claim.KEY,
        at=tuple((c.start, c.end) for c in main_citations(entry.claim)),
        says=principal_fields(entry.claim),
    )


def references(connection: Connection, ids: Collection[str]) -> dict[str, ClaimRef]:
    """The references of recorded claims, by their ids."""
    claims, documents = tables.claims, tables.documents
    found: dict[str, ClaimRef] = {}
    for some in batches(sorted(ids)):
        rows = connection.execute(select(claims).where(claims.c.id.in_(some))).all()
        numbers = {row.document for row in rows}
        texts = connection.execute(select(documents).where(documents.c.number.in_(numbers)))
        by_number = {row.number: document_from(row) for row in texts}
        for row in rows:
            of = by_number[row.document]
            claim = claim_from(row.kind, row.payload, row.confidence, of, None)
            found[row.id] = reference(Entry(row.id, claim, of))
    return found


def find_targets(
    connection: Connection, judgements: Sequence[Judgement], about: Collection[ClaimRef] | None = None
) -> dict[ClaimRef, tuple[str, ...]]:
    """The ids of the claims that each reference of the judgements means; none where the record lacks it.

    With ``about``, only these references are looked up; the judgements then say what was corrected.

    A claim that the last reading made is meant under its own id. One that it did not make is found again as
    those claims of the same document and class that stand where it stood and say what it said, or what
    people corrected it to say; where there are none, it is itself meant, as history that a person can uphold.
    """
    refs = sorted(about if about is not None else {ref for j in judgements for ref in j.subject.refs})
    retired = _retired(connection, {ref.claim for ref in refs})
    found: dict[ClaimRef, tuple[str, ...]] = {ref: (ref.claim,) for ref in refs if ref.claim in retired}
    said = _corrected(judgements)
    lost = [ref for ref in refs if retired.get(ref.claim, True)]
    for ref, candidates in _candidates(connection, lost):
        matching = tuple(e.id for e in candidates if is_same_claim(ref, e, said.get(ref.claim, ())))
        if matching:
            found[ref] = matching
    for ref, again in _said_later(connection, refs, said):
        found[ref] = (*found.get(ref, ()), *again)
    return found


def later_versions(connection: Connection, documents: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each of the documents that has other versions, and for each of these: the later ones, earliest first."""
    columns = tables.documents.c
    known: dict[int, Row[Any]] = {}
    waiting = [columns.id.in_(some) for some in batches(sorted(documents))]
    while waiting:
        asked = select(columns.id, columns.number, columns.follows)
        rows = [row for where in waiting for row in connection.execute(asked.where(where))]
        fresh = {row.number: row for row in rows if row.number not in known}
        known |= fresh
        earlier = sorted({row.follows for row in fresh.values() if row.follows is not None} - known.keys())
        waiting = [columns.number.in_(some) for some in batches(earlier)]
        waiting += [columns.follows.in_(some) for some in batches(sorted(fresh))]
    after = {row.follows: row for row in known.values() if row.follows is not None}
    found: dict[str, tuple[str, ...]] = {}
    for row in known.values():
        chain, number = [], row.number
        while number in after:
            chain.append(after[number].id)
            number = after[number].number
        if chain or row.follows is not None:
            found[row.id] = tuple(chain)
    return found


def with_versions(connection: Connection, documents: Collection[str]) -> frozenset[str]:
    """These documents with all earlier and later versions of them."""
    return frozenset(documents) | later_versions(connection, documents).keys()


def _retired(connection: Connection, ids: Collection[str]) -> dict[str, bool]:
    """Whether each claim that the record has is one that the last reading did not make."""
    claims = tables.claims.c
    return {
        row.id: row.retired is not None
        for some in batches(sorted(ids))
        for row in connection.execute(select(claims.id, claims.retired).where(claims.id.in_(some)))
    }


def _corrected(judgements: Iterable[Judgement]) -> Corrected:
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for judgement in judgements:
        if judgement.act is JudgementAct.CORRECT and isinstance(judgement.says["value"], str):
            for ref in judgement.subject.refs:
                found[ref.claim].add((judgement.says["field"], judgement.says["value"]))
    return found


def _said_later(
    connection: Connection, refs: Sequence[ClaimRef], said: Corrected
) -> Iterable[tuple[ClaimRef, tuple[str, ...]]]:
    """Each reference with the claims of later versions of its document that say the same in the same words."""
    later = later_versions(connection, {ref.document for ref in refs})
    revised = [ref for ref in refs if later.get(ref.document)]
    if not revised:
        return
    documents = tables.documents
    texts: dict[str, Row[Any]] = {}
    for some in batches(sorted({name for r in revised for name in (r.document, *later[r.document])})):
        rows = connection.execute(select(documents).where(documents.c.id.in_(some)))
        texts |= {row.id: row for row in rows}
    for ref in revised:
        of = texts[ref.document].text
        words = [fold(of[start:end]) for start, end in ref.at]
        again = tuple(
            made.id
            for name in later[ref.document]
            for made in _made(connection, texts[name], {ref.kind})
            if any(fold(c.exact) in words for c in main_citations(made.claim))
            and _says_the_same(ref, made, said.get(ref.claim, ()))
        )
        if again:
            yield ref, again


def _candidates(
    connection: Connection, refs: Sequence[ClaimRef]
) -> Iterable[tuple[ClaimRef, Sequence[Entry[Any]]]]:
    """Each reference with the claims of its class that the last reading of its document made."""
    by_document: defaultdict[str, list[ClaimRef]] = defaultdict(list)
    for ref in refs:
        by_document[ref.document].append(ref)
    documents = tables.documents
    for some in batches(sorted(by_document)):
        for row in connection.execute(select(documents).where(documents.c.id.in_(some))).all():
            own = by_document[row.id]
            made = _made(connection, row, {ref.kind for ref in own})
            for ref in own:
                yield ref, [e for e in made if ref.kind == e.claim.KEY]


def _made(connection: Connection, document: Row[Any], kinds: Collection[str]) -> list[Entry[Any]]:
    claims = tables.claims.c
    asked = (
        select(claims.id, claims.kind, claims.payload, claims.confidence)
        .where(claims.document == document.number, claims.kind.in_(kinds), claims.retired.is_(None))
        .order_by(claims.id)
    )
    of: Document = document_from(document)
    return [
        Entry(row.id, claim_from(row.kind, row.payload, row.confidence, of, None), of)
        for row in connection.execute(asked)
    ]


def is_same_claim(ref: ClaimRef, entry: Entry[Any], said: Collection[tuple[str, str]] = ()) -> bool:
    """Whether an entry of the same document and class is the claim that a reference means.

    It stands where that stood and says what that said, or what people corrected that to say (``said``, as field
    and value).
    """
    if ref.kind != entry.claim.KEY:
        return False
    if not any(
        start < citation.end and citation.start < end
        for start, end in ref.at
        for citation in main_citations(entry.claim)
    ):
        return False
    return _says_the_same(ref, entry, said)


def _says_the_same(ref: ClaimRef, entry: Entry[Any], said: Collection[tuple[str, str]]) -> bool:
    was, now = dict(ref.says), dict(principal_fields(entry.claim))
    allowed = {(field, fold(value)) for field, value in said}
    return all(
        fold(was.get(field, "")) == fold(now.get(field, "")) or (field, fold(now.get(field, ""))) in allowed
        for field in was.keys() | now.keys()
    )
