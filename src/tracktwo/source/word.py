"""Draws the text out of a .docx file, in the order in which it stands, by python-docx.

The archive is weighed before it is opened. Comments, footnotes, headers and footers are not read, and of
tracked changes the text as it would be accepted. The file's own dates are no publication date.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from tracktwo.errors import EmptySourceError, OversizedSourceError, UnreadableSourceError
from tracktwo.model import PassageRole
from tracktwo.source.draft import Block, Draft, assemble

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Times its size that a file may unpack to. Deflate reaches about a thousand with one letter repeated.
_RATIO = 200
#: Bytes below which the ratio is not asked: small files of empty tables pack well.
_SMALL = 10 * 1024 * 1024
_MOST_FILES = 10_000


def draw_word(raw: bytes, label: str, most: int) -> Draft:
    """Draw the text out of a .docx file that unpacks to no more than ``most`` bytes.

    Raises:
        EmptySourceError: there is no text in it.
        OversizedSourceError: it unpacks to too much.
        UnreadableSourceError: it is encrypted, truncated, damaged or no .docx file.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    if raw.startswith(_OLE):
        raise UnreadableSourceError(
            f"{label}: password-protected, or an old .doc file; save it as .docx without a password"
        )
    _weigh(raw, label, most)
    try:
        word = docx.Document(io.BytesIO(raw))
        blocks = list(_blocks(word))
        title = word.core_properties.title
    except (
        OpcError,
        LxmlError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        # python-docx meets damaged files with whatever its inner code stumbles on.
        raise UnreadableSourceError(f"{label}: damaged .docx file ({error}); save it again") from error
    text, marks = assemble(blocks)
    if not text.strip():
        raise EmptySourceError(f"{label}: a .docx file with no text; nothing to read")
    first = next((block.text for block in blocks if block.role is PassageRole.TITLE), None)
    named = " ".join((title or "").split())
    known = named if len(named) > 8 and named.casefold() in text[:3000].casefold() else None
    return Draft(
        text,
        f"python-docx {version('python-docx')}",
        marks,
        title=first if first == blocks[0].text else known,
    )


def _weigh(raw: bytes, label: str, most: int) -> None:
    """Add up what the archive says it unpacks to; zipfile refuses a member that turns out to hold more."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableSourceError(
            f"{label}: truncated or damaged .docx file ({error}); save it again"
        ) from error
    size = sum(member.file_size for member in members)
    if size > most or (size > _SMALL and size > _RATIO * len(raw)) or len(members) > _MOST_FILES:
        raise OversizedSourceError(
            f"{label}: unpacks to {size / 1024 / 1024:,.0f} MB from {len(raw) / 1024 / 1024:,.1f} MB, as zip bombs do; "
            f"save its text in a new file"
        )
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableSourceError(
            f"{label}: password-protected .docx file; save a copy without the password"
        )
    if "[Content_Types].xml" not in names:
        raise UnreadableSourceError(f"{label}: a zip archive, but no .docx file; unpack it first")


def _blocks(word: Word) -> Iterator[Block]:
    from docx.text.paragraph import Paragraph

    after_item = False
    for part in word.iter_inner_content():
        if not isinstance(part, Paragraph):
            yield from _rows(part)
            after_item = False
            continue
        text = _words(part)
        if not text:
            continue
        style = (part.style.name or "") if part.style is not None else ""
        is_item = style.startswith("List") or (part._p.pPr is not None and part._p.pPr.numPr is not None)
        yield Block(text, _role(style, is_item), joined=is_item and after_item)
        after_item = is_item


def _rows(table: Table) -> Iterator[Block]:
    for number, row in enumerate(table.rows):
        cells = list(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
        text = "\t".join(cell for cell in cells if cell)
        if text:
            yield Block(text, PassageRole.BODY, joined=number > 0)


def _words(paragraph: Paragraph) -> str:
    lines = (" ".join(line.split()) for line in paragraph.text.split("\n"))
    return "\n".join(line for line in lines if line)


def _role(style: str, is_item: bool) -> PassageRole | None:
    if style.startswith(("Heading", "Title", "Subtitle")):
        return PassageRole.TITLE
    if style == "Caption":
        return PassageRole.CAPTION
    return PassageRole.BODY if is_item else None
