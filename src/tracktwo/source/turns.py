"""Tells a transcript by its turns: the labels of those who speak.

Who a label names is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABEL = re.compile(
    r"(?:(?:[A-Z][A-Z.'’-]*[A-Z.](?: [A-Z][A-Z.'’-]*){0,6}|Q|A)(?: ?\([^)]{1,60}\))?:|Q(?:\.|\s{1,6})(?=\S)"
    r"|(?:Question|Answer|Moderator|Interviewer|Mr\.? [A-Z]\w+|Ms\.? [A-Z]\w+|[A-Z]\w+ [A-Z]\w+):(?= ))"
)
#: Turns that make a transcript, and the share of units they must be.
_LEAST = 4
_SHARE = 0.15


def is_turn(line: str) -> bool:
    """Whether a line opens with the label of a speaker."""
    return bool(_LABEL.match(line))


def is_transcript(lines: Sequence[str]) -> bool:
    """Whether lines are turns of a conversation often enough to be a transcript."""
    turns = sum(is_turn(line) for line in lines)
    return turns >= _LEAST and turns >= _SHARE * len(lines)
