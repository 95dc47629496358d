"""The commands by which analysts bring their judgements together: judgements list, export, import, conflicts."""

import json
import sys
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import Exit, answering, complain, print_out
from tracktwo.cli.options import DEFAULT_RECORD, As, Output, RecordPath, add_command
from tracktwo.errors import UsageError
from tracktwo.views.tables import Format

if TYPE_CHECKING:
    from tracktwo.record import Record, Refused

#: Lines of an import that are written together.
_AT_ONCE = 1_000
#: Lines of an import that are no judgements, and told one by one: a wrong file has thousands.
_TOLD = 20

judgements_app = typer.Typer(
    help="What people judged: list it, hand it to a colleague, take theirs in, see where you differ.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(judgements_app, list_, "tracktwo judgements list --by Ada", "list")
    add_command(judgements_app, export, "tracktwo judgements export mine.jsonl")
    add_command(judgements_app, import_, "tracktwo judgements import theirs.jsonl", "import")
    add_command(judgements_app, conflicts, "tracktwo judgements conflicts")
    app.add_typer(judgements_app, name="judgements")


def list_(
    record: RecordPath = DEFAULT_RECORD,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Only what this person judged.")
    ] = None,
    pending: Annotated[
        bool, typer.Option("--pending", help="Only what waits for a document or an entry to come.")
    ] = False,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List judgements, oldest first, with whether they hold, wait or were taken back."""
    with answering():
        from rich.console import Console

        from tracktwo.record import Record
        from tracktwo.views.judgements import judgements_table
        from tracktwo.views.tables import render, to_terminal

        with Record.open(record) as opened, opened.reading() as gate:
            review = gate.review()
            waiting = {p.judgement.id for p in review.pending()} if pending else set()
            found = [j for j in review.everything if by is None or j.author == by]
            found = [j for j in found if not pending or j.id in waiting]
            table = judgements_table(gate, review, found)
        if format is Format.TABLE and output is None and sys.stdout.isatty():
            to_terminal(table, Console().print)
        else:
            print_out(render(table, format), output)


def export(
    file: Annotated[str, typer.Argument(help="File to write, or - for standard output.")] = "-",
    record: RecordPath = DEFAULT_RECORD,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Only what this person judged, and what takes it back."),
    ] = None,
) -> None:
    """Write every judgement as a line of JSON, for a colleague to import."""
    with answering():
        from tracktwo.record import Record, to_line

        with Record.open(record) as opened, opened.reading() as gate:
            everything = gate.review().everything
        own = {j.id for j in everything if by is None or j.author == by}
        found = [j for j in everything if j.id in own or j.subject.judgement in own]
        text = "".join(f"{to_line(j)}\n" for j in found)
        print_out(text, None if file == "-" else Path(file))
        if file != "-":
            from tracktwo.views.brief.phrasing import counted

            print_out(f"{counted(len(found), 'judgement')} written to {file}\n")


def import_(
    file: Annotated[
        str, typer.Argument(help="File of JSON Lines that export wrote, or - for standard input.")
    ],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Take in what somebody else judged. What is known already is left alone, in whatever order files come.

    Lines that are no judgements are reported and the others taken in; judgements on documents or entries that the
    record lacks are kept and wait for them.
    """
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.brief.phrasing import counted
        from tracktwo.views.judgements import conflicts_to_text, signed

        with Record.open(record) as opened:
            taken = _take_in(opened, file)
            print_out(f"{counted(taken.lines, 'line')}: {counted(taken.added, 'judgement')} added, ")
            print_out(f"{len(taken.ids) - taken.added} known already, {len(taken.refused)} no judgements\n")
            with opened.reading() as gate:
                review = gate.review()
                waiting = [p for p in review.pending() if p.judgement.id in taken.ids]
                print_out("".join(f"waits: {signed(p.judgement)}: {p.reason}\n" for p in waiting))
                found = review.conflicts()
                if found:
                    print_out(f"\n{counted(len(found), 'conflict')}:\n\n{conflicts_to_text(gate, found)}")
        for line in taken.refused[:_TOLD]:
            complain(f"{file}, line {line.line}: {line.reason}")
        if len(taken.refused) > _TOLD:
            complain(f"{file}: and {len(taken.refused) - _TOLD:,} lines more are no judgements")
        if taken.refused:
            raise typer.Exit(Exit.FAILED)


def conflicts(
    record: RecordPath = DEFAULT_RECORD,
    format: Annotated[str, typer.Option(help="text or json.", metavar="text|json")] = "text",
) -> None:
    """List where people contradict one another, and what holds until one of them takes theirs back."""
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.judgements import conflicts_to_json, conflicts_to_text

        if format not in ("text", "json"):
            raise UsageError(f"--format {format} is neither text nor json")
        with Record.open(record) as opened, opened.reading() as gate:
            found = gate.review().conflicts()
            if format == "json":
                print_out(json.dumps(conflicts_to_json(found), ensure_ascii=False, indent=2) + "\n")
            else:
                print_out(conflicts_to_text(gate, found))


@dataclass(slots=True)
class _Taken:
    """What an import came to so far."""

    lines: int = 0
    added: int = 0
    ids: set[str] = field(default_factory=set)
    refused: "list[Refused]" = field(default_factory=list)


def _take_in(opened: "Record", file: str) -> _Taken:
    """Take in a file of any size, so many lines at a time; importing it again goes on where this stopped."""
    from tracktwo.record import Refused, read_lines
    from tracktwo.record.exchange import bounded_lines

    taken = _Taken()
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
            lines = read_lines(bounded_lines(stream))
            while some := list(islice(lines, _AT_ONCE)):
                refused = [line for line in some if isinstance(line, Refused)]
                judgements = [line for line in some if not isinstance(line, Refused)]
                taken.lines += len(some)
                taken.refused += refused
                taken.added += len(opened.judge(*judgements))
                taken.ids |= {judgement.id for judgement in judgements}
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    return taken
