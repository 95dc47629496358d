"""Drafts from the reader's learned attributions, less those that stand where no statement is made.

Nothing is resolved here, and no attribution is made up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from spacy.tokens import Doc

from tracktwo.extraction.drafts import Draft, spans_from, tokens_in
from tracktwo.model import Document, PassageRole, Span

#: Slope and shift of the log odds, fitted on PolNeAR dev.
_SLOPE, _SHIFT = 0.75, 0.1


def learned_drafts(document: Document, doc: Doc, *, titles: bool) -> list[Draft]:
    """The attributions of ``doc`` as drafts; those that touch a title only where ``titles``."""
    aside = [p.span for p in document.passages if not p.is_read]
    if not titles:
        aside += [p.span for p in document.passages if p.role is PassageRole.TITLE]
    found = []
    for a in doc._.attributions:
        content = spans_from(a.content)
        cue = spans_from(a.cue)
        if not content or _touches((*cue, *content), aside):
            continue
        found.append(
            Draft(
                spans_from(a.source),
                cue,
                content,
                calibrated(a.probability),
                act=a.act,
                act_probability=a.act_probability,
                cue_tokens=tokens_in(doc, cue),
            )
        )
    return found


def calibrated(probability: float) -> float:
    """The reader's probability as the share of such attributions that is right.

    Platt scaling on PolNeAR's development part: `python -m evaluation statements` prints the table.
    """
    odds = math.log(max(probability, 1e-6) / max(1.0 - probability, 1e-6))
    return 1.0 / (1.0 + math.exp(-(_SLOPE * odds + _SHIFT)))


def _touches(spans: Sequence[Span], aside: Sequence[Span]) -> bool:
    return any(s.overlaps(a) for s in spans for a in aside)
