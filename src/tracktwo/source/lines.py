"""Cuts canonical text into units: lines, or paragraphs where a text is wrapped at a fixed width.

A unit is only a place in the text; what it is there for is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"\w[\w'’.-]*")
#: A full stop, closing marks, and perhaps an agency after them.
_SENTENCE_END = re.compile(
    r"[.!?…。؟]['\"”’»)\]]*(?:\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\]|[—–-]+\s*[A-Z][\w/ ]{1,24})\.?)?$|[\"”»]$"
)
#: Widths, in characters, between which texts are wrapped.
_NARROWEST, _WIDEST = 40, 110
#: Of the lines that fill the width, the share that does not end a sentence; and of the lines after those, the
#: share that begins in small letters. On 42 readouts these leave all as they are, and bring back the paragraphs
#: of 39, 39 and 41 that were wrapped at 60, 72 and 100 columns (python -m evaluation sources).
_RUNNING, _SMALL = 0.5, 0.3
_LISTED = re.compile(r"(?:[-•*–—·▪●○◦‣]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])\s", re.IGNORECASE)
#: A line at least this share of the usual width is full, and runs on into the next.
_FULL = 0.7


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or the lines of one wrapped paragraph, without white space at its edges."""

    start: int
    end: int
    text: str
    #: Line breaks between the unit before and this one: 1 is the next line, 2 and more a blank line between.
    breaks_before: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_SENTENCE_END.search(self.text))


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """How many words a text has; asked many times of the same lines."""
    return len(_WORD.findall(text))


@lru_cache(maxsize=4)
def units_of(text: str) -> tuple[Unit, ...]:
    """Cut ``text`` into units, in order; blank lines belong to none."""
    lines = _lines(text)
    return tuple(_unwrapped(lines, text) if is_wrapped(lines) else lines)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.strip(".'’-").casefold() for word in _WORD.findall(text)]


def is_wrapped(lines: Sequence[Unit]) -> bool:
    """Whether lines are cut at a fixed width: few are longer, and most that fill it run on into the next."""
    if not lines or sorted(len(line.text) for line in lines)[len(lines) * 9 // 10] > _WIDEST:
        return False
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if b.breaks_before == 1 and len(a.text) >= _NARROWEST and not is_listed(b.text)
    ]
    running = [b for a, b in pairs if not a.ends_sentence and a.text[-1] not in ":;"]
    small = sum(b.text[0].islower() for b in running)
    return len(running) >= 3 and len(running) >= _RUNNING * len(pairs) and small >= _SMALL * len(running)


def is_listed(line: str) -> bool:
    """Whether a line opens with the bullet, number or letter of a list."""
    return bool(_LISTED.match(line))


def _lines(text: str) -> list[Unit]:
    units: list[Unit] = []
    at = breaks = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip("\ufeff\u200b\u200e\u200f \t\r\n\f\v\u00a0\u2028\u2029\x85\x1c\x1d\x1e")
        if stripped.strip():
            start = at + line.index(stripped)
            units.append(Unit(start, start + len(stripped), stripped, breaks if units else 2))
            breaks = 0
        breaks += 1
        at += len(line)
    return units


def _unwrapped(lines: Sequence[Unit], text: str) -> list[Unit]:
    width = sorted(len(line.text) for line in lines)[len(lines) * 3 // 4]
    units: list[Unit] = []
    last = ""
    for line in lines:
        goes_on = len(last) >= _FULL * width and not last.endswith(":") and not is_listed(line.text)
        if units and line.breaks_before == 1 and goes_on:
            start = units[-1].start
            units[-1] = Unit(start, line.end, text[start : line.end], units[-1].breaks_before)
        else:
            units.append(line)
        last = line.text
    return units
