"""Cuts canonical text into units: lines, or paragraphs where a text is wrapped at a fixed width.

A unit is only a place in the text; what it is there for is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

_WORD = re.compile(r"\w[\w'’.-]*")
_SENTENCE_END = re.compile(r"[.!?…。؟]['\"”’»)\]]*$|[\"”»]$")
#: Share of lines that run on below which a text is not taken to be wrapped. Wrapped texts lie above 0.6, others
#: under 0.1 (40 plain-text pages and the same pages wrapped at 72 columns).
_WRAPPED = 0.35
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
    """Whether lines are cut at a fixed width: most that fill it run on into the next in small letters."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if b.breaks_before == 1]
    if len(pairs) < 3 or median(len(a.text) for a, _ in pairs) > 110:
        return False
    running = sum(not a.ends_sentence and len(a.text) >= 40 and b.text[0].islower() for a, b in pairs)
    return running / len(pairs) >= _WRAPPED


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
        if units and line.breaks_before == 1 and len(last) >= _FULL * width:
            start = units[-1].start
            units[-1] = Unit(start, line.end, text[start : line.end], units[-1].breaks_before)
        else:
            units.append(line)
        last = line.text
    return units
