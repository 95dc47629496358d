"""How commands are added to the command line, and the options that several of them share."""

from collections.abc import Callable
from getpass import getuser
from inspect import cleandoc
from pathlib import Path
from typing import Annotated, Any

import typer

from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format


def add_command(app: typer.Typer, command: Callable[..., Any], example: str, name: str | None = None) -> None:
    """Add a command with an example at the end of its help; its docstring is the help."""
    about = cleandoc(command.__doc__ or "").partition("\n\n")[0]
    app.command(name, short_help=" ".join(about.split()), epilog=f"Example: {example}")(command)


RecordPath = Annotated[
    str,
    typer.Option(
        "--record",
        envvar="TRACKTWO_RECORD",
        metavar="FILE_OR_URL",
        help="File of the record, or its address: postgresql://user@host/database.",
        show_default=True,
    ),
]
DEFAULT_RECORD = "tracktwo.db"

Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date of the sources, as 2013-08-02, 2013-08 or 2013."),
]
Pipeline = Annotated[
    str | None, typer.Option(metavar="NAME", help="spaCy pipeline to read with, by name or path.")
]
Jobs = Annotated[
    int, typer.Option(min=1, metavar="N", help="Processes that read at once, each with a model.")
]

MaxMegabytes = Annotated[
    int,
    typer.Option(
        "--max-mb", min=1, metavar="MB", help="Set aside sources that are larger or unpack to more."
    ),
]

Author = Annotated[
    str | None,
    typer.Option(
        "--by", envvar="TRACKTWO_AUTHOR", metavar="NAME", help="Who decides; your login name if not said."
    ),
]


def author_of(given: str | None) -> str:
    """Whose judgement it is: the one named, else whoever is logged in.

    Raises:
        UsageError: neither is there, or it cannot be kept as a name.
    """
    try:
        name = (given or getuser()).strip()
    except (KeyError, OSError) as error:
        raise UsageError("say who decides with --by NAME, or set TRACKTWO_AUTHOR") from error
    if not 0 < len(name) <= 200 or not name.isprintable():
        raise UsageError("--by takes a name of at most 200 characters")
    return name


AtLevel = Annotated[
    Clearance,
    typer.Option("--level", help="Withhold what a reader of this level may not see: see docs/levels.md."),
]

Party = Annotated[str | None, typer.Option(metavar="PARTY", help="Of this party: ISO alpha-3 code or name.")]
PersonName = Annotated[
    str | None, typer.Option(metavar="NAME", help="With this person, by name or part of it.")
]
Issue = Annotated[str | None, typer.Option(metavar="ISSUE", help="On this issue, or words of it.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="On this day or later; undated ones are left out.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On this day or earlier.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")]
As = Annotated[Format, typer.Option("--format", help="How to print.")]


def _standard_output(named: Path | None) -> Path | None:
    return None if named == Path("-") else named


Output = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write to a file instead.", callback=_standard_output)
]
