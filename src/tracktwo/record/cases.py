"""Loads documents from which something is withheld, each with all that decides how much of it is shown.

To which documents this is done is decided in ``levels``; what is left of one, in ``withholding``.
"""

import hmac
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from tracktwo.errors import TrackTwoError
from tracktwo.model import Claim, Document
from tracktwo.model.judgement import Thing
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.entries import ClaimEntry
from tracktwo.record.giveaways import participants_in, secrets_in
from tracktwo.record.levels import Restrictions
from tracktwo.record.loading import Loader
from tracktwo.record.redaction import Secrets
from tracktwo.record.review import Review
from tracktwo.record.rows import Values, claim_from
from tracktwo.record.withholding import FEWEST, Case


@dataclass(frozen=True, slots=True)
class About:
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


#: What else people are called, by the ids of the claims that name them.
Called = Mapping[str, tuple[str, ...]]


def fewest_of(connection: Connection) -> int:
    """From how many participants on a side is named at a round whose level withholds affiliations."""
    meta = tables.meta.c
    kept = connection.scalar(select(meta.value).where(meta.name == "fewest"))
    return int(kept) if kept is not None else FEWEST


def secret_of(connection: Connection) -> bytes:
    """What the record makes names of that tell nothing."""
    meta = tables.meta.c
    return (connection.scalar(select(meta.value).where(meta.name == "secret")) or "").encode()


def cases_of(
    connection: Connection, restrictions: Restrictions, numbers: Collection[int], called: Called
) -> Iterator[tuple[About, Case]]:
    """These documents, one portion of them in memory at a time."""
    documents, claims = tables.documents, tables.claims
    kept = ("number", "state", "is_dialogue_report", "made_by", "added", "read")
    for some in batches(sorted(numbers)):
        loader = Loader(connection, restrictions)
        rows = connection.execute(select(claims).where(claims.c.document.in_(some))).all()
        entries: dict[int, list[ClaimEntry[Any]]] = {}
        for row, entry in zip(rows, loader.from_rows(rows), strict=True):
            entries.setdefault(row.document, []).append(entry)
        named: dict[int, dict[str, int]] = {}
        before: dict[int, list[Claim]] = {}
        for row in rows:
            named.setdefault(row.document, {})[row.id] = row.number
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
            yield About(number, document.id, values, named.get(number, {})), case


def other_names(connection: Connection) -> Called:
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
