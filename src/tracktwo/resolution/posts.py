"""Whether two wordings of an office can mean one post. Says nothing about who holds it."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import Any

from tracktwo.lexicon import load


class Likeness(IntEnum):
    """How well two wordings of an office go together, the better the higher."""

    OTHER = 0
    #: One line of work on two rungs: Deputy Secretary, Under Secretary.
    RUNG = 1
    #: One post, as far as the words go: Secretary, Secretary of State.
    SAME = 2


@cache
def likeness(one: str, other: str) -> Likeness | None:
    """How well two wordings of an office go together; None where either says nothing that could be compared."""
    a, b = _counted(one), _counted(other)
    if not a or not b:
        return None
    ranks, kinds = frozenset(_words()["ranks"]), frozenset(_words()["kinds"])
    bare_a, bare_b = a - ranks, b - ranks
    if not (bare_a <= bare_b or bare_b <= bare_a) or a & kinds != b & kinds:
        return Likeness.OTHER
    return Likeness.SAME if a & ranks == b & ranks else Likeness.RUNG


@cache
def office_words(office: str) -> frozenset[str]:
    """The words that tell an office from others, folded; countries, articles and "affairs" are none of them."""
    said = re.findall(r"[^\W\d_]+", re.sub(r"\b[A-Z](?:\.[A-Z])+\.?|['’]s\b", " ", office).casefold())
    spelt = _words()["spelt"]
    return frozenset(spelt.get(w, w) for w in said if w not in _light() and w not in _of_countries())


@cache
def is_former(office: str) -> bool:
    """Whether an office is said not to be held any more, or not yet."""
    return not set(re.findall(r"[\w-]+", office.casefold())).isdisjoint(_words()["former"])


def is_shared(words: frozenset[str]) -> bool:
    """Whether many hold such an office at a time, so that alone it names nobody."""
    return words <= frozenset(_words()["shared"])


@cache
def _counted(office: str) -> frozenset[str]:
    """The words of an office that count, whether it is held or was, each in the singular and in one way."""
    alike = _words()["alike"]
    plain = office.casefold().replace("undersecretary", "under secretary")
    found = frozenset(alike.get(w, w) for w in office_words(plain)) - frozenset(_words()["former"])
    # "Under President Velon" names no rank.
    return found if "secretary" in found else found - {"under"}


@cache
def _light() -> frozenset[str]:
    return frozenset(_words()["light"])


@cache
def _words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load("office_words")
    return loaded


@cache
def _of_countries() -> frozenset[str]:
    found: set[str] = set()
    for about in load("countries").values():
        for words in (
            about["name"],
            about.get("long") or "",
            *about.get("also", ()),
            *about.get("adjectives", ()),
        ):
            found.update(re.findall(r"[^\W\d_]+", str(words).casefold()))
    # "State" is a word of countries' long names and of secretaries' titles.
    return frozenset(found) - frozenset(_words()["kept"])
