"""The lines of a document that are read, with what shows that several of them make a list.

A line is what stands between two line breaks; converters put one list item, table cell or paragraph there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracktwo.model import Document, PassageRole, Span

_BULLET = re.compile(
    r"\s*(?:[-–—•●▪◦‣·*»■□o✓➢]\s+|\(?(?:\d{1,2}|[ivxIVX]{1,4}|[a-hA-H])[.)]\s+"
    r"|(?:Working |Plenary |Thematic )?(?:Session|Theme|Topic|Panel|Day|Sub-theme)\s*(?:No\.?\s*)?"
    r"(?:\d{1,2}|[IVX]{1,4}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight)?\s*[:.–—-]\s+)"
)


#: Widths between which a line may have been wrapped.
_NARROW, _WIDE = 50, 82


@dataclass(frozen=True, slots=True)
class Line:
    """One line; offsets are code points of the document, without white space at the edges."""

    start: int
    end: int
    text: str
    #: Whether an empty line stands before it.
    after_gap: bool
    #: Whether it is a title, or the first line of what is read.
    is_first: bool = False

    @property
    def bullet(self) -> int:
        """Length of the bullet, number or label that the line begins with, 0 if there is none."""
        match = _BULLET.match(self.text)
        return match.end() if match else 0

    @property
    def item(self) -> str:
        """The words of the line without its bullet."""
        return self.text[self.bullet :].strip()


def read_lines(document: Document) -> tuple[Line, ...]:
    """The lines of a document in passages that are read, empty ones left out."""
    lines: list[Line] = []
    gap = True
    for match in re.finditer(r"[^\n]*\n|[^\n]+$", document.text):
        words = match[0].strip()
        if not words:
            gap = True
            continue
        start = match.start() + match[0].index(words)
        span = Span(start, start + len(words))
        if document.is_read(span):
            title = any(p.role is PassageRole.TITLE and p.span.overlaps(span) for p in document.passages)
            lines.append(Line(span.start, span.end, words, gap, title or not lines))
        gap = False
    return tuple(_unwrapped(document.text, lines))


def _unwrapped(text: str, lines: list[Line]) -> Iterator[Line]:
    """Put the lines of paragraphs together that were wrapped at a fixed width, as in mail."""
    held: Line | None = None
    for line in lines:
        if held is not None and _is_wrapped(held, line):
            held = replace(held, end=line.end, text=text[held.start : line.end])
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_wrapped(line: Line, following: Line) -> bool:
    """Whether ``following`` goes on in the middle of what the last line of ``line`` says."""
    last = line.text.rpartition("\n")[2]
    if following.after_gap or following.bullet or not _NARROW <= len(last) <= _WIDE:
        return False
    open_end = not re.search(r"[.!?:;][”\"’)]*$", last)
    return open_end and (
        following.text[0].islower() or (len(following.text) > _NARROW and "," not in last[-1:])
    )


def split_sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of one line by punctuation alone, for headlines, lists and lines that were run together."""
    spans, begin = [], start
    for match in _STOP.finditer(text, start, end):
        if not _ABBREVIATED.search(text, max(start, match.start() - 12), match.start() + 1):
            spans.append(Span(begin, match.start() + len(match[0].rstrip())))
            begin = match.end()
    if begin < end:
        spans.append(Span(begin, end))
    return tuple(spans)


_STOP = re.compile(r"[.!?][”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Dr|Mr|Mrs|Ms|Gen|Lt|Col|Brig|Maj|Prof|Amb|Adm|Capt|Hon|No|St|Sen|Rep|Rev|Engr|Jan|Feb|Mar|Apr"
    r"|Aug|Sept|Sep|Oct|Nov|Dec)|\b(?:[A-Za-z]\.)+[A-Za-z]|\((?:R|Retd|Rtd|ret))\.$"
)
