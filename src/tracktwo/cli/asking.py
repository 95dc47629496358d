"""What the commands share that ask about one dialogue: its options, its dossier, and how their tables are printed."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from tracktwo.cli.answering import print_out
from tracktwo.cli.opening import open_gate
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format, Table, render, to_terminal

if TYPE_CHECKING:
    from tracktwo.analysis.dossier import Dossier
    from tracktwo.record import Gate

T = TypeVar("T")

OfDialogue = Annotated[
    str | None,
    typer.Option(
        "--dialogue",
        metavar="DIALOGUE",
        help="Key, name or parties of a dialogue; the best reported one if left out.",
    ),
]
SinceDay = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="What was published on this day or later.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As it could be seen on this day; today if left out."),
]
Division = Annotated[
    str, typer.Option("--by", metavar="PERIOD", help="round, year, quarter, month, or all for no division.")
]


def print_of_dialogue(
    record: str,
    level: Clearance,
    dialogue: str | None,
    make: "Callable[[Gate, Dossier], Table]",
    format: Format,
    output: Path | None,
) -> None:
    """Print the table that ``make`` lays out from the dossier of one dialogue."""
    from tracktwo.analysis.opening import find_dossier

    with open_gate(record, level) as gate:
        table = make(gate, find_dossier(gate, dialogue))
    print_table(table, format, output)


def print_table(table: Table, format: Format, output: Path | None) -> None:
    """Print a table as it is asked for; folded to the width of a terminal where there is one."""
    if format is Format.TABLE and output is None and sys.stdout.isatty():
        from rich.console import Console

        to_terminal(table, Console().print)
    else:
        print_out(render(table, format), output)


def day_of(given: str | None, option: str, *, at_end: bool = False) -> date | None:
    """The first day of a date, or its last.

    Raises:
        UsageError: it is no date, or has no year.
    """
    from datetime import timedelta

    from tracktwo.errors import MalformedDateError, UsageError
    from tracktwo.model.dates import Edtf

    if given is None:
        return None
    try:
        start, end = Edtf.parse(given).bounds()
    except MalformedDateError as error:
        raise UsageError(f"{option}: {error}") from error
    day = end - timedelta(days=1) if at_end and end else start
    if day is None:
        raise UsageError(f"{option} {given} has no year; give one, such as 2024-05-01")
    return day


def chosen(choices: dict[str, T], given: str, option: str) -> T:
    """The choice that a word names.

    Raises:
        UsageError: it names none.
    """
    from tracktwo.errors import UsageError

    if given not in choices:
        raise UsageError(f"{option} {given!r} is none of {', '.join(choices)}")
    return choices[given]
