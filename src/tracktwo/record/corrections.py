"""Checks the value that a person gives a field of a claim, and puts it in its place.

The corrected claim is constructed as the frozen value that extraction makes, so a cited span must stand in the
document's text, an enum has one of its values and a date is EDTF. Who may correct what, and which of two
corrections holds, is decided elsewhere.
"""

import json
import types
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tracktwo import lexicon
from tracktwo.errors import MalformedDateError, TrackTwoError, UngroundedError, UsageError
from tracktwo.model import Citation, Document
from tracktwo.model.dates import Edtf
from tracktwo.model.judgement import canonical
from tracktwo.model.printed import citations_of, claim_from_json, claim_to_json
from tracktwo.record.facets import fold
from tracktwo.record.rows import KINDS

#: Set by TrackTwo, not by people.
_NOT_CORRECTED = frozenset({"confidence", "nested_in"})
#: Longest text and list that a field takes; what a document says of one thing is far shorter.
LONGEST, MOST = 2_000, 500
_DATES = frozenset({"when", "due"})
_PARTIES = frozenset({"party", "parties", "by", "to"})


def correctable(kind: str) -> tuple[str, ...]:
    """The fields of a class of claims that can be corrected; parts of a field as ``dialogue.name``."""
    return tuple(_hints_of(kind))


def corrected_payload(kind: str, payload: str, document: Document, field: str, value: Any) -> str:
    """The payload with another value for one field, proved to be a claim of the document.

    Raises:
        UsageError: the field cannot have that value; the message says which ones it can have.
    """
    check_value(kind, field, value)
    changed = _put(kind, json.loads(payload), field, value)
    enclosing = changed.get("nested_in")
    try:
        claim = claim_from_json(KINDS[kind], changed | ({"nested_in": None} if enclosing else {}), document)
    except UngroundedError as error:
        raise UsageError(
            f"{field}: {value} lies outside the document {document.id[7:15]}, which has "
            f"{len(document.text)} characters"
        ) from error
    except (KeyError, TypeError, ValueError, TrackTwoError) as error:
        raise UsageError(f"{field}: {value!r} makes no claim of the kind {kind}: {error}") from error
    if any(citation.exact.isspace() for _, citation in citations_of(claim)):
        raise UsageError(f"{field}: nothing but white space stands at {value}")
    printed = claim_to_json(claim)
    del printed["confidence"]
    if "nested_in" in printed:
        printed["nested_in"] = enclosing
    return canonical(printed)


def check_value(kind: str, field: str, value: Any) -> None:
    """Whether a field can have a value at all, the document apart.

    Raises:
        UsageError: there is no such field, or it cannot have that value.
    """
    hint = type_of(kind, field)
    _check(hint, field, value)
    if value == [] and hint == tuple[Citation, ...] and _is_required(kind, field):
        raise UsageError(f"{field} cannot be empty: an entry without its words cannot be")


def check_parties(field: str, value: Any, known: Collection[str]) -> None:
    """Whether every party in a value is one: of the lexicons, or ``known`` (folded), such as those of the record.

    Raises:
        UsageError: a party is not known.
    """
    for party in _parties_in(field.rpartition(".")[2], value):
        for one in party.split("+"):
            if one not in _parties() and fold(one) not in known:
                near = _codes_of_names().get(one.casefold())
                better = f"write {near}" if near else _DECLARE
                raise UsageError(f"{field}: {one!r} is no party that is known; {better}")


_DECLARE = "write the ISO 3166 alpha-3 code of a state, or declare the party in movements.yaml of your lexicon folder"


def _check(hint: Any, field: str, value: Any) -> None:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is not None:
            _check(next(a for a in args if a is not types.NoneType), field, value)
    elif origin is tuple:
        _must(isinstance(value, list) and len(value) <= MOST, field, value, "a list")
        for item in value:
            _check(args[0], field, item)
    elif hint is Citation:
        _must(_is_span(value), field, value, "places in the text, each a first and a last character")
    elif isinstance(hint, type) and issubclass(hint, Enum):
        allowed = [member.value for member in hint]
        _must(value in allowed, field, value, f"one of {', '.join(map(str, allowed))}")
    elif hint is bool:
        _must(isinstance(value, bool), field, value, "yes or no")
    elif hint is int:
        _must(type(value) is int and 0 <= value < 100_000, field, value, "a number")
    elif is_dataclass(hint):
        _check_parts(hint, field, value)
    else:
        _must(is_words(value), field, value, "words")
        _check_words(field.rpartition(".")[2], field, value)


def _check_parts(hint: Any, field: str, value: Any) -> None:
    names = [f.name for f in fields(hint)]
    _must(isinstance(value, dict) and set(value) == set(names), field, value, f"{', '.join(names)} each")
    for name, inner in get_type_hints(hint).items():
        _check(inner, f"{field}.{name}", value[name])


def _check_words(name: str, field: str, value: str) -> None:
    if name in _DATES:
        try:
            Edtf.parse(value)
        except MalformedDateError as error:
            raise UsageError(
                f"{field}: {value!r} is no date; write 2013-08-02, 2013-08, 2013, 2013-08~ (about) or "
                "2013-08-01/2013-08-03"
            ) from error
    if name == "country" and value not in lexicon.load("countries"):
        code = _codes_of_names().get(value.casefold())
        better = f"write {code}" if code else "write an ISO 3166 alpha-3 code"
        raise UsageError(f"{field}: {value!r} is no country; {better}")


def _must(holds: bool, field: str, value: Any, wanted: str) -> None:
    if not holds:
        raise UsageError(f"{field}: {str(value)[:80]!r} cannot stand there; it takes {wanted}")


def _is_span(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(n) is int for n in value)
        and 0 <= value[0] < value[1] < 2**31
    )


def is_words(value: Any, longest: int = LONGEST) -> bool:
    """Text that every database and file takes: some of it visible, without NUL and lone surrogates."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= len(value) <= longest:
        return False
    return "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value)


def _put(kind: str, payload: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    whole, _, part = field.partition(".")
    if not part:
        return payload | {whole: value}
    return payload | {whole: (payload[whole] or _blank(kind, whole)) | {part: value}}


def _blank(kind: str, whole: str) -> dict[str, Any]:
    """A nested value of which nothing is known yet."""
    parts = {f.partition(".")[2]: hint for f, hint in _hints_of(kind).items() if f.startswith(f"{whole}.")}
    return {part: [] if get_origin(hint) is tuple else None for part, hint in parts.items()}


def type_of(kind: str, field: str) -> Any:
    """The type that a correctable field has in the model.

    Raises:
        UsageError: there is no such field.
    """
    hints = _hints_of(kind)
    if field not in hints:
        raise UsageError(
            f"{kind} have no field {field!r} that can be corrected; their fields are: {', '.join(hints)}"
        )
    return hints[field]


@cache
def _hints_of(kind: str) -> Mapping[str, Any]:
    """The type of every correctable field; of a nested value, each part by itself."""
    hints = get_type_hints(KINDS[kind])
    found: dict[str, Any] = {}
    for f in fields(KINDS[kind]):
        name, hint = f.name.rstrip("_"), hints[f.name]
        if name in _NOT_CORRECTED:
            continue
        parts = _dataclass_in(hint)
        if parts is None:
            found[name] = hint
        else:
            found |= {f"{name}.{part}": inner for part, inner in get_type_hints(parts).items()}
    return types.MappingProxyType(found)


def _dataclass_in(hint: Any) -> Any | None:
    """The dataclass that a field holds one of; None for lists of them and for plain values."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return next((o for o in options if is_dataclass(o) and o is not Citation), None)


def _is_required(kind: str, field: str) -> bool:
    return any(f.name.rstrip("_") == field and f.default is MISSING for f in fields(KINDS[kind]))


def _parties_in(name: str, value: Any) -> list[str]:
    """Every party that a value for the field ``name`` names."""
    if isinstance(value, str):
        return [value] if name in _PARTIES else []
    if isinstance(value, list):
        return [party for item in value for party in _parties_in(name, item)]
    if isinstance(value, dict):
        return [party for part, inner in value.items() for party in _parties_in(part, inner)]
    return []


@cache
def _parties() -> frozenset[str]:
    lists: tuple[str, ...] = ("countries", "organisations", "movements")
    return frozenset(key for name in lists for key in lexicon.load(name))


@cache
def _codes_of_names() -> Mapping[str, str]:
    """Party by its name or another name of it, folded to lower case."""
    found: dict[str, str] = {}
    for name in ("movements", "organisations", "countries"):
        for party, entry in lexicon.load(name).items():
            about = entry or {}
            names = (party, about.get("name"), about.get("long"), *about.get("also", ()))
            names += (*about.get("adjectives", ()), *about.get("people", ()))
            found |= {words.casefold(): party for words in names if words}
    return found
