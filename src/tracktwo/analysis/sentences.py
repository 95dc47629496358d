"""The sentences of a text, found in the text alone, so that a record can be analysed without the reading model.

What counts as evidence was decided when a claim was made; here a cited place is only widened to its sentence.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tracktwo.lexicon import load
from tracktwo.model import Document, Span

#: A sentence's end: its mark with closing quotes and brackets, then space and what looks like a beginning.
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n|\n(?=\s*[•·*–-]\s)")
_WORD_BEFORE = re.compile(r"([^\s\"'“”‘’(\[]+)\.$")
#: A sentence of more characters is a table or a list: context stops there.
LONGEST = 2000


@lru_cache(maxsize=16_384)
def sentence_around(text: str, start: int, end: int) -> Span:
    """Widen ``start`` to ``end`` (code points of ``text``) to whole sentences, without space at the edges."""
    left, right = 0, len(text)
    floor, ceiling = max(0, start - LONGEST), min(len(text), end + LONGEST)
    for mark in _END.finditer(text, floor, ceiling):
        if _is_abbreviation(text, mark):
            continue
        if mark.end() <= start:
            left = mark.end()
        elif mark.start() >= end - 1:
            right = mark.end()
            break
    return _trimmed(text, max(left, floor), min(right, ceiling))


def sentences_of(document: Document) -> Iterator[Span]:
    """Every sentence of a document that lies in a passage that is read, in order."""
    text, start = document.text, 0
    ends = [m.end() for m in _END.finditer(text) if not _is_abbreviation(text, m)]
    for end in [*ends, len(text)]:
        span = _trimmed(text, start, end)
        start = end
        if 0 < span.end - span.start <= LONGEST and document.is_read(span):
            yield span


def _trimmed(text: str, left: int, right: int) -> Span:
    found = text[left:right]
    return Span(left + len(found) - len(found.lstrip()), right - (len(found) - len(found.rstrip())))


def _is_abbreviation(text: str, mark: re.Match[str]) -> bool:
    if "\n\n" in mark.group().replace("\r", "") or text[mark.start() - 1] != ".":
        return False
    before = _WORD_BEFORE.search(text, max(0, mark.start() - 20), mark.start())
    if before is None:
        return False
    word = before.group(1)
    return len(word) == 1 or word in _abbreviations() or bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("abbreviations"))
