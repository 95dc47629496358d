"""Whether two stretches of words are about the same thing, by the content words that they share.

It knows no synonyms: where it finds nothing, that is no sign that there is nothing.
"""

import re
from functools import cache

from tracktwo.lexicon import load


@cache
def content_words(text: str) -> frozenset[str]:
    """Stems of the words that say what ``text`` is about, without function words and numbers."""
    dropped = frozenset(load("function_words"))
    found = re.findall(r"[^\W\d_]{2,}", text.casefold())
    return frozenset(_stem(w) for w in found if w not in dropped)


def shared(one: str, other: str) -> float:
    """Share of the shorter one's content words that the other has too, 0 to 1; 0 where one has none."""
    a, b = content_words(one), content_words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _stem(word: str) -> str:
    # Plurals, participles and -ion only: enough to join "strike" and "strikes", too little to join two words.
    for ending in ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e").removesuffix("y")
