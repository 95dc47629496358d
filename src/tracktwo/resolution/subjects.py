"""What the name of a dialogue says beyond its parties: the sector it keeps to, and words of its own."""

import re
from functools import cache
from typing import Any

from tracktwo.lexicon import load

#: Names of more words are descriptions: "the first round of the Ilvar Dialogue on the river".
LONGEST = 7


@cache
def sector_of(name: str | None) -> str | None:
    """The sector that a series of officials keeps to (``human-rights``); None for the main dialogue.

    Only a proper name tells of a series: energy talks in small letters may be a part of any.
    """
    if not name or name == name.casefold() or "," in name or len(_words(name)) > LONGEST:
        return None
    said = f" {' '.join(_words(name))} "
    # "U.S.-EU Dialogue on China" is about a third party, whatever else it is called.
    if third := re.search(r"\bon (?:the )?([A-Z]\w+(?:[ -](?:of )?[A-Z]\w+)*)$", name):
        about = " ".join(_words(third[1]))
        if about in _of_countries() or about in _sectors()["regions"]:
            return about.replace(" ", "-")
    _, on, behind = said.partition(" on ")
    if any(f" {word} " in said for word in _sectors()["whole"]) and not (on and _sector_in(f" {behind}")):
        return None
    return _sector_in(said)


def wider_format_of(name: str | None, sides: int) -> str | None:
    """The word by which a proper name tells of more sides than so many (``quad``); None where it does not.

    Two members of a wider meeting who are told of alone hold it beside their own dialogue, not as part of it.
    """
    if not name or name == name.casefold():
        return None
    counts: dict[str, int] = _sectors()["sides"]
    return next((word for word in _words(name) if counts.get(word, 0) > sides), None)


def _sector_in(said: str) -> str | None:
    """The sector that is named first."""
    places = [
        (said.find(f" {word} "), sector)
        for sector, terms in _sectors()["sectors"].items()
        for word in terms
        if f" {word} " in said
    ]
    return min(places)[1] if places else None


@cache
def own_words(name: str | None) -> frozenset[str]:
    """The words by which a proper name tells its series from others between the same parties."""
    if not name or name == name.casefold():
        return frozenset()
    return frozenset(_words(name)) - _generic() - _of_countries()


def _words(name: str) -> list[str]:
    return re.findall(r"\w+(?:\.\w+)*", name.casefold())


@cache
def _sectors() -> dict[str, Any]:
    loaded: dict[str, Any] = load("dialogue_sectors")
    return loaded


@cache
def _generic() -> frozenset[str]:
    return frozenset(_sectors()["generic"])


@cache
def _of_countries() -> frozenset[str]:
    """Words that name states and their people."""
    return frozenset(word for entry in load("countries").values() for word in _in_values(entry))


def _in_values(value: object) -> set[str]:
    if isinstance(value, str):
        return set(_words(value))
    if isinstance(value, dict):
        return {word for inner in value.values() for word in _in_values(inner)}
    if isinstance(value, list):
        return {word for inner in value for word in _in_values(inner)}
    return set()
