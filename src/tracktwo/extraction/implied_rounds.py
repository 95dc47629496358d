"""The talks of two sides that a document reports without calling them a round or naming a dialogue.

A readout of a call or a report of a meeting tells of no round, but of two parties talking on Track I; this keeps
them, with low confidence, as a round without name and number. Engagements are found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.dialogue_names import parties_in
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.places import find_place
from tracktwo.extraction.relevance import sides_in
from tracktwo.extraction.times import Time
from tracktwo.model import Dialogue, Document, DocumentKind, Round, Span, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


_OF_CONTACT = (DocumentKind.READOUT, DocumentKind.JOINT_STATEMENT, DocumentKind.TRANSCRIPT)
#: Such a round stands in for the talks of two sides; no reader would count it.
CONFIDENCE = 0.5


def is_implied(item: Round) -> bool:
    """Whether a round was only implied, so that it neither starts nor concludes anything."""
    return item.confidence <= CONFIDENCE


def implied_round(
    document: Document, doc: Doc, actors: Actors, times: Sequence[Time], lines: Sequence[Line]
) -> Round | None:
    """The talks of the document's two sides where it names neither a round nor a dialogue."""
    sides = _sides(document, actors, lines)
    sentence = _telling(document, actors, lines)
    if len(sides) < 2 or sentence is None:
        return None
    place = find_place(document.text, doc, sentence.start, sentence.end)
    inside = [
        t
        for t in times
        if t.edtf and t.relation is None and sentence.contains(t.span) and t.edtf.count("-") > 0
    ]
    return Round(
        dialogue=Dialogue(None, sides, Track.I),
        when=inside[0].edtf if inside else None,
        where=place.where,
        country=place.country,
        venue=place.venue,
        evidence=(document.cite(*sentence),),
        confidence=CONFIDENCE,
    )


def _sides(document: Document, actors: Actors, lines: Sequence[Line]) -> tuple[str, ...]:
    """The parties that the title names, if it names two; else the document's two most prominent ones."""
    title = document.title or (lines[0].text if lines else "")
    named = [p for p in parties_in(title) if p in actors.parties]
    more = [p for p in actors.parties if p not in named]
    return tuple(sorted([*named, *more][: max(2, len(named))]))


def _telling(document: Document, actors: Actors, lines: Sequence[Line]) -> Span | None:
    """The first sentence below the title that tells of contact between two parties.

    A readout, a joint statement or a transcript is one of contact throughout, and begins with its first sentence.
    """
    text = document.text
    sentences = [
        s for line in lines for s in split_sentences(text, line.start, line.end) if not line.is_first
    ] or [Span(line.start, line.end) for line in lines]  # fmt: skip
    told = [s for s in sentences if len(_parties_of(s, text, actors)) > 1]
    told = [s for s in told if not _pattern("broken").search(text[s.start : s.end])]
    for wanted in (_pattern("contact"), _pattern("talks")):
        found = next((s for s in told if wanted.search(text[s.start : s.end])), None)
        if found is not None:
            return found
    return sentences[0] if sentences and document.kind in _OF_CONTACT else None


def _parties_of(sentence: Span, text: str, actors: Actors) -> set[str]:
    """Parties that a sentence names, and those of the persons whom it names."""
    persons = {p.party for p in actors.people for m in p.mentions if sentence.contains(m.span)}
    return sides_in(text[sentence.start : sentence.end]) | {p for p in persons if p}


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("round_status")[key]), re.IGNORECASE)
