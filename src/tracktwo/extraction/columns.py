"""Names in columns under one heading line: "US Delegates   Pakistani Delegates" with a name of each on every line.

A converter may have run the columns together; a line is then parted at a title, at a wide gap, or in the middle.
Lists one under another are read in :mod:`tracktwo.extraction.delegations`.
"""

import re
from collections.abc import Iterator
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.delegations import Listed, function_of, past_titles
from tracktwo.extraction.names import is_given_name, name_end
from tracktwo.extraction.offices import is_honorific, is_office_head
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.spellings import Spelling


def find_in_columns(spelling: Spelling) -> tuple[Listed, ...]:
    """Find the names in columns, in order of the text; a line that cannot be parted into names ends the columns."""
    found: list[Listed] = []
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", spelling.plain)]
    for number, (start, end) in enumerate(lines):
        sides = _heading(spelling.plain[start:end])
        if len(sides) < 2:
            continue
        for begin, stop in lines[number + 1 :]:
            row = _row(spelling, begin, stop, len(sides))
            if not row:
                break
            for (first, last, outer), (party, function) in zip(row, sides, strict=False):
                words = spelling.words
                found.append(Listed(words[first].start, words[last - 1].end, outer, party, function))
    return tuple(found)


@cache
def _headings() -> re.Pattern[str]:
    nouns = "|".join(re.escape(n) + "s?" for n in lexicon.load("delegations")["functions"])
    return re.compile(rf"(?P<side>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{0,3}}?) (?P<noun>{nouns})\b", re.I)


@cache
def _turned_headings() -> re.Pattern[str]:
    """Headings that begin with what those below are: "Delegates: India", "Participants from Pakistan"."""
    nouns = "|".join(re.escape(n) + "s?" for n in lexicon.load("delegations")["functions"])
    side = r"(?P<side>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})"
    return re.compile(
        rf"(?P<noun>\b(?i:{nouns}))(?: ?[:–-] ?| (?i:from|of) (?:the )?){side}(?=\s{{2,}}|\t|\s*$)"
    )


def _heading(line: str) -> list[tuple[str, str]]:
    """The party and function of each column, if a line is nothing but headings of columns."""
    pattern = next(
        (p for p in (_turned_headings(), _headings()) if not re.sub(r"\W", "", p.sub("", line))), None
    )
    if pattern is None:
        return []
    matches = list(pattern.finditer(line))
    sides = [(party_of_words(m["side"]), function_of(m["noun"].lower())) for m in matches]
    return [(party, function) for party, function in sides if party]


def _row(spelling: Spelling, start: int, end: int, columns: int) -> list[tuple[int, int, int]]:
    """Word indices and outer start of the names on a line, one for each of two columns; empty if it has not."""
    first, last = spelling.first_from(start), spelling.last_before(end) + 1
    if columns != 2 or last - first < 4:
        return []
    for middle in _middles(spelling, first, last):
        names = [_name(spelling, first, middle), _name(spelling, middle, last)]
        if all(names):
            return [name for name in names if name]
    return []


def _middles(spelling: Spelling, first: int, last: int) -> Iterator[int]:
    """Where the second column may begin, surest first."""
    words = spelling.words
    inner = range(first + 2, last - 1)
    yield from (i for i in inner if re.search(r"\t|  ", spelling.gap(i - 1)))
    titles = [i for i in inner if is_honorific(words[i]) or is_office_head(words[i])]
    yield from (i for i in titles if i - 1 not in titles)
    if last - first == 4:
        yield first + 2
    yield from (i for i in inner if is_given_name(words[i].text))


def _name(spelling: Spelling, first: int, last: int) -> tuple[int, int, int] | None:
    begin = past_titles(spelling, first)
    return (
        (begin, last, spelling.words[first].start) if begin + 1 < last <= name_end(spelling, begin) else None
    )
