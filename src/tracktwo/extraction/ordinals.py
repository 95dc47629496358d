"""Numbers of rounds as words and figures: "second", "6th", "Round IV", "twenty-five"."""

import re
from functools import cache

from tracktwo import lexicon

_ROMAN = {"I": 1, "V": 5, "X": 10}


def ordinal_of(word: str) -> int | None:
    """The number that an ordinal stands for: 2 for ``second``, ``2nd`` and ``II``; None if it is none."""
    plain = word.lower().strip()
    if plain in _ordinals():
        return _ordinals()[plain]
    match = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", plain)
    return int(match[1]) if match else None


def cardinal_of(word: str) -> int | None:
    """The number that ``twenty-five``, ``25`` or ``IV`` stands for; None if it is none."""
    plain = " ".join(word.lower().replace("-", " ").split())
    if plain.isdigit():
        return int(plain)
    if plain in _cardinals():
        return _cardinals()[plain]
    tens, _, ones = plain.partition(" ")
    if tens in _cardinals() and ones in _cardinals() and _cardinals()[tens] >= 20 and _cardinals()[ones] < 10:
        return _cardinals()[tens] + _cardinals()[ones]
    return _roman(word)


def ordinal_pattern() -> str:
    """A regular expression, without groups, for ordinals as words and figures."""
    words = sorted(_ordinals(), key=len, reverse=True)
    return rf"(?:{'|'.join(words)}|\d{{1,3}}(?:st|nd|rd|th))"


def cardinal_pattern() -> str:
    """A regular expression, without groups, for numbers as words, figures and Roman figures."""
    words = sorted((w.replace(" ", r"\s") for w in _cardinals()), key=len, reverse=True)
    return rf"(?:{'|'.join(words)}|\d{{1,3}}|(?-i:[IVX]{{1,5}}))"


def _roman(word: str) -> int | None:
    if not word or set(word) - set(_ROMAN):
        return None
    values = [_ROMAN[c] for c in word]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@cache
def _ordinals() -> dict[str, int]:
    return {str(k): int(v) for k, v in lexicon.load("dialogue_words")["ordinals"].items()}


@cache
def _cardinals() -> dict[str, int]:
    return {str(k): int(v) for k, v in lexicon.load("dialogue_words")["cardinals"].items()}
