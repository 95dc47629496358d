"""What a sentence about talks tells beside the talks themselves: who mediates, reports or is only talked about, and
when something was said.

Such parties, places and times are none of the talks'. Who does take part is decided where talks are read.
"""

from __future__ import annotations

import re
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.places import after_dateline
from tracktwo.extraction.relevance import sides_in
from tracktwo.extraction.times import Time
from tracktwo.model import Span

#: What stands before a time that is part of a noun phrase, and behind it.
_THE = re.compile(r"\b(?:the|a|an|this|that|its|their|his|her)\s$|['’]s?\s$")
_NOUN = re.compile(r"\s+[A-Za-z][a-z]+\b")


def without_bystanders(text: str, sentence: Span) -> str:
    """A sentence as long as it is, with blanks for its dateline and all that names no side of the talks."""
    words = text[sentence.start : sentence.end]
    at = after_dateline(text, sentence.start) - sentence.start
    words = " " * at + words[at:]
    return _pattern("beside").sub(lambda m: " " * len(m[0]), words)


def sides_of(text: str, sentence: Span) -> set[str]:
    """The parties that a sentence names as sides, without mediators, reporters and countries talked about."""
    return sides_in(without_bystanders(text, sentence))


def is_of_saying(text: str, time: Time, sentence: Span) -> bool:
    """Whether a time is that of a dateline or of what was said ("said on Thursday that")."""
    if time.span.start < after_dateline(text, sentence.start):
        return True
    return bool(_pattern("saying").search(text[sentence.start : time.span.start]))


def is_of_thing(text: str, time: Time) -> bool:
    """Whether a year stands before a noun, which it dates: "the revival of the 2015 nuclear deal"."""
    if time.edtf is None or not re.fullmatch(r"[\dX]{4}", time.edtf):
        return False
    return bool(_THE.search(text[: time.span.start][-12:]) and _NOUN.match(text, time.span.end))


def is_of_founding(text: str, time: Time) -> bool:
    """Whether a time is when a series of talks was set up: "the mechanism was set up in January 2012"."""
    return bool(_pattern("founded").search(text[max(0, time.span.start - 40) : time.span.start]))


def end_before_matter(text: str, start: int, end: int) -> int:
    """Where what the talks were about begins behind ``start``, else ``end``."""
    found = _pattern("matter").search(text[start:end])
    return start + found.start() if found else end


def is_wished(text: str, sentence: Span, at: int) -> bool:
    """Whether what stands at ``at`` is only urged, proposed or supported ("called for a third round")."""
    return bool(_pattern("wished").search(text[sentence.start : at]))


def is_doubted(text: str, sentence: Span, at: int) -> bool:
    """Whether what stands at ``at`` is refused, ruled out or doubted ("refused to hold a third round")."""
    return bool(_pattern("doubted").search(text[sentence.start : at]))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("bystanders")[key]))
