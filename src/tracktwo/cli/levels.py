"""The commands that say how confidential documents, rounds and entries are, and that list what is."""

from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, print_out
from tracktwo.cli.options import DEFAULT_RECORD, As, AtLevel, Author, Output, RecordPath, author_of
from tracktwo.model.levels import Clearance, Level
from tracktwo.views.tables import Format

if TYPE_CHECKING:
    from tracktwo.model.judgement import Subject
    from tracktwo.record import Gate

app = typer.Typer(
    help="Say how confidential documents, rounds and entries are: public, background, chatham, off-record.",
    no_args_is_help=True,
)


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="level")


@app.command("set", epilog="Example: tracktwo level set 3f2a9c1b chatham --reason 'Chatham House Rule'")
def set_level(
    name: Annotated[
        str, typer.Argument(help="First digits of a document's or an entry's id, or a citation mark.")
    ],
    level: Annotated[Level, typer.Argument(help="How confidential it is.")],
    record: RecordPath = DEFAULT_RECORD,
    reason: Annotated[str | None, typer.Option(metavar="WORDS", help="Why, for the history.")] = None,
    author: Author = None,
) -> None:
    """Set the level of a document, of an entry, or of a round with all that was said at it.

    A level on a round holds for every document that tells of the same round. It is a judgement: tracktwo undo takes
    it back.
    """
    with answering():
        from tracktwo.model.judgement import Judgement, JudgementAct, canonical
        from tracktwo.record import Record

        with Record.open(record) as opened:
            with opened.reading() as gate:
                subject, what = _subject(gate, name)
            payload = canonical({"level": level.value})
            opened.judge(
                Judgement(
                    JudgementAct.LEVEL,
                    subject,
                    author_of(author),
                    opened.moment(author_of(author)),
                    reason,
                    payload,
                )
            )
            with opened.reading() as gate:
                reach = _reach(gate, subject)
        print_out(f"{what} is {level.value}\n{reach}")


@app.command("list", epilog="Example: tracktwo level list --format csv --output levels.csv")
def list_levels(
    record: RecordPath = DEFAULT_RECORD,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List the documents and entries that are not public, the most confidential first."""
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.levels import restricted
        from tracktwo.views.tables import render

        with Record.open(record) as opened, opened.reading(level) as gate:
            print_out(render(restricted(gate), format), output)


@app.command("side", epilog="Example: tracktwo level side 8")
def side(
    fewest: Annotated[
        int | None, typer.Argument(min=0, help="From so many participants on, a side is named.")
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Say how many participants a side needs to be named at a round under the Chatham House Rule.

    Without a number, print the one that holds for this record. With 0, every side is named.
    """
    with answering():
        from tracktwo.record import Record

        with Record.open(record) as opened:
            if fewest is not None:
                opened.name_sides_from(fewest)
            with opened.reading() as gate:
                print_out(f"a side of {gate.fewest} participants or more is named\n")


def _subject(gate: "Gate", name: str) -> "tuple[Subject, str]":
    """What a judgement is about, and how to call it: a document, an entry, or the entry at a mark."""
    from tracktwo.errors import UsageError
    from tracktwo.model.judgement import Subject
    from tracktwo.views.describing import describe
    from tracktwo.views.naming import find_entry

    if ":" not in name.removeprefix("sha256:"):
        try:
            document = gate.entry(name)
        except UsageError:
            pass
        else:
            return Subject(document=document.id), f"the document {document.name!r}"
    entry = find_entry(gate, name)
    reference = gate.review().references((entry.id,))[entry.id]
    return Subject(groups=((reference,),)), describe(entry.claim)


def _reach(gate: "Gate", subject: "Subject") -> str:
    """A line for each other document that is restricted once a round is."""
    from tracktwo.model import Round

    own = {ref.document for ref in subject.refs if ref.kind == Round.KEY}
    others = [d for d in gate.restricted_documents() if d.id not in own] if own else []
    return "".join(f"so is, as far as it tells of it: {d.short} {d.name}\n" for d in others)
