"""The command that hands the record to other programs."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, write_bytes
from tracktwo.cli.options import DEFAULT_RECORD, AtLevel, Output, RecordPath, Since, add_command
from tracktwo.model.levels import Clearance
from tracktwo.views.formats import FORMATS


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, export, "tracktwo export graphml --dialogue PAK-USA-I --output talks.graphml")


def export(
    format: Annotated[
        str,
        typer.Argument(help=f"One of: {', '.join(FORMATS)}. docs/exports.md says what each is for."),
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

    Prints to standard output unless a file is named. Formats that are no text (dna, excel, parquet, tables) need
    a file or a pipe; those of several files are unpacked where a folder is named.
    """
    with answering():
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.record import Filter, Record
        from tracktwo.views.exports import export as write
        from tracktwo.views.exports.selection import Selection

        with Record.open(record) as opened, opened.reading(level) as gate:
            if dialogue is None:
                selection = Selection.of(gate.claims(filter=Filter(since=since)), rulings=gate.rulings)
            else:
                found = find_dossier(gate, dialogue)
                own = Filter(since=since, documents=tuple(d.id for d in found.documents))
                selection = Selection.of_dossier(found, gate.claims(filter=own), rulings=gate.rulings)
            made = write(format, selection)
        if output is not None and output.is_dir():
            _unpack(made, output, format)
        else:
            write_bytes(made, output, is_terminal=sys.stdout.isatty())


def _unpack(made: bytes, folder: Path, format: str) -> None:
    """Write an archive's files into a folder; what is no archive becomes a file called after its format.

    Raises:
        UsageError: a file cannot be written.
    """
    if not made.startswith(b"PK") or FORMATS[format].suffix != ".zip":
        write_bytes(made, folder / f"tracktwo{FORMATS[format].suffix}", is_terminal=False)
        return
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            write_bytes(archive.read(name), folder / name, is_terminal=False)
