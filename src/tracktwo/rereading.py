"""Reads documents of a record again, and says what would change before it changes: ``pick | read | compare | record``.

The archived bytes are read with the reader, the word lists and the extractor of now. What changes is decided in
the record as for any reading, so judgements are kept and claims that are no longer made are kept as history. A
document's text stays as it is recorded, since citations stand in it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import Any

from tracktwo.errors import RecordError, UsageError
from tracktwo.model import Claim, Document, Entry
from tracktwo.model.fingerprints import main_citations
from tracktwo.model.printed import claim_to_json
from tracktwo.pipeline import TOOLS, Options, Refused, Task, Tools, Worker
from tracktwo.pool import Todo, in_order
from tracktwo.record import ClaimEntry, DocumentEntry, Filter, Gate, Reading, ReadState, Record
from tracktwo.record.changes import Changes, NewClaim, decide_changes
from tracktwo.record.rows import claim_from
from tracktwo.record.targets import is_same_claim, reference
from tracktwo.source import RawSource

Made = Entry[Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that is made otherwise: cited elsewhere, or with other fields."""

    was: Made
    now: Made

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, as JSON prints them."""
        before, after = claim_to_json(self.was.claim), claim_to_json(self.now.claim)
        # An enclosing statement is counted by its place, which shifts when another is found before it.
        silent = ("confidence", "nested_in")
        return tuple(name for name in after if name not in silent and before[name] != after[name])


@dataclass(frozen=True, slots=True)
class Comparison:
    """What reading one document again would change."""

    document: DocumentEntry
    #: What reads it now; ``document.made_by`` is what read it last.
    made_by: str
    reading: Reading
    added: tuple[Made, ...] = ()
    #: No longer made; those that people uphold stay all the same.
    gone: tuple[Made, ...] = ()
    changed: tuple[Changed, ...] = ()
    #: Made again after an earlier reading had not made them.
    back: tuple[Made, ...] = ()
    #: What people's judgements do about it, by the id of the claim.
    notes: tuple[tuple[str, str], ...] = ()
    #: Whether anything at all would be written, be it only what read the document.
    is_empty: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the document would say what it says now."""
        return not (self.added or self.gone or self.changed or self.back)


def pick_documents(
    gate: Gate, paths: Sequence[str] = (), documents: Sequence[str] = (), *, every: bool = False
) -> tuple[DocumentEntry, ...]:
    """The documents of a record that are to be read again, in order of publication.

    Args:
        gate: the record.
        paths: files and folders as they were added, and addresses.
        documents: ids of documents, or first digits of them.
        every: all that were read at all.

    Raises:
        UsageError: nothing is named, or something names no document.
    """
    if not (paths or documents or every):
        raise UsageError("name files, folders or addresses of the record, or --document ID, or --all")
    known = [entry for entry in gate.documents() if entry.state is ReadState.READ]
    if every:
        return tuple(known)
    wanted = {gate.entry(name).id for name in documents}
    for path in paths:
        found = {entry.id for entry in known if _lies_in(entry, path)}
        if not found:
            raise UsageError(
                f"no document of the record comes from {path}; tracktwo documents --format csv lists where"
            )
        wanted |= found
    return tuple(entry for entry in known if entry.id in wanted)


def reread(
    record: Record, documents: Sequence[DocumentEntry], options: Options, tools: Tools = TOOLS
) -> Iterator[Comparison | Refused]:
    """Read each document again and yield what would change; nothing is written.

    Raises:
        ReaderError: the reading model cannot be loaded.
        RecordError: the record cannot be read.
    """
    by_id = {entry.id: entry for entry in documents}
    todo = (_task(record, entry) for entry in documents)
    for done in in_order(todo, partial(Worker, replace(options, level=None), tools), options.jobs):
        yield _compared(record, by_id[done.document.id], done) if isinstance(done, Reading) else done


def apply(record: Record, comparison: Comparison) -> Changes:
    """Record what reading a document again changes, whole or not at all.

    Raises:
        RecordError: the record cannot be written; it is as it was.
    """
    return record.add(comparison.reading)


def _lies_in(entry: DocumentEntry, path: str) -> bool:
    if path in (entry.url, entry.path):
        return True
    if entry.path is None:
        return False
    whole = PurePath(entry.path)
    return PurePath(path) == whole or PurePath(path) in whole.parents


def _task(record: Record, entry: DocumentEntry) -> Todo[Task] | Refused:
    recorded = record.recorded(entry.id)
    try:
        raw, source = record.archived(entry.id)
    except RecordError as error:
        return Refused(entry.name, str(error), entry.id)
    if recorded is None:
        return Refused(entry.name, "it is no longer in the record", entry.id)
    return Todo(Task(RawSource.from_json(json.loads(source), raw), recorded.document))


def _compared(record: Record, entry: DocumentEntry, reading: Reading) -> Comparison:
    recorded = record.recorded(entry.id)
    # What the source wing keeps about the bytes is its own and stays as it is.
    reading = replace(reading, source=recorded.source if recorded else reading.source)
    changes = decide_changes(recorded, reading)
    with record.reading() as gate:
        filter = Filter(documents=(entry.id,), with_retired=True, with_rejected=True)
        before = {e.id: e for e in gate.claims(filter=filter)}
        review = gate.review()
        as_read = {name: Entry(name, review.as_read(name), before[name].document) for name in changes.retired}
    added = [_made(claim, reading.document) for claim in changes.added]
    pairs = _paired([as_read[name] for name in changes.retired], added)
    paired = {e.id for changed in pairs for e in (changed.was, changed.now)}
    again = [before[c.id] for c in changes.renewed if before[c.id].retired is not None]
    return Comparison(
        document=entry,
        made_by=changes.made_by,
        reading=reading,
        added=tuple(e for e in added if e.id not in paired),
        gone=tuple(e for e in as_read.values() if e.id not in paired),
        changed=tuple(pairs),
        back=tuple(again),
        notes=tuple(_notes([before[name] for name in changes.retired], as_read, added, again)),
        is_empty=changes.is_empty,
    )


def _made(claim: NewClaim, document: Document) -> Made:
    return Entry(claim.id, claim_from(claim.kind, claim.payload, claim.confidence, document, None), document)


def _paired(gone: Sequence[Made], added: Sequence[Made]) -> list[Changed]:
    """Claims that stand where one of their class stood, those that share most words first."""
    shared = [
        (_shared(was.claim, now.claim), was.id, now.id, Changed(was, now))
        for was in gone
        for now in added
        if was.claim.KEY == now.claim.KEY
    ]
    found: list[Changed] = []
    taken: set[str] = set()
    for words, was, now, changed in sorted(shared, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if words and not taken & {was, now}:
            found.append(changed)
            taken |= {was, now}
    return sorted(found, key=lambda changed: _place(changed.now.claim))


def _shared(one: Claim, other: Claim) -> int:
    """How many code points the main citations of two claims have in common."""
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in main_citations(one)
        for b in main_citations(other)
    )


def _place(claim: Claim) -> int:
    return min((citation.start for citation in main_citations(claim)), default=0)


def _notes(
    gone: Sequence[ClaimEntry[Any]], as_read: dict[str, Made], added: Sequence[Made], again: Sequence[Made]
) -> Iterator[tuple[str, str]]:
    """What becomes of judgements on claims that are made no longer, otherwise, or again."""
    for entry in gone:
        judged = entry.verdict or ("corrected" if entry.is_corrected else None)
        if judged is None:
            continue
        ref = reference(as_read[entry.id])
        found = [now for now in added if is_same_claim(ref, now)]
        for now in found:
            yield now.id, f"stays {judged}"
        if not found and judged == "rejected":
            yield entry.id, "was rejected"
        elif not found:
            yield entry.id, f"stays, since it was {judged}: only people uphold it then"
    for back in again:
        if getattr(back, "verdict", None) == "rejected":
            yield back.id, "stays rejected"
