"""A brief before it has a format: sections of lines of own words and quoted ones, each with its evidence.

Quotation marks come from :class:`Quote` alone, which holds a citation; own words that carry quotation marks
are refused, so that no format can put marks around words that are not in the source.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracktwo.model import Citation, Document

#: Quotation marks, which own words may not carry.
MARKS = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, shown between quotation marks."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Words:
    """Own words of a brief.

    Raises:
        ValueError: they carry quotation marks; quote with :class:`Quote`.
    """

    text: str

    def __post_init__(self) -> None:
        if MARKS.intersection(self.text):
            raise ValueError(f"own words carry quotation marks: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its parts in order, and what it rests on; without evidence it says that nothing is known."""

    parts: tuple[Words | Quote, ...]
    evidence: tuple[Citation, ...] = ()
    #: 0 for a line of its own, 1 for a line under the one before.
    depth: int = 0
    #: Whether it names whom the lines under it are about, and rests on evidence of its own.
    is_head: bool = False

    @property
    def is_label(self) -> bool:
        """Whether the line only names what the lines under it are about."""
        last = self.parts[-1] if self.parts else None
        return not self.evidence and isinstance(last, Words) and last.text.endswith(":")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid: what it is about, and a cell of lines for each column; one alone is for all of them."""

    about: Line
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines side by side under headings, such as what one side and the other say on one issue."""

    #: The heading of the column that says what a row is about, then one for each cell.
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    #: Whether the first column holds what matters and the others only short remarks on it.
    is_list: bool = False

    def lines(self) -> Iterable[Line]:
        """All lines in the order in which they are read."""
        for row in self.rows:
            yield row.about
            for cell in row.cells:
                yield from cell


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines, after a grid if it has one; ``nothing`` stands where there are none."""

    title: str
    lines: tuple[Line, ...]
    nothing: str
    grid: Grid | None = None
    #: Whether lines are left out evenly under its labels, so that none of them loses all.
    is_even: bool = False

    def all_lines(self) -> Iterable[Line]:
        """The lines of the grid, then the others."""
        if self.grid:
            yield from self.grid.lines()
        yield from self.lines


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief with the documents that it cites."""

    title: str
    subtitle: str
    as_of: date
    sections: tuple[Section, ...]
    documents: tuple[Document, ...]
    #: What it is called where it lies among others: "Scene-setter", "Follow-up list".
    form: str = "Brief"
    #: Whether it is to fit on two pages.
    is_short: bool = False

    def lines(self) -> Iterable[Line]:
        """All lines in the order in which they are read."""
        for section in self.sections:
            yield from section.all_lines()

    def evidence(self) -> tuple[Citation, ...]:
        """Every cited place once, in the order of first mention."""
        return tuple(dict.fromkeys(c for line in self.lines() for c in line.evidence))


def words(text: str) -> Words:
    """Own words made safe: the names of themes and dialogues lose the quotation marks of their source."""
    if MARKS.isdisjoint(text):
        return Words(text)
    return Words("".join(c for c in text if c not in MARKS))
