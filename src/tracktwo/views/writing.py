"""Words put on one line, and kept from being read as markup. Changes no letter, and loads nothing."""

import re

#: What Markdown would take for markup within a line.
_MARKUP = re.compile(r"([\\`*_<>|#~])")


def on_one_line(text: str) -> str:
    """The same words with single spaces between them."""
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """Text for Markdown whose words are never taken for markup."""
    marked = _MARKUP.sub(r"\\\1", text)
    # Brackets alone are none, and stand around what is withheld.
    return re.sub(r"([\[\]])", r"\\\1", marked) if "](" in marked or "][" in marked else marked
