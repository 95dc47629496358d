"""Adds claims that a person coded to a document of the record, beside those that were read from it.

They are accepted by their coder at once, so that a later reading, which may not make them, does not retire them.
Nothing that is in the record is changed, and nothing is decided about what a text says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from tracktwo.errors import RecordError
from tracktwo.model import CLAIM_CLASSES, Claim, Document, Entry, Extraction
from tracktwo.model.judgement import Judgement, JudgementAct, Subject
from tracktwo.record import tables
from tracktwo.record.applying import add_claims, find_recorded
from tracktwo.record.changes import Changes, NewClaim, Recorded, claim_id, payload_of, prepare_claims
from tracktwo.record.effects import judge
from tracktwo.record.targets import reference

_BY_HAND = ", by hand"


@dataclass(frozen=True, slots=True)
class Coded:
    """What one person coded in one document."""

    document: str
    #: Claims of the document; statements among them stand for themselves, inside no other.
    claims: tuple[Claim, ...]
    author: str
    #: Where the coding comes from, as the judgements' reason.
    reason: str | None = None


def code(connection: Connection, coded: Coded, *, added: str, made: str) -> tuple[Judgement, ...]:
    """Add the claims, accepted by their author, and return the judgements that are new.

    ``added`` and ``made`` are the time as claims and as judgements carry it.

    Raises:
        RecordError: the record has no such document.
    """
    recorded = find_recorded(connection, coded.document)
    if recorded is None:
        raise RecordError(f"the record has no document {coded.document[:19]}; add it before its coding")
    known = {claim.id for claim in recorded.claims}
    new = tuple(claim for claim in _prepared(recorded, coded.claims) if claim.id not in known)
    changes = Changes(recorded.document, made_by=f"{coded.author}{_BY_HAND}", added=new)
    documents = tables.documents.c
    number = connection.scalars(select(documents.number).where(documents.id == coded.document)).one()
    add_claims(connection, int(number), changes, added)
    return judge(connection, [_accepted(recorded.document, claim, coded, made) for claim in coded.claims])


def coder_of(made_by: str) -> str | None:
    """Whose coding a claim is, from its ``made_by``; None where a machine read it."""
    return made_by.removesuffix(_BY_HAND) if made_by.endswith(_BY_HAND) else None


def _prepared(recorded: Recorded, claims: Sequence[Claim]) -> tuple[NewClaim, ...]:
    """The claims made ready, with places after those that the document has."""
    by_kind: dict[str, Any] = {c.KEY: tuple(x for x in claims if isinstance(x, c)) for c in CLAIM_CLASSES}
    prepared = prepare_claims(recorded.document, Extraction(is_dialogue_report=True, **by_kind))
    first = max((claim.seq for claim in recorded.claims), default=-1) + 1
    return tuple(replace(claim, seq=first + claim.seq) for claim in prepared)


def _accepted(document: Document, claim: Claim, coded: Coded, made: str) -> Judgement:
    name = claim_id(document.id, claim.KEY, payload_of(claim, None))
    subject = Subject(groups=((reference(Entry(name, claim, document)),),))
    return Judgement(JudgementAct.ACCEPT, subject, coded.author, made, coded.reason)
