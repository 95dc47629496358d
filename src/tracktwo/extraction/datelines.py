"""Datelines of agency reports: where a report was written says nothing about whose people it tells of."""

import re

_LINE_START = r"(?:(?<=\n)|\A)[ \t]*"
#: A city in capitals, or one with an agency or a date behind it; then a dash, or a colon after capitals.
_DATELINE = re.compile(
    _LINE_START
    + r"(?:[A-Z][A-Z .'’-]{2,30}?(?:,[^–—\n:]{2,40}?|\s?\([^)\n]{2,30}\))*\s*(?:[–—:]|-{1,2})\s"
    + r"|[A-Z][\w .'’-]{2,30}?(?:,\s[^–—\n:]*?\d[^–—\n:]{0,20}?|\s?\([^)\n]{2,30}\))+\s*(?:[–—]|-{1,2})\s)"
)


def find_datelines(text: str) -> tuple[tuple[int, int], ...]:
    """Where datelines stand, in code points, from the start of the line to the words of the report."""
    return tuple((m.start(), m.end()) for m in _DATELINE.finditer(text))
