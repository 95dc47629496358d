"""The commands that list what a record holds."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.opening import open_gate
from tracktwo.cli.options import (
    DEFAULT_RECORD,
    As,
    AtLevel,
    Issue,
    Limit,
    Output,
    Party,
    PersonName,
    RecordPath,
    Since,
    Until,
    add_command,
)
from tracktwo.model import Act, Form, Status, Strength
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format, Table, render, to_terminal

if TYPE_CHECKING:
    from tracktwo.record import Gate


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, dialogues, "tracktwo dialogues --party PAK")
    add_command(app, rounds, "tracktwo rounds --since 2015 --format csv --output rounds.csv")
    add_command(app, people, "tracktwo people --party PAK --limit 20")
    add_command(app, statements, "tracktwo statements --party USA --issue 'drone strikes'")
    add_command(app, engagements, "tracktwo engagements --form call --since 2021-06")
    add_command(app, commitments, "tracktwo commitments --party USA --format json")
    add_command(app, documents, "tracktwo documents --since 2017; tracktwo documents --set-aside")


def dialogues(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List series of talks, with the key that brief takes."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(party=party, since=since, until=until, limit=limit)
        _print(
            record,
            level,
            lambda gate: lists.dialogues(gate, filter, format is not Format.TABLE),
            format,
            output,
        )


def rounds(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    person: PersonName = None,
    dialogue: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the dialogue of this name, or words of it.")
    ] = None,
    status: Annotated[Status | None, typer.Option(help="Held, planned or cancelled.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List rounds by date, one line for each document's account of one."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(
            party=party,
            person=person,
            dialogue=dialogue,
            status=status,
            since=since,
            until=until,
            limit=limit,
        )
        _print(record, level, lambda gate: lists.rounds(gate, filter), format, output)


def people(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    person: PersonName = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List people with their offices, those in most documents first."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(party=party, person=person, since=since, until=until, limit=limit)
        _print(
            record, level, lambda gate: lists.people(gate, filter, format is not Format.TABLE), format, output
        )


def statements(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    person: PersonName = None,
    issue: Issue = None,
    act: Annotated[
        Act | None, typer.Option(case_sensitive=False, help="That do this, in the terms of PLOVER.")
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List who said what, by date."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(
            party=party, person=person, issue=issue, what=act, since=since, until=until, limit=limit
        )
        _print(record, level, lambda gate: lists.statements(gate, filter), format, output)


def engagements(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    person: PersonName = None,
    form: Annotated[Form | None, typer.Option(help="Of this form.")] = None,
    status: Annotated[Status | None, typer.Option(help="Held, planned or cancelled.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List meetings, calls, visits and other contacts, by date."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(
            party=party, person=person, what=form, status=status, since=since, until=until, limit=limit
        )
        _print(record, level, lambda gate: lists.engagements(gate, filter), format, output)


def commitments(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    strength: Annotated[Strength | None, typer.Option(help="Undertaken so firmly.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List what was promised, by the day it is due."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(party=party, what=strength, since=since, until=until, limit=limit)
        _print(record, level, lambda gate: lists.commitments(gate, filter), format, output)


def documents(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    party: Party = None,
    person: PersonName = None,
    since: Since = None,
    until: Until = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="List sources that could not be taken in, and why.")
    ] = False,
    limit: Limit = None,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List documents by date of publication, those kept without being read too."""
    with answering():
        from tracktwo.record import Filter
        from tracktwo.views import lists

        filter = Filter(party=party, person=person, since=since, until=until, limit=limit)
        if set_aside:
            _print(record, level, lists.set_asides, format, output)
        else:
            _print(record, level, lambda gate: lists.documents(gate, filter), format, output)


def _print(
    record: str, level: Clearance, make: "Callable[[Gate], Table]", format: Format, output: Path | None
) -> None:
    with open_gate(record, level) as gate:
        table = make(gate)
    if format is Format.TABLE and output is None and sys.stdout.isatty():
        from rich.console import Console

        to_terminal(table, Console().print)
    else:
        print_out(render(table, format), output)
