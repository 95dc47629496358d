"""Rows of the tables as the values of the ground floor, and back. Nothing is queried or decided here."""

import json
import zlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import orjson
from sqlalchemy import Row

from tracktwo.errors import RecordError
from tracktwo.model import (
    CLAIM_CLASSES,
    Claim,
    DateOrigin,
    Document,
    DocumentKind,
    Passage,
    PassageRole,
    Span,
)
from tracktwo.model.levels import Level
from tracktwo.model.printed import claim_from_json
from tracktwo.record.entries import DocumentEntry, ReadState
from tracktwo.record.facets import days_of_date, fold

Values = dict[str, Any]

KINDS: Mapping[str, type[Claim]] = {cls.KEY: cls for cls in CLAIM_CLASSES}


def pack(raw: bytes) -> Values:
    """The columns of ``archive`` that hold ``raw``: packed where that saves room."""
    packed = zlib.compress(raw, 6)
    if len(packed) < len(raw):
        return {"size": len(raw), "packing": "zlib", "bytes": packed}
    return {"size": len(raw), "packing": "raw", "bytes": raw}


def unpack(packing: str, packed: bytes, size: int) -> bytes:
    """The archived bytes again.

    Raises:
        RecordError: they are damaged, or packed in a way that is not known.
    """
    if not isinstance(packed, bytes):
        # SQLite keeps text in a column of bytes, if somebody puts it there.
        raise RecordError("archived bytes cannot be read: text stands in their place")
    if packing == "raw":
        return packed
    if packing != "zlib":
        raise RecordError(f"archived bytes are packed as {packing!r}, which this version does not know")
    try:
        # The size is a bound, so that a damaged record cannot unpack to more than was put in.
        return zlib.decompressobj().decompress(packed, max(size, 1))
    except zlib.error as error:
        raise RecordError(f"archived bytes cannot be unpacked: {error}") from error


def about_document(document: Document) -> Values:
    """The columns of ``documents`` that hold what is known about a document, without its text."""
    days = days_of_date(document.published)
    return {
        "derived_by": document.derived_by,
        "passages": _json([[*p.span, p.role.value] for p in document.passages]),
        "path": document.path,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "published_from": document.published_from.value,
        "earliest": days.earliest,
        "latest": days.latest,
        "language": document.language,
        "credits": _json(list(document.credits)),
        "kind": document.kind.value,
        "called": called(document.title, document.url, document.path),
    }


def called(title: str | None, url: str | None, path: str | None) -> str:
    """What a document is put in order by; of a path only the file's name, as pages show it."""
    return fold(title or url or PurePath(path or "").name or "(standard input)")[:200]


def document_from(row: Row[Any]) -> Document:
    """The document of a whole row of ``documents``."""
    return Document(
        id=row.id,
        text=row.text,
        derived_by=row.derived_by,
        passages=tuple(
            Passage(Span(start, end), PassageRole(role)) for start, end, role in _parsed(row.passages)
        ),
        path=row.path,
        url=row.url,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        published_from=DateOrigin(row.published_from),
        language=row.language,
        credits=tuple(_parsed(row.credits)),
        kind=DocumentKind(row.kind),
    )


def entry_from(row: Row[Any], short: str, level: Level) -> DocumentEntry:
    """The entry of a row of ``documents`` without its text, with the count of its ``claims``."""
    return DocumentEntry(
        id=row.id,
        short=short,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        published_from=DateOrigin(row.published_from),
        language=row.language,
        credits=tuple(json.loads(row.credits)),
        kind=DocumentKind(row.kind),
        path=row.path,
        url=row.url,
        derived_by=row.derived_by,
        state=ReadState(row.state),
        reason=row.reason,
        is_dialogue_report=row.is_dialogue_report,
        made_by=row.made_by,
        added=row.added,
        claims=row.claims,
        level=level,
        earlier=row.earlier_version,
        later=row.later_version,
    )


def enclosing_id(payload: str) -> str | None:
    """The id of the statement that the claim of this payload is reported inside."""
    found: str | None = json.loads(payload).get("nested_in")
    return found


def claim_from(
    kind: str, payload: str, confidence: float, document: Document, enclosing: int | None
) -> Claim:
    """The claim of a row of ``claims``; ``enclosing`` is the place of the statement it is reported inside.

    Raises:
        UngroundedError: a cited span is not in the document's text.
        RecordError: the payload is no claim of that kind.
    """
    try:
        printed = _parsed(payload)
        printed["confidence"] = confidence
        if "nested_in" in printed:
            printed["nested_in"] = enclosing
        return claim_from_json(KINDS[kind], printed, document)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(
            f"a claim of {document.id[:19]} cannot be read back: {error}; run: tracktwo verify"
        ) from error


def _parsed(payload: str) -> Any:
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        # It is stricter than what wrote the payload, which may hold a number that is none.
        return json.loads(payload)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
