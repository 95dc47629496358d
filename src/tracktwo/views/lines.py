"""A brief before it has a format: sections of lines of own words and quoted ones, each with its evidence.

Quotation marks come from :class:`Quote` alone, which holds a citation; own words that carry quotation marks
are refused, so that no format can put marks around words that are not in the source.
"""

from dataclasses import dataclass
from datetime import date

from tracktwo.model import Citation, Document

_MARKS = frozenset('"“”„«»')


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
        if _MARKS.intersection(self.text):
            raise ValueError(f"own words carry quotation marks: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its parts in order, and what it rests on; without evidence it says that nothing is known."""

    parts: tuple[Words | Quote, ...]
    evidence: tuple[Citation, ...] = ()
    #: 0 for a line of its own, 1 for a line under the one before.
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; ``nothing`` stands where there are none."""

    title: str
    lines: tuple[Line, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief with the documents that it cites."""

    title: str
    subtitle: str
    as_of: date
    sections: tuple[Section, ...]
    documents: tuple[Document, ...]

    def evidence(self) -> tuple[Citation, ...]:
        """Every cited place once, in the order of first mention: its position plus one is its mark."""
        return tuple(dict.fromkeys(c for s in self.sections for line in s.lines for c in line.evidence))


def words(text: str) -> Words:
    """Own words made safe: the names of themes and dialogues lose the quotation marks of their source."""
    return Words("".join(c for c in text if c not in _MARKS))
