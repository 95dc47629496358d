"""A brief as a Word document whose footnotes are real ones: Word and LibreOffice open it without repair.

One footnote a line holds the sentences that it rests on; for a sentence that an earlier note has, the line
carries that note's mark again. The text is that of the other formats; nothing is decided here.
"""

import io
from datetime import UTC, datetime

import docx
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tracktwo.views.docx.footnotes import Footnotes, Piece
from tracktwo.views.docx.styles import dress, number_pages
from tracktwo.views.lines import Brief, Grid, Line, Section, Words
from tracktwo.views.notes import Note, Notes, in_marks
from tracktwo.views.wording import date_in_words, unbroken
from tracktwo.views.writing import followed_in_order, in_order

#: Width of the text in millimetres.
_WIDTH = 162


def to_docx(brief: Brief) -> bytes:
    """Write ``brief`` as Office Open XML."""
    return _Writer(brief).write()


class _Writer:
    """Writes one brief and remembers which note says what."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._notes = Notes(brief)
        self._footnotes = Footnotes()
        #: The footnote that first printed a note, by the note's number.
        self._printed: dict[int, int] = {}
        self._document: DocxDocument = docx.Document()

    def write(self) -> bytes:
        brief, document = self._brief, self._document
        dress(document, is_short=brief.is_short)
        self._head()
        for section in brief.sections:
            self._section(section)
        number_pages(document.sections[0].footer.paragraphs[0], f"{brief.title}: {brief.form}")
        about = document.core_properties
        about.title, about.author, about.subject = brief.title, "TrackTwo", brief.form
        about.created = about.modified = datetime(
            brief.as_of.year, brief.as_of.month, brief.as_of.day, tzinfo=UTC
        )
        self._footnotes.save(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def _head(self) -> None:
        brief = self._brief
        self._document.add_paragraph(_clean(brief.title), style="Title")
        self._document.add_paragraph(_clean(brief.subtitle), style="Subtitle")
        seen = date_in_words(brief.as_of.isoformat())
        self._document.add_paragraph(f"{brief.form}, as seen on {seen}", style="Subtitle")

    def _section(self, section: Section) -> None:
        self._document.add_paragraph(_clean(section.title), style="Heading 1")
        if section.grid and section.grid.rows:
            self._grid(section.grid)
        under_label = False
        for place, line in enumerate(section.lines):
            if line.is_label:
                under_label = True
                self._label(line)
                continue
            under_label = under_label and line.depth > 0
            paragraph = self._document.add_paragraph()
            # By its id: a style is looked up by name through all of them, which takes seconds for a long brief.
            paragraph._p.style = "ListBullet2" if line.depth and not under_label else "ListBullet"
            following = section.lines[place + 1 : place + 2]
            # A line with others under it does not stay alone at the foot of a page.
            paragraph.paragraph_format.keep_with_next = any(n.depth > line.depth for n in following) or None
            paragraph.paragraph_format.keep_together = True
            self._fill(paragraph, line)
            if line.is_head:
                _embolden(paragraph)
        if not section.lines and not (section.grid and section.grid.rows):
            self._document.add_paragraph().add_run(section.nothing).italic = True

    def _label(self, line: Line) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._fill(paragraph, line)
        _embolden(paragraph)

    def _grid(self, grid: Grid) -> None:
        table = self._document.add_table(rows=1, cols=len(grid.headings))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for cell, heading in zip(table.rows[0].cells, grid.headings, strict=True):
            cell.paragraphs[0].add_run(_clean(heading)).bold = True
        _repeat_on_each_page(table)
        for row in grid.rows:
            cells = table.add_row().cells
            self._cell(cells[0], (row.about,), is_bold=not grid.is_list)
            for cell, lines in zip(cells[1:], row.cells, strict=len(row.cells) > 1):
                self._cell(cell, lines)
        _set_widths(table, _shares(grid))
        for made, row in zip(table.rows[1:], grid.rows, strict=True):
            made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if len(row.cells) == 1 and len(grid.headings) > 2:
                made.cells[1].merge(made.cells[-1])
        # A paragraph of its own after the table keeps the next heading off it.
        self._document.add_paragraph()

    def _cell(self, cell: _Cell, lines: tuple[Line, ...], *, is_bold: bool = False) -> None:
        for place, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            self._fill(paragraph, line)
            for run in paragraph.runs:
                run.bold = is_bold or None

    def _fill(self, paragraph: Paragraph, line: Line) -> None:
        for part in line.parts:
            shown = unbroken(part.text) if isinstance(part, Words) else self._notes.quoted(part.citation)
            paragraph.add_run(_clean(shown))
        self._cite(paragraph, self._notes.of(line))

    def _cite(self, paragraph: Paragraph, numbers: tuple[int, ...]) -> None:
        """Put the marks of a line: those of earlier footnotes, then one of a new one for what is new."""
        earlier = sorted({self._printed[n] for n in numbers if n in self._printed})
        new = [n for n in numbers if n not in self._printed]
        for place, footnote in enumerate(earlier):
            if place:
                self._footnotes.separate(paragraph)
            self._footnotes.mention(paragraph, footnote)
        if new:
            if earlier:
                self._footnotes.separate(paragraph)
            footnote = self._footnotes.add(paragraph, [_pieces(self._notes.by_number[n]) for n in new])
            self._printed |= dict.fromkeys(new, footnote)


def _embolden(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.bold = True


def _pieces(note: Note) -> list[Piece]:
    before, after = "… " if note.cut_before else "", " …" if note.cut_after else ""
    words = followed_in_order(in_marks(note.words))
    shown = in_order(f", {note.source} ({note.place}): ") + f"{before}{words}{after}"
    return [(_clean(in_order(note.title)), True), (_clean(shown), False)]


def _shares(grid: Grid) -> tuple[int, ...]:
    """Widths of the columns in millimetres."""
    others = len(grid.headings) - 1
    if grid.is_list and others == 2:
        return tuple(round(_WIDTH * share) for share in (0.44, 0.16, 0.40))
    first = round(_WIDTH * 0.24)
    return (first, *(round((_WIDTH - first) / max(others, 1)) for _ in range(others)))


def _set_widths(table: Table, widths: tuple[int, ...]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _repeat_on_each_page(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    """Without control characters, which XML cannot hold; source texts from PDF have some."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
