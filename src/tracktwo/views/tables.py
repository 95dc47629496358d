"""A table of values as text, CSV or JSON: what every list of the command line is printed as.

What stands in a table is decided by whoever makes it. Nothing is cut off except on a terminal, where long
cells are folded and never dropped.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tracktwo.views.wording import date_in_words
from tracktwo.views.writing import on_one_line, unmarked

#: Months from 21 on are seasons, quarters and halves of a year, as EDTF has them.
_PART_OF_YEAR = re.compile(
    r"(?:\d{4}(?:-\d\d)?[~?%]?/)?\d{4}-(?:2[1-9]|3\d|4[01])[~?%]?(?:/\d{4}(?:-\d\d)?[~?%]?)?"
)

Cell = str | int | float | bool | tuple[str, ...] | None


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in JSON and CSV, which is also its heading, and whether a terminal shows it."""

    name: str
    is_shown: bool = True
    #: Share of a terminal's width against the other columns; 0 for a column that is as wide as its cells.
    share: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. ``empty`` is said in place of a table without rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "nothing found"
    #: What ``Filter.after`` takes to go on behind the last row; None where no more follow.
    after: str | None = None


def to_json(table: Table) -> str:
    """An array with one object a row; lists stay lists, unknown values are null."""
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def to_csv(table: Table) -> str:
    """One header and one line a row, as RFC 4180 has it; lists are joined by ``; ``.

    A cell that a spreadsheet would take for a formula is given an apostrophe in front, since the words come
    from documents that anybody may have written.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_safe(_plain(cell)) for cell in row] for row in table.rows)
    return out.getvalue()


def to_markdown(table: Table) -> str:
    """The columns that are shown, as a table of Markdown (GitHub's pipe tables); cells are on one line each."""
    shown = _shown(table)
    if not shown.rows:
        return f"{table.empty}\n"
    lines = [[column.name.replace("_", " ") for column in shown.columns], ["---"] * len(shown.columns)]
    lines += [[_marked_down(cell) for cell in row] for row in shown.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def to_text(table: Table) -> str:
    """Columns side by side without a frame, for a pipe or a file; cells are on one line each."""
    shown = _shown(table)
    if not shown.rows:
        return f"{table.empty}\n"
    lines = [[column.name.replace("_", " ") for column in shown.columns]]
    lines += [[on_one_line(_readable(cell)) for cell in row] for row in shown.rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(shown.columns))]
    return "".join(_aligned(line, widths) + "\n" for line in lines)


def to_terminal(table: Table, print_: Callable[[object], None]) -> None:
    """Print with rich, folded to the terminal's width. Words of documents are never taken for markup."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    shown = _shown(table)
    if not shown.rows:
        print_(Text(table.empty))
        return
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, expand=any(c.share for c in shown.columns))
    for column in shown.columns:
        name = column.name.replace("_", " ")
        grid.add_column(name, ratio=column.share or None, no_wrap=not column.share, overflow="fold")
    for row in shown.rows:
        grid.add_row(*(Text(on_one_line(_readable(cell))) for cell in row))
    print_(grid)


def render(table: Table, format: Format) -> str:
    """The table as text in a format."""
    match format:
        case Format.JSON:
            return to_json(table)
        case Format.CSV:
            return to_csv(table)
        case Format.MARKDOWN:
            return to_markdown(table)
        case Format.TABLE:
            return to_text(table)


def _shown(table: Table) -> Table:
    places = [place for place, column in enumerate(table.columns) if column.is_shown]
    columns = tuple(table.columns[place] for place in places)
    return Table(columns, tuple(tuple(row[place] for place in places) for row in table.rows), table.empty)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return str(cell)


def _readable(cell: Cell) -> str:
    """As :func:`_plain`, with parts of a year in words: nobody reads "2023-40" as a half of it."""
    words = _plain(cell)
    return date_in_words(words) if _PART_OF_YEAR.fullmatch(words) else words


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def _marked_down(cell: Cell) -> str:
    """A cell whose words are never taken for markup."""
    return unmarked(on_one_line(_readable(cell)))


def _aligned(line: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
