"""Finds the day on which a text was published, in its address or file name and in the text itself.

Only a whole date counts, or the month of an address or a dateline: a day without a year stays unknown, and so
does a date in figures that could be read two ways. The clock and the file's own time stamp are never asked.
Order: docs/decisions/0014-publication-date.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Passage, PassageRole
from tracktwo.source.lines import Unit, units_of

_EARLIEST, _LATEST = 1900, 2099
#: Words that may stand on a line beside a date for it to be a date line.
_BESIDE = 6
#: Lines that a heading has at most, and words of a line that is a day alone.
_HEADINGS, _DAY = 4, 4
#: Characters within which a dateline's date stands.
_DATELINE = 70
#: Characters within which a label with its date stands that a converter glued to the first paragraph.
_GLUED = 300

_PATH_DAY = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])"
)
_PATH_DAY_SMALL = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_/])(\d\d?)\2(\d\d?)(?![0-9A-Za-z])")
_PATH_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
_LABEL = re.compile(
    r"\b(?:published|posted|issued|released?|date|dated|uploaded|created|immediate release)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:updated|modified|edited|revised|reviewed|accessed|retrieved|archived|printed)\b", re.IGNORECASE
)
_RIGHTS = re.compile(r"©|\(c\)|copyright|all rights", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?:Posted|Published|Updated|Date)(?: on)?:? *$")
_IN_A_SENTENCE = re.compile(
    r"\b(?:on|in|of|by|since|until|from|before|after|the|was|were|held|late|early)\s*$", re.I
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{2,5}\)?)?", re.IGNORECASE
)


def published_in_address(address: str | None) -> str | None:
    """The day, or else the month, that a web address or a file's name gives; EDTF, or None."""
    if not address:
        return None
    is_web = "://" in address
    place = re.sub(r"^\w+://[^/]*", "", address) if is_web else re.split(r"[\\/]", address)[-1]
    for pattern in (_PATH_DAY, _PATH_DAY_SMALL):
        for match in pattern.finditer(place):
            year, _, month, day = match.groups()
            if found := _valid(int(year), int(month), int(day)):
                return found
    month_only = _PATH_MONTH.search(place) if is_web else None
    return f"{month_only.group(1)}-{month_only.group(2)}" if month_only else None


def published_in_text(text: str, passages: Sequence[Passage]) -> str | None:
    """The day that a date line at the top or bottom, or the dateline, gives; EDTF, or None.

    A line labelled as published comes first, then one under the headline, the dateline, one above the headline,
    one right under the article, and at last a line that says updated.
    """
    ranked = sorted(_lines_with_dates(text, passages), key=lambda found: found[0])
    return ranked[0][1] if ranked else None


def dates_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each whole date in ``text``: where it starts and ends, and the day as ``YYYY-MM-DD``."""
    months = _months()
    for match in _date_pattern().finditer(text):
        part = match.groupdict()
        if part["iso_year"]:
            found = _valid(int(part["iso_year"]), int(part["iso_month"]), int(part["iso_day"]))
        elif part["year"]:
            month = months[(part["month_a"] or part["month_b"]).casefold().rstrip(".")]
            found = _valid(int(part["year"]), month, int(part["day_a"] or part["day_b"]))
        else:
            found = _from_figures(int(part["one"]), int(part["two"]), int(part["figure_year"]))
        if found:
            yield match.start(), match.end(), found


def _lines_with_dates(text: str, passages: Sequence[Passage]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield (rank, place) and day for every line on which a publication date may stand."""
    units = units_of(text)
    roles = _roles(units, passages)
    body = [i for i, role in enumerate(roles) if role is PassageRole.BODY and units[i].words > _BESIDE + 4]
    title = next((i for i, role in enumerate(roles) if role is PassageRole.TITLE), -1)
    first, last = (body[0], body[-1]) if body else (len(units), len(units))
    for i, unit in enumerate(units):
        if roles[i] is PassageRole.COMMENT or _RIGHTS.search(unit.text):
            continue
        if i == first:
            yield from (
                ((0, i), day)
                for start, _, day in dates_in(unit.text[:_GLUED])
                if _LABELLED.search(unit.text[:start])
            )
            yield from (
                ((2, i), day)
                for start, end, day in dates_in(unit.text[:_DATELINE])
                if _opens(unit.text, start, end)
            )
            month = _month_of_dateline(unit.text)
            if month is not None:
                # Any line with a day says more.
                yield (6, i), month
        elif _is_below_headings(units, first, i) and (day := date_line(unit.text)) is not None:
            yield (3, i - first), day
        elif i < first or i > last:
            day = date_line(unit.text)
            if day is not None:
                rank = _rank(unit.text, i, title, first, last)
                if rank is not None:
                    yield (rank, abs(i - first)), day


def _is_below_headings(units: Sequence[Unit], first: int, at: int) -> bool:
    """Whether a line with a day alone stands below lines that are no sentences: a long title and its hosts."""
    if not first < at <= first + _HEADINGS or units[at].words > _DAY:
        return False
    return not any(u.text.rstrip().endswith((".", "!", "?", ":", ";", ",")) for u in units[first:at])


def _rank(line: str, at: int, title: int, first: int, last: int) -> int | None:
    if _LATER.search(line) and not _LABEL.search(line):
        return 5
    if _LABEL.search(line):
        return 0
    if at < first:
        return 1 if title < at else 3
    return 4 if at - last <= 2 else None


def _opens(paragraph: str, start: int, end: int) -> bool:
    """Whether a date stands as datelines have it: after a place at most, and before a bracket, dash or colon."""
    before = paragraph[:start]
    return (
        len(before.split()) <= 4
        and not _IN_A_SENTENCE.search(before)
        and bool(re.match(r"\s*(?:\(|[:–—.]|-+\s)", paragraph[end:]))
    )


def _month_of_dateline(paragraph: str) -> str | None:
    """The month of a dateline that gives no day: "HAVN, October 2010:"."""
    match = _month_dateline().match(paragraph)
    return f"{match['year']}-{_months()[match['month'].casefold().rstrip('.')]:02}" if match else None


@cache
def _month_dateline() -> re.Pattern[str]:
    month = "|".join(sorted((m.title() for m in _months()), key=len, reverse=True))
    return re.compile(
        rf"[A-Z][A-Z .'’-]{{2,30}}(?:,[^,:–—\n]{{1,30}})?,? (?P<month>{month})\.?,? (?P<year>(?:19|20)\d\d)"
        r"\s*(?:\([^)\n]{2,30}\)\s*)?(?:[:–—]|--?\s)"
    )


def date_line(line: str) -> str | None:
    """The one day that a line gives if there is little else on it."""
    if len(line) > 160:
        return None
    found = list(dates_in(line))
    if not found:
        return None
    start, end, day = found[0]
    rest = _CLOCK.sub(" ", line[:start] + " " + line[end:])
    return day if len(re.findall(r"[^\W\d_]+", rest)) <= _BESIDE else None


def _roles(units: Sequence[Unit], passages: Sequence[Passage]) -> list[PassageRole]:
    """The role of each unit: that of the first passage of more than one character that it shares a place with."""
    roles, at = [], 0
    wide = [p for p in passages if p.span.end - p.span.start > 1]
    for unit in units:
        while at < len(wide) and wide[at].span.end <= unit.start:
            at += 1
        touches = at < len(wide) and wide[at].span.start < unit.end
        roles.append(wide[at].role if touches else PassageRole.BODY)
    return roles


def _from_figures(one: int, two: int, year: int) -> str | None:
    """A date in figures, if it can be read in one way only."""
    if one == two or one > 12 >= two:
        return _valid(year, two, one)
    return _valid(year, one, two) if two > 12 >= one else None


def _valid(year: int, month: int, day: int) -> str | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    named = lexicon.load("times")["months"]
    return {name.casefold(): int(number) for number, names in named.items() for name in names}


@cache
def _date_pattern() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/-])(?:(?P<iso_year>(?:19|20)\d\d)[-./](?P<iso_month>\d\d?)[-./](?P<iso_day>\d\d?)"
        rf"|(?:(?P<month_a>{month})\.?\s+(?P<day_a>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:\s+of|-|\s)?\s*(?P<month_b>{month})\.?),?[\s-]+(?P<year>(?:19|20)\d\d)"
        rf"|(?P<one>\d\d?)[./-](?P<two>\d\d?)[./-](?P<figure_year>(?:19|20)\d\d))(?![\w/])",
        re.IGNORECASE,
    )
