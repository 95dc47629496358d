"""All claims as CSV tables in one zip, with a data dictionary: for R, Stata and spreadsheets.

Lists are joined with ``; ``; places are ``start-end`` in code points. A cell that a spreadsheet would run as a formula
is given an apostrophe in front, since the words come from documents that anybody may have written.
"""

import csv
import io
import zipfile
from typing import Any

from tracktwo.views.exports.frames import Frame, dictionary, frames
from tracktwo.views.exports.selection import Selection

#: A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A fixed time, so that the same record gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(selection: Selection) -> bytes:
    """A zip of ``documents.csv``, one table a class of claim, two of people at them, and ``dictionary.csv``."""
    made = frames(selection)
    return zipped({f"{frame.name}.csv": _csv(frame).encode() for frame in (*made, dictionary(made))})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Files in one archive that is the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


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


def _csv(frame: Frame) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in frame.columns])
    writer.writerows([safe(text_of(value)) for value in row] for row in frame.rows)
    return out.getvalue()


def safe(text: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
