"""Newspapers, agencies and broadcasters, which report what others said: their names, and what they only carry.

A newspaper named after a country does not speak for it. What "the foreign ministry's website" says is the ministry's,
and not looked at here.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.drafts import Draft, words_at

#: Names are no longer than this.
_LONGEST = 60


def is_outlet(words: str) -> bool:
    """Whether ``words`` are the name of a newspaper, an agency or a broadcaster: "the Accra Times", "Radio Lima"."""
    plain = words.strip(" ,.“”\"'").removeprefix("the ").removeprefix("The ")
    return plain in _agencies() or (len(plain) < _LONGEST and _named().fullmatch(plain) is not None)


def only_carries(draft: Draft, doc: Doc) -> bool:
    """Whether a draft's source is an outlet, told behind what it reports: "Hale said so, the Accra Times reported"."""
    if not draft.source or not draft.content or draft.content[-1].end > draft.source[0].start:
        return False
    return is_outlet(words_at(doc, draft.source[0].start, draft.source[-1].end))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(name for names in lexicon.load("agencies")["agencies"].values() for name in names)


@cache
def _named() -> re.Pattern[str]:
    lists = lexicon.load("reporting_verbs")
    first = "|".join(re.escape(w) for w in lists["outlets_first"])
    last = "|".join(re.escape(w) for w in lists["outlets_last"])
    name = r"(?:[A-Z][\w.&-]*|of|the|al)"
    return re.compile(rf"(?:{name} )*(?:{last})|(?:{first})(?: {name})+")
