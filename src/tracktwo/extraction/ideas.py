"""Ideas put forward at a round of Track 1.5 or II: what participants proposed, recommended or suggested.

Ideas of persons who are named are statements and are found there; what officials propose is no idea in this sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.lines import Line, read_lines, split_sentences
from tracktwo.model import Document, Idea, Round, Span, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

_UNOFFICIAL = (Track.II, Track.ONE_AND_A_HALF)
_SHORTEST = 15
_CLAUSE_END = re.compile(r";|,\s+(?:while|whereas|but|although)\b|[.!?][”\"’)]*$")
#: Words of a list in a sentence stand for an idea with this confidence, those of a clause of their own with more.
_OF_CLAUSE, _OF_LIST = 0.75, 0.8


def find_ideas(document: Document, doc: Doc, actors: Actors, rounds: Sequence[Round]) -> tuple[Idea, ...]:
    """Find what was put forward at the rounds that a document tells of; nothing if all of them are official."""
    if not any({r.dialogue.track, r.dialogue.also_track} & set(_UNOFFICIAL) for r in rounds):
        return ()
    found: dict[Span, Idea] = {}
    lines = read_lines(document)
    for index, line in enumerate(lines):
        for what, around, confidence in (*_told(document.text, line), *_listed(document.text, lines, index)):
            if what not in found and not any(s.overlaps(what) for s in found):
                found[what] = Idea(
                    what=(document.cite(*what),), evidence=(document.cite(*around),), confidence=confidence
                )
    return tuple(found[span] for span in sorted(found))


def _told(text: str, line: Line) -> Iterator[tuple[Span, Span, float]]:
    for sentence in split_sentences(text, line.start, line.end):
        for match in _patterns("clauses").finditer(text, sentence.start, sentence.end):
            stop = _CLAUSE_END.search(text[match.end() : sentence.end])
            end = match.end() + (stop.start() if stop else sentence.end - match.end())
            if end - match.end() >= _SHORTEST:
                yield Span(match.end(), end), sentence, _OF_CLAUSE


def _listed(text: str, lines: Sequence[Line], index: int) -> Iterator[tuple[Span, Span, float]]:
    """Lines below "The following recommendations were made:"."""
    lead = lines[index]
    if not any(m.end() >= lead.end - 1 for m in _patterns("lists").finditer(text, lead.start, lead.end)):
        return
    below = lines[index + 1 :]
    bulleted = bool(below) and below[0].bullet > 0
    for position, line in enumerate(below):
        if bulleted != (line.bullet > 0) or (position and not bulleted and line.after_gap):
            return
        start = line.start + line.bullet
        if line.end - start >= _SHORTEST:
            yield Span(start, line.end), Span(line.start, line.end), _OF_LIST


@cache
def _patterns(key: str) -> re.Pattern[str]:
    data = lexicon.load("ideas")
    proposers = "|".join(sorted(map(re.escape, data["proposers"]), key=len, reverse=True))
    return re.compile("|".join(p.replace("<proposers>", proposers) for p in data[key]), re.IGNORECASE)
