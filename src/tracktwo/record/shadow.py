"""A small record in memory of the documents that a reader may not see in full, as he sees them.

Every question that is put to the record is put to this one in the same words, so that nothing of what is withheld
takes part in finding, counting or ordering. What is left of each document is decided in ``withholding``.
"""

import hmac
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, insert, select
from sqlalchemy.pool import NullPool

from tracktwo.errors import TrackTwoError
from tracktwo.model import Claim, Document, Statement
from tracktwo.model.judgement import Thing
from tracktwo.model.levels import Clearance, Level
from tracktwo.model.printed import citations_of
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.changes import GAP, payload_of
from tracktwo.record.entries import ClaimEntry
from tracktwo.record.facets import facets_of
from tracktwo.record.full_text import index_of
from tracktwo.record.giveaways import participants_in, secrets_in
from tracktwo.record.levels import Restrictions
from tracktwo.record.loading import Loader
from tracktwo.record.redaction import Secrets
from tracktwo.record.review import Review
from tracktwo.record.rows import Values, about_document, claim_from
from tracktwo.record.state import State, state_of
from tracktwo.record.withholding import Case, Shown, withhold


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and what a side needs to be named."""

    clearance: Clearance
    #: From how many participants on a side may be named.
    fewest: int


class Shadow:
    """What readers of one clearance see of the documents that they may not see in full."""

    def __init__(self, engine: Engine, seen: Mapping[str, str]) -> None:
        self._engine = engine
        # As long as one connection is open, what is in memory stays.
        self._keeper = engine.connect()
        #: The names under which documents and claims are shown, by their ids in the record.
        self.seen = seen

    def connect(self) -> Connection:
        """A connection to it, to be closed by whoever asked."""
        return self._engine.connect()

    def close(self) -> None:
        """Let it go, once nobody is connected any more."""
        self._keeper.close()


class Shadows:
    """The shadows of one record, each kept until the record changes: to make one takes long, to ask it not."""

    def __init__(self) -> None:
        self._kept: dict[View, tuple[State, Shadow]] = {}
        self._lock = Lock()

    def open(
        self, connection: Connection, restrictions: Restrictions, view: View
    ) -> tuple[Shadow, Connection]:
        """The shadow for readers of a clearance, of the record as ``connection`` sees it, and a connection to it."""
        state = state_of(connection)
        # Connected while the lock is held: nobody can let go of it in between.
        with self._lock:
            known = self._kept.get(view)
            if known is None or known[0] != state:
                if known is not None:
                    known[1].close()
                self._kept[view] = known = state, cast_shadow(connection, restrictions, view)
            return known[1], known[1].connect()

    def close(self) -> None:
        """Let all of them go."""
        with self._lock:
            for _, shadow in self._kept.values():
                shadow.close()
            self._kept.clear()


def cast_shadow(connection: Connection, restrictions: Restrictions, view: View) -> Shadow:
    """Make what a reader sees of the documents of a record that he may not see in full."""
    address = f"file:{token_hex(16)}?mode=memory&cache=shared"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        poolclass=NullPool,
    )
    secret = _secret(connection)
    seen: dict[str, str] = {}
    made = Shadow(engine, seen)
    with engine.begin() as shadow:
        tables.metadata.create_all(shadow, checkfirst=False)
        index_of(shadow).create(shadow)
        for about, case in _cases(connection, restrictions, view.clearance):
            known = about.opaque(secret)
            shown = withhold(case, view.clearance, view.fewest, known.__getitem__)
            if shown is not None:
                shows = {shown.document.id, *(entry.id for entry in shown.entries)}
                seen |= {name: other for name, other in known.items() if other in shows}
                _write(shadow, shown, about, {known[name]: n for name, n in about.claims.items()})
    return made


@dataclass(frozen=True, slots=True)
class _About:
    """The columns of a document that its value does not hold, and the numbers of its claims by their ids."""

    number: int
    id: str
    columns: Values
    claims: Mapping[str, int]

    def opaque(self, secret: bytes) -> dict[str, str]:
        """Names that tell nothing: made of numbers, since ids are made of the words that are withheld."""

        def name(what: str) -> str:
            return hmac.new(secret, what.encode(), sha256).hexdigest()

        claims = {id: name(f"claim {number}") for id, number in self.claims.items()}
        return claims | {self.id: f"opaque:{name(f'document {self.number}')}"}


def _secret(connection: Connection) -> bytes:
    meta = tables.meta.c
    return (connection.scalar(select(meta.value).where(meta.name == "secret")) or "").encode()


def _cases(
    connection: Connection, restrictions: Restrictions, clearance: Clearance
) -> Iterator[tuple[_About, Case]]:
    """Every document that the reader may not see in full, one portion of them in memory at a time."""
    documents, claims = tables.documents, tables.claims
    called = _other_names(connection)
    kept = ("number", "state", "is_dialogue_report", "made_by", "added", "read")
    for some in batches(sorted(restrictions.touched(clearance))):
        loader = Loader(connection, restrictions)
        rows = connection.execute(select(claims).where(claims.c.document.in_(some))).all()
        entries: dict[int, list[ClaimEntry[Any]]] = {}
        for row, entry in zip(rows, loader.from_rows(rows), strict=True):
            entries.setdefault(row.document, []).append(entry)
        numbers: dict[int, dict[str, int]] = {}
        before: dict[int, list[Claim]] = {}
        for row in rows:
            numbers.setdefault(row.document, {})[row.id] = row.number
            if row.corrected is not None:
                before.setdefault(row.document, []).extend(_as_read(row, loader.document(row.document)))
        columns = [documents.c[name] for name in ("id", *kept)]
        for about in connection.execute(select(*columns).where(documents.c.number.in_(some))):
            number = about.number
            document, own = loader.document(number), tuple(entries.get(number, ()))
            case = Case(
                document,
                restrictions.level(number),
                own,
                _sides(restrictions, number, own),
                secrets_in(before.get(number, ()))
                | Secrets(frozenset(name for e in own for name in called.get(e.id, ()))),
            )
            values = {name: getattr(about, name) for name in kept} | {"level": case.level.value}
            yield _About(number, document.id, values, numbers.get(number, {})), case


def _other_names(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """What else people are called who were ruled to be the same, by the ids of the claims that name them."""
    same = Review(connection).rulings(Thing.PEOPLE).same
    claims = tables.claims.c
    names: dict[str, str] = {}
    for some in batches(sorted({name for pair in same for name in pair})):
        asked = select(claims.id, claims.payload, claims.corrected).where(claims.id.in_(some))
        for row in connection.execute(asked):
            names[row.id] = json.loads(row.corrected or row.payload).get("name") or ""
    found: dict[str, tuple[str, ...]] = {}
    for one, other in (*same, *((b, a) for a, b in same)):
        found[one] = (*found.get(one, ()), names.get(other, ""))
    return found


def _as_read(row: Any, document: Document) -> Iterator[Claim]:
    """A corrected claim as it was before: its names may stand in the text as well."""
    try:
        yield claim_from(row.kind, row.payload, row.confidence, document, None)
    except TrackTwoError:
        return


def _sides(restrictions: Restrictions, number: int, own: tuple[ClaimEntry[Any], ...]) -> dict[str, int]:
    found = participants_in(e.claim for e in own if e.verdict != "rejected")
    for party, names in restrictions.participants.get(number, {}).items():
        found[party] = found.get(party, set()) | names
    return {party: len(names) for party, names in found.items()}


def _write(shadow: Connection, shown: Shown, about: _About, numbers: Mapping[str, int]) -> None:
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
