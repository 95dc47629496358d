"""Drafts from the reader's learned attributions, less those that stand where no statement is made.

Nothing is resolved here, and no attribution is made up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from spacy.tokens import Doc

from tracktwo.extraction.cues import words_of
from tracktwo.extraction.drafts import Draft, Spans, spans_from, tokens_in
from tracktwo.model import Document, PassageRole, Span

_AS_SAYING = re.compile(r"\bas (?:saying|telling \w+|stating|warning)(?: that)?,?\s+")
#: Slope and shift of the log odds, fitted on PolNeAR dev.
_SLOPE, _SHIFT = 0.75, 0.1


def learned_drafts(document: Document, doc: Doc, *, titles: bool) -> list[Draft]:
    """The attributions of ``doc`` as drafts; those that touch a title only where ``titles``."""
    aside = [p.span for p in document.passages if not p.is_read]
    if not titles:
        aside += [p.span for p in document.passages if p.role is PassageRole.TITLE]
    found = []
    for a in doc._.attributions:
        content, cue, source = spans_from(a.content), spans_from(a.cue), spans_from(a.source)
        if not content or _touches((*cue, *content), aside):
            continue
        source, content = _quoted_as_saying(document.text, source, cue, content)
        found.append(
            Draft(
                source,
                cue,
                content,
                calibrated(a.probability),
                act=a.act,
                act_probability=a.act_probability,
                cue_tokens=tokens_in(doc, cue),
            )
        )
    return found


def _quoted_as_saying(text: str, source: Spans, cue: Spans, content: Spans) -> tuple[Spans, Spans]:
    """ "It quoted an official as saying …": the official is the source, what follows the content."""
    words = {w for s in cue for w in text[s.start : s.end].casefold().split()}
    match = _AS_SAYING.search(text, content[0].start, content[0].end)
    if match is None or not any(w.startswith(q) for q in words_of("quoting") for w in words):
        return source, content
    head = Span(content[0].start, content[0].start + len(text[content[0].start : match.start()].rstrip(" ,")))
    if head.end <= head.start or match.end() >= content[0].end:
        return source, content
    return (head,), (Span(match.end(), content[0].end), *content[1:])


def calibrated(probability: float) -> float:
    """The reader's probability as the share of such attributions that is right.

    Platt scaling on PolNeAR's development part: `python -m evaluation statements` prints the table.
    """
    odds = math.log(max(probability, 1e-6) / max(1.0 - probability, 1e-6))
    return 1.0 / (1.0 + math.exp(-(_SLOPE * odds + _SHIFT)))


def _touches(spans: Sequence[Span], aside: Sequence[Span]) -> bool:
    return any(s.overlaps(a) for s in spans for a in aside)
