"""Draws the text out of a PDF, paragraph by paragraph, by pypdf.

Running heads, feet and page numbers are left out of the canonical text, and lines broken by the page's width are
joined again; a word broken by a hyphen keeps it unless it stands unbroken elsewhere in the document. Pictures
of text are not read. The date a PDF was made is no publication date and is not taken.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from tracktwo.errors import EmptySourceError, UnreadableSourceError
from tracktwo.source.draft import Block, Draft, assemble

#: Lines at the head and at the foot of a page in which running titles are looked for.
_MARGIN = 2
#: Share of pages on which a line must come again to be a running title.
_RUNNING = 0.5
_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*\d{1,4}\s*(?:(?:of|/|-)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_ITEM = re.compile(r"(?:[-•*▪●○–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it warns of is not the user's to mend


def draw_pdf(raw: bytes, label: str) -> Draft:
    """Draw the text out of a PDF.

    Raises:
        EmptySourceError: it holds no text, only pictures.
        UnreadableSourceError: it is encrypted, truncated or damaged.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    if b"%%EOF" not in raw[-2048:]:
        raise UnreadableSourceError(f"{label}: truncated PDF, its end is missing; save or download it again")
    try:
        reader = PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() or "" for page in reader.pages]
        title = None if locked or reader.metadata is None else reader.metadata.title
    except DependencyError as error:
        raise UnreadableSourceError(f"{label}: encrypted PDF; save a copy without encryption") from error
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        # pypdf meets damaged files with whatever its inner code stumbles on.
        raise UnreadableSourceError(f"{label}: damaged PDF ({error}); save or download it again") from error
    if locked:
        raise UnreadableSourceError(f"{label}: password-protected PDF; save a copy without the password")
    blocks = [Block(paragraph) for paragraph in _paragraphs(pages)]
    text, marks = assemble(blocks)
    if not text.strip():
        raise EmptySourceError(
            f"{label}: a PDF with no text, only pictures of it; run text recognition on it first"
        )
    return Draft(text, f"pypdf {version('pypdf')}", marks, title=_title(title, text))


def _paragraphs(pages: Sequence[str]) -> Iterator[str]:
    lines = list(_body_lines([page.splitlines() for page in pages]))
    known = Counter(re.findall(r"[^\W\d_]{4,}", " ".join(lines).casefold()))
    width = sorted(map(len, lines))[len(lines) * 3 // 4] if lines else 0
    held = ""
    last = ""
    for line in lines:
        if held and _runs_on(last, line, width):
            held = _joined(held, line, known)
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held


def _body_lines(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield lines without running titles and page numbers; an empty line where a paragraph surely ends."""
    stripped = [[" ".join(line.split()) for line in page] for page in pages]
    edges = Counter(line for page in stripped for line in {_shape(line) for line in _edge(page)})
    for page in stripped:
        filled = [line for line in page if line]
        margin = set(_edge(page))
        seen = 0
        for line in page:
            seen += bool(line)
            at_edge = line in margin and (seen <= _MARGIN or seen > len(filled) - _MARGIN)
            running = len(pages) > 2 and edges[_shape(line)] > len(pages) * _RUNNING
            if not (at_edge and line and (_NUMBER.fullmatch(line) or running)):
                yield line


def _edge(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return filled[:_MARGIN] + filled[-_MARGIN:]


def _shape(line: str) -> str:
    """A line with its figures made alike, as page numbers change from page to page."""
    return re.sub(r"\d+", "0", line)


def _runs_on(last: str, line: str, width: int) -> bool:
    """Whether ``line`` goes on with the paragraph that ``last`` belongs to."""
    if not last or not line or _ITEM.match(line):
        return False
    if line[0].islower() or last.endswith((",", "-")):
        return True
    return len(last) >= 0.75 * width and not (_ENDS.search(last) and len(last) < 0.9 * width)


def _joined(held: str, line: str, known: Counter[str]) -> str:
    # No word is longer; what has been joined is, and would be gone through for every line.
    broken = re.search(r"([^\W\d_]+)-$", held[-80:])
    rest = re.match(r"[^\W\d_]+", line)
    if broken and rest and line[0].islower():
        word = (broken.group(1) + rest.group()).casefold()
        return (held[:-1] if known[word] else held) + line
    return f"{held} {line}"


def _title(stated: str | None, text: str) -> str | None:
    """The title in the metadata, if the text says it too; word processors put file names there."""
    title = " ".join(str(stated).split()) if stated else ""
    return title if len(title) > 8 and title.casefold() in " ".join(text[:3000].split()).casefold() else None
