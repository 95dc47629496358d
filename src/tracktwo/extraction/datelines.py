"""Datelines of agency reports: where a report was written says nothing about whose people it tells of."""

import re

_LINE_START = r"(?:(?<=\n)|\A)[ \t]*"
#: A city in capitals, or one with an agency or a date behind it; then a dash, or a colon after capitals.
_DATELINE = re.compile(
    _LINE_START
    + r"(?:(?P<capitals>[A-Z][A-Z .'’/-]{2,30}?)(?:,[^–—\n:]{2,40}?|\s?\([^)\n]{2,30}\))*\s*(?:[–—:]|-{1,2})\s"
    + r"|(?P<city>[A-Z][\w .'’/-]{2,30}?)(?:,\s[^–—\n:]*?\d[^–—\n:]{0,20}?|\s?\([^)\n]{2,30}\))+\s*(?:[–—]|-{1,2})\s)"
)


def find_datelines(text: str) -> tuple[tuple[int, int], ...]:
    """Where datelines stand, in code points, from the start of the line to the words of the report."""
    return tuple((m.start(), m.end()) for m in _DATELINE.finditer(text))


def city_of_dateline(text: str, start: int) -> tuple[str, int] | None:
    """The city of the dateline at ``start``, written as a name, and where the words of the report begin."""
    match = _DATELINE.match(text, start)
    if match is None:
        return None
    city = match["city"] or " ".join(word.capitalize() for word in match["capitals"].split())
    return city.partition("/")[0].strip(), match.end()
