"""Finds who published a text where its metadata does not say: by its address, or by how a page names itself.

Agencies that a text is credited to are not its publisher.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from tracktwo import lexicon
from tracktwo.model import Passage, PassageRole


def publisher_at(address: str | None) -> str | None:
    """The publisher whose site an address belongs to, if it is known; subdomains count as their parent."""
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    known: dict[str, str] = lexicon.load("publishers")["hosts"]
    while host:
        if host in known:
            return known[host]
        _, _, host = host.partition(".")
    return None


def publisher_in(text: str, passages: Sequence[Passage]) -> str | None:
    """The publisher that the furniture of a page names: its notice of rights, its description of itself."""
    for passage in passages:
        if passage.role in (PassageRole.BODY, PassageRole.COMMENT, PassageRole.CAPTION, PassageRole.TITLE):
            continue
        for line in text[passage.span.start : passage.span.end].splitlines():
            for pattern in _patterns():
                if match := pattern.match(line.strip(" \t•|*-")):
                    return " ".join(match.group("publisher").split()).strip(" .,")
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    described = [p for p in lexicon.load("furniture")["notices"] if "(?P<publisher>" in p]
    named = [f"(?:{p})$" for p in lexicon.load("publishers")["lines"]]
    return tuple(re.compile(p.replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE) for p in (*described, *named))
