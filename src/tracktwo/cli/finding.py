"""The commands that lead to words in documents: search and show."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.options import (
    DEFAULT_RECORD,
    As,
    AtLevel,
    Issue,
    Output,
    RecordPath,
    Since,
    Until,
    add_command,
)
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format

if TYPE_CHECKING:
    from tracktwo.record import Gate, Place


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, search, "tracktwo search 'border crossing' --by PAK --since 2013")
    add_command(app, show, "tracktwo show 3f2a9c1b:1056-1180")


def search(
    words: Annotated[list[str], typer.Argument(help='Words to find; "a phrase" in quotation marks; wor*.')],
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    by: Annotated[str | None, typer.Option(metavar="PARTY", help="Said by this party.")] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Said by or to this person, or part of the name.")
    ] = None,
    issue: Issue = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many places.")] = 50,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """Find words in the documents, each place in its context, exact phrases first.

    With --by, --person or --issue, only what was said is searched.
    """
    with answering():
        from tracktwo.record import Filter, Record
        from tracktwo.views.places import concordance, hits_table
        from tracktwo.views.tables import render

        filter = Filter(party=by, person=person, issue=issue, since=since, until=until)
        with Record.open(record) as opened, opened.reading(level) as gate:
            hits = gate.search(" ".join(words), filter, limit)
            is_text = format is Format.TABLE
            text = concordance(gate, hits) if is_text else render(hits_table(gate, hits), format)
        print_out(text, output)


def show(
    citation: Annotated[str, typer.Argument(help="A citation mark, or first digits of a document's hash.")],
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    context: Annotated[
        int, typer.Option(min=0, metavar="N", help="Characters to show on either side.")
    ] = 400,
    format: Annotated[str, typer.Option(help="text or json.", metavar="text|json")] = "text",
) -> None:
    """Show a cited place in its document, and the entries that rest on it."""
    with answering():
        from tracktwo.errors import UsageError
        from tracktwo.record import Record
        from tracktwo.views.places import place_to_json, place_to_text

        if format not in ("text", "json"):
            raise UsageError(f"--format {format} is neither text nor json")
        with Record.open(record) as opened, opened.reading(level) as gate:
            place = gate.place(citation)
            if format == "json":
                print_out(
                    json.dumps(place_to_json(gate, place, context), ensure_ascii=False, indent=2) + "\n"
                )
            elif sys.stdout.isatty():
                _print_styled(gate, place, context)
            else:
                print_out(place_to_text(gate, place, context))


def _print_styled(gate: "Gate", place: "Place", context: int) -> None:
    from rich.console import Console
    from rich.text import Text

    from tracktwo.views.places import FROM, TO, place_to_text

    text = place_to_text(gate, place, context)
    before, _, rest = text.partition(FROM)
    cited, _, after = rest.partition(TO)
    Console().print(Text.assemble(before, (cited, "bold reverse"), after))
