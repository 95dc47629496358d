"""What a word looks like and where it stands: shape, line breaks before it, quotation.

The encoder's vocabulary has no capitals and no line breaks, so these three go in beside the pieces. Nothing
here is learned, and nothing decides where a sentence ends.
"""

from __future__ import annotations

from collections.abc import Sequence

SHAPES = (
    "special", "lower", "title", "upper", "initial", "mixed", "digits", "digits-letters", "abbreviation",
    "punctuation", "symbol", "uncased",
)  # fmt: skip
LAYOUTS = ("running", "line", "paragraph")
QUOTES = ("outside", "inside", "opening", "closing")

_SHAPE = {name: number for number, name in enumerate(SHAPES)}
_OPENING = frozenset({"“", "«", "„", "``", "‘"})
_CLOSING = frozenset({"”", "»", "''"})
_EITHER = frozenset({'"'})


def word_shape(word: str) -> int:
    """Return the number in `SHAPES` of how `word` is written."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        if digits:
            return _SHAPE["digits"]
        return _SHAPE["punctuation" if word.isascii() else "symbol"]
    if digits:
        return _SHAPE["digits-letters"]
    upper = sum(c.isupper() for c in letters)
    lower = sum(c.islower() for c in letters)
    if not upper:
        return _SHAPE["lower" if lower else "uncased"]
    if not lower:
        if "." in word:
            return _SHAPE["abbreviation"]
        return _SHAPE["initial" if len(letters) == 1 else "upper"]
    return _SHAPE["title" if upper == 1 and letters[0].isupper() else "mixed"]


def break_before(gap: str) -> int:
    """Return the number in `LAYOUTS` for the white space `gap` between two words."""
    lines = (
        gap.count("\n")
        + gap.count("\x0b")
        + gap.count("\x0c")
        + gap.count("\u2029") * 2
        + gap.count("\u2028")
    )
    if not lines:
        lines = gap.count("\r")
    return min(lines, 2)


def quote_states(words: Sequence[str], breaks: Sequence[int]) -> list[int]:
    """Return for each word its number in `QUOTES`; a paragraph break ends every quotation.

    Straight marks open and close by turns. A lone ’ closes only what ‘ opened, as it is an apostrophe elsewhere.
    """
    states = []
    inside = single = False
    for word, gap in zip(words, breaks, strict=True):
        if gap == 2:
            inside = single = False
        if word in _OPENING or (word in _EITHER and not inside):
            states.append(2)
            inside = True
            single = word == "‘"
        elif inside and (word in _CLOSING or word in _EITHER or (single and word in ("’", "'"))):
            states.append(3)
            inside = single = False
        else:
            states.append(1 if inside else 0)
    return states
