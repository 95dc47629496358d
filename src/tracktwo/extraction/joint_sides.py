"""Phrases that stand for all sides of talks at once: "both sides", "the two ministers", "participants"."""

from __future__ import annotations

import re
from functools import cache

from tracktwo import lexicon


def is_joint(words: str) -> bool:
    """Whether a noun phrase (as written) names the sides together without naming either."""
    plain = " ".join(re.findall(r"[^\W_]+", words.casefold()))
    bare = plain.removeprefix("the ")
    return bare in _joint() or plain in _joint()


@cache
def _joint() -> frozenset[str]:
    listed = {str(w) for w in lexicon.load("reporting_verbs")["joint"]}
    return frozenset(listed | {w.removeprefix("the ") for w in listed})
