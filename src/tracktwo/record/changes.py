"""Decides what a reading of a document changes in the record: pure functions from values to values.

``changes = decide_changes(recorded, reading)``, and the store applies them. Nothing here opens a file, looks
at a clock or knows that there is a database. What a claim says is decided in extraction; which claims of two
documents are the same is decided in resolution.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from tracktwo.model import CLAIM_CLASSES, Claim, Document, Extraction, Statement
from tracktwo.model.levels import Level
from tracktwo.model.printed import citations_of, claim_to_json
from tracktwo.record.entries import ReadState
from tracktwo.record.facets import Days, Facet, days_of, facets_of

#: The fields whose words are joined, in order, to what a search over statements looks through.
_SEARCHED = "content"
#: Stands between two stretches of one statement's content in its searched words.
GAP = " … "


@dataclass(frozen=True, slots=True)
class CitedWords:
    """One citation as a row: which field of the claim, and the place and words."""

    role: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim made ready for the record."""

    id: str
    kind: str
    seq: int
    #: JSON with sorted keys, without the confidence, with ids for indices of other claims.
    payload: str
    confidence: float
    words: str
    days: Days
    citations: tuple[CitedWords, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was read from it; no extraction where it is kept without being read."""

    document: Document
    raw: bytes
    #: What derives the document again from its bytes, as JSON; the source wing's own.
    source: str
    extraction: Extraction | None
    #: Why the document is kept without being read.
    reason: str | None = None
    #: How confidential the document is; None leaves that as it is recorded, and is public for a new one.
    level: Level | None = None
    #: Who gives it that level.
    author: str = "tracktwo add"
    #: Whether the bytes were fetched from the document's address, and do not only say that they are from there.
    is_fetched: bool = False


@dataclass(frozen=True, slots=True)
class RecordedClaim:
    """What deciding needs to know of a claim that the record holds."""

    id: str
    seq: int
    confidence: float
    days: Days
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """What deciding needs to know of a document that the record holds."""

    document: Document
    source: str
    state: ReadState
    made_by: str
    claims: tuple[RecordedClaim, ...] = ()
    level: Level = Level.PUBLIC


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be done to one document of the record. Empty changes leave every byte as it is."""

    document: Document
    #: Whether the document and its bytes are new.
    is_new: bool = False
    #: Whether what is known about the document (not its text) is to be written anew.
    is_updated: bool = False
    state: ReadState = ReadState.READ
    reason: str | None = None
    is_dialogue_report: bool = False
    made_by: str = ""
    level: Level = Level.PUBLIC
    added: tuple[NewClaim, ...] = ()
    #: Made again after having been retired, or now with another place, date or confidence.
    renewed: tuple[NewClaim, ...] = ()
    #: Ids of claims that this reading no longer makes.
    retired: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.is_new or self.is_updated or self.added or self.renewed or self.retired)


def needs_reading(recorded: Recorded | None, published: str | None) -> bool:
    """Whether a source with these bytes is to be read at all.

    Known bytes are not read again, unless the user now settles a publication date that the record does not
    have from the user: relative dates in the text then resolve differently.
    """
    if recorded is None:
        return True
    return published is not None and recorded.document.published != published


def decide_changes(recorded: Recorded | None, reading: Reading) -> Changes:
    """What ``reading`` changes, given what the record holds of its document.

    A document that is in the record keeps its text and where it was first found: the same bytes derived to
    another text change nothing, since recorded citations stand in the recorded text.
    """
    document, extraction = reading.document, reading.extraction
    level = reading.level or Level.PUBLIC
    if recorded is not None:
        # An add never makes a document less confidential than somebody made it.
        level = max(level, recorded.level)
        if document.text != recorded.document.text:
            return Changes(recorded.document)
        document = replace(
            recorded.document, published=document.published, published_from=document.published_from
        )
    claims = prepare_claims(document, extraction) if extraction else ()
    about = Changes(
        document,
        is_new=recorded is None,
        state=ReadState.READ if extraction else ReadState.KEPT,
        reason=reading.reason,
        is_dialogue_report=bool(extraction and extraction.is_dialogue_report),
        made_by=extraction.made_by if extraction else "",
        level=level,
    )
    if recorded is None:
        return replace(about, added=claims)
    before = {claim.id: claim for claim in recorded.claims}
    now = {claim.id for claim in claims}
    was = (recorded.document, recorded.made_by, recorded.state, recorded.level)
    return replace(
        about,
        is_updated=(document, about.made_by, about.state, level) != was,
        added=tuple(c for c in claims if c.id not in before),
        renewed=tuple(c for c in claims if c.id in before and not _is_same(before[c.id], c)),
        retired=tuple(c.id for c in recorded.claims if c.id not in now and not c.is_retired),
    )


def prepare_claims(document: Document, extraction: Extraction) -> tuple[NewClaim, ...]:
    """All claims of a document, ready for the record; a claim made twice is there once."""
    prepared: dict[str, NewClaim] = {}
    for cls in CLAIM_CLASSES:
        claims: tuple[Claim, ...] = getattr(extraction, cls.KEY)
        for seq, identity in enumerate(_identities(document.id, claims)):
            if identity.id not in prepared:
                prepared[identity.id] = _prepared(document, claims[seq], seq, identity)
    return tuple(prepared.values())


def claim_id(document_id: str, kind: str, payload: str) -> str:
    """The content hash of a claim. How sure the extractor was, and which one it was, do not enter it."""
    return hashlib.sha256(f"{document_id}\n{kind}\n{payload}".encode()).hexdigest()


def payload_of(claim: Claim, enclosing: str | None) -> str:
    """The claim as canonical JSON: without its confidence, an enclosing claim by its id and not its index."""
    printed: dict[str, Any] = claim_to_json(claim)
    del printed["confidence"]
    if "nested_in" in printed:
        printed["nested_in"] = enclosing
    return json.dumps(printed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Identity:
    id: str
    payload: str


def _identities(document_id: str, claims: tuple[Claim, ...]) -> tuple[_Identity, ...]:
    known: dict[int, _Identity] = {}

    def identify(seq: int, inside: frozenset[int]) -> _Identity:
        if seq not in known:
            inside |= {seq}
            outer = _enclosing(claims, seq)
            # A ring of statements inside one another can only be the reader's slip: cut it where it closes.
            enclosing = identify(outer, inside).id if outer is not None and outer not in inside else None
            payload = payload_of(claims[seq], enclosing)
            known[seq] = _Identity(claim_id(document_id, claims[seq].KEY, payload), payload)
        return known[seq]

    return tuple(identify(seq, frozenset()) for seq in range(len(claims)))


def _enclosing(claims: tuple[Claim, ...], seq: int) -> int | None:
    claim = claims[seq]
    outer = claim.nested_in if isinstance(claim, Statement) else None
    return outer if outer is not None and 0 <= outer < len(claims) else None


def _prepared(document: Document, claim: Claim, seq: int, identity: _Identity) -> NewClaim:
    cited = tuple(CitedWords(role, c.start, c.end, c.exact) for role, c in citations_of(claim))
    searched = (c.exact for c in cited if c.role == _SEARCHED) if isinstance(claim, Statement) else ()
    return NewClaim(
        id=identity.id,
        kind=claim.KEY,
        seq=seq,
        payload=identity.payload,
        confidence=round(claim.confidence, 4),
        words=GAP.join(searched),
        days=days_of(claim, document.published),
        citations=cited,
        facets=facets_of(claim),
    )


def _is_same(before: RecordedClaim, now: NewClaim) -> bool:
    was = (before.seq, before.confidence, before.days)
    return not before.is_retired and was == (now.seq, now.confidence, now.days)
