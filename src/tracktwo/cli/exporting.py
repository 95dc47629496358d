"""The command that hands the record to other programs."""

import sys
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, write_bytes
from tracktwo.cli.options import DEFAULT_RECORD, AtLevel, Output, RecordPath, Since, add_command
from tracktwo.model.levels import Clearance


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, export, "tracktwo export graphml --dialogue PAK-USA-I --output talks.graphml")


def export(
    format: Annotated[
        str,
        typer.Argument(
            help="annotations, bibtex, calendar, csl-json, dna, gexf, graphml, plover, tables or timelinejs."
        ),
    ],
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    dialogue: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this dialogue, by key, name or parties.")
    ] = None,
    since: Since = None,
    output: Output = None,
) -> None:
    """Write the record in a form that another program reads.

    Prints to standard output unless a file is named. Formats that are no text (dna, tables) need a file or a pipe.
    """
    with answering():
        from tracktwo.analysis.dossier import open_dossier
        from tracktwo.record import Filter, Record
        from tracktwo.views.exports import Selection
        from tracktwo.views.exports import export as write

        with Record.open(record) as opened, opened.reading(level) as gate:
            entries = gate.claims(filter=Filter(since=since))
            documents = {e.document.id: e.document for e in entries}
            if dialogue is not None:
                found = open_dossier(dialogue, documents.values(), gate.claims())
                own = {d.id for d in found.documents}
                entries = tuple(e for e in entries if e.document.id in own)
            made = write(format, Selection.of(entries))
        write_bytes(made, output, is_terminal=sys.stdout.isatty())
