"""The commands that draw: a timeline of what happened, and plots of what was counted."""

from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, ending_of, print_out, write_bytes
from tracktwo.cli.options import DEFAULT_RECORD, AtLevel, Output, RecordPath, add_command
from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance

Name = Annotated[
    str | None,
    typer.Argument(help="Key, name or parties of a dialogue; the best reported one if left out."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, timeline, "tracktwo timeline PAK-USA-I --output talks.html")
    add_command(app, plots, "tracktwo plots PAK-USA-I --folder figures")


def timeline(
    dialogue: Name = None,
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    output: Output = None,
) -> None:
    """Draw a dialogue on a line of time: rounds, contacts, incidents, changes of state, with their sentences.

    Prints SVG, unless a file is named that ends in .html: then one page that filters without a network.
    """
    with answering():
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.record import Record
        from tracktwo.views.brief.phrasing import title_of_talks
        from tracktwo.views.exports.occasions import occasions_of
        from tracktwo.views.exports.selecting import select_dialogue
        from tracktwo.views.timeline import plan, to_html, to_svg

        ending = ending_of(output, ".svg", ".html", ".htm")
        with Record.open(record) as opened, opened.reading(level) as gate:
            dossier = find_dossier(gate, dialogue)
            made = plan(title_of_talks(dossier), occasions_of(select_dialogue(gate, dossier)))
        print_out(to_html(made) if ending.startswith(".h") else to_svg(made), output)


def plots(
    dialogue: Name = None,
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    folder: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the files go; made if it is not there.")
    ] = Path("figures"),
) -> None:
    """Plot cooperation and conflict over time, issues by party, and contacts over time.

    Each as PNG and SVG, with the data behind it as CSV.
    """
    with answering():
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.record import Record
        from tracktwo.views.brief.phrasing import title_of_talks
        from tracktwo.views.plots import plot_files

        with Record.open(record) as opened, opened.reading(level) as gate:
            dossier = find_dossier(gate, dialogue)
            files = tuple(plot_files(dossier, title_of_talks(dossier)))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder} cannot be made: {error.strerror}") from error
        for name, content in files:
            write_bytes(content, folder / name, is_terminal=False)
            print_out(f"{folder / name}\n")
