"""Gives roles to what stands above an article: menus, headline, second headlines, captions.

What stands under it is `ending`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracktwo.model import PassageRole
from tracktwo.source import furniture
from tracktwo.source.credits import has_dateline
from tracktwo.source.dating import date_line
from tracktwo.source.headline import find_headline, repeats
from tracktwo.source.lines import Unit
from tracktwo.source.parts import LONG, Part, is_prose
from tracktwo.source.turns import is_turn

_TITLE, _BOILERPLATE, _CAPTION = PassageRole.TITLE, PassageRole.BOILERPLATE, PassageRole.CAPTION

#: Most captions and summaries that stand above a dateline, and the longest of them in words.
_CAPTIONS, _LONGEST_CAPTION = 2, 40
#: Shortest line, in words, whose coming again is no chance.
_REPEATED = 8
#: Longest label of a menu, in words.
_LABEL = 4
#: Lines that show there is a menu above a text without a headline.
_MENU = 2


def mark_beginning(parts: list[Part], title: str | None, transcript: bool) -> list[Part]:
    """Mark the headline, what a page puts before it, its repetitions, and captions above a dateline.

    Arguments:
        title: the title that metadata gave, if any.
        transcript: whether the text is one; its short lines are turns and no headlines.
    """
    first = next((i for i, p in enumerate(parts) if p.is_prose and _opens_body(parts, i)), len(parts))
    at = _given(parts, first, title)
    if at is None:
        at = find_headline([_candidate(p) for p in parts], first)
    if at is None:
        marked = _without_headline(parts, first, transcript)
    else:
        marked = _around_headline(parts, at, first, transcript)
    return marked if transcript else _repeated(_before_dateline(marked))


def _given(parts: Sequence[Part], first: int, title: str | None) -> int | None:
    """Where the title that metadata gave stands, whatever else its words look like."""
    if not title:
        return None
    return next((i for i, part in enumerate(parts[: first + 1]) if repeats(part.unit.text, title)), None)


def _around_headline(parts: Sequence[Part], at: int, first: int, transcript: bool) -> list[Part]:
    headline = parts[at].unit.text
    out: list[Part] = []
    for i, part in enumerate(parts):
        if i == at:
            out.append(replace(part, role=_TITLE, settled=True))
        elif part.settled and part.role is not _TITLE:
            out.append(part)
        elif (i < first or not is_prose(part.unit)) and repeats(part.unit.text, headline):
            out.append(replace(part, role=_BOILERPLATE, settled=True))
        elif i < at and not is_prose(part.unit):
            out.append(replace(part, role=_BOILERPLATE))
        elif at < i < first and not transcript and _is_deck(part):
            out.append(replace(part, role=_CAPTION if _before_player(parts, i) else _TITLE))
        else:
            out.append(part)
    return out


def _without_headline(parts: list[Part], first: int, transcript: bool) -> list[Part]:
    """Set aside the labels among a menu above a text that begins without a headline."""
    signs = sum(p.role is _BOILERPLATE or furniture.is_bullet(p.unit.text) for p in parts[:first])
    if signs < _MENU or first == len(parts) or transcript:
        return parts
    return [replace(p, role=_BOILERPLATE) if i < first and _is_label(p) else p for i, p in enumerate(parts)]


def _before_dateline(parts: list[Part]) -> list[Part]:
    """Mark a sentence or two between headline and dateline as what stands under the picture."""
    if sum(part.is_prose and is_turn(part.unit.text) for part in parts) > 1:
        return parts
    prose = [i for i, p in enumerate(parts) if p.is_prose][: _CAPTIONS + 1]
    dated = next((i for i in prose if has_dateline(parts[i].unit.text)), None)
    if dated is None:
        return parts
    above = [i for i in prose if i < dated and _may_be_caption(parts[i].unit)]
    headed = any(part.role is _TITLE for part in parts[:dated])
    roles = {i: _TITLE if i == above[0] and not headed else _CAPTION for i in above}
    return [replace(p, role=roles[i], settled=True) if i in roles else p for i, p in enumerate(parts)]


def _repeated(parts: list[Part]) -> list[Part]:
    """Mark a line that comes again right under itself: a picture's words for the blind, then its caption."""
    out = list(parts)
    for i, part in enumerate(parts):
        text = part.unit.text
        again = any(text == other.unit.text for other in parts[i + 1 : i + 3])
        if again and part.role in (None, PassageRole.BODY) and part.unit.words >= _REPEATED:
            out[i] = replace(part, role=_CAPTION, settled=True)
    return out


def _may_be_caption(unit: Unit) -> bool:
    return unit.words <= _LONGEST_CAPTION and not furniture.is_notice(unit.text)


def _candidate(part: Part) -> Unit | None:
    return part.unit if part.role in (None, _TITLE) and not furniture.is_bullet(part.unit.text) else None


def _opens_body(parts: Sequence[Part], at: int) -> bool:
    """Whether prose at ``at`` begins the article: it is long, or more prose follows soon."""
    return parts[at].unit.words >= 15 or any(p.is_prose for p in parts[at + 1 : at + 4])


def _is_label(part: Part) -> bool:
    short = part.unit.words <= _LABEL or furniture.is_bullet(part.unit.text)
    return part.role is None and short and not part.unit.ends_sentence


def _is_deck(part: Part) -> bool:
    """Whether a line between headline and body is a second headline."""
    text = part.unit.text
    return part.role is None and 3 <= part.unit.words <= LONG and text[-1] not in ".:" and not date_line(text)


def _before_player(parts: Sequence[Part], at: int) -> bool:
    """Whether the next line is of a player, whose title this one is."""
    return at + 1 < len(parts) and furniture.is_player(parts[at + 1].unit.text)
