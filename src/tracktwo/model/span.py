"""Places in a document's canonical text, and the citation that proves a claim.

Offsets are Unicode code points, half-open, as in the W3C Web Annotation model's text position selector.
This module does not find anything: it only refuses what is not there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import NamedTuple

from tracktwo.errors import UngroundedError


class Span(NamedTuple):
    """Code points ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class PassageRole(StrEnum):
    """What a passage of a document is there for."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


#: Roles whose words are evidence; the others are archived and shown, but not read. Titles are read for the
#: subject of a document (dialogue, round, date) though they give no statements.
READ_ROLES = frozenset({PassageRole.TITLE, PassageRole.BODY})


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of canonical text with one role."""

    span: Span
    role: PassageRole

    @property
    def is_read(self) -> bool:
        """Whether the reader looks at this passage at all."""
        return self.role in READ_ROLES


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of one document that stand behind a claim.

    ``text`` is the document's canonical text; it is looked at once and not kept.

    Raises:
        UngroundedError: ``exact`` is empty or does not stand in ``text`` at ``start``.
    """

    #: The document's id, ``sha256:`` and 64 hexadecimal digits.
    document: str
    start: int
    end: int
    exact: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not 0 <= self.start < self.end <= len(text) or text[self.start : self.end] != self.exact:
            raise UngroundedError(
                f"the cited words are not at {self.start}–{self.end} of {self.document[:19]}: "
                f"{self.exact[:60]!r}; read the document again"
            )

    @property
    def span(self) -> Span:
        """The cited place."""
        return Span(self.start, self.end)


def cite_each(document: str, text: str, places: Iterable[Sequence[int]]) -> tuple[Citation, ...]:
    """Cite places, each a first code point and the one after the last, of a document's canonical text.

    As quick as can be, since records hold citations by the million: what stands at a place need not be compared with
    itself.

    Raises:
        UngroundedError: a place is empty or outside the text.
    """
    found: list[Citation] = []
    for start, end in places:
        if not 0 <= start < end <= len(text):
            # Which refuses it.
            Citation(document, start, end, text[start:end], text)
        made = _new(Citation)
        _set_document(made, document)
        _set_start(made, start)
        _set_end(made, end)
        _set_exact(made, text[start:end])
        found.append(made)
    return tuple(found)


_new = object.__new__
_set_document, _set_start, _set_end, _set_exact = (
    vars(Citation)[name].__set__ for name in ("document", "start", "end", "exact")
)
