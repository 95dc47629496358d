"""What a source is: told from its name and its first bytes.

Nothing is decoded or opened here beyond those bytes.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

#: Bytes that are looked at.
SNIFFED = 4096

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h[1-6]|meta|title)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|(?:atom|a):feed)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path): .*\r?\n(?:[ \t].*\r?\n)*){3}"
)


class MediaType(StrEnum):
    """The forms of source that are read, by their registered names."""

    PLAIN = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MAIL = "message/rfc822"
    FEED = "application/rss+xml"


EXTENSIONS = {
    ".txt": MediaType.PLAIN,
    ".text": MediaType.PLAIN,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".pdf": MediaType.PDF,
    ".docx": MediaType.DOCX,
    ".eml": MediaType.MAIL,
    ".rss": MediaType.FEED,
    ".atom": MediaType.FEED,
    ".xml": MediaType.FEED,
}


def extension_of(name: str | None) -> str:
    """The extension of a path or address in lower case, the one before ``.gz`` if it ends so; or nothing."""
    path = PurePosixPath(re.split(r"[?#]", name or "", maxsplit=1)[0].replace("\\", "/").lower())
    return path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix


def is_gzip(head: bytes) -> bool:
    """Whether bytes begin as gzip does."""
    return head.startswith(_GZIP)


def media_type_of(name: str | None, head: bytes, declared: str | None = None) -> MediaType | None:
    """Tell the form of a source from its first bytes, then what its server declared, then its name.

    Arguments:
        head: the first bytes, unpacked if they were gzip; `SNIFFED` of them are enough.
        declared: the server's ``Content-Type``, if it had one.

    Returns:
        The form, or None if it is none that is read.
    """
    named = EXTENSIONS.get(extension_of(name))
    if head.lstrip()[:5] == b"%PDF-" or b"%PDF-" in head[:1024]:
        return MediaType.PDF
    if head.startswith((_ZIP, _OLE)):
        return MediaType.DOCX if named is MediaType.DOCX or (named is None and b"word/" in head) else None
    stated = (declared or "").partition(";")[0].strip().lower()
    if named is None and stated in ("text/markdown", "text/x-markdown", "message/rfc822", "application/pdf"):
        return MediaType(stated.replace("x-", ""))
    if named in (None, MediaType.HTML, MediaType.FEED) and _is_feed(head[:2048]):
        return MediaType.FEED
    if named is not None and stated != "text/html":
        return named
    return MediaType.HTML if stated in ("text/html", "application/xhtml+xml") else _sniffed(head)


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters and no mark of UTF-16."""
    if head.startswith(_TEXT_MARKS):
        return False
    odd = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return b"\x00" in head or odd > len(head) // 20


def _is_feed(head: bytes) -> bool:
    return bool(_FEED.search(head)) and not re.search(rb"<html\b", head, re.IGNORECASE)


def _sniffed(head: bytes) -> MediaType | None:
    if is_binary(head):
        return None
    if _HTML.search(head[:1024]):
        return MediaType.HTML
    if _MAIL.match(head):
        return MediaType.MAIL
    return MediaType.PLAIN
