"""Finds the day on which an HTML page says it was published, by htmldate.

htmldate is shown only where pages state it: the head, linked data, and time stamps beside the article. It does
not see running text, sidebars, footers or picture addresses, where it would find some other day; and its bounds
are fixed, as by itself it asks the clock. Addresses and text are `dating`'s.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_EARLIEST, _LATEST = "1945-01-01", "2099-12-31"
_STAMP = re.compile(
    r"date|publi[sc]|posted|time-?stamp|byline|entry-meta|post-meta|article-meta|submitted|created", re.I
)
_ASIDE = re.compile(
    r"related|sidebar|widget|comment|footer|recommend|teaser|latest|trending|copyright|modified|updated", re.I
)
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "li", "a", "form"})
#: Metadata whose dates are of something else than the article.
_OTHER_META = re.compile(r"image|thumbnail|video|modified|updated|expir|copyright|url", re.IGNORECASE)
#: A day and a month in figures that could change places.
_AMBIGUOUS = re.compile(r"\b(0?[1-9]|1[0-2])[./-](0?[1-9]|1[0-2])[./-](?:\d\d)?\d\d\b")
#: Longest text, in characters, of an element that is a time stamp.
_LONGEST = 80


def published_in_page(tree: HtmlElement) -> str | None:
    """Return the day (``YYYY-MM-DD``) that the page's metadata gives, or None."""
    from htmldate import find_date

    for reduced in (_head(tree), _stamps(tree)):
        found = find_date(
            reduced, original_date=True, extensive_search=False, min_date=_EARLIEST, max_date=_LATEST
        )
        if found:
            return str(found)
    return None


def _head(tree: HtmlElement) -> HtmlElement:
    from lxml.html import Element

    page, head = Element("html"), Element("head")
    page.append(head)
    page.append(Element("body"))
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if not _OTHER_META.search(name) and not _AMBIGUOUS.search(meta.get("content") or ""):
            head.append(deepcopy(meta))
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            head.append(deepcopy(script))
    return page


def _stamps(tree: HtmlElement) -> HtmlElement:
    from lxml.html import Element

    page, body = Element("html"), Element("body")
    page.append(Element("head"))
    page.append(body)
    for element in tree.iter("time", "abbr", "span", "div", "p", "small"):
        if _is_stamp(element):
            copied = deepcopy(element)
            copied.tail = None
            body.append(copied)
    return page


def _is_stamp(element: HtmlElement) -> bool:
    about = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"))))
    if element.tag != "time" and not _STAMP.search(about):
        return False
    words = element.text_content().strip()
    if len(words) > _LONGEST or re.search(r"©|copyright|updated|modified", words, re.IGNORECASE):
        return False
    if not element.get("datetime") and not element.get("content") and _AMBIGUOUS.search(words):
        return False
    return not any(
        place.tag in _ASIDE_TAGS or _ASIDE.search(f"{place.get('class') or ''} {place.get('id') or ''}")
        for place in (element, *element.iterancestors())
        if place.tag not in ("html", "body")
    )
