"""Give quotations to their speakers: repair contents that stop short of a mark, and place those without a cue.

A quotation that no attribution covers belongs to the one that another stretch of the same paragraph has, or, when
it fills its paragraph, to the speaker quoted right before. Terms in quotation marks stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracktwo.extraction.drafts import Draft, Origin, Spans, covered
from tracktwo.extraction.quotations import Quotation
from tracktwo.model import Span

#: A quotation of fewer words is a term or a phrase unless it ends like a sentence.
_FEWEST_WORDS = 5
#: Share of a quotation that a content must cover to be given all of it (set on PolNeAR dev).
_MOSTLY = 0.5
#: How sure a continuation is: nothing but its place speaks for it (calibrated on PolNeAR dev).
_CONTINUED = 0.6


def is_speech(quotation: Quotation, text: str) -> bool:
    """Whether what is quoted is uttered words, and not a name or a term."""
    inner = text[quotation.inner.start : quotation.inner.end].strip()
    words = quotation.word_count(text)
    return words >= _FEWEST_WORDS or (words >= 2 and inner[-1:] in ",.!?" and inner[:1].isupper())


def snapped(drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Extend contents to the marks of the quotations that they mostly cover, and only where the cue is outside."""
    return [_snap(d, quotations) for d in drafts]


def _snap(draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    first, last = draft.content[0].start, draft.content[-1].end
    spans = list(draft.content)
    for quotation in quotations:
        if quotation.outer.end <= first or quotation.outer.start >= last:
            continue
        if any(quotation.outer.contains(s) for s in (*draft.cue, *draft.source)):
            continue
        share = covered([quotation.inner], spans)
        if _MOSTLY <= share < 1.0:
            spans.append(quotation.inner)
    return replace(draft, content=merged(spans)) if len(spans) > len(draft.content) else draft


def merged(spans: Sequence[Span]) -> Spans:
    """Join spans that touch or overlap, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def placed(
    drafts: Sequence[Draft], quotations: Sequence[Quotation], paragraphs: Sequence[Span], text: str
) -> list[Draft]:
    """Give each uncovered quotation of speech to its speaker, as more content of the draft it goes on from.

    Quotations whose speaker stays open are left out.
    """
    result = list(drafts)
    for quotation in quotations:
        if not is_speech(quotation, text) or _is_covered(quotation, result):
            continue
        owner = _owner(quotation, result, quotations, paragraphs, text)
        if owner is not None:
            result[owner] = replace(result[owner], content=merged([*result[owner].content, quotation.inner]))
    return result


def _is_covered(quotation: Quotation, drafts: Sequence[Draft]) -> bool:
    return any(
        covered([quotation.inner], d.content) > 0.3
        for d in drafts
        if d.content[-1].end > quotation.inner.start and d.content[0].start < quotation.inner.end
    )


def _owner(
    quotation: Quotation,
    drafts: Sequence[Draft],
    quotations: Sequence[Quotation],
    paragraphs: Sequence[Span],
    text: str,
) -> int | None:
    paragraph = paragraphs[quotation.paragraph]
    before = _last_quoting(drafts, Span(paragraph.start, quotation.outer.start), quotations)
    fills = not text[paragraph.start : quotation.outer.start].strip()
    if before is not None and not _has_new_subject(text, drafts[before], quotation):
        return before
    if not fills or quotation.paragraph == 0:
        return None
    if text[quotation.outer.end : paragraph.end].strip(" \n\t.,;"):
        return None
    previous = paragraphs[quotation.paragraph - 1]
    return _last_quoting(drafts, previous, quotations)


def _has_new_subject(text: str, draft: Draft, quotation: Quotation) -> bool:
    """Whether more than a few words stand between what the draft covers and the quotation."""
    end = max(
        s.end for s in (*draft.cue, *draft.source, *draft.content) if s.end <= quotation.outer.start + 1
    )
    return len(text[end : quotation.outer.start].split()) > 2


def _last_quoting(drafts: Sequence[Draft], place: Span, quotations: Sequence[Quotation]) -> int | None:
    """The draft whose quoted content stands last in ``place``."""
    best: int | None = None
    for number, draft in enumerate(drafts):
        ends = [
            s.end for s in (*draft.content, *draft.cue) if place.start <= s.start and s.end <= place.end + 1
        ]
        if not ends or not _quotes(draft, quotations):
            continue
        if best is None or max(ends) > max(
            s.end for s in (*drafts[best].content, *drafts[best].cue) if s.end <= place.end + 1
        ):
            best = number
    return best


def _quotes(draft: Draft, quotations: Sequence[Quotation]) -> bool:
    return any(q.outer.overlaps(s) for q in quotations for s in draft.content)


def continuation(draft: Draft, content: Spans) -> Draft:
    """A draft of its own for words that go on from ``draft``."""
    probability = min(draft.probability, max(_CONTINUED, draft.probability * 0.8))
    return replace(draft, content=content, probability=probability, origin=Origin.QUOTATION, act=None)
