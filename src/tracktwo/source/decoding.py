"""From bytes to text, and from packed bytes to bytes, without ever guessing silently.

What the text says, and which part of it is the article, is decided elsewhere.
"""

from __future__ import annotations

import codecs
import re
import zlib

from tracktwo.errors import EmptySourceError, OversizedSourceError, UnreadableSourceError
from tracktwo.source.media import is_binary

#: Bytes that the guesser looks at; it is slow, and an encoding shows itself within a few pages.
_GUESSED_ON = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


def unpack(raw: bytes, label: str, most: int) -> bytes:
    """Unpack gzip of no more than ``most`` bytes.

    Raises:
        UnreadableSourceError: it is truncated or damaged.
        OversizedSourceError: it unpacks to more.
    """
    inflate = zlib.decompressobj(wbits=31)
    try:
        data = inflate.decompress(raw, most + 1)
    except zlib.error as error:
        raise UnreadableSourceError(f"{label}: damaged gzip ({error}); pack or download it again") from error
    if len(data) > most:
        raise OversizedSourceError(
            f"{label}: unpacks to more than {most:,} bytes; split it or raise the limit"
        )
    if not inflate.eof:
        raise UnreadableSourceError(f"{label}: truncated gzip, its end is missing; pack or download it again")
    return data


def decode(raw: bytes, label: str, declared: str | None = None) -> str:
    """Decode text: by its byte-order mark, as UTF-8, as declared, or in the one encoding that fits its bytes.

    A UTF-8 byte-order mark stays as U+FEFF, so that offsets are those of a plain UTF-8 reader; the mark of
    UTF-16 and UTF-32 says how to read and is no part of the text. Line ends stay as they are.

    Raises:
        EmptySourceError: there is nothing but white space.
        UnreadableSourceError: it is binary, mixes encodings, or fits none.
    """
    if not raw:
        raise EmptySourceError(f"{label}: empty, 0 bytes; nothing to read")
    text = _decoded(raw, label, declared)
    if "\x00" in text:
        raise UnreadableSourceError(f"{label}: binary, not text; save it as text, HTML, PDF or .docx")
    if not re.sub(r"[\s\ufeff\u200b-\u200f]+", "", text):
        raise EmptySourceError(f"{label}: nothing but white space; nothing to read")
    return text


def declared_in_html(raw: bytes) -> str | None:
    """The encoding that a page's own ``meta`` names, if any."""
    match = _META_CHARSET.search(raw[:4096])
    return match.group(1).decode("ascii") if match else None


def _decoded(raw: bytes, label: str, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding, label)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if is_binary(raw[: 64 * 1024]):
        raise UnreadableSourceError(f"{label}: binary, not text; save it as text, HTML, PDF or .docx")
    if at >= len(raw) - 3 and len(raw) > 3 and raw[:at].strip() and not raw[:at].isascii():
        raise UnreadableSourceError(
            f"{label}: truncated, it ends within a character at byte {at:,}; get the whole file again"
        )
    if _is_mixed(raw):
        raise UnreadableSourceError(
            f"{label}: mixed encodings, UTF-8 up to byte {at:,} and something else there; "
            f"convert it to UTF-8 as a whole"
        )
    if declared and _known(declared) and codecs.lookup(declared).name != "utf-8":
        return _strictly(raw, declared, label)
    return _guessed(raw, label, at)


def _is_mixed(raw: bytes) -> bool:
    """Whether some lines are UTF-8 beyond ASCII and others are none."""
    lines = [line for line in raw.splitlines() if not line.isascii()]
    good = sum(_is_utf8(line) for line in lines)
    return 0 < good < len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _strictly(raw: bytes, encoding: str, label: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise UnreadableSourceError(
            f"{label}: not the {encoding} that it says it is ({error}); convert it to UTF-8"
        ) from error


def _guessed(raw: bytes, label: str, at: int) -> str:
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    best = from_bytes(raw[:_GUESSED_ON], enable_fallback=False).best()
    if best is not None:
        try:
            return raw.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise UnreadableSourceError(
        f"{label}: no encoding fits, it is not UTF-8 at byte {at:,}; convert it to UTF-8"
    )
