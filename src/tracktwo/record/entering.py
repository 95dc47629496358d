"""Reads the value of a field as a person types it: ``2013-08``, ``PAK; USA``, ``Mira Vance (RUR); ELB``, words cited.

Whether the field can have that value is checked in ``corrections``; this module only knows the ways to write one.
"""

import json
import re
import types
from enum import Enum
from typing import Any, Union, get_args, get_origin

from tracktwo.errors import UsageError
from tracktwo.model import Citation, Delegate, Document, Participant
from tracktwo.record.corrections import type_of

_SPAN = re.compile(r"(?:[0-9a-f]{4,64}:)?(\d+)[-–](\d+)", re.IGNORECASE)
_PERSON = re.compile(r"(?P<name>[^()]*?)\s*(?:\((?P<party>[^()]+)\))?(?:\s*,\s*(?P<function>[^()]+))?")


def value_from_words(kind: str, field: str, words: str | None, document: Document) -> Any:
    """The value as JSON, as claims are printed; None, or an empty list, for unknown.

    Lists are separated by semicolons, people carry their party in brackets, and citations are places
    (``1056-1180``) or the cited words themselves. JSON is taken as it is.

    Raises:
        UsageError: there is no such field, or these words are no value of its type.
    """
    hint, is_optional = _bare(type_of(kind, field))
    is_list = get_origin(hint) is tuple
    if words is None:
        if not is_list and not is_optional:
            raise UsageError(f"{field} cannot be unknown in {kind}; give it a value, or reject the entry")
        return [] if is_list else None
    if words[:1] in ("[", "{"):
        return _from_json(field, words)
    if not is_list:
        return _single(hint, field, words.strip())
    (inner, *_) = get_args(hint)
    parts = [part.strip() for part in words.split(";") if part.strip()]
    if inner is Citation:
        return _citations(field, words, document)
    if inner in (Participant, Delegate):
        return [_person(inner, field, part) for part in parts]
    return [_single(inner, field, part) for part in parts]


def _bare(hint: Any) -> tuple[Any, bool]:
    """A type without its ``| None``, and whether it had one."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    return next(a for a in get_args(hint) if a is not types.NoneType), True


def _from_json(field: str, words: str) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{field}: {words[:80]!r} begins as JSON does, but is none: {error}") from error


def _single(hint: Any, field: str, words: str) -> Any:
    if hint is bool:
        return {"yes": True, "true": True, "no": False, "false": False}.get(words.casefold(), words)
    if hint is int:
        if not (words.isascii() and words.isdigit()):
            raise UsageError(f"{field}: {words!r} is no number")
        return int(words) if len(words) < 10 else words
    if isinstance(hint, type) and issubclass(hint, Enum):
        known = {str(member.value).casefold(): member.value for member in hint}
        return known.get(words.casefold(), words)
    return words


def _person(hint: type, field: str, words: str) -> dict[str, str | None]:
    found = _PERSON.fullmatch(words)
    if not found or not (found["name"] or found["party"]):
        raise UsageError(f"{field}: {words!r} is nobody; write a name with the party in brackets: Name (PAK)")
    name, party = found["name"] or None, found["party"]
    if hint is Delegate:
        return {"name": name, "party": party, "function": found["function"] or "delegate"}
    if found["function"]:
        raise UsageError(f"{field}: {words!r}: separate people by semicolons")
    # A side alone is written as its code: nobody is called PAK.
    if party is None and name is not None and re.fullmatch(r"[A-Z]{3}(\+[A-Z]{3})*", name):
        name, party = None, name
    return {"name": name, "party": party}


def _citations(field: str, words: str, document: Document) -> list[list[int]]:
    places = [part.strip() for part in re.split(r"[;,]", words) if part.strip()]
    spans = [_SPAN.fullmatch(place) for place in places]
    if all(spans):
        return [[int(s[1]), int(s[2])] for s in spans if s]
    at = [m.start() for m in re.finditer(re.escape(words), document.text)]
    if len(at) != 1:
        what = "are not in the document" if not at else f"stand {len(at)} times in the document"
        raise UsageError(
            f"{field}: the words {words[:60]!r} {what}; give the place as first-last character, such as 1056-1180"
        )
    return [[at[0], at[0] + len(words)]]
