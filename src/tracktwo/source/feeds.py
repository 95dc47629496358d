"""Takes an RSS or Atom feed apart into its entries.

Whether an entry's page is fetched is decided by who gathers, not here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracktwo.errors import EmptySourceError, UnreadableSourceError
from tracktwo.source.fetching import is_address
from tracktwo.source.media import MediaType

_ENDS = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    title: str | None
    #: Address of the page it stands for, if it is one.
    link: str | None
    #: Day (``YYYY-MM-DD``) that the feed gives as published.
    published: str | None
    #: Name of the feed.
    publisher: str | None
    #: The entry's own words as the feed has them, the fullest of what it offers.
    content: str
    media_type: MediaType


def entries_of(raw: bytes, label: str) -> Iterator[Entry]:
    """Yield the entries in the feed's order.

    Raises:
        UnreadableSourceError: it is no feed, or breaks off; what is whole has been yielded before.
        EmptySourceError: it has no entries.
    """
    import feedparser

    # A stream, never a string: feedparser would fetch a string that looks like an address.
    try:
        parsed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        # feedparser meets damaged feeds with whatever its inner code stumbles on.
        raise UnreadableSourceError(f"{label}: broken feed ({error}); get it again") from error
    if not parsed.version:
        raise UnreadableSourceError(f"{label}: neither RSS nor Atom; save the page as HTML or text")
    cut = bool(parsed.bozo) and not _ENDS.search(raw[-400:])
    if not parsed.entries and not cut:
        raise EmptySourceError(f"{label}: a feed without entries; nothing to read")
    publisher = parsed.feed.get("title") or None
    # The last entry of a feed that breaks off is likely cut within.
    whole = parsed.entries[:-1] if cut else parsed.entries
    for entry in whole:
        yield _entry(entry, publisher)
    if cut:
        reason = parsed.bozo_exception
        raise UnreadableSourceError(
            f"{label}: broken feed after {len(whole)} entries ({reason}); get it again"
        )


def _entry(entry: Mapping[str, Any], publisher: str | None) -> Entry:
    offered = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    fullest = max(offered, key=lambda part: len(part.get("value") or ""))
    content = fullest.get("value") or ""
    # Feeds often declare HTML as text; a tag says what it is.
    plain = fullest.get("type") == "text/plain" and "</" not in content
    link = entry.get("link")
    return Entry(
        title=entry.get("title") or None,
        link=link if link and is_address(link) else None,
        published=_day(entry.get("published_parsed")),
        publisher=publisher,
        content=content,
        media_type=MediaType.PLAIN if plain else MediaType.HTML,
    )


def _day(moment: Any) -> str | None:
    return f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else None
