"""A document as TrackTwo keeps it: its canonical text, where that came from, and what is known about it."""

from dataclasses import dataclass
from enum import StrEnum

from tracktwo.model.span import Citation, Passage, Span


class DocumentKind(StrEnum):
    """What sort of text a document is."""

    NEWS_REPORT = "news-report"
    JOINT_STATEMENT = "joint-statement"
    READOUT = "readout"
    NOTICE = "notice"
    TRANSCRIPT = "transcript"
    OPINION = "opinion"
    OTHER = "other"


class DateOrigin(StrEnum):
    """Where a publication date was taken from, in the order of preference."""

    OPTION = "option"
    METADATA = "metadata"
    URL = "url"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Document:
    """One document. Two documents with the same ``id`` are the same bytes read the same way."""

    #: ``sha256:`` and the hexadecimal SHA-256 of the raw bytes, under which they are archived.
    id: str
    #: Canonical text; for plain text the file's own, code point for code point.
    text: str
    #: Name of what derived ``text`` from the bytes, with its version, such as ``trafilatura 2.0.0``.
    derived_by: str
    #: Passages in order, covering whatever has been given a role; text outside any passage is body.
    passages: tuple[Passage, ...] = ()
    #: The path or address as the user gave it, None for standard input.
    path: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    #: Publication date as EDTF, or None.
    published: str | None = None
    published_from: DateOrigin = DateOrigin.NONE
    #: ISO 639-1 code of the language the text is in.
    language: str = "en"
    #: Agencies credited in the text, such as ``("Reuters", "AFP")``.
    credits: tuple[str, ...] = ()
    kind: DocumentKind = DocumentKind.OTHER

    def cite(self, start: int, end: int) -> Citation:
        """Cite the code points ``start`` to ``end``, without the white space at either edge.

        Raises:
            UngroundedError: nothing but white space stands there, or the place is outside the text.
        """
        exact = self.text[start:end]
        start += len(exact) - len(exact.lstrip())
        exact = exact.strip()
        return Citation(self.id, start, start + len(exact), exact, self.text)

    def is_read(self, span: Span) -> bool:
        """Whether ``span`` touches no passage that is set aside."""
        return not any(p.span.overlaps(span) for p in self.passages if not p.is_read)
