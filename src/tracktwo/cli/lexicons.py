"""The commands about the lexicon."""

import typer

from tracktwo.cli.answering import Exit, answering, complain, print_out

app = typer.Typer(help="Look after the word lists that reading and extraction use.", no_args_is_help=True)


@app.callback()
def _about() -> None:
    pass


@app.command(epilog="Example: TRACKTWO_LEXICON=my-lexicon tracktwo lexicon check")
def check() -> None:
    """Load every lexicon with your own additions from the folder that TRACKTWO_LEXICON names.

    Prints each with the number of its entries; what is malformed is reported, and the exit status is 1.
    """
    with answering():
        from tracktwo import lexicon
        from tracktwo.errors import LexiconError

        failed = False
        for name in lexicon.names():
            try:
                print_out(f"{name}: {len(lexicon.load(name)):,} entries\n")
            except LexiconError as error:
                failed = True
                complain(str(error))
        if failed:
            raise typer.Exit(Exit.FAILED)
