"""The commands that look back: history of an entry, and undo."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.judging import NamedEntry, Reason, why_of
from tracktwo.cli.options import DEFAULT_RECORD, Author, RecordPath, add_command, author_of
from tracktwo.errors import UsageError
from tracktwo.model.judgement import Judgement, JudgementAct, Subject


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, history, "tracktwo history 1f3a9c0d")
    add_command(app, undo, "tracktwo undo 5ac3e1f0 --reason 'wrong entry'")


def history(
    entry: NamedEntry,
    record: RecordPath = DEFAULT_RECORD,
    format: Annotated[str, typer.Option(help="text or json.", metavar="text|json")] = "text",
) -> None:
    """Show what happened to an entry: which readings made it, and what people judged, when and why."""
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.judgements import history_to_json, history_to_text
        from tracktwo.views.naming import find_entry

        if format not in ("text", "json"):
            raise UsageError(f"--format {format} is neither text nor json")
        with Record.open(record) as opened, opened.reading() as gate:
            found = find_entry(gate, entry)
            if format == "json":
                made = history_to_json(gate, gate.review(), found)
                print_out(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
            else:
                print_out(history_to_text(gate, gate.review(), found))


def undo(
    judgement: Annotated[
        str | None,
        typer.Argument(help="First digits of the judgement; your latest that still holds if left out."),
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    by: Author = None,
    reason: Reason = None,
) -> None:
    """Take a judgement back. This is a judgement too: it is kept, and can be taken back by its own number."""
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.judgements import SHOWN, signed

        author = author_of(by)
        with Record.open(record) as opened:
            with opened.reading() as gate:
                meant = _judgement(gate.review().standing, gate.review().everything, judgement, author)
            made = Judgement(
                JudgementAct.UNDO, Subject(judgement=meant.id), author, opened.moment(author), why_of(reason)
            )
            opened.judge(made)
        print_out(f"taken back: {signed(meant)}\n")
        print_out(f"tracktwo undo {made.id[:SHOWN]} brings it back\n")


def _judgement(
    holding: Sequence[Judgement], everything: Sequence[Judgement], named: str | None, author: str
) -> Judgement:
    """The judgement to be taken back."""
    from tracktwo.views.judgements import SHOWN

    if named is None:
        own = [j for j in holding if j.author == author and j.act is not JudgementAct.UNDO]
        if not own:
            raise UsageError(f"no judgement by {author} holds; tracktwo judgements list shows whose do")
        return own[-1]
    found = [j for j in everything if j.id.startswith(named.lower())] if len(named) >= 4 else []
    if len(found) != 1:
        what = "more than one judgement is" if found else "no judgement is"
        raise UsageError(f"{what} called {named!r}; tracktwo judgements list shows them with their numbers")
    if found[0] not in holding:
        raise UsageError(f"judgement {found[0].id[:SHOWN]} was taken back already")
    return found[0]
