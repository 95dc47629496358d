"""The command that takes in what people coded with another program."""

from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.options import DEFAULT_RECORD, RecordPath

_ABOUT = "Take in what people coded with Discourse Network Analyzer: documents, stances and who spoke."


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    example = "Example: tracktwo import coded.dna --record coded.db"
    app.command("import", short_help=_ABOUT, epilog=example)(import_)


def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Databases of Discourse Network Analyzer 3.")
    ],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Take in what people coded with Discourse Network Analyzer: documents, stances and who spoke.

    Each coder's statements come in as accepted by that coder. The texts are not read by the model: tracktwo
    reread does that.
    """
    with answering():
        from tracktwo.importing import import_dna
        from tracktwo.record import Record

        with Record.open(record, create=True) as opened:
            for path in files:
                done = import_dna(opened, path)
                print_out(
                    f"{path}: {done.documents} documents ({done.known} known), {done.statements} statements\n"
                )
                for reason, count in done.left_out:
                    print_out(f"  {count} left out: {reason}\n")
