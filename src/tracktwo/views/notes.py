"""The notes of a brief: one for each sentence that is cited, numbered in the order of first mention.

Several claims often rest on one sentence; they share its note. Long sentences are shown as far as they lie
around the cited words, with signs of omission outside the quotation marks: nothing within them is changed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracktwo.analysis.sentences import sentence_around
from tracktwo.lexicon import load
from tracktwo.model import Citation, Document, Span
from tracktwo.views.lines import Brief, Line
from tracktwo.views.wording import date_in_words
from tracktwo.views.writing import followed_in_order, on_one_line

#: A clause that ends after this share of the words that there is room for is the end of what is shown.
_NEAR = 0.5
#: Digits of a document's hash in a mark for readers.
_DIGITS = 8
#: Signs of a list or a heading before a sentence, which are no words of it.
_BULLET = re.compile(r"(?:[-–•·*#>]+\s+)+")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How much of a long sentence is shown, in characters."""

    #: Sentences longer than this are shown in part.
    whole: int = 360
    #: Before and after the cited words of such a sentence, out to the edge of a word.
    around: int = 90
    #: Of cited words that are themselves long, and of quoted ones.
    cited: int = 280


#: For a brief that is to stay short.
SHORT = Lengths(whole=220, around=40, cited=160)


@dataclass(frozen=True, slots=True)
class Note:
    """One cited sentence."""

    number: int
    document: Document
    #: What is shown of the document's text, in code points.
    span: Span
    #: Whether words of the sentence are left out before and after.
    cut_before: bool
    cut_after: bool
    #: The cited places in it, from the first to the last.
    cited: Span

    @property
    def words(self) -> str:
        """The words shown, letter for letter but for white space, on one line."""
        return on_one_line(self.document.text[self.span.start : self.span.end])

    @property
    def place(self) -> str:
        """The cited place as ``tracktwo show`` takes it."""
        return short_mark(self.document.id, self.cited)

    @property
    def source(self) -> str:
        """The document as a reader knows it: publisher and date, or what is not told of them."""
        return source_of(self.document)

    @property
    def title(self) -> str:
        """The document's title, else where it came from."""
        return title_of(self.document)


class Notes:
    """All notes of one brief."""

    def __init__(self, brief: Brief) -> None:
        self._documents = {d.id: d for d in brief.documents}
        self._lengths = SHORT if brief.is_short else Lengths()
        self._numbers: dict[Citation, int] = {}
        self._places: dict[int, list[Citation]] = {}
        numbered: dict[tuple[str, Span], int] = {}
        for citation in brief.evidence():
            key = (citation.document, self._shown(citation))
            number = numbered.setdefault(key, len(numbered) + 1)
            self._numbers[citation] = number
            self._places.setdefault(number, []).append(citation)

    @cached_property
    def all(self) -> tuple[Note, ...]:
        """The notes in order."""
        return tuple(self._note(number, places) for number, places in self._places.items())

    @cached_property
    def by_number(self) -> Mapping[int, Note]:
        """The notes by their numbers."""
        return {note.number: note for note in self.all}

    def of(self, line: Line) -> tuple[int, ...]:
        """Numbers of the notes that a line rests on, each once, in order."""
        return tuple(sorted({self._numbers[c] for c in line.evidence}))

    def quoted(self, citation: Citation) -> str:
        """Quoted words in quotation marks; of very long ones the beginning, and a sign of omission after it."""
        words, most = on_one_line(citation.exact), self._lengths.cited
        if len(words) <= most:
            return followed_in_order(in_marks(words))
        return f"{followed_in_order(in_marks(_beginning(words, most)))} …"

    def _shown(self, citation: Citation) -> Span:
        return _shown(self._documents[citation.document].text, citation.span, self._lengths)[0]

    def _note(self, number: int, places: list[Citation]) -> Note:
        document = self._documents[places[0].document]
        span, cut_before, cut_after = _shown(document.text, places[0].span, self._lengths)
        cited = Span(min(c.start for c in places), max(c.end for c in places))
        return Note(number, document, span, cut_before, cut_after, cited)


@dataclass(frozen=True, slots=True)
class Cited:
    """One cited place by itself: the sentence around it, and where it stands."""

    words: str
    title: str
    source: str
    place: str


def cited_sentence(citation: Citation, document: Document) -> Cited:
    """The sentence around a cited place, in quotation marks, with signs of omission where it is cut."""
    span, cut_before, cut_after = _shown(document.text, citation.span, Lengths())
    shown = in_marks(on_one_line(document.text[span.start : span.end]))
    words = f"{'… ' if cut_before else ''}{shown}{' …' if cut_after else ''}"
    return Cited(words, title_of(document), source_of(document), short_mark(document.id, citation.span))


def short_mark(document_id: str, place: Span) -> str:
    """A place as a reader is shown it and ``tracktwo show`` takes it."""
    return f"{document_id.rpartition(':')[2][:_DIGITS]}:{place.start}-{place.end}"


def in_marks(text: str) -> str:
    """Source words in quotation marks: single ones around words that have double ones of their own.

    Words that are a quotation from first to last keep their own marks.
    """
    if text[:1] in '“"' and text[-1:] in '”"' and len(text) > 1 and not _MARKED.search(text[1:-1]):
        return text
    return f"‘{text}’" if _MARKED.search(text) else f"“{text}”"


def title_of(document: Document) -> str:
    """A document's title, else where it came from."""
    return on_one_line(document.title or document.path or document.url or "Document without title")


def source_of(document: Document) -> str:
    """Publisher and date of a document as far as they are told."""
    when = date_in_words(document.published) if document.published else "undated"
    return ", ".join(part for part in (document.publisher, when) if part)


def _beginning(words: str, most: int) -> str:
    """The first words, to the end of a clause where one ends near; never with "of the" at their end."""
    end = words.rfind(" ", 0, most)
    first = words[: end if end > 0 else most]
    clause = max(first.rfind(mark) for mark in (", ", "; ", " – "))
    if clause > most * _NEAR:
        return first[:clause]
    kept = first.split(" ")
    while len(kept) > 1 and kept[-1].casefold().strip(",;") in load("function_words"):
        kept.pop()
    return " ".join(kept).rstrip(",;:")


_MARKED = re.compile('[“”"]')


def _sentence(text: str, cited: Span) -> Span:
    span = sentence_around(text, cited.start, cited.end)
    bullet = _BULLET.match(text, span.start, cited.start)
    return Span(bullet.end(), span.end) if bullet else span


def _shown(text: str, cited: Span, lengths: Lengths) -> tuple[Span, bool, bool]:
    """What is shown around the cited words, and whether the sentence goes on before and after it."""
    whole = _sentence(text, cited)
    if whole.end - whole.start <= lengths.whole:
        return whole, False, False
    last = min(cited.end, cited.start + lengths.cited)
    start, end = max(whole.start, cited.start - lengths.around), min(whole.end, last + lengths.around)
    while whole.start < start < cited.start and not text[start - 1].isspace():
        start += 1
    while cited.start < end < whole.end and not text[end].isspace():
        end -= 1
    return Span(start, end), start > whole.start, end < whole.end
