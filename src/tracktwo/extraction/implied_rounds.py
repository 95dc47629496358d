"""The talks of two sides that a document reports as a fact without calling them a round.

Only a clause that says that these sides met, spoke or held talks, or will, gives such a round, with low confidence
and without name and number. Talks that are urged, welcomed, possible or conditional give none. Engagements are
found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.bystanders import (
    end_before_matter,
    is_of_saying,
    is_of_thing,
    sides_of,
    without_bystanders,
)
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.places import after_dateline, find_place
from tracktwo.extraction.relevance import sides_in
from tracktwo.extraction.times import Time
from tracktwo.model import Dialogue, Document, Round, Span, Status, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: Such a round stands in for the talks of two sides; no reader would count it.
CONFIDENCE = 0.5
#: How far before the words for the contact those stand that make it no fact.
_NEAR = 90
#: How far from those words the names of who met stand.
_BESIDE = 60
#: "president", "the ministers of A, B and C": more sides than these must all stand before the verb.
_TWO = 2

#: Where a clause begins that tells something else of what stands before it: "the regime, which fired one in May".
_RELATIVE = re.compile(r"(?:,|--|–|—|\()\s*(?:which|who|whose|where)\b")


def is_implied(item: Round) -> bool:
    """Whether a round was only implied, so that it neither starts nor concludes anything."""
    return item.implied


@dataclass(frozen=True, slots=True)
class _Contact:
    """A clause that tells of contact as a fact: its sentence, where its words stand, and its sides."""

    sentence: Span
    words: Span
    sides: tuple[str, ...]
    status: Status


def implied_round(
    document: Document, doc: Doc, actors: Actors, times: Sequence[Time], lines: Sequence[Line]
) -> Round | None:
    """The first talks of two sides that a document tells of as a fact."""
    text = document.text
    contact = next(_contacts(text, actors, lines), None)
    if contact is None:
        return None
    sentence = contact.sentence
    start = after_dateline(text, sentence.start)
    # "asked for help in Yemen, as the two met in Oslo": the place is that of their own clause
    joined = [m.end() for m in re.finditer(r", (?:as|when|while) ", text[start : contact.words.start])]
    start += joined[-1] if joined else 0
    place = find_place(text, doc, start, end_before_matter(text, contact.words.end, sentence.end))
    return Round(
        dialogue=Dialogue(None, contact.sides, Track.I),
        when=_when(text, contact, times),
        where=place.where,
        country=place.country,
        venue=place.venue,
        status=contact.status,
        implied=True,
        evidence=(document.cite(*sentence),),
        confidence=CONFIDENCE,
    )


def _contacts(text: str, actors: Actors, lines: Sequence[Line]) -> Iterator[_Contact]:
    """Clauses below the title that tell of contact between two sides, what happened before what is planned."""
    body = [line for line in lines if not is_title(line)] or list(lines)
    sentences = [s for line in body for s in split_sentences(text, line.start, line.end)]
    for key, status in (("met", Status.HELD), ("will_meet", Status.PLANNED)):
        for sentence in sentences:
            words = _factual(text, sentence, key)
            sides = _sides(text, sentence, words, actors, lines) if words else ()
            if words and sides:
                yield _Contact(sentence, words, sides, status)


def is_title(line: Line) -> bool:
    """Whether a line is a title and no paragraph; a first paragraph ends as sentences do."""
    return line.is_first and not line.text.endswith((".", "!", "”", '"'))


def _factual(text: str, sentence: Span, key: str) -> Span | None:
    """Where a sentence tells of contact that no word before it makes doubtful, conditional or old."""
    start = after_dateline(text, sentence.start)
    if _pattern("broken").search(text, start, sentence.end):
        return None
    for match in _pattern(key).finditer(text, start, sentence.end):
        ahead = text[max(start, match.start() - _NEAR) : match.start()]
        if not _pattern("no_fact").search(ahead):
            return Span(*match.span())
    return None


def _sides(text: str, sentence: Span, words: Span, actors: Actors, lines: Sequence[Line]) -> tuple[str, ...]:
    """The sides that the sentence names or that its persons have; one that is missing, if the document has but two."""
    kept = without_bystanders(text, sentence)
    persons = {
        p.party
        for p in actors.people
        for m in p.mentions
        if sentence.contains(m.span) and kept[m.span.start - sentence.start].strip()
    }
    sides = sides_in(kept) | {p for p in persons if p}
    if len(sides) > _TWO:
        return tuple(sorted(sides)) if sides <= sides_in(kept[: words.start - sentence.start]) else ()
    if len(sides) == 1 and _meets_somebody_open(actors, sentence, words):
        return ()
    if len(sides) == 1:
        spans = [s for line in lines for s in split_sentences(text, line.start, line.end)]
        known = set().union(*(sides_of(text, s) for s in spans)) | {p.party for p in actors.people}
        others = [p for p in actors.parties if p in known and p not in sides]
        sides |= set(others) if len(others) == 1 else set()
    return tuple(sorted(sides)) if len(sides) == _TWO else ()


def _meets_somebody_open(actors: Actors, sentence: Span, words: Span) -> bool:
    """Whether somebody stands right beside the words for the contact whose side nothing tells."""
    beside = Span(max(sentence.start, words.start - _BESIDE), min(sentence.end, words.end + _BESIDE))
    return any(not p.party and beside.overlaps(m.span) for p in actors.people for m in p.mentions)


def _when(text: str, contact: _Contact, times: Sequence[Time]) -> str | None:
    """The time nearest behind the words for the contact, else the nearest one before them."""
    inside = [
        t for t in times
        if t.edtf and t.relation is None and contact.sentence.contains(t.span) and "-" in t.edtf
        and not is_of_saying(text, t, contact.sentence) and not is_of_thing(text, t)
    ]  # fmt: skip
    stop = end_before_matter(text, contact.words.end, contact.sentence.end)
    relative = _RELATIVE.search(text, contact.words.end, stop)
    stop = relative.start() if relative else stop
    inside = [t for t in inside if t.span.start < stop]
    behind = [t for t in inside if t.span.start >= contact.words.start]
    best = behind[0] if behind else inside[-1] if inside else None
    return best.edtf if best else None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("round_status")[key]), re.IGNORECASE)
