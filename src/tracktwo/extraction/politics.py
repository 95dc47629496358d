"""Whether a page that is about no dialogue is about public affairs at all, by its words.

What people say is read there all the same; a match report, a film or a merger gives nothing, whatever is said in it.
Whether a page is about a dialogue is decided in ``relevance``.
"""

from __future__ import annotations

import re
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Document, PassageRole

#: So many different words of public life: 0.8 % of PolNeAR's attributions are lost by it, and 51 of 60 tricky pages
#: that are about something else give nothing.
_FEWEST = 2


def is_public_affairs(document: Document) -> bool:
    """Whether the text that is read has enough different words of public life."""
    found: set[str] = set()
    aside = [p.span for p in document.passages if p.role not in (PassageRole.BODY, PassageRole.TITLE)]
    for match in _pattern().finditer(document.text):
        if any(s.start <= match.start() < s.end for s in aside):
            continue
        found.add(match["word"].casefold())
        if len(found) >= _FEWEST:
            return True
    return False


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((str(w) for w in lexicon.load("politics")["words"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<word>{'|'.join(map(re.escape, words))})(?:s|'s|’s)?(?!\w)", re.IGNORECASE)
