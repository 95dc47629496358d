"""Claims as JSON and back: what ``tracktwo extract`` prints and what the record stores.

A citation is printed as ``[start, end]``; reading one back cites the document anew, so that a span that no
longer fits its text fails here and nowhere later. The shape is fixed in ``docs/extract.md``.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tracktwo.model.claims import CLAIM_CLASSES, Claim, Extraction
from tracktwo.model.document import Document
from tracktwo.model.span import Citation, cite_each

Json = dict[str, Any]
#: Reads a value from JSON against the document that it stands on.
Read = Callable[[Any, Document], Any]


def claim_to_json(claim: Claim) -> Json:
    """Print one claim; fields that do not apply are None or empty, never missing."""
    return {f.name.rstrip("_"): _to_json(getattr(claim, f.name)) for f in _ordered_fields(type(claim))}


def claim_from_json(kind: type[Claim], printed: Mapping[str, Any], document: Document) -> Claim:
    """Read one claim back against the document that it was made from.

    Raises:
        UngroundedError: a cited span is not in the document's text.
    """
    of: Any = kind
    plain, read_ = _parts(of)
    given: Json = {name: printed[key] for name, key in plain if key in printed}
    for name, key, read in read_:
        if key in printed:
            value = printed[key]
            given[name] = value if value is None else read(value, document)
    return kind(**given)


def extraction_to_json(document: Document, extraction: Extraction) -> Json:
    """Print a document and all that it says, as one object."""
    about = {
        "id": document.id,
        "path": document.path,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "published_from": document.published_from.value,
        "language": document.language,
        "credits": list(document.credits),
        "kind": document.kind.value,
        "is_dialogue_report": extraction.is_dialogue_report,
        "derived_by": document.derived_by,
        "made_by": extraction.made_by,
    }
    passages = [{"span": list(p.span), "role": p.role.value} for p in document.passages]
    claims = {cls.KEY: [claim_to_json(c) for c in getattr(extraction, cls.KEY)] for cls in CLAIM_CLASSES}
    return {"document": about, "text": document.text, "passages": passages, **claims}


def citations_of(claim: Claim) -> tuple[tuple[str, Citation], ...]:
    """All citations of a claim as (field name, citation), in field order."""
    found: list[tuple[str, Citation]] = []
    kind: Any = type(claim)
    for name in _names(kind):
        value = getattr(claim, name)
        if isinstance(value, tuple):
            found += [(name, item) for item in value if isinstance(item, Citation)]
    return tuple(found)


def first_place(claim: Claim) -> int:
    """Where the first of a claim's cited words stand; 0 where it cites none."""
    kind: Any = type(claim)
    return min(
        [
            item.start
            for name in _names(kind)
            for item in getattr(claim, name) or ()
            if type(item) is Citation
        ],
        default=0,
    )


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields that may hold citations."""
    hints = get_type_hints(kind)
    return tuple(f.name for f in fields(kind) if Citation.__name__ in str(hints[f.name]))


def _ordered_fields(kind: type[Claim]) -> tuple[Any, ...]:
    # The confidence, declared first by the base class, is printed last.
    own = [f for f in fields(kind) if f.name != "confidence"]
    return (*own, *(f for f in fields(kind) if f.name == "confidence"))


def _to_json(value: Any) -> Any:
    if isinstance(value, Citation):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, (tuple, list)):
        return [_to_json(item) for item in value]
    if is_dataclass(value):
        return {f.name.rstrip("_"): _to_json(getattr(value, f.name)) for f in fields(value)}
    return value


@cache
def _reader(hint: Any) -> Read | None:
    """What reads a value of one type that is not None, or None where it stays as it is; worked out once, since claims
    are read by the hundred thousand."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (a for a in get_args(hint) if a is not type(None))
        return _reader(inner)
    if hint is Citation:
        return _cite
    if origin is tuple:
        if get_args(hint)[0] is Citation:
            return lambda value, document: cite_each(document.id, document.text, value)
        read = _reader(get_args(hint)[0])
        if read is None:
            return lambda value, document: tuple(value)
        return lambda value, document: tuple([read(item, document) for item in value])
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        return lambda value, document: members[value] if value in members else hint(value)
    if is_dataclass(hint):
        return lambda value, document: _dataclass_from_json(hint, value, document)
    return None


def _cite(place: Any, document: Document) -> Citation:
    start, end = place
    return Citation(document.id, start, end, document.text[start:end], document.text)


def _dataclass_from_json(kind: Any, printed: Mapping[str, Any], document: Document) -> Any:
    given: Json = {}
    for name, key, read in _readers(kind):
        value = printed[key]
        given[name] = value if value is None or read is None else read(value, document)
    return kind(**given)


@cache
def _readers(kind: Any) -> tuple[tuple[str, str, Read | None], ...]:
    """Each field's name, its key in JSON and what reads it."""
    hints = get_type_hints(kind)
    return tuple((f.name, f.name.rstrip("_"), _reader(hints[f.name])) for f in fields(kind))


@cache
def _parts(kind: Any) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str, Read], ...]]:
    """The fields that stay as they are in JSON, and those that are read."""
    readers = _readers(kind)
    plain = tuple((name, key) for name, key, read in readers if read is None)
    return plain, tuple((name, key, read) for name, key, read in readers if read is not None)
