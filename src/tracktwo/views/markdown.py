"""A brief as Markdown: lists with citation marks, and the evidence for each mark at the end."""

from tracktwo.views.lines import Brief, Grid, Line, Quote
from tracktwo.views.notes import Note, Notes, in_marks
from tracktwo.views.wording import date_in_words
from tracktwo.views.writing import followed_in_order, in_order, unmarked


def to_markdown(brief: Brief) -> str:
    """Write ``brief`` as CommonMark; each mark ``[n]`` leads to the n-th entry under Evidence.

    What stands side by side in a grid is a table, as GitHub and pandoc read it.
    """
    notes = Notes(brief)
    out = [f"# {unmarked(brief.title)}", "", unmarked(brief.subtitle), ""]
    out += [f"{brief.form}, as seen on {date_in_words(brief.as_of.isoformat())}. {_GUIDE}", ""]
    for section in brief.sections:
        out += [f"## {unmarked(section.title)}", ""]
        if section.grid and section.grid.rows:
            out += [*_table(section.grid, notes), ""]
        lines = [_line(line, notes) for line in section.lines]
        if not lines and not (section.grid and section.grid.rows):
            lines = [f"- {section.nothing}"]
        out += [*lines, ""] if lines else []
    if notes.all:
        out += ["## Evidence", "", *(f"{note.number}. {_evidence(note)}" for note in notes.all), ""]
    return "\n".join(out)


_GUIDE = "Numbers in brackets lead to the sentences under Evidence."


def _line(line: Line, notes: Notes) -> str:
    return f"{'  ' * line.depth}- {_text(line, notes)}"


def _text(line: Line, notes: Notes) -> str:
    text = "".join(notes.quoted(p.citation) if isinstance(p, Quote) else in_order(p.text) for p in line.parts)
    cited = " ".join(f"[{number}]" for number in notes.of(line))
    shown = f"**{unmarked(text)}**" if line.is_head else unmarked(text)
    return f"{shown}{' ' + cited if cited else ''}"


def _table(grid: Grid, notes: Notes) -> list[str]:
    columns = len(grid.headings) - 1
    rows = []
    for row in grid.rows:
        cells = ["<br>".join(_text(line, notes) for line in cell) for cell in row.cells]
        rows.append((_text(row.about, notes), *(cells * columns if len(cells) == 1 else cells)))
    head = tuple(unmarked(heading) for heading in grid.headings)
    return [f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows)]


def _evidence(note: Note) -> str:
    before, after = "… " if note.cut_before else "", " …" if note.cut_after else ""
    shown = f"{before}{followed_in_order(in_marks(note.words))}{after}"
    about = in_order(f"{note.title}, {note.source} — ")
    return f"{unmarked(about)}`{note.place}`: {unmarked(shown)}"
