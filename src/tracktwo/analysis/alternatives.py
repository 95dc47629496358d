"""A pattern for any of very many words, that looks at each letter of a text once and not once for each word.

The words are taken as they are; what stands around them, and whether case counts, is for whoever uses the pattern.
"""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest where several begin at one place.

    It is that of the words one after another, the longest first, with what they begin with in common written once.
    Without any words it matches nothing.
    """
    return _branches(sorted({word for word in words if word}))


def _branches(words: list[str]) -> str:
    """Words that are sorted and not empty, by their first letters."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + _rest(rest) for first, rest in by_first.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches) or '(?!)'})"


def _rest(words: list[str]) -> str:
    """What may follow a letter; nothing only where nothing longer fits."""
    longer = [word for word in words if word]
    if not longer:
        return ""
    found = _branches(longer)
    return f"(?:{found})?" if len(longer) < len(words) else found
