"""Tells what kind of text a document is, by weighing what its title, opening, wording and build speak for.

The rules and their weights are in ``lexicon/document_kinds.yaml``; nothing about talks is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tracktwo import lexicon
from tracktwo.model import DocumentKind, Passage, PassageRole
from tracktwo.source.credits import has_dateline
from tracktwo.source.lines import units_of
from tracktwo.source.turns import is_transcript

#: Characters that count as the opening.
_OPENING = 900
#: Words up to which a text is as short as readouts are.
_SHORT = 450
_BYLINE = re.compile(r"\W*(?:by|from our|from a) ", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]{0,1200}[\"”]")


def kind_of(
    text: str, passages: Sequence[Passage], title: str | None, credits: Sequence[str]
) -> DocumentKind:
    """Return the kind that most speaks for, or OTHER where little speaks for any."""
    rules = lexicon.load("document_kinds")
    body = "\n".join(text[p.span.start : p.span.end] for p in passages if p.role is PassageRole.BODY)
    weights = {kind: _by_words(kind, title or "", body[:_OPENING], text) for kind in _kinds()}
    for kind, weight in _by_build(text, body, passages, credits):
        weights[kind] += weight
    best = max(weights, key=lambda kind: weights[kind])
    return best if weights[best] >= rules["enough"] else DocumentKind.OTHER


def _kinds() -> list[DocumentKind]:
    return [kind for kind in DocumentKind if kind is not DocumentKind.OTHER]


def _by_words(kind: DocumentKind, title: str, opening: str, text: str) -> float:
    places = {"title": title, "opening": opening, "text": text}
    return sum(
        weight
        for place, words in places.items()
        for weight, pattern in _compiled(kind, place)
        if pattern.search(words)
    )


def _by_build(
    text: str, body: str, passages: Sequence[Passage], credits: Sequence[str]
) -> Iterator[tuple[DocumentKind, float]]:
    rules = lexicon.load("document_kinds")
    built = rules["structure"]
    words = max(len(body.split()), 1)
    if is_transcript([unit.text for unit in units_of(text)]):
        yield DocumentKind.TRANSCRIPT, built["transcript"]["turns"]
    if words <= _SHORT:
        yield DocumentKind.READOUT, built["readout"]["short"]
    if any(p.role is PassageRole.CREDIT and _BYLINE.match(text[p.span.start : p.span.end]) for p in passages):
        yield DocumentKind.NEWS_REPORT, built["news-report"]["byline"]
    if has_dateline(body):
        yield DocumentKind.NEWS_REPORT, built["news-report"]["dateline"]
    if credits:
        yield DocumentKind.NEWS_REPORT, built["news-report"]["credit"]
    reporting = 1000 * len(_pattern("reporting").findall(body)) / words
    if reporting >= rules["reporting_per_thousand"]:
        yield DocumentKind.NEWS_REPORT, built["news-report"]["reporting"]
    if reporting >= 2 * rules["reporting_per_thousand"]:
        yield DocumentKind.NEWS_REPORT, built["news-report"]["much_reporting"]
    own = _pattern("first_person", ignoring_case=False).findall(_QUOTED.sub(" ", body))
    if 1000 * len(own) / words >= rules["first_person_per_thousand"]:
        yield DocumentKind.OPINION, built["opinion"]["first_person"]
        yield DocumentKind.TRANSCRIPT, built["transcript"]["first_person"]


@cache
def _compiled(kind: DocumentKind, place: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    given = lexicon.load("document_kinds")[kind.value].get(place, [])
    return tuple((float(weight), re.compile(_folded(p), re.IGNORECASE | re.MULTILINE)) for weight, p in given)


def _folded(pattern: str) -> str:
    """``[A-Z]`` means a capital though case is disregarded, as in the other lexicons of this wing."""
    return re.sub(r"\[A-Z\]", "(?-i:[A-Z])", pattern)


@cache
def _pattern(name: str, ignoring_case: bool = True) -> re.Pattern[str]:
    return re.compile(lexicon.load("document_kinds")[name], re.IGNORECASE if ignoring_case else 0)
