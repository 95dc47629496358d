"""The command that hands the record to other programs."""

import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO

import typer

from tracktwo.cli.answering import answering, write_file
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
        from tracktwo.record import Record
        from tracktwo.views.exports import select, write

        with (
            Record.open(record) as opened,
            opened.reading(level) as gate,
            # Nothing stands where it was asked for until all of it is written.
            TemporaryFile() as made,
        ):
            write(format, select(gate, dialogue, since), made)
            made.seek(0)
            if output is not None and output.is_dir():
                _unpack(made, output, format)
            else:
                write_file(made, output, is_terminal=sys.stdout.isatty())


def _unpack(made: BinaryIO, folder: Path, format: str) -> None:
    """Write an archive's files into a folder; what is no archive becomes a file called after its format.

    Raises:
        UsageError: a file cannot be written.
    """
    if FORMATS[format].suffix != ".zip":
        write_file(made, folder / f"tracktwo{FORMATS[format].suffix}", is_terminal=False)
        return
    with zipfile.ZipFile(made) as archive:
        for name in archive.namelist():
            with archive.open(name) as inside:
                write_file(inside, folder / name, is_terminal=False)
