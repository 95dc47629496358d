"""Gives every stretch of a text its role: title, body, caption, credit, comment or furniture of the page.

Words decide first (`furniture`), then markup, then place: what stands before the headline, after the credit
line, under "Related stories". Nothing is cut, and where words, markup and place leave a doubt it is body:
a menu that is read costs little, a paragraph that is not read is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracktwo.model import Passage, PassageRole, Span
from tracktwo.source import furniture
from tracktwo.source.credits import has_dateline
from tracktwo.source.headline import find_headline, repeats
from tracktwo.source.lines import Unit, units_of
from tracktwo.source.turns import is_transcript, is_turn

_TITLE, _BODY, _CREDIT = PassageRole.TITLE, PassageRole.BODY, PassageRole.CREDIT
_BOILERPLATE, _COMMENT, _CAPTION = PassageRole.BOILERPLATE, PassageRole.COMMENT, PassageRole.CAPTION

#: Words of a line that is prose even without a full stop.
_LONG = 25
#: Words of the shortest sentence that is prose.
_SENTENCE = 6
#: The end of one sentence and the beginning of the next.
_WITHIN = re.compile(r"[a-z\d)\"”’][.!?][\"”’)]* [A-Z\"“‘]")
#: Longest heading within the body, in words.
_HEADING = 12
#: Longest item of a list, in words.
_LONGEST_ITEM = 40
#: Most captions and summaries that stand above a dateline.
_CAPTIONS = 2
#: A credit line ends the article if no more than this share of its prose stands after it.
_AFTERMATH = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A unit with the role found for it so far, None for none."""

    unit: Unit
    role: PassageRole | None = None
    #: Whether markup or its words settled the role, so that its place no longer changes it.
    settled: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it reads as sentences and nothing speaks against reading it."""
        return self.role in (None, _BODY) and is_prose(self.unit)


def is_prose(unit: Unit) -> bool:
    """Whether a unit is made of sentences rather than of a label, a link or a heading."""
    words = unit.words
    several = words >= 2 * _SENTENCE and _WITHIN.search(unit.text)
    return words >= _LONG or bool(several) or (words >= _SENTENCE and unit.ends_sentence)


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
    parts = _around_headline(parts, title, transcript)
    parts = _after_openers(_before_dateline(parts))
    parts = _by_tail(_within_lists(parts), transcript)
    if not transcript:
        parts = _headings(parts)
    return tuple(_merged(text, parts))


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
    if role is None and unit.words <= _LONG and furniture.caption_follows(above):
        role = _CAPTION
    if role is None and given is None and furniture.is_weak(unit.text):
        return Part(unit, _BOILERPLATE)
    return Part(unit, role or given, settled=bool(role or given))


def _around_headline(parts: list[Part], title: str | None, transcript: bool) -> list[Part]:
    """Mark the headline, what a page puts before it, and its repetitions."""
    first = next((i for i, p in enumerate(parts) if p.is_prose and _opens_body(parts, i)), len(parts))
    at = find_headline([_candidate(p) for p in parts], first, title)
    if at is None:
        return [replace(p, role=_BOILERPLATE) if i < first and _is_label(p, transcript) and parts[first:] else p
                for i, p in enumerate(parts)] if _leading_menu(parts[:first]) else parts  # fmt: skip
    headline = parts[at].unit.text
    out: list[Part] = []
    for i, part in enumerate(parts):
        if i == at:
            out.append(replace(part, role=_TITLE, settled=True))
        elif part.settled and part.role is not _TITLE:
            out.append(part)
        elif i != at and (i < first or not is_prose(part.unit)) and repeats(part.unit.text, headline):
            out.append(replace(part, role=_BOILERPLATE, settled=True))
        elif i < at and not is_prose(part.unit):
            out.append(replace(part, role=_BOILERPLATE))
        elif at < i < first and not transcript and _is_deck(parts, i):
            out.append(replace(part, role=_CAPTION if _before_player(parts, i) else _TITLE))
        else:
            out.append(part)
    return out


def _before_dateline(parts: list[Part]) -> list[Part]:
    """Mark a sentence or two between headline and dateline as what stands under the picture."""
    prose = [i for i, p in enumerate(parts) if p.is_prose][: _CAPTIONS + 1]
    dated = next((i for i in prose if has_dateline(parts[i].unit.text)), None)
    if dated is None:
        return parts
    above = [i for i in prose if i < dated and _may_be_caption(parts[i].unit)]
    return [replace(p, role=_CAPTION, settled=True) if i in above else p for i, p in enumerate(parts)]


def _may_be_caption(unit: Unit) -> bool:
    return unit.words <= _LONGEST_ITEM and not furniture.is_notice(unit.text)


def _candidate(part: Part) -> Unit | None:
    return part.unit if part.role in (None, _TITLE) else None


def _opens_body(parts: Sequence[Part], at: int) -> bool:
    """Whether prose at ``at`` begins the article: it is long, or more prose follows soon."""
    unit = parts[at].unit
    return unit.words >= 15 or any(p.is_prose for p in parts[at + 1 : at + 4])


def _leading_menu(parts: Sequence[Part]) -> bool:
    return sum(p.role is _BOILERPLATE for p in parts) >= 2


def _is_label(part: Part, transcript: bool) -> bool:
    return part.role is None and part.unit.words <= 4 and not part.unit.ends_sentence and not transcript


def _is_deck(parts: Sequence[Part], at: int) -> bool:
    """Whether a line between headline and body is a second headline."""
    unit = parts[at].unit
    return parts[at].role is None and 3 <= unit.words <= _LONG and not unit.text.rstrip().endswith((".", ":"))


def _before_player(parts: Sequence[Part], at: int) -> bool:
    following = parts[at + 1].unit.text if at + 1 < len(parts) else ""
    return following.casefold().startswith(("please wait", "no media source", "no compatible source", "0:00"))


def _after_openers(parts: list[Part]) -> list[Part]:
    """Set aside the links under "Related stories" and what stands under "Comments"."""
    prose = _prose_words(parts)
    out: list[Part] = []
    mode: PassageRole | None = None
    for i, part in enumerate(parts):
        text = part.unit.text
        if furniture.comments_follow(text) and _ends_article(parts, prose, i):
            mode = _COMMENT
        elif part.role is _TITLE and part.settled and not any(prose[:i]):
            mode = None
        elif mode is not _COMMENT and furniture.links_follow(text):
            mode = _BOILERPLATE
        elif mode is _BOILERPLATE and (is_prose(part.unit) or furniture.is_item(text)):
            mode = None
        if mode is _COMMENT:
            role = part.role if part.role in (_BOILERPLATE, _CREDIT, _CAPTION) and part.settled else _COMMENT
            out.append(replace(part, role=role, settled=True))
        elif mode is _BOILERPLATE and part.role in (None, _TITLE):
            out.append(replace(part, role=_BOILERPLATE, settled=True))
        else:
            out.append(part)
    return out


def _ends_article(parts: Sequence[Part], prose: Sequence[int], at: int) -> bool:
    """Whether what follows "Comments" is readers' or nothing, rather than the article itself."""
    if sum(prose[:at]) < _LONG:
        return False
    marks = sum(furniture.marks_comment(p.unit.text) for p in parts[at + 1 :])
    return marks >= 2 or sum(prose[at:]) <= _AFTERMATH * sum(prose[:at])


def _within_lists(parts: list[Part]) -> list[Part]:
    """Give back what looks like a menu or a date line and stands in a list of the article's own."""
    out = list(parts)
    begun = False
    for i, part in enumerate(parts):
        begun = begun or part.is_prose
        if begun and part.role is _BOILERPLATE and not part.settled and _in_list(out, i):
            out[i] = replace(part, role=None)
    return out


def _by_tail(parts: list[Part], transcript: bool) -> list[Part]:
    """Set aside what follows the article's end: notices, self-descriptions, links."""
    prose = _prose_words(parts)
    out = list(parts)
    before = 0
    for i, part in enumerate(parts):
        before += prose[i - 1] if i else 0
        notice = part.role in (None, _TITLE) and furniture.is_notice(part.unit.text)
        if notice and not _in_body(before, prose, i):
            out[i] = replace(part, role=_BOILERPLATE, settled=True)
    end = _end_of_article(out)
    for i in range(end + 1, len(out)):
        if out[i].role in (None, _TITLE):
            out[i] = replace(out[i], role=_BOILERPLATE, settled=True)
    return out if transcript else _trailing_links(out)


def _end_of_article(parts: Sequence[Part]) -> int:
    """Where a credit line or a mark says that the article is over; the last part if nothing does."""
    prose = _prose_words(parts)
    for i, part in enumerate(parts):
        over = part.role is _CREDIT or (part.role is _BOILERPLATE and furniture.ends_article(part.unit.text))
        before = sum(prose[:i])
        if over and before and sum(prose[i:]) <= _AFTERMATH * before:
            return i
    return len(parts) - 1


def _prose_words(parts: Sequence[Part]) -> list[int]:
    """For each part its words if it is prose, else 0."""
    return [part.unit.words if part.is_prose else 0 for part in parts]


def _in_body(before: int, prose: Sequence[int], at: int) -> bool:
    """Whether a paragraph stands in the midst of the article, where a notice would be the article's own."""
    return 0 < before < sum(prose[at + 1 :])


def _trailing_links(parts: list[Part]) -> list[Part]:
    """Set aside three or more headlines of other pages at the very end."""
    last = max((i for i, p in enumerate(parts) if p.is_prose), default=len(parts))
    tail = [i for i in range(last + 1, len(parts)) if parts[i].role in (None, _TITLE)]
    if len(tail) < 3 or not parts[last].unit.ends_sentence:
        return parts
    if any(
        furniture.is_item(parts[i].unit.text) or furniture.content_follows(parts[i].unit.text) for i in tail
    ):
        return parts
    return [replace(p, role=_BOILERPLATE, settled=True) if i in tail else p for i, p in enumerate(parts)]


def _headings(parts: list[Part]) -> list[Part]:
    """Mark short lines that stand alone between paragraphs as headings; lists stay body."""
    spaced = 2 * sum(p.unit.breaks_before >= 2 for p in parts) > len(parts)
    out = list(parts)
    for i in range(1, len(parts) - 1):
        here, after = parts[i], parts[i + 1]
        if here.role is not None or not after.is_prose or after.unit.words < _HEADING:
            continue
        unit = here.unit
        heading = unit.words <= _HEADING and unit.text[-1] not in ".,;:" and not is_turn(unit.text)
        alone = unit.breaks_before >= 2 or not spaced
        if heading and alone and not furniture.is_item(unit.text) and not _in_list(parts, i):
            out[i] = replace(here, role=_TITLE)
    return out


def _in_list(parts: Sequence[Part], at: int) -> bool:
    """Whether a line stands among lines as short as itself, or under one that ends with a colon."""
    for part in reversed(parts[:at]):
        if part.role not in (None, _BODY):
            return False
        if part.unit.text.endswith(";") or furniture.content_follows(part.unit.text):
            return True
        if part.unit.words > _LONGEST_ITEM or part.unit.text.count(". "):
            return False
        if not part.is_prose:
            return True
    return False


def _merged(text: str, parts: Sequence[Part]) -> Iterable[Passage]:
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
