"""Tells by its words alone whether a unit of text is page furniture, and finds furniture glued to other text.

The patterns are in ``lexicon/furniture.yaml``. Where a unit stands on the page is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tracktwo import lexicon
from tracktwo.errors import LexiconError
from tracktwo.model import PassageRole
from tracktwo.source.lines import Unit, words_of

#: Longest line, in characters, that a `lines` pattern is tried on.
_LONGEST_LINE = 420
_EDGES = " \t•▪●·–—-|*>›»«‹<←→↓↑▼▲►▶◀■□✓★☆[](){}#\u00a0"
#: What may stand between two entries of a menu, and what of it does so: a sign, a tab, more than one space.
_MENU_GAP, _MENU_SIGN = re.compile(r"([\s|›»>/·•]+)"), re.compile(r"[|›»>/·•\t]|..", re.DOTALL)


@cache
def _compiled(section: str) -> tuple[tuple[PassageRole, re.Pattern[str]], ...]:
    """One pattern a role for a section of the lexicon; ``[A-Z]`` means a capital though case is disregarded."""
    given = lexicon.load("furniture")[section]
    by_role = given if isinstance(given, dict) else {PassageRole.BOILERPLATE.value: given}
    compiled = []
    for role, patterns in by_role.items():
        joined = "|".join(f"(?:{_anonymous(p)})" for p in patterns).replace("[A-Z]", "(?-i:[A-Z])")
        try:
            compiled.append((PassageRole(role), re.compile(joined, re.IGNORECASE)))
        except (re.error, ValueError) as error:
            raise LexiconError(f"the lexicon furniture, section {section}, role {role}: {error}") from error
    return tuple(compiled)


def _anonymous(pattern: str) -> str:
    """A pattern without the names of its groups, so that patterns with the same names can stand side by side."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@lru_cache(maxsize=8192)
def role_of_line(text: str) -> PassageRole | None:
    """The role of a line that is furniture wherever it stands, or None."""
    if len(text) > _LONGEST_LINE or _is_plain_prose(text):
        return None
    bare = text.strip(_EDGES)
    for role, pattern in _compiled("lines"):
        if pattern.fullmatch(text) or (bare and pattern.fullmatch(bare)):
            return role
    short = int(lexicon.load("furniture")["short"])
    words = len(text.split())
    if words <= short and not (text.endswith(".") and words > 14):
        for role, pattern in _compiled("starts"):
            if pattern.match(bare):
                return role
    return None if bare and not is_player(text) else PassageRole.BOILERPLATE


def is_weak(text: str) -> bool:
    """Whether a line is furniture around an article, though it may be the article's own within it."""
    return _fully("weak", text) or is_menu(text)


def ends_article(text: str) -> bool:
    """Whether a line is a mark that the article is over."""
    return _fully("ends", text)


def _is_plain_prose(text: str) -> bool:
    """Whether a line is of several sentences and has none of the signs that a caption or credit has; saves time."""
    return text.endswith(".") and text.count(". ") >= 2 and not any(sign in text for sign in "/©|:[(")


def is_notice(text: str) -> bool:
    """Whether a paragraph says who publishes the page or on what terms."""
    return any(pattern.match(text.strip(_EDGES)) for _, pattern in _compiled("notices"))


def is_menu(text: str) -> bool:
    """Whether a line is made of nothing but the words of menus, or of short pieces between bars and arrows."""
    if text[-1:] in '.!?"”':
        return False
    words = words_of(text)
    if not words:
        return True
    if all(word in _menu_words() for word in words):
        return True
    pieces = _menu_entries(text)
    known = sum(all(word in _menu_words() for word in words_of(piece)) for piece in pieces)
    return len(pieces) >= 3 and known * 2 >= len(pieces) and all(len(piece.split()) <= 5 for piece in pieces)


@cache
def _menu_words() -> frozenset[str]:
    return frozenset(lexicon.load("furniture")["menu_words"].split())


def _fully(section: str, text: str) -> bool:
    bare = text.strip(_EDGES)
    return len(text) <= _LONGEST_LINE and any(pattern.fullmatch(bare) for _, pattern in _compiled(section))


def links_follow(text: str) -> bool:
    """Whether a heading announces links to other pages."""
    return _fully("links_follow", text)


def comments_follow(text: str) -> bool:
    """Whether a heading announces readers' comments."""
    return _fully("comments_follow", text)


def marks_comment(text: str) -> bool:
    """Whether a line is one that stands above or under a reader's comment."""
    return _fully("comment_marks", text)


def caption_follows(text: str) -> bool:
    """Whether the line after this one is the caption of a picture."""
    return _fully("caption_follows", text)


def is_player(text: str) -> bool:
    """Whether a line is what a video or audio player leaves in plain text."""
    return _fully("players", text)


def content_follows(text: str) -> bool:
    """Whether a heading announces a list of the article's own: sessions, delegates, recommendations."""
    return text.endswith(":") or (
        len(text.split()) <= 8 and text[-1] != "." and _fully("content_follows", text)
    )


def introduces_list(text: str) -> bool:
    """Whether what follows a line is a list of the article's own."""
    return content_follows(text) or bool(
        re.search(lexicon.load("furniture")["introduces"], text, re.IGNORECASE)
    )


def is_bullet(text: str) -> bool:
    """Whether a line opens with a bullet, as items of an article and links of a menu do."""
    return any(pattern.match(text) for _, pattern in _compiled("bullets"))


def is_item(text: str) -> bool:
    """Whether a line is an item of a list of the article's own by its words: a session, a number, a person."""
    bare = text.lstrip(_EDGES)
    return any(pattern.match(bare) for _, pattern in _compiled("items"))


def _menu_entries(text: str) -> list[str]:
    entries, held = [], ""
    for n, piece in enumerate(_MENU_GAP.split(text.strip())):
        if n % 2 and _MENU_SIGN.search(piece):
            entries.append(held)
            held = ""
        else:
            held += piece
    return [entry for entry in (*entries, held) if entry]


#: Code points at the end of a line in which furniture can be glued to it; a search of long lines takes its time.
_GLUED = 400


@cache
def _glued() -> tuple[tuple[PassageRole, re.Pattern[str], re.Pattern[str]], ...]:
    found = []
    for role, phrases in lexicon.load("furniture")["glued"].items():
        either = "|".join(phrases)
        at_end = re.compile(rf"(?:(?<=[.!?…\"”’')\]])\s*|(?<=[a-z\d])(?=[A-Z©])|\s{{2,}})(?:{either})\s*$")
        at_start = re.compile(rf"^(?:{either})(?:\s{{2,}}|(?=[A-Z\"“‘])|[ \t]+(?=[\"“‘]))")
        found.append((PassageRole(role), at_end, at_start))
    return tuple(found)


def unglued(unit: Unit) -> Iterator[tuple[Unit, PassageRole | None]]:
    """Split off furniture that a converter glued to either end of a line.

    Yields:
        The parts in order, each with the role of what was split off, None for what is left.
    """
    start, end = unit.start, unit.end
    before: list[tuple[Unit, PassageRole | None]] = []
    after: list[tuple[Unit, PassageRole | None]] = []
    changed = True
    while changed and end > start:
        changed = False
        text = unit.text[start - unit.start : end - unit.start]
        for role, at_end, at_start in _glued():
            if (match := at_start.match(text)) and match.end() < len(text):
                before.append((_part(unit, start, start + match.end(), bool(before)), role))
                start, changed = start + match.end(), True
                break
            edge = max(0, len(text) - _GLUED)
            if (match := at_end.search(text, edge)) and match.start() > 0:
                after.insert(0, (_part(unit, start + match.start(), end, True), role))
                end, changed = start + match.start(), True
                break
    yield from before
    if end > start:
        yield _part(unit, start, end, bool(before)), None
    yield from after


def _part(unit: Unit, start: int, end: int, glued: bool) -> Unit:
    raw = unit.text[start - unit.start : end - unit.start]
    start += len(raw) - len(raw.lstrip())
    text = raw.strip()
    return Unit(start, start + len(text), text, 0 if glued else unit.breaks_before)
