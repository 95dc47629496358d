"""How firmly a stance is worded: from tentative to without any reserve.

Read from wording, act and modality as ``lexicon/stance_strength.yaml`` has them; tone, irony and what goes without
saying are not seen.
"""

import re
from enum import IntEnum
from functools import cache, lru_cache

from tracktwo.analysis.alternatives import any_of
from tracktwo.lexicon import load
from tracktwo.model import Act, Modality


class Strength(IntEnum):
    """How firm a stance is."""

    TENTATIVE = 1
    PLAIN = 2
    FIRM = 3
    ABSOLUTE = 4

    @property
    def word(self) -> str:
        """The strength as a word."""
        return self.name.casefold()


@lru_cache(maxsize=16_384)
def strength_of(words: str, act: Act = Act.STATE, modality: Modality = Modality.ACTUAL) -> Strength:
    """Weigh the wording of one stance.

    Args:
        words: the sentence that holds the stance, its reporting verb included.
        act: what the statement does; it counts where the wording says nothing.
        modality: a condition takes one step off.
    """
    found = {strength for strength in Strength if _pattern(strength).search(words)}
    if Strength.ABSOLUTE in found:
        weighed = Strength.ABSOLUTE
    elif Strength.TENTATIVE in found:
        weighed = Strength.TENTATIVE
    elif found:
        weighed = max(found)
    else:
        weighed = Strength(load("stance_strength")["acts"][act.value])
    if act in (Act.THREATEN, Act.COERCE):
        weighed = max(weighed, Strength(load("stance_strength")["acts"][act.value]))
    if modality in (Modality.CONDITIONAL, Modality.HYPOTHETICAL):
        weighed = Strength(max(weighed - 1, Strength.TENTATIVE))
    return weighed


@cache
def _pattern(strength: Strength) -> re.Pattern[str]:
    words = any_of(str(w).casefold() for w in load("stance_strength")[strength.word])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
