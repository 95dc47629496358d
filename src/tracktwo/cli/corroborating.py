"""The command that holds a record against official registers."""

from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import Exit, answering, complain, print_out
from tracktwo.cli.options import (
    DEFAULT_RECORD,
    As,
    AtLevel,
    Output,
    Party,
    RecordPath,
    Since,
    Until,
    add_command,
)
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, corroborate, "tracktwo corroborate registers/travels --party PAK")


def corroborate(
    registers: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders of official registers; those kept before are used as well."),
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    since: Since = None,
    until: Until = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """Hold contacts against official registers: what these confirm, contradict, or list and the record lacks.

    Registers are kept in the record. Formats: XML of the US Office of the Historian; a CSV with columns person,
    party, start, end, country, place, remarks, number.
    """
    with answering():
        from tracktwo.analysis.corroboration import corroborate as compare
        from tracktwo.errors import SourceError, UsageError
        from tracktwo.model import Engagement
        from tracktwo.record import Filter, Record
        from tracktwo.source.registers import read_registers
        from tracktwo.views.corroboration import corroboration_table
        from tracktwo.views.tables import render

        with Record.open(record) as opened:
            read = list(read_registers(registers or []))
            refused = [one for one in read if isinstance(one, SourceError)]
            entries = [one for one in read if not isinstance(one, SourceError)]
            if entries:
                new = opened.keep_register(entries)
                complain(f"{len(entries)} entries of registers read, {new} of them new to the record")
            with opened.reading(level) as gate:
                kept = gate.register()
                if not kept and not refused:
                    raise UsageError("the record holds no register yet; name a file or folder of one")
                contacts = gate.claims(Engagement, Filter(party=party, since=since, until=until))
                table = corroboration_table(gate, compare(contacts, kept, [party] if party else None))
        if kept:
            print_out(render(table, format), output)
        for error in refused:
            complain(str(error))
        if refused:
            raise typer.Exit(Exit.FAILED)
