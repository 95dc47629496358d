"""Words put on one line, in their order, and kept from being read as markup. Changes no letter, and loads nothing."""

import re

#: What Markdown would take for markup within a line.
_MARKUP = re.compile(r"([\\`*_<>|#~])")

#: The end of words written from right to left: a letter of such a script with none behind it.
_LEFTWARD = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_TURNS = re.compile(rf"({_LEFTWARD})(?=\s*(?:(?!{_LEFTWARD})\S|$))")
#: The mark that has what follows read from left to right; it takes no room.
_ONWARD = "\u200e"


def on_one_line(text: str) -> str:
    """The same words with single spaces between them."""
    return " ".join(text.split())


def in_order(text: str) -> str:
    """Own words of a line that goes from left to right: what follows a name in Arabic script stays behind it."""
    # Most lines hold no such letter, which is seen at once.
    return text if text.isascii() else _TURNS.sub(rf"\1{_ONWARD}", text)


def followed_in_order(quoted: str) -> str:
    """Quoted words, in which nothing is changed, with what keeps the words after them behind them."""
    return quoted + _ONWARD if not quoted.isascii() and re.search(_LEFTWARD, quoted) else quoted


def unmarked(text: str) -> str:
    """Text for Markdown whose words are never taken for markup."""
    marked = _MARKUP.sub(r"\\\1", text) if _MARKUP.search(text) else text
    # Brackets alone are none, and stand around what is withheld.
    return re.sub(r"([\[\]])", r"\\\1", marked) if "](" in marked or "][" in marked else marked
