"""The command that hands up a brief."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, ending_of, print_out, write_bytes
from tracktwo.cli.opening import open_gate
from tracktwo.cli.options import DEFAULT_RECORD, AtLevel, Output, RecordPath, add_command
from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.views.forms import Form

if TYPE_CHECKING:
    from tracktwo.views.lines import Brief


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, brief, "tracktwo brief PAK-USA-I --form scene-setter --side PAK --output brief.docx")


def brief(
    dialogue: Annotated[
        str | None,
        typer.Argument(help="Key, name or parties of a dialogue; the best reported one if left out."),
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    form: Annotated[
        Form,
        typer.Option(
            help="Two pages before a meeting (scene-setter), everything (full), positions side by side "
            "(convergence), who owes what (follow-up), notes on people (biographies)."
        ),
    ] = Form.FULL,
    side: Annotated[
        str | None,
        typer.Option(metavar="PARTY", help="The reader's own side: the others are across the table."),
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Say what is new since this day.")] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Judge promises from this day; today if left out.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page of HTML.")] = None,
    output: Output = None,
) -> None:
    """Brief on a dialogue: where it stands, who is across the table, positions, promises, with citations.

    Prints Markdown, unless a file is named: one that ends in .docx, .html or .pdf is written in that format.
    """
    with answering():
        from tracktwo.views.brief import make_brief

        ending = ending_of(output, ".docx", ".html", ".htm", ".pdf", ".md", ".txt")
        with open_gate(record, level) as gate:
            made = make_brief(gate, dialogue, since, _day(as_of), form=form, side=side)
        if html is not None:
            from tracktwo.views.html import to_html

            print_out(to_html(made), html)
        if html is None or output is not None:
            _write(made, ending, output)


def _write(made: "Brief", ending: str, output: Path | None) -> None:
    """Write a brief in the format that the file's name asks for."""
    match ending:
        case ".docx":
            from tracktwo.views.docx import to_docx

            write_bytes(to_docx(made), output, is_terminal=False)
        case ".pdf":
            from tracktwo.views.pdf import to_pdf

            write_bytes(to_pdf(made), output, is_terminal=False)
        case ".html" | ".htm":
            from tracktwo.views.html import to_html

            print_out(to_html(made), output)
        case _:
            from tracktwo.views.markdown import to_markdown

            print_out(to_markdown(made), output)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text} is no day; write it as 2024-05-01") from error
