"""Tells the language of a text.

Whether a text is read is not decided here.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter

from tracktwo import lexicon
from tracktwo.source.lines import words_of

#: Characters that are looked at.
_LOOKED_AT = 4000


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language that ``text`` is in; "en" where nothing speaks against it."""
    known = lexicon.load("language")
    sample = text[:_LOOKED_AT]
    script = _script(sample)
    words = words_of(sample)
    if script is None:
        english = frozenset(known["english"])
        if len(words) < known["short"] or sum(word in english for word in words) >= known["share"] * len(
            words
        ):
            return "en"
        code, certainty = _identified(sample)
        return code if certainty >= known["certain"] else "en"
    code, _ = _identified(sample)
    settled = str(known["scripts"][script])
    # Several languages share a script; the identifier is believed as soon as there is something to go by.
    return code if len(sample) >= 40 and code != "en" else settled


def _script(sample: str) -> str | None:
    """The script, other than Latin, that most letters are in; None for Latin."""
    scripts = lexicon.load("language")["scripts"]
    letters = Counter(unicodedata.name(c, "?").split()[0] for c in sample if c.isalpha())
    if not letters:
        return None
    name, number = letters.most_common(1)[0]
    if "HIRAGANA" in letters and name == "CJK":
        return "HIRAGANA"
    return name if name in scripts and number * 3 > sum(letters.values()) else None


def _identified(sample: str) -> tuple[str, float]:
    """The likeliest language, and how certain it is, between 0 and 1, whatever the length of the sample."""
    from py3langid import rank

    scores = [(str(code), float(score)) for code, score in rank(sample)]
    code, best = scores[0]
    # The identifier's log-likelihoods grow with the text; the root of its length keeps certainties comparable.
    scale = math.sqrt(len(sample.encode()) or 1)
    return code, 1 / sum(math.exp((score - best) / scale) for _, score in scores)
