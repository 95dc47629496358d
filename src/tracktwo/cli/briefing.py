"""The command that hands up a brief."""

from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.options import DEFAULT_RECORD, Output, RecordPath, add_command


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, brief, "tracktwo brief PAK-USA --since 2013-06-01 --html brief.html")


def brief(
    dialogue: Annotated[
        str | None,
        typer.Argument(help="Key, name or parties of a dialogue; the best reported one if left out."),
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Say what is new since this day.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page of HTML.")] = None,
    output: Output = None,
) -> None:
    """Brief on a dialogue: where it stands, who is across the table, positions, promises, with citations.

    Prints Markdown, unless a file is named.
    """
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.brief import make_brief

        with Record.open(record) as opened, opened.reading() as gate:
            made = make_brief(gate, dialogue, since)
        if html is not None:
            from tracktwo.views.html import to_html

            print_out(to_html(made), html)
        if html is None or output is not None:
            from tracktwo.views.markdown import to_markdown

            print_out(to_markdown(made), output)
