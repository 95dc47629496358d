"""Keeps a short brief to its two pages: leaves out lines, the last of the longest section first, and says how many.

Works with an estimate of printed lines, not with a layout engine, so that Markdown, Word and HTML hold the same lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from tracktwo.views.brief.phrasing import counted, remark
from tracktwo.views.lines import Brief, Line, Section, Words
from tracktwo.views.notes import Notes

#: Printed lines that fit on two pages of A4 as the short forms are set. Measured: among made-up briefs and those on
#: the examples and 499 readouts, what came to 125 or less fitted and what came to more did not.
BUDGET = 117.0
#: Characters of a printed line of the text, and of one in the two columns of notes.
_LINE, _NOTE_LINE = 112, 64
_HEADING = 2.0
#: A line of notes takes so much of one of the text: it is smaller, and two stand side by side.
_NOTE = 0.36
#: What lies between two notes, in their lines.
_APART = 0.45
#: A section keeps at least so many lines.
_FEWEST = 3


def fit(brief: Brief) -> Brief:
    """The same brief with as many lines as two pages hold."""
    left_out = 0
    while _cost(brief) > BUDGET and (longest := _longest(brief)) is not None:
        sections = list(brief.sections)
        sections[longest] = _without_last(sections[longest])
        brief = replace(brief, sections=tuple(sections))
        left_out += 1
    if not left_out:
        return brief
    last = brief.sections[-1]
    told = remark(f"{counted(left_out, 'line')} left out to keep to two pages; the full brief has them.")
    kept = last.lines or (remark(last.nothing),)
    return replace(brief, sections=(*brief.sections[:-1], replace(last, lines=(*kept, told))))


def _longest(brief: Brief) -> int | None:
    """The section that can best spare a line; the first one, on where things stand, spares none."""
    notes = Notes(brief)
    able = [n for n, s in enumerate(brief.sections) if n and len(s.lines) > _FEWEST]
    return max(able, key=lambda n: (_length(brief.sections[n], notes), n), default=None)


def _without_last(section: Section) -> Section:
    """The section without its last line that is no remark on what is left out, nor a label without lines."""
    lines = list(section.lines)
    del lines[_longest_group(lines)[-1] if section.is_even else _last_told(range(len(lines)), lines)]
    kept = [
        line
        for n, line in enumerate(lines)
        if not (line.is_label and (n + 1 == len(lines) or lines[n + 1].depth <= line.depth))
    ]
    return replace(section, lines=tuple(kept))


def _last_told(places: Iterable[int], lines: Sequence[Line]) -> int:
    """The last line that rests on something, else the last."""
    return max((n for n in places if lines[n].evidence), default=len(lines) - 1)


def _longest_group(lines: Sequence[Line]) -> Sequence[int]:
    """Where the lines stand that rest on something under the label that has most of them."""
    groups: list[list[int]] = [[]]
    for place, line in enumerate(lines):
        if line.is_label:
            groups.append([])
        elif line.evidence:
            groups[-1].append(place)
    return max(reversed(groups), key=len) or [len(lines) - 1]


def _cost(brief: Brief) -> float:
    notes = Notes(brief)
    lines = (ceil((len(n.words) + len(n.title) + len(n.source) + 25) / _NOTE_LINE) for n in notes.all)
    printed = sum(lines) + _APART * len(notes.all)
    return sum(_HEADING + _length(s, notes) for s in brief.sections) + printed * _NOTE


def _length(section: Section, notes: Notes) -> int:
    return sum(ceil((_characters(line, notes) + 3 * line.depth) / _LINE) for line in section.lines)


def _characters(line: Line, notes: Notes) -> int:
    shown = (p.text if isinstance(p, Words) else notes.quoted(p.citation) for p in line.parts)
    return sum(map(len, shown))
