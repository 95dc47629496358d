"""All claims as CSV tables in one zip, with a data dictionary: for R, Stata and spreadsheets.

Lists are joined with ``; ``; places are ``start-end`` in code points. A cell that a spreadsheet would run as a formula
is given an apostrophe in front, since the words come from documents that anybody may have written.
"""

import csv
import io
from collections.abc import Iterable
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracktwo.views.exports.frames import dictionary, frames
from tracktwo.views.exports.selection import Selection

#: A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A fixed time, so that the same record gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(selection: Selection, out: BinaryIO) -> None:
    """A zip of ``documents.csv``, one table a class of claim, two of people at them, and ``dictionary.csv``."""
    made = frames(selection)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for frame in (*made, dictionary(made)):
            with archive.open(member(f"{frame.name}.csv"), "w", force_zip64=True) as file:
                rows = ([text_of(value) for value in row] for row in frame.rows)
                write_csv([column.name for column in frame.columns], rows, file)


def member(name: str) -> ZipInfo:
    """A file of an archive that is the same for the same content."""
    made = ZipInfo(name, EPOCH)
    made.compress_type = ZIP_DEFLATED
    return made


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]], out: IO[bytes]) -> None:
    """A header and one line a row, as RFC 4180 has it, in UTF-8; no cell is run as a formula."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    text.flush()
    text.detach()


def text_of(value: Any) -> str:
    """A value as text in one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        if len(value) == 2 and all(isinstance(x, int) for x in value):
            return f"{value[0]}-{value[1]}"
        return "; ".join(text_of(v) for v in value)
    return str(value)


def safe(text: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
