"""The fields of an entry that can be corrected, each as a person would type it; values are checked elsewhere."""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Union, get_args, get_origin

from tracktwo.model import Citation, Claim
from tracktwo.model.printed import claim_to_json
from tracktwo.record.corrections import correctable, type_of


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name as JSON has it, its value as it is typed, and what it can have if that can be listed."""

    name: str
    typed: str
    choices: tuple[str, ...] = ()
    is_optional: bool = True
    hint: str = ""


def fields_of(claim: Claim) -> tuple[Field, ...]:
    """Every field of a claim that can be corrected."""
    printed = claim_to_json(claim)
    return tuple(_field(claim.KEY, name, printed) for name in correctable(claim.KEY))


def _field(kind: str, name: str, printed: Mapping[str, Any]) -> Field:
    hint, is_optional = type_of(kind, name), False
    if get_origin(hint) in (Union, types.UnionType):
        hint, is_optional = next(a for a in get_args(hint) if a is not types.NoneType), True
    is_list = get_origin(hint) is tuple
    choices = (
        tuple(str(one.value) for one in hint) if isinstance(hint, type) and issubclass(hint, Enum) else ()
    )
    whole, _, part = name.partition(".")
    value = printed.get(whole)
    if part:
        value = value.get(part) if isinstance(value, dict) else None
    if hint is bool:
        choices = ("yes", "no")
    return Field(name, _typed(value), choices, is_optional or is_list, _hint(name, hint, is_list))


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _person(value)
    if isinstance(value, list):
        is_span = len(value) == 2 and all(type(n) is int for n in value)
        return f"{value[0]}-{value[1]}" if is_span else "; ".join(map(_typed, value))
    return str(value)


def _person(value: Mapping[str, Any]) -> str:
    name, party = value.get("name"), value.get("party")
    named = f"{name} ({party})" if name and party else name or party or ""
    return f"{named}, {value['function']}" if value.get("function") else named


def _hint(name: str, hint: Any, is_list: bool) -> str:
    last = name.rpartition(".")[2]
    if last in ("when", "due"):
        return "2013-08-02, 2013-08, 2013-08~ (about) or 2013-08-01/2013-08-03"
    if is_list and get_args(hint)[0] is Citation:
        return "places such as 1056-1180, or the words themselves"
    if last in ("party", "parties", "by", "to", "country"):
        return "codes such as PAK; several by semicolons" if is_list else "a code such as PAK"
    if last in ("who", "with", "delegates"):
        return "Lena Marsh (RUR); ELB"
    return "several by semicolons" if is_list else ""
