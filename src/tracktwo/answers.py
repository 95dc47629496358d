"""What the Python interface answers with: readings, tables, briefs and drawings, as pleasant in a notebook as in code.

They hold values and know how to show them and turn them into other forms; nothing is asked of a record here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

from tracktwo.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from tracktwo.model import Document, Extraction
    from tracktwo.views.exports.frames import Frame
    from tracktwo.views.lines import Brief as LaidOut
    from tracktwo.views.tables import Cell, Table


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One text with what it says."""

    document: Document
    extraction: Extraction

    def __repr__(self) -> str:
        return f"<tracktwo reading: {len(self.extraction.claims())} claims>"

    def __getattr__(self, name: str) -> Any:
        """``reading.statements`` and the other classes of claim, as tuples of claims."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.extraction, name)

    def to_json(self) -> dict[str, Any]:
        """What ``tracktwo extract`` prints of it."""
        from tracktwo.model.printed import extraction_to_json

        return extraction_to_json(self.document, self.extraction)

    def to_pandas(self, kind: str = "statements") -> pd.DataFrame:
        """One class of claim as a frame, with the columns that the exports have (the extra ``pandas``).

        Raises:
            UsageError: there is no such class, or pandas is not installed.
        """
        from tracktwo.model import CLAIM_CLASSES, Entry
        from tracktwo.views.exports.frames import claims_frame

        classes = {cls.KEY: cls for cls in CLAIM_CLASSES}
        if kind not in classes:
            raise UsageError(f"there are no {kind!r}; choose one of: {', '.join(classes)}")
        entries = tuple(
            Entry(f"{kind}-{n}", claim, self.document)
            for n, claim in enumerate(getattr(self.extraction, kind))
        )
        return pandas_of(claims_frame(classes[kind], lambda: entries))


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """A table that the record answered with: iterate over it for dictionaries, or make a frame of it."""

    table: Table

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """Each row as a dictionary."""
        names = [column.name for column in self.table.columns]
        return (dict(zip(names, row, strict=True)) for row in self.table.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.table.rows)

    @overload
    def __getitem__(self, place: int) -> dict[str, Cell]: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...

    def __getitem__(self, place: int | slice) -> dict[str, Cell] | Rows:
        """One row as a dictionary; of a slice, these rows as a table."""
        if isinstance(place, slice):
            return Rows(replace(self.table, rows=self.table.rows[place]))
        names = [column.name for column in self.table.columns]
        return dict(zip(names, self.table.rows[place], strict=True))

    def __repr__(self) -> str:
        return f"<tracktwo rows: {len(self)}>"

    def __str__(self) -> str:
        """The table as the command line prints it into a file."""
        from tracktwo.views.tables import to_text

        return to_text(self.table)

    def _repr_html_(self) -> str:
        """The table as a notebook shows it."""
        from html import escape

        head = "".join(f"<th>{escape(c.name)}</th>" for c in self.table.columns if c.is_shown)
        shown = [n for n, c in enumerate(self.table.columns) if c.is_shown]
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(_plain(row[n]))}</td>" for n in shown) + "</tr>"
            for row in self.table.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def to_csv(self) -> str:
        """The table as CSV, with all columns."""
        from tracktwo.views.tables import to_csv

        return to_csv(self.table)

    def to_pandas(self) -> pd.DataFrame:
        """The table as a frame, with all columns (the extra ``pandas``).

        Raises:
            UsageError: pandas is not installed.
        """
        frame: pd.DataFrame = _pandas().DataFrame(list(self), columns=[c.name for c in self.table.columns])
        return frame


@dataclass(frozen=True, slots=True, repr=False)
class Brief:
    """A brief, to be printed or written in any of its formats."""

    laid_out: LaidOut

    def __repr__(self) -> str:
        return f"<tracktwo brief: {self.laid_out.title}>"

    def __str__(self) -> str:
        """Markdown."""
        from tracktwo.views.markdown import to_markdown

        return to_markdown(self.laid_out)

    def _repr_markdown_(self) -> str:
        return str(self)

    def to_html(self) -> str:
        """One self-contained page."""
        from tracktwo.views.html import to_html

        return to_html(self.laid_out)

    def to_docx(self) -> bytes:
        """A Word document with footnotes."""
        from tracktwo.views.docx import to_docx

        return to_docx(self.laid_out)

    def to_pdf(self) -> bytes:
        """PDF (the extra ``pdf``).

        Raises:
            UsageError: what sets it is not installed.
        """
        from tracktwo.views.pdf import to_pdf

        return to_pdf(self.laid_out)


@dataclass(frozen=True, slots=True, repr=False)
class Drawing:
    """A drawing as SVG; notebooks show it."""

    svg: str

    def __repr__(self) -> str:
        return "<tracktwo drawing>"

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


def _pandas() -> Any:
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise UsageError("frames need the package pandas: pip install 'tracktwo[pandas]'") from error
    return pandas


def pandas_of(frame: Frame) -> pd.DataFrame:
    """A table of the data dictionary as a frame.

    Raises:
        UsageError: pandas is not installed.
    """
    made: pd.DataFrame = _pandas().DataFrame(list(frame.rows), columns=[c.name for c in frame.columns])
    return made


def _plain(cell: Cell) -> str:
    return "; ".join(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)
