"""Whether two stretches of words are about the same thing, by the content words that they share.

It knows endings and irregular verbs but no synonyms: where it finds nothing, that is no sign that there is nothing.
"""

import re
from functools import cache, lru_cache

from tracktwo.lexicon import load

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]{2,})?")
#: Longest first: enough to join "strike" and "strikes", too little to join two words.
_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s")
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """Stems of the words that say what ``text`` is about, without function words and numbers."""
    dropped = _dropped()
    return frozenset(stem(w) for w in words_of(text) if w not in dropped)


def words_of(text: str) -> list[str]:
    """The words of ``text`` in order, folded, possessive endings off."""
    found = _WORD.findall(text.casefold().replace("’", "'"))
    return [w.removesuffix("'s") for w in found]


def shared(one: str, other: str) -> float:
    """Share of the shorter one's content words that the other has too, 0 to 1; 0 where one has none."""
    a, b = content_words(one), content_words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without plural, participle and ``-ation``; past forms of irregular verbs as their verb."""
    word = _irregular().get(word, word)
    for ending in _ENDINGS:
        # The "s" of "dismiss" is none of its endings: "dismissed" has it too.
        if ending == "s" and word.endswith("ss"):
            continue
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            doubled = ending in ("ing", "ed", "ings") and len(word) > 3 and word[-1] == word[-2]
            if doubled and word[-1] not in _VOWELS and word[-1] not in "slfz":
                word = word[:-1]
            break
    return word.removesuffix("e").removesuffix("y")


@cache
def _dropped() -> frozenset[str]:
    return frozenset(load("function_words"))


@cache
def _irregular() -> dict[str, str]:
    return dict(load("irregular_verbs"))
