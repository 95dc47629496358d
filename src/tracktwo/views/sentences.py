"""The sentence around a cited place, for showing it with its context.

Works on the text alone, so that a record can be read on a machine without the reading model; what counts as
evidence was decided when the claim was made, and is not decided here.
"""

import re
from functools import cache

from tracktwo.lexicon import load
from tracktwo.model import Span

#: A sentence's end: its mark with closing quotes and brackets, then space and what looks like a beginning.
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n|\n(?=\s*[•·*–-]\s)")
_WORD_BEFORE = re.compile(r"([^\s\"'“”‘’(\[]+)\.$")


def sentence_around(text: str, start: int, end: int) -> Span:
    """Widen ``start`` to ``end`` (code points of ``text``) to whole sentences, without space at the edges."""
    left, right = 0, len(text)
    # A sentence of more than two thousand characters is a table or a list: context stops there.
    floor, ceiling = max(0, start - 2000), min(len(text), end + 2000)
    for mark in _END.finditer(text, floor, ceiling):
        if _is_abbreviation(text, mark):
            continue
        if mark.end() <= start:
            left = mark.end()
        elif mark.start() >= end - 1:
            right = mark.end()
            break
    left, right = max(left, floor), min(right, ceiling)
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
