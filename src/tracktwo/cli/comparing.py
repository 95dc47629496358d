"""The command that lays two documents side by side."""

from typing import Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.options import DEFAULT_RECORD, As, AtLevel, Output, RecordPath, add_command
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, compare, "tracktwo compare 3f2a9c1b 77e0d2c4")


def compare(
    first: Annotated[str, typer.Argument(help="First digits of a document's hash, as documents lists them.")],
    second: Annotated[
        str, typer.Argument(help="The same of another document, such as the other side's readout.")
    ],
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """Lay two documents side by side: what both say, what only one says, where they contradict.

    Silence is no denial: what only one says, the other may have left out.
    """
    with answering():
        from tracktwo.analysis.comparison import compare as laid_side_by_side
        from tracktwo.errors import UsageError
        from tracktwo.record import Record
        from tracktwo.views.comparison import comparison_table
        from tracktwo.views.tables import render

        with Record.open(record) as opened, opened.reading(level) as gate:
            one, other = gate.document(first), gate.document(second)
            if one.id == other.id:
                raise UsageError(f"{first} and {second} are one document; name two")
            found = laid_side_by_side(one, gate.claims_of(one.id), other, gate.claims_of(other.id))
            table = comparison_table(gate, found)
        print_out(render(table, format), output)
