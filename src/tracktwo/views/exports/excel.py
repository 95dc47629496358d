"""All claims as one Excel workbook: a sheet a class of claim, one of documents, and the data dictionary first.

Cells hold texts and numbers, never formulas. Excel holds no more than 32,767 characters a cell and 1,048,576 rows a
sheet: longer texts are cut and end with an ellipsis, and a record with more rows is refused with the way out.
The extra ``exports`` holds XlsxWriter.
"""

from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from tracktwo.errors import UsageError
from tracktwo.views.exports.frames import Frame, dictionary, frames
from tracktwo.views.exports.selection import Selection
from tracktwo.views.exports.tables import text_of

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
#: Widths of columns in characters: their own names' at least, and these for what holds sentences.
_WIDE = {"words": 70, "title": 50, "meaning": 90}


def write(selection: Selection, out: BinaryIO) -> None:
    """The workbook.

    Raises:
        UsageError: a sheet would have more rows than Excel can hold.
    """
    made = frames(selection)
    options = {
        # Rows go to a file as they are written; all of a large record would not stay in memory.
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        # A fixed time, so that the same record gives the same bytes.
        book.set_properties({"title": "TrackTwo record", "created": datetime(1980, 1, 1)})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        for frame in (dictionary(made), *made):
            _sheet(book.add_worksheet(frame.name), frame, head, cell)


def _sheet(sheet: Any, frame: Frame, head: Any, cell: Any) -> None:
    for place, column in enumerate(frame.columns):
        width = _WIDE.get(column.name, max(12, len(column.name) + 2))
        sheet.set_column(place, place, width, cell if column.name in _WIDE else None)
        sheet.write_string(0, place, column.name, head)
    line = 0
    for line, row in enumerate(frame.rows, start=1):
        if line > _MOST_ROWS:
            raise UsageError(
                f"these are more {frame.name} than the {_MOST_ROWS:,} that a sheet of Excel holds; "
                "export tables or parquet, or narrow the selection with --dialogue or --since"
            )
        for place, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(line, place, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(line, place, value)
            elif value not in (None, ()):
                sheet.write_string(line, place, _short(text_of(value)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(line, 1), len(frame.columns) - 1)


def _short(text: str) -> str:
    """Text as a cell can hold it: not too long, and without the control characters that XML has no sign for."""
    clean = "".join(c for c in text if c >= " " or c in "\t\n")
    return clean if len(clean) <= _LONGEST_CELL else clean[: _LONGEST_CELL - 1] + "…"
