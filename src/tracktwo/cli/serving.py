"""The command that opens the record in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from tracktwo.cli.answering import answering, complain
from tracktwo.cli.options import DEFAULT_RECORD, Author, RecordPath, add_command, author_of


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, serve, "tracktwo serve --record talks.db")


def serve(
    record: RecordPath = DEFAULT_RECORD,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than this machine's need accounts.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8080,
    accounts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File of accounts; without it, one user on this machine."),
    ] = None,
    by: Author = None,
) -> None:
    """Open the record in a browser: read it with the evidence in view."""
    with answering():
        from tracktwo.errors import UsageError
        from tracktwo.record import Record

        try:
            import uvicorn

            from tracktwo.web.app import create_app
            from tracktwo.web.settings import Settings
        except ImportError as error:
            raise UsageError(
                "the web pages are not installed; install them with: pip install 'tracktwo[web]'"
            ) from error
        settings = Settings(str(record), host, port, accounts, author_of(by))
        Record.open(settings.record).close()
        complain(f"the record is at http://{host}:{port}/ until you press Ctrl-C")
        uvicorn.run(create_app(settings), host=host, port=port, log_level="warning")
