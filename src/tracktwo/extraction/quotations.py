"""Quotation marks: which stretches of the read text stand inside them, and which go on in the next paragraph.

It pairs marks only. Who speaks, and whether quoted words are a statement or a term, is decided elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tracktwo.model import Document, Span

_OPENERS = {"“": "”", "„": "“”", "«": "»", "‟": "”"}
_PARAGRAPH = re.compile(r"[ \t\r]*\n[ \t\r]*(?:\n\s*)+")
_LINE = re.compile(r"[ \t\r]*\n\s*")
#: A line this long or longer that breaks without a blank line is wrapped text, not a paragraph of its own.
_WRAPPED = 60


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between two marks. ``outer`` includes the marks; an unclosed one ends with its paragraph."""

    outer: Span
    inner: Span
    #: Number of the paragraph, as in :func:`paragraphs_of`.
    paragraph: int
    #: Not closed because it goes on in the next paragraph.
    runs_on: bool = False

    def word_count(self, text: str) -> int:
        """How many words are quoted."""
        return len(text[self.inner.start : self.inner.end].split())


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text: by blank lines, or by lines where no blank line parts them."""
    parted = _split(text, _PARAGRAPH)
    found: list[Span] = []
    for span in parted:
        lines = list(_split(text[span.start : span.end], _LINE))
        wrapped = len(lines) > 2 and all(
            _WRAPPED <= line.end - line.start <= 2 * _WRAPPED for line in lines[:-1]
        )
        if wrapped:
            found.append(span)
        else:
            found += [Span(span.start + a, span.start + b) for a, b in lines]
    return tuple(found)


def find_quotations(document: Document, paragraphs: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Find all quotations of the passages that are read, in order and never one inside another."""
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        if not document.is_read(paragraph):
            continue
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found += _in_paragraph(document.text, paragraph, number, following)
    return tuple(found)


def quoted_at(quotations: tuple[Quotation, ...], offset: int) -> Quotation | None:
    """The quotation whose marks enclose ``offset``, or None."""
    at = bisect_right(quotations, offset, key=lambda q: q.outer.start) - 1
    return quotations[at] if at >= 0 and offset < quotations[at].outer.end else None


def _split(text: str, separator: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for match in separator.finditer(text):
        if text[start : match.start()].strip():
            yield Span(start, match.start())
        start = match.end()
    if text[start:].strip():
        yield Span(start, len(text.rstrip()) if text[start:].rstrip() else len(text))


def _in_paragraph(text: str, span: Span, number: int, following: Span | None) -> Iterator[Quotation]:
    position = span.start
    while position < span.end:
        opener = _next_opener(text, position, span.end)
        if opener is None:
            return
        closer = _closer(text, opener, span.end)
        if closer is not None:
            if closer > opener + 1:
                yield Quotation(Span(opener, closer + 1), Span(opener + 1, closer), number)
            position = closer + 1
            continue
        starts_so = following is not None and _is_opener(text, following.start)
        leads = text[span.start : opener].strip(" \t\xa0") == "" or starts_so
        if leads and text[opener] != "'":
            yield Quotation(Span(opener, span.end), Span(opener + 1, span.end), number, runs_on=starts_so)
            return
        position = opener + 1


def _next_opener(text: str, start: int, end: int) -> int | None:
    return next((i for i in range(start, end) if _is_opener(text, i)), None)


def _is_opener(text: str, at: int) -> bool:
    mark = text[at]
    if mark in _OPENERS:
        return True
    after = text[at + 1] if at + 1 < len(text) else " "
    before = text[at - 1] if at else " "
    if mark == '"' or text[at : at + 2] in ("''", "``"):
        return not after.isspace() and (before.isspace() or before in "([{-–—/:…,.;‘'")
    if mark in "‘'":  # a single mark opens only where no apostrophe can stand
        return (
            (before.isspace() or before in "([—–")
            and (after.isupper() or after.isalpha())
            and _closes_single(text, at)
        )
    return False


def _closes_single(text: str, at: int) -> bool:
    """Whether a single mark opened at ``at`` is closed on its line in the way that quoted speech is."""
    line_end = text.find("\n", at)
    rest = text[at + 1 : line_end if line_end >= 0 else len(text)]
    return re.search(r"[,.!?][’'](?=[\s)\]—–]|$)|(?<=\w)[’'](?=[,.;:!?)—–]|\s*$)", rest) is not None


def _closer(text: str, opener: int, end: int) -> int | None:
    mark = text[opener]
    if mark in "‘'" and text[opener : opener + 2] != "''":
        match = re.compile(r"[,.!?][’'](?=[\s)\]—–]|$)|(?<=\w)[’'](?=[,.;:!?)—–]|\s*$)").search(
            text, opener + 1, end
        )
        return match.end() - 1 if match else None
    depth = 0
    for i in range(opener + 1, end):
        if mark in _OPENERS:
            if text[i] == mark and mark != "„":
                depth += 1
            elif text[i] in _OPENERS[mark] or (text[i] == '"' and not _is_opener(text, i)):
                if depth == 0:
                    return i
                depth -= 1
        elif (text[i] in '"”' and not text[i - 1].isspace()) or (
            text[i] == '"' and (i + 1 >= end or text[i + 1].isspace())
        ):
            return i
    if depth:  # a mark inside was never closed: the first closing mark is ours
        return next((i for i in range(opener + 1, end) if text[i] in _OPENERS[mark]), None)
    return None
