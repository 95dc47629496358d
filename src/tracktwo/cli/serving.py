"""The command that opens the record in a browser."""

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, complain
from tracktwo.cli.options import DEFAULT_RECORD, Author, RecordPath, add_command, author_of

if TYPE_CHECKING:
    from tracktwo.web.settings import Settings


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
        typer.Option(
            metavar="FILE",
            envvar="TRACKTWO_ACCOUNTS",
            help="File of accounts; without it, one user on this machine.",
        ),
    ] = None,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name under which browsers reach the server; can be repeated."),
    ] = None,
    behind_proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="Address of a reverse proxy whose X-Forwarded-For and -Proto count; can be repeated.",
        ),
    ] = None,
    secure_cookies: Annotated[
        bool, typer.Option("--secure-cookies", help="Send cookies by https only, whatever the proxy says.")
    ] = False,
    oidc: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Settings of an OpenID provider to log in with: see docs/serving.md."
        ),
    ] = None,
    by: Author = None,
) -> None:
    """Open the record in a browser: read it with the evidence in view."""
    with answering(goes_on=True):
        from tracktwo.errors import UsageError
        from tracktwo.record import Record
        from tracktwo.settling import is_outdated

        try:
            import uvicorn

            from tracktwo.web.app import create_app
            from tracktwo.web.oidc_settings import read_provider
            from tracktwo.web.settings import Settings, is_loopback
        except ImportError as error:
            raise UsageError(
                "the web pages are not installed; install them with: pip install 'tracktwo[web]'"
            ) from error
        settings = Settings(
            str(record),
            host,
            port,
            accounts,
            author_of(by),
            tuple(allowed_host or ()),
            tuple(behind_proxy or ()),
            secure_cookies,
            read_provider(oidc, os.environ) if oidc else None,
        )
        with Record.open(settings.record) as opened:
            if is_outdated(opened):
                # To work it out anew may take minutes, in which nobody could write.
                complain(
                    "who is whom was worked out by older rules: the next document that is added works it out anew, "
                    "or tracktwo reread --identities"
                )
        app = create_app(settings)
        keeper = app.state.keeper
        if keeper is not None and not keeper.accounts.all() and settings.provider is None:
            raise UsageError(
                f"there are no accounts in {accounts}, so that nobody could log in; make the first with: "
                f"tracktwo accounts add NAME --role administrator --accounts {accounts}"
            )
        _check_free(host, port)
        complain(f"the record is at {_address(settings)} until you press Ctrl-C")
        if not is_loopback(host) and not behind_proxy:
            complain(
                "passwords go over the network as they are typed, unless something in front of this server speaks "
                "https: see docs/serving.md"
            )
        # Whose word on addresses counts is said by --behind-proxy, and not by what uvicorn takes for granted.
        # A connection is kept longer than a proxy keeps one, so that no request meets one that is just being closed.
        uvicorn.run(
            app,
            host=host,
            port=port,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=75,
        )


def _check_free(host: str, port: int) -> None:
    """Listen for a moment.

    Raises:
        UsageError: that cannot be done at this address and port.
    """
    from tracktwo.errors import UsageError

    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server((str(where[0]), port), family=family).close()
    except OSError as error:
        raise UsageError(
            f"nothing can listen on port {port} of {host} ({error.strerror}); name another --port or --host"
        ) from error


def _address(settings: "Settings") -> str:
    """Where a browser finds the record."""
    if settings.allowed_hosts and settings.proxies:
        return (
            f"https://{settings.allowed_hosts[0]}/ through the proxy, which finds it on port {settings.port},"
        )
    host = settings.allowed_hosts[0] if settings.allowed_hosts else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/"
