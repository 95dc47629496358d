"""Who issues a joint statement, so that its "we" are those who publish it and not those whom it is about.

It reads the line that announces the text ("released by the governments of …", "a joint statement by …") and the
title. Who speaks in any other document is not asked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tracktwo import lexicon
from tracktwo.extraction.parties import Kind, find_namings, join_parties
from tracktwo.model import Document, Person

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: How far from the top the line stands that announces a joint statement, in code points.
_TOP = 1500
#: A naming of these kinds is where something is, not who issues it.
_PLACES = (Kind.CITY, Kind.CAPITAL)


@dataclass(frozen=True, slots=True)
class Issuers:
    """``party`` is None where the list has members that are not named; ``told`` says whether there is a list."""

    party: str | None
    told: bool


def issuers_of(document: Document, actors: Actors) -> Issuers:
    """Who issues a joint statement, by the line that announces it, else by its title."""
    top = next((p.span.start for p in document.passages if p.is_read), 0)
    for words in (document.text[top : top + _TOP], document.title or ""):
        for match in _announcing().finditer(words):
            found = _parties_in(_list_behind(words[match.end() :]), actors)
            if found.told:
                return found
        for match in _bearing().finditer(words):
            found = _parties_in(match["issuers"], actors)
            if found.party and "+" in found.party:
                return found
    return Issuers(None, False)


def _list_behind(words: str) -> str:
    """The list of issuers that ``words`` open with, up to what the statement is about or does."""
    stop = _ending().search(words)
    return words[: stop.start()] if stop else words[:400]


def _parties_in(words: str, actors: Actors) -> Issuers:
    named = [n.party for n in find_namings(words) if n.party and n.kind not in _PLACES]
    named += [p.party for p in actors.people if p.party and _is_named(p, words)]
    if _open_list().search(words):
        return Issuers(None, bool(named))
    return Issuers(join_parties(named), bool(named))


def _is_named(person: Person, words: str) -> bool:
    return re.search(rf"\b{re.escape(person.name.split()[-1])}\b", words) is not None


@cache
def _announcing() -> re.Pattern[str]:
    return _any_of("announcing")


@cache
def _bearing() -> re.Pattern[str]:
    return _any_of("bearing")


@cache
def _ending() -> re.Pattern[str]:
    return _any_of("ending")


@cache
def _open_list() -> re.Pattern[str]:
    return _any_of("open_list")


def _any_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lexicon.load("issuers")[name]))
