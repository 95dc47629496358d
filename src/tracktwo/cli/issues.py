"""The commands on the issue tree: what is spoken of, which groups wait for a name, and giving one."""

from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.asking import print_table
from tracktwo.cli.opening import open_gate
from tracktwo.cli.options import DEFAULT_RECORD, As, AtLevel, Output, RecordPath, add_command
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, issues, "tracktwo issues --unnamed")
    add_command(
        app,
        name_issue,
        "tracktwo name-issue 'river gauges' --word gauge --word 'gauging station' --under water",
        name="name-issue",
    )


def issues(
    record: RecordPath = DEFAULT_RECORD,
    unnamed: Annotated[
        bool, typer.Option("--unnamed", help="Only those that no list names, gathered by their words.")
    ] = False,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Also issues of the tree of which nobody speaks, and phrases of one statement alone.",
        ),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say what is wrong with your own issues.yaml, line by line.")
    ] = False,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List the issues spoken of: those of the issue tree, and groups of others that wait for a name.

    Name one with tracktwo name-issue, or by writing it into an issues.yaml of yours, in the folder that
    TRACKTWO_LEXICON names; --check looks that file through.
    """
    with answering():
        if check:
            _check(output)
            return
        from tracktwo.views import steadiness

        with open_gate(record, level) as gate:
            table = steadiness.issues_table(gate, everything=everything, unnamed=unnamed)
        print_table(table, format, output)


def name_issue(
    name: Annotated[str, typer.Argument(help="What the issue is to be called.")],
    word: Annotated[
        list[str] | None,
        typer.Option(
            "--word", metavar="WORDS", help="A word for it in documents; may be given several times."
        ),
    ] = None,
    turned: Annotated[
        list[str] | None, typer.Option("--turned", metavar="WORDS", help="A word for the opposite.")
    ] = None,
    under: Annotated[
        str | None, typer.Option("--under", metavar="ISSUE", help="The wider issue that it stands under.")
    ] = None,
    proposition: Annotated[
        str | None,
        typer.Option("--proposition", metavar="TEXT", help="What somebody is for who is for this issue."),
    ] = None,
) -> None:
    """Name an issue: add it to your issues.yaml, in the folder that TRACKTWO_LEXICON names.

    It counts at once, for records that are there already. What stands in the file stays as it is.
    """
    with answering():
        from tracktwo.issue_file import read_issues, save_issues, with_issue

        text = with_issue(
            read_issues().text,
            name,
            tuple(word or ()),
            turned=tuple(turned or ()),
            under=under,
            proposition=proposition,
        )
        path = save_issues(text)
        print_out(f"{name} is an issue now, in {path}\n", None)


def _check(output: Path | None) -> None:
    from tracktwo.errors import UsageError
    from tracktwo.issue_file import check_issues, read_issues

    own = read_issues()
    faults = check_issues(own.text)
    if faults:
        raise UsageError("; ".join(f"{own.path}, {fault}" for fault in faults))
    print_out(f"{own.path} is in order\n" if own.text else f"{own.path} is not there yet\n", output)
