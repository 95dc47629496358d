"""The command line: reads words, calls the pipeline or the gate, prints what comes back.

Commands live in one module a group. Nothing is decided here about what a text says or what a record holds,
and nothing heavy is imported before a command that needs it runs.
"""

from typing import Annotated

import typer

from tracktwo.cli import (
    accounts,
    analysing,
    briefing,
    comparing,
    corroborating,
    drawing,
    exchanging,
    exporting,
    finding,
    importing,
    issues,
    judging,
    levels,
    lexicons,
    listing,
    looking_back,
    rereading,
    serving,
    taking,
)
from tracktwo.cli.answering import SELDOM, look_for_garbage

_EXIT_CODES = """
Exit status: 0 all went well; 1 some sources could not be taken in, or verify found faults; 2 the command was
used in a way that it does not know; 3 the record cannot be used; 4 the reading model cannot be loaded;
130 interrupted.
"""

app = typer.Typer(
    name="tracktwo",
    help="Keep the record of a dialogue between parties, with the sentence behind every line.\n\n"
    "Start with: tracktwo add FOLDER, then: tracktwo brief",
    epilog=" ".join(_EXIT_CODES.split()),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        from tracktwo import __version__

        typer.echo(f"tracktwo {__version__}")
        raise typer.Exit


@app.callback()
def _about(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


for group in (
    taking,
    briefing,
    listing,
    rereading,
    analysing,
    issues,
    finding,
    judging,
    looking_back,
    exchanging,
    comparing,
    corroborating,
    exporting,
    drawing,
    importing,
    serving,
):
    group.register(app)
levels.register(app)
accounts.register(app)
app.add_typer(lexicons.app, name="lexicon")


def main() -> None:
    """Run the command line."""
    look_for_garbage(SELDOM)
    app()
