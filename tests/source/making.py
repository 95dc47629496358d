"""Makes the sources that the tests read, byte by byte, so that no file of anybody's has to be kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tracktwo.model import Document
from tracktwo.source import MediaType, RawSource, SetAside, derive, gather
from tracktwo.source.raw import SourceOptions

#: A page as newsrooms make them, in words of our own about countries that are not.
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Norland and Sudovia agree to meet again | Tessia Herald</title>
<meta property="og:title" content="Norland and Sudovia agree to meet again">
<meta property="og:site_name" content="Tessia Herald">
<meta property="article:published_time" content="2019-05-14T08:30:00+00:00">
<link rel="canonical" href="https://herald.example/norland-sudovia"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Norland and Sudovia agree to meet again</h1>
<p>The foreign ministers of Norland and Sudovia agreed on Tuesday in Tessia to hold a third round of talks.</p>
<p>Norland's minister said the river treaty would be on the table, and that his side had brought maps.</p>
<h2>What comes next</h2>
<p>No.</p>
<p>Officials from both sides are to settle the agenda by the end of June, the Sudovian ministry said later.</p>
<p>No.</p>
<figure><img src="x.jpg"><figcaption>The two delegations in Tessia</figcaption></figure>
</article>
<aside><h3>Most read</h3><time datetime="2021-01-01">1 January 2021</time></aside>
<footer>Copyright 2021 Tessia Herald</footer></body></html>
"""


def plain(text: str, name: str | None = "note.txt", options: SourceOptions | None = None) -> Document:
    """Derive the document of a plain text."""
    return derive(RawSource(text.encode("utf-8"), name, media_type=MediaType.PLAIN), options)


def only(path: Path | str, options: SourceOptions | None = None) -> RawSource | SetAside:
    """Gather one source, and be sure that it is one."""
    found = list(gather([str(path)], options))
    assert len(found) == 1, found
    return found[0]


def taken(path: Path | str, options: SourceOptions | None = None) -> Document:
    """Gather and derive one source."""
    source = only(path, options)
    assert isinstance(source, RawSource), source
    return derive(source, options)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines on its pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _numbered(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _numbered(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([["Norland and Sudovia met."]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def word(paragraphs: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx file with paragraphs as (style, text), and a table under them."""
    from docx import Document as NewWord

    document = NewWord()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def zip_bomb(megabytes: int) -> bytes:
    """A .docx file whose text unpacks to so many megabytes of one letter."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(megabytes):
                member.write(b"a" * 1024 * 1024)
    return held.getvalue()
