"""Gives every stretch of a text its role: title, body, caption, credit, comment or furniture of the page.

Words decide first (`furniture`), then markup, then place (`beginning`, `ending`). Nothing is cut, and where words,
markup and place leave a doubt it is body: a menu that is read costs little, a paragraph that is not read is lost.
See docs/decisions/0012-furniture-by-words-then-place.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracktwo.model import Passage, PassageRole, Span
from tracktwo.source import furniture
from tracktwo.source.beginning import mark_beginning
from tracktwo.source.dating import date_line
from tracktwo.source.ending import mark_ending
from tracktwo.source.lines import Unit, units_of
from tracktwo.source.parts import LONG, Part
from tracktwo.source.turns import is_transcript, is_turn

_TITLE, _BODY = PassageRole.TITLE, PassageRole.BODY
_BOILERPLATE, _CAPTION = PassageRole.BOILERPLATE, PassageRole.CAPTION

#: Longest heading within the body, in words.
_HEADING = 12
#: Longest item of a list, in words.
_LONGEST_ITEM = 40
#: What no heading has: brackets around it all, or a sentence that ends within it.
_NO_HEADING = re.compile(r"\(.*\)$|.*[.!?] \S|.*[.,;:][\"'”’]*$")


def find_passages(text: str, marks: Sequence[Passage] = (), title: str | None = None) -> tuple[Passage, ...]:
    """Give each stretch of ``text`` that is not white space its role.

    Arguments:
        marks: roles that markup gave, which stand.
        title: the title that metadata gave, if any.

    Returns:
        Passages in order, without overlap; neighbours of one role are one passage, except titles.
    """
    parts = _by_words(units_of(text), marks)
    transcript = is_transcript([part.unit.text for part in parts])
    parts = mark_beginning(parts, title, transcript)
    parts = mark_ending(_within_article(parts, transcript), transcript)
    return tuple(_merged(text, parts if transcript else _headings(parts)))


def _by_words(units: Sequence[Unit], marks: Sequence[Passage]) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for unit in units:
        while at < len(marks) and marks[at].span.end <= unit.start:
            at += 1
        given = marks[at].role if at < len(marks) and marks[at].span.start < unit.end else None
        pieces = list(furniture.unglued(unit))
        for piece, role in pieces:
            if given is _BODY and len(pieces) == 1:
                parts.append(Part(piece, _BODY, settled=True))
            else:
                parts.append(_part_by_words(piece, role or given, parts[-1].unit.text if parts else ""))
    return parts


def _part_by_words(unit: Unit, given: PassageRole | None, above: str) -> Part:
    role = furniture.role_of_line(unit.text)
    if role is None and unit.words <= LONG and furniture.caption_follows(above):
        role = _CAPTION
    if role is None and given is None and furniture.is_weak(unit.text):
        return Part(unit, _BOILERPLATE)
    return Part(unit, role or given, settled=bool(role or given))


def _within_article(parts: list[Part], transcript: bool) -> list[Part]:
    """Give back what looks like a menu or a date line and stands in a list of the article's own, or among turns."""
    out = list(parts)
    begun = False
    for i, part in enumerate(parts):
        begun = begun or part.is_prose
        if begun and part.role is _BOILERPLATE and not part.settled and (transcript or _in_list(out, i)):
            out[i] = replace(part, role=None)
    return out


def _headings(parts: list[Part]) -> list[Part]:
    """Mark short lines that stand alone between paragraphs as headings; lists stay body."""
    spaced = 2 * sum(p.unit.breaks_before >= 2 for p in parts) > len(parts)
    out = list(parts)
    for i in range(1, len(parts) - 1):
        here, after = parts[i], parts[i + 1]
        if here.role is not None or not after.is_prose or after.unit.words < _HEADING:
            continue
        unit = here.unit
        heading = unit.words <= _HEADING and not _NO_HEADING.match(unit.text) and not is_turn(unit.text)
        alone = unit.breaks_before >= 2 or not spaced
        if date_line(unit.text):
            continue
        if heading and alone and not _is_listed(unit.text) and not _in_list(parts, i):
            out[i] = replace(here, role=_TITLE)
    return out


def _is_listed(line: str) -> bool:
    return furniture.is_item(line) or furniture.is_bullet(line)


def _in_list(parts: Sequence[Part], at: int) -> bool:
    """Whether a line stands among lines as short as itself, or under one that ends with a colon."""
    for part in reversed(parts[:at]):
        if part.role not in (None, _BODY):
            return False
        if part.unit.text.endswith(";") or furniture.introduces_list(part.unit.text):
            return True
        if part.unit.words > _LONGEST_ITEM or part.unit.text.count(". "):
            return False
        if not part.is_prose:
            return True
    return False


def _merged(text: str, parts: Sequence[Part]) -> Iterator[Passage]:
    """Join neighbours of one role, and give U+FEFF at the beginning, which no reader wants, one of its own."""
    if text.startswith("\ufeff"):
        yield Passage(Span(0, 1), _BOILERPLATE)
    held: Passage | None = None
    for part in parts:
        span, role = Span(part.unit.start, part.unit.end), part.role or _BODY
        if held is not None and held.role is role and role is not _TITLE:
            held = Passage(Span(held.span.start, span.end), role)
        else:
            if held is not None:
                yield held
            held = Passage(span, role)
    if held is not None:
        yield held
