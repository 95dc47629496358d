"""Finds the agencies that a text is credited to: in credit lines, in a dateline's brackets, at the end.

An agency that a sentence merely mentions ("told Reuters") is no credit. Names are in ``lexicon/agencies.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Passage, PassageRole

_DATELINE = re.compile(r"\W{0,3}[A-Z][^()\n]{1,70}?\((?P<credit>[^()\n]{2,50})\)\s*(?:[-–—:]|$)")
_DATELINE_BARE = re.compile(
    r"\W{0,3}(?:[A-Z][\w .,'’/-]{1,50}?, |)(?P<credit>[A-Z][\w/ -]{1,25}?)\s*(?:--|–|—| - |:)\s"
)
_DATELINE_IN_CAPITALS = re.compile(
    r"\W{0,3}[A-Z][A-Z .'’/-]{2,40}(?:,[^\n:–—]{2,40})?\s*(?:\([^()\n]{2,40}\)\s*)?(?:--|–|—|:| - )"
)
_ENDING = re.compile(
    r"(?:\((?P<bracketed>[^()\n]{2,60})\)|(?:--|—|–| - )\s*(?P<dashed>[A-Z][\w/., &-]{1,40}))\.?\s*$"
)
_SMALL = re.compile(
    r"\b(?:by|with|and|from|via|source|sources|agencies|reporting|report|news|staff|the|inputs?)\b|\W", re.I
)


def find_credits(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the agencies credited, each once, in the order in which they stand."""
    found: dict[str, None] = {}
    for place in _places(text, passages):
        for name in agencies_in(place):
            found.setdefault(name)
    return tuple(found)


def has_dateline(paragraph: str) -> bool:
    """Whether a paragraph opens as agencies do: a place, perhaps a day and an agency, then a dash or colon."""
    match = _DATELINE.match(paragraph)
    return bool(match and any(agencies_in(match.group("credit")))) or bool(
        _DATELINE_IN_CAPITALS.match(paragraph)
    )


def _places(text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the stretches in which a credit counts."""
    bodies = [p for p in passages if p.role is PassageRole.BODY]
    for passage in passages:
        words = text[passage.span.start : passage.span.end]
        if passage.role is PassageRole.CREDIT:
            yield words
        elif passage.role in (PassageRole.BOILERPLATE, PassageRole.BODY, PassageRole.TITLE):
            pieces = (piece.strip() for line in words.splitlines() for piece in line.split("|"))
            yield from (piece for piece in pieces if _is_only_names(piece))
        if bodies and passage is bodies[0]:
            for match in (_DATELINE.match(words), _DATELINE_BARE.match(words)):
                if match:
                    yield match.group("credit")
        if bodies and passage is bodies[-1] and (match := _ENDING.search(words)):
            yield match.group("bracketed") or match.group("dashed")


def agencies_in(text: str) -> Iterator[str]:
    """Yield the names of the agencies in a credit, in the order in which they stand."""
    for match in _pattern().finditer(text):
        name = match.group()
        yield _by_form().get(name) or name.casefold()


def _is_only_names(line: str) -> bool:
    if len(line) > 60 or not _pattern().search(line):
        return False
    return not _SMALL.sub("", _pattern().sub("", line))


@cache
def _by_form() -> dict[str, str]:
    return {form: name for name, forms in lexicon.load("agencies")["agencies"].items() for form in forms}


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_by_form(), key=len, reverse=True)
    unnamed = "|".join(re.escape(x) for x in lexicon.load("agencies")["unnamed"])
    named = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?<![\w@])(?:{named}|(?i:{unnamed}))(?!\w)")
