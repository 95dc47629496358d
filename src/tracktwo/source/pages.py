"""Draws the article out of an HTML page: main text, headings and metadata, by trafilatura and htmldate.

What is main text is trafilatura's judgement alone. This module sees to it that nothing of what trafilatura
keeps is lost or run together: repeated short lines (a spokesman says "No." twice) and paragraph bounds.
See docs/decisions/0011-html-by-trafilatura.md.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from tracktwo.errors import EmptySourceError, UnreadableSourceError
from tracktwo.model import PassageRole
from tracktwo.source.draft import Block, Draft, assemble
from tracktwo.source.page_dates import published_in_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: One code point of this private plane is put before each block, so that no two blocks are alike and each can
#: be traced to its element. No font or page uses the plane.
_FIRST_MARK = 0x100000
_LAST_MARK = 0x10FFF0
#: Stands beside white space at the edge of inline markup, which trafilatura would trim: <b>MR. X:</b> Yes.
_KEEPER = "\U0010fffd"
_INLINE_TAGS = (
    "b",
    "strong",
    "i",
    "em",
    "u",
    "span",
    "font",
    "a",
    "small",
    "cite",
    "q",
    "sup",
    "sub",
    "mark",
    "abbr",
)
_MARK = re.compile("[\U00100000-\U0010fffd]")
#: What XML does not take as text, though pages have it.
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKED_TAGS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "dd",
    "dt",
    "td",
    "th",
    "figcaption",
    "div",
)
_BREAK = "\u2028"
_BLOCK_TAGS = frozenset(
    {"p", "head", "list", "item", "quote", "table", "row", "div", "body", "main", "article", "section", "ab", "code"}
)  # fmt: skip
#: Elements whose end tag HTML requires; one left open at the end of a page without </html> means it was cut.
_CONTAINER = re.compile(
    r"<(/?)(?:div|article|section|main|script|style|table|ul|ol|span|strong|em)\b", re.IGNORECASE
)
_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
#: What a feed gives of an article is no page yet.
_FRAGMENT = "<html><body><article>{}</article></body></html>"
_CAPTION_CLASS = re.compile(r"caption|photo-?credit|image-?credit", re.IGNORECASE)


# Their warnings say what is said here with the name of the source; unheard, they would go to standard error.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


@cache
def derived_by() -> str:
    """Name and version of what draws the text out."""
    return f"trafilatura {version('trafilatura')}"


def draw_page(page: str, label: str, url: str | None = None) -> Draft:
    """Draw the article out of a decoded page.

    Raises:
        EmptySourceError: the page has no text of its own, only navigation or a script.
        UnreadableSourceError: the page was cut off.
    """
    from trafilatura import bare_extraction, load_html

    _check_whole(page, label)
    tree = load_html(page if _PAGE.search(page[:5000]) else _FRAGMENT.format(page))
    if tree is None:
        raise EmptySourceError(f"{label}: an HTML page with no text; save it again once it has loaded")
    published = published_in_page(tree)
    origins = _mark_blocks(tree)
    found: Any = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "max_date": "2100-01-01", "original_date": True},
    )
    blocks = list(_blocks(found.body, origins)) if found is not None and found.body is not None else []
    if not any(block.text for block in blocks):
        raise EmptySourceError(
            f"{label}: an HTML page with no text of its own; save it again once it has loaded"
        )
    title = _plain(found.title)
    text, marks = assemble(_with_title(blocks, title))
    return Draft(text, derived_by(), marks, title, _site(found.sitename), _plain(found.url), published)


def _check_whole(page: str, label: str) -> None:
    lowered = page[-2000:].lower()
    opened = re.search(r"<(?:html|body)\b", page[:5000], re.IGNORECASE)
    if not opened or "</html" in lowered or "</body" in lowered:
        return
    depth = sum(-1 if match.group(1) else 1 for match in _CONTAINER.finditer(page))
    if depth > 0 or page.rfind("<") > page.rfind(">"):
        raise UnreadableSourceError(
            f"{label}: truncated HTML, its end is missing; save or download the page again"
        )


def _mark_blocks(tree: HtmlElement) -> dict[str, HtmlElement]:
    """Put a mark of its own before every block with words; return which mark stands for which element."""
    origins: dict[str, HtmlElement] = {}
    for element in tree.iter(*_MARKED_TAGS):
        code = _FIRST_MARK + len(origins)
        if code > _LAST_MARK:
            break
        if element.tag == "div" and not (element.text and element.text.strip()):
            continue
        if element.text_content().strip():
            mark = chr(code)
            element.text = mark + _kept(element.text or "")
            origins[mark] = element
    _keep_spaces(tree)
    for line in tree.iter("br"):
        code = _FIRST_MARK + len(origins)
        if code <= _LAST_MARK and line.tail and line.tail.strip():
            line.tail = chr(code) + _kept(line.tail)
            origins[chr(code)] = line
    return origins


def _kept(words: str) -> str:
    """Words as a tree takes them back: it gives out control characters that it does not take."""
    return _CONTROL.sub("\ufffd", words)


def _keep_spaces(tree: HtmlElement) -> None:
    for element in tree.iter(*_INLINE_TAGS):
        if element.tail and element.tail[0].isspace() and element.tail.strip():
            element.tail = _KEEPER + _kept(element.tail)
        before = element.getprevious()
        if before is not None and before.tail and before.tail[-1].isspace() and before.tail.strip():
            before.tail = _kept(before.tail) + _KEEPER
        parent = element.getparent()
        if (
            before is None
            and parent is not None
            and parent.text
            and parent.text[-1].isspace()
            and parent.text.strip()
        ):
            parent.text = _kept(parent.text) + _KEEPER


def _plain(value: str | None) -> str | None:
    """A line of metadata without our marks and with single spaces; None for an empty one."""
    return " ".join(_MARK.sub("", value).split()) or None if value else None


def _site(name: str | None) -> str | None:
    """The name of the site; its host alone, which trafilatura gives for want of a name, is none."""
    plain = _plain(name)
    return None if plain is None or re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?", plain) else plain


def _blocks(body: Any, origins: dict[str, HtmlElement]) -> Iterator[Block]:
    roles = {mark: _role_by_origin(element) for mark, element in origins.items()}
    after_item = False
    for tag, raw in _runs(body, "p"):
        marks = _MARK.findall(raw)
        role = PassageRole.TITLE if tag == "head" else next(filter(None, map(roles.get, marks)), None)
        for piece in re.split(f"(?: *{_BREAK} *){{2,}}", _spaced(raw)):
            lines = "\n".join(line.strip() for line in piece.split(_BREAK) if line.strip())
            if lines:
                is_item = tag in ("item", "row")
                yield Block(lines, PassageRole.BODY if is_item else role, joined=is_item and after_item)
                after_item = is_item


def _runs(element: Any, tag: str) -> Iterator[tuple[str, str]]:
    """Yield the inline runs of text under ``element``, each with the block tag it stands in."""
    inner = element.tag if element.tag in _BLOCK_TAGS else tag
    if inner == "p" and tag == "item":
        inner = "item"
    run = [_inline(element.text)]
    for child in element:
        if any(within.tag in _BLOCK_TAGS for within in child.iter()):
            yield inner, "".join(run)
            run = []
            yield from _runs(child, inner)
        else:
            run.append(_flat(child))
        run.append(_inline(child.tail))
    yield inner, "".join(run)


def _flat(element: Any) -> str:
    """The text of an element that holds no block."""
    if element.tag in ("lb", "br"):
        return _BREAK
    if element.tag == "graphic":
        return ""
    gap = "\t" if element.tag == "cell" and element.getprevious() is not None else ""
    inside = "".join(_flat(child) + _inline(child.tail) for child in element)
    return gap + _inline(element.text) + inside


def _inline(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _spaced(raw: str) -> str:
    return re.sub(r" ?\t ?", "\t", re.sub(r" {2,}", " ", _MARK.sub("", raw))).strip()


def _role_by_origin(element: HtmlElement) -> PassageRole | None:
    """The role that an element's place in the page gives its text, where it is beyond doubt."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag == "figcaption" or _CAPTION_CLASS.search(ancestor.get("class") or ""):
            return PassageRole.CAPTION
        if ancestor.tag in ("article", "main", "body"):
            break
    return PassageRole.TITLE if element.tag in ("h1", "h2") else None


def _with_title(blocks: list[Block], title: str | None) -> Iterator[Block]:
    """Put the title first where the main text does not begin with it: it is part of the article."""
    if title and not any(_alike(block.text, title) for block in blocks[:4]):
        yield Block(title, PassageRole.TITLE)
    for number, block in enumerate(blocks):
        is_title = number < 4 and title and _alike(block.text, title) and block.role is None
        yield Block(block.text, PassageRole.TITLE) if is_title else block


def _alike(line: str, title: str) -> bool:
    one, other = (re.sub(r"\W+", " ", x).strip().casefold() for x in (line, title))
    return bool(one) and (one == other or (len(one) > 20 and other.startswith(one)))
