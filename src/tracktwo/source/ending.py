"""Gives roles to what stands under an article: links, readers' comments, notices, what the publisher says of itself.

What stands above it is `beginning`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from tracktwo.model import PassageRole
from tracktwo.source import furniture
from tracktwo.source.parts import LONG, Part, is_prose, prose_words

_TITLE, _CREDIT, _CAPTION = PassageRole.TITLE, PassageRole.CREDIT, PassageRole.CAPTION
_BOILERPLATE, _COMMENT = PassageRole.BOILERPLATE, PassageRole.COMMENT

#: A credit line ends the article if no more than this share of its prose stands after it.
_AFTERMATH = 0.5
#: Lines at the very end that are taken for links without any sign of it.
_LINKS = 3
#: Bullets at the very end that are, where nothing introduces them.
_BULLETS = 2


def mark_ending(parts: list[Part], transcript: bool) -> list[Part]:
    """Set aside what follows the article's end, and links and comments wherever they are announced."""
    return _by_tail(_after_openers(parts), transcript)


def _by_tail(parts: list[Part], transcript: bool) -> list[Part]:
    """Set aside what follows the article's end: notices, self-descriptions, links."""
    up_to = _up_to(prose_words(parts))
    out = list(parts)
    for i, part in enumerate(parts):
        notice = part.role in (None, _TITLE) and furniture.is_notice(part.unit.text)
        # A notice in the midst of the article would be the article's own.
        if notice and not 0 < up_to[i] < up_to[-1] - up_to[i + 1]:
            out[i] = replace(part, role=_BOILERPLATE, settled=True)
    end = _end_of_article(out)
    for i in range(end + 1, len(out)):
        if out[i].role in (None, _TITLE):
            out[i] = replace(out[i], role=_BOILERPLATE, settled=True)
    return out if transcript else _trailing_links(out)


def _after_openers(parts: list[Part]) -> list[Part]:
    """Set aside the links under "Related stories" and what stands under "Comments"."""
    prose = prose_words(parts)
    up_to = _up_to(prose)
    out: list[Part] = []
    mode: PassageRole | None = None
    for i, part in enumerate(parts):
        text = part.unit.text
        if furniture.comments_follow(text) and _ends_article(parts, prose, i):
            mode = _COMMENT
        elif part.role is _TITLE and part.settled and not up_to[i]:
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
    if sum(prose[:at]) < LONG:
        return False
    marks = sum(furniture.marks_comment(p.unit.text) for p in parts[at + 1 :])
    return marks >= 2 or sum(prose[at:]) <= _AFTERMATH * sum(prose[:at])


def _end_of_article(parts: Sequence[Part]) -> int:
    """Where a credit line or a mark says that the article is over; the last part if nothing does."""
    up_to = _up_to(prose_words(parts))
    for i, part in enumerate(parts):
        over = part.role is _CREDIT or (part.role is _BOILERPLATE and furniture.ends_article(part.unit.text))
        if over and up_to[i] and up_to[-1] - up_to[i] <= _AFTERMATH * up_to[i]:
            return i
    return len(parts) - 1


def _up_to(prose: Sequence[int]) -> list[int]:
    """The words of prose before each part, and at the end all of them; summed once, for pages of many lines."""
    return list(accumulate(prose, initial=0))


def _trailing_links(parts: list[Part]) -> list[Part]:
    """Set aside headlines of other pages at the very end: three or more, or any under furniture."""
    last = max((i for i, p in enumerate(parts) if p.is_prose), default=len(parts))
    tail = [i for i in range(last + 1, len(parts)) if parts[i].role in (None, _TITLE)]
    if not tail or not parts[last].unit.ends_sentence or furniture.introduces_list(parts[last].unit.text):
        return parts
    if any(_is_listed(parts[i]) for i in tail):
        return parts
    under = next((i for i in range(last + 1, len(parts)) if parts[i].role is _BOILERPLATE), len(parts))
    bullets = sum(furniture.is_bullet(part.unit.text) for part in parts[last + 1 :])
    links = {i for i in tail if len(tail) >= _LINKS or bullets >= _BULLETS or i > under}
    return [replace(p, role=_BOILERPLATE, settled=True) if i in links else p for i, p in enumerate(parts)]


def _is_listed(part: Part) -> bool:
    """Whether a line is an item of the article's own lists, or announces one."""
    return furniture.is_item(part.unit.text) or furniture.content_follows(part.unit.text)
