"""A stretch of text on its way to a role, and what makes it prose.

No role is given here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracktwo.model import PassageRole
from tracktwo.source.lines import Unit

#: Words of a line that is prose even without a full stop.
LONG = 25
#: Words of the shortest sentence that is prose.
_SENTENCE = 6
#: The end of one sentence and the beginning of the next.
_WITHIN = re.compile(r"[a-z\d)\"”’][.!?][\"”’)]* [A-Z\"“‘]")


@dataclass(frozen=True, slots=True)
class Part:
    """A unit with the role found for it so far, None for none."""

    unit: Unit
    role: PassageRole | None = None
    #: Whether markup or its words settled the role, so that its place no longer changes it.
    settled: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it reads as sentences and nothing speaks against reading it."""
        return self.role in (None, PassageRole.BODY) and is_prose(self.unit)


def is_prose(unit: Unit) -> bool:
    """Whether a unit is made of sentences rather than of a label, a link or a heading."""
    words = unit.words
    several = words >= 2 * _SENTENCE and _WITHIN.search(unit.text)
    return words >= LONG or bool(several) or (words >= _SENTENCE and unit.ends_sentence)


def prose_words(parts: Sequence[Part]) -> list[int]:
    """For each part its words if it is prose, else 0."""
    return [part.unit.words if part.is_prose else 0 for part in parts]
