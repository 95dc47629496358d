"""Statements given as a list: "The Ministers agreed:" and, below, "(a) to establish …; (b) to conduct …".

Only what stands under a draft whose reporting words end in a colon is taken; other lists say nothing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracktwo.extraction.drafts import Draft, Origin, Spans
from tracktwo.model import Document, Span

_ITEM = re.compile(r"\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-–•·▪*o])\s+(?=\S)")
#: How often an item is what its head says (read on development pages).
_PROBABILITY = 0.75


def with_list_items(drafts: Sequence[Draft], document: Document, paragraphs: Sequence[Span]) -> list[Draft]:
    """``drafts``, and one more for each item below a draft that introduces a list."""
    found: list[Draft] = []
    heads: set[Spans] = set()
    for draft in drafts:
        items = _items_below(draft, document, paragraphs)
        if not items:
            found.append(draft)
        elif draft.cue not in heads:
            heads.add(draft.cue)
            found += [
                replace(draft, content=(item,), probability=_PROBABILITY, origin=Origin.LISTED)
                for item in items
            ]
    return found


def _items_below(draft: Draft, document: Document, paragraphs: Sequence[Span]) -> list[Span]:
    head = _paragraph_at(draft.cue[-1].start if draft.cue else draft.start, paragraphs)
    if head is None or not _introduces(draft, document.text, paragraphs[head]):
        return []
    items = []
    for paragraph in paragraphs[head + 1 :]:
        item = _ITEM.match(document.text, paragraph.start, paragraph.end)
        if item is None or not document.is_read(paragraph):
            break
        content = _trimmed(document.text, Span(item.end(), paragraph.end))
        if content.end > content.start:
            items.append(content)
    return items


def _paragraph_at(offset: int, paragraphs: Sequence[Span]) -> int | None:
    return next((n for n, p in enumerate(paragraphs) if p.start <= offset < p.end), None)


def _introduces(draft: Draft, text: str, paragraph: Span) -> bool:
    """Whether nothing but a colon follows the draft's reporting words in their paragraph."""
    last = max(s.end for s in (*draft.cue, *draft.source) if s.end <= paragraph.end)
    rest = text[last : paragraph.end].strip()
    return text[: paragraph.end].rstrip().endswith(":") and len(rest.split()) <= 3


def _trimmed(text: str, span: Span) -> Span:
    words = re.sub(r"[;,.]?\s*(?:and|or)?\s*$", "", text[span.start : span.end])
    return Span(span.start, span.start + len(words.rstrip(" ;,.")))
