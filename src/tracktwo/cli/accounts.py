"""The commands that keep the accounts of a server, for whoever has its command line: nothing is forbidden here."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, complain, print_out
from tracktwo.cli.options import As, Author, Output, author_of
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracktwo.web.accounts import Account, By
    from tracktwo.web.door import Keeper
    from tracktwo.web.viewer import Role

DEFAULT_ACCOUNTS = Path("tracktwo-accounts.db")

app = typer.Typer(
    help="Keep the accounts of a server: who may read the record over a network, in which role, with what clearance.",
    no_args_is_help=True,
)

AccountsPath = Annotated[
    Path,
    typer.Option("--accounts", envvar="TRACKTWO_ACCOUNTS", metavar="FILE", help="File of the accounts."),
]
Name = Annotated[str, typer.Argument(help="Name of the account.")]
_FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Take the password from standard input, and do not ask.")
]
_ROLES = ("reader", "editor", "convenor", "administrator")
_Role = Annotated[str, typer.Option("--role", help="One of: reader, editor, convenor, administrator.")]
_Seen = Annotated[
    Clearance, typer.Option("--clearance", help="The most confidential level that it sees in full.")
]


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="accounts")


@app.command("add", epilog="Example: tracktwo accounts add mara --role administrator")
def add(
    name: Name,
    role: _Role = "reader",
    clearance: _Seen = Clearance.PUBLIC,
    from_input: _FromInput = False,
    accounts: AccountsPath = DEFAULT_ACCOUNTS,
    author: Author = None,
) -> None:
    """Make an account, and the file of accounts if there is none. The password is asked for.

    An account sees what is public, and no more than its clearance says, whatever its role.
    """
    with answering():
        _needs_web()
        from tracktwo.web.accounts_passwords import check_rules

        given, password = _role_of(role), _password(from_input)
        check_rules(password, name)
        # No file is made for an account that cannot be.
        with _keeper(accounts, create=True) as keeper:
            made = keeper.accounts.add(name, given, clearance, password, _by(author))
        print_out(f"{made.name} may log in as {made.role.value}, cleared for {made.clearance.value}\n")


@app.command("list", epilog="Example: tracktwo accounts list --format csv")
def list_accounts(
    accounts: AccountsPath = DEFAULT_ACCOUNTS, format: As = Format.TABLE, output: Output = None
) -> None:
    """List the accounts with role and clearance."""
    with answering():
        from tracktwo.views.tables import Column, Table, render

        with _keeper(accounts) as keeper:
            rows = tuple(
                (one.name, one.role.value, one.clearance.value, _logs_in(one), one.made[:10])
                for one in keeper.accounts.all()
            )
        columns = tuple(map(Column, ("name", "role", "clearance", "logs_in", "since")))
        print_out(render(Table(columns, rows, "there are no accounts"), format), output)


@app.command("role", epilog="Example: tracktwo accounts role mara editor")
def set_role(
    name: Name,
    role: Annotated[str, typer.Argument(help="One of: reader, editor, convenor, administrator.")],
    accounts: AccountsPath = DEFAULT_ACCOUNTS,
    author: Author = None,
) -> None:
    """Give an account another role; it is logged out everywhere."""
    with answering():
        given = _role_of(role)
        with _keeper(accounts) as keeper:
            keeper.accounts.set_role(name, given, _by(author))
        print_out(f"{name} has the role of {given.value}\n")


@app.command("clearance", epilog="Example: tracktwo accounts clearance mara chatham")
def set_clearance(
    name: Name,
    clearance: Annotated[Clearance, typer.Argument(help="The most confidential level that it sees in full.")],
    accounts: AccountsPath = DEFAULT_ACCOUNTS,
    author: Author = None,
) -> None:
    """Let an account see more or less; it is logged out everywhere."""
    with answering(), _keeper(accounts) as keeper:
        keeper.accounts.set_clearance(name, clearance, _by(author))
        print_out(f"{name} is cleared for {clearance.value}\n")


@app.command("password", epilog="Example: tracktwo accounts password mara")
def set_password(
    name: Name,
    from_input: _FromInput = False,
    accounts: AccountsPath = DEFAULT_ACCOUNTS,
    author: Author = None,
) -> None:
    """Give an account another password; it is logged out everywhere, and its tokens end."""
    with answering(), _keeper(accounts) as keeper:
        keeper.accounts.find(name)
        keeper.accounts.set_password(name, _password(from_input), _by(author))
        print_out(f"{name} has another password\n")


@app.command("remove", epilog="Example: tracktwo accounts remove mara")
def remove(name: Name, accounts: AccountsPath = DEFAULT_ACCOUNTS, author: Author = None) -> None:
    """Remove an account with its sessions and tokens. What it did stays in the log."""
    with answering(), _keeper(accounts) as keeper:
        keeper.accounts.remove(name, _by(author))
        print_out(f"{name} was removed\n")


@app.command("tokens", epilog="Example: tracktwo accounts tokens mara --make 'nightly export' --days 30")
def tokens(
    name: Name,
    make: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Make one, for what these words say.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="The new one may also write, as its account may.")
    ] = False,
    days: Annotated[int, typer.Option(min=1, metavar="N", help="How long the new one holds.")] = 90,
    revoke: Annotated[int | None, typer.Option(metavar="NUMBER", help="End the one of this number.")] = None,
    accounts: AccountsPath = DEFAULT_ACCOUNTS,
    format: As = Format.TABLE,
    author: Author = None,
) -> None:
    """List the tokens by which programs use the API in an account's name; make one, or end one.

    A new token is printed this once: only a hash of it is kept.
    """
    with answering(), _keeper(accounts) as keeper:
        from tracktwo.views.tables import Column, Table, render
        from tracktwo.web.accounts_tokens import Scope

        account = keeper.accounts.find(name)
        if make is not None:
            scope = Scope.WRITE if write else Scope.READ
            print_out(f"{keeper.tokens.make(account, make, scope, days, _by(author))}\n")
            return
        if revoke is not None:
            keeper.tokens.revoke(account, revoke, _by(author))
        rows = tuple(
            (
                t.number,
                t.label,
                t.scope.value,
                t.made[:10],
                t.expires[:10],
                (t.used or "")[:16],
                not t.is_good,
            )
            for t in keeper.tokens.of_account(account)
        )
        columns = tuple(map(Column, ("number", "label", "scope", "made", "expires", "used", "ended")))
        print_out(render(Table(columns, rows, f"{name} has no tokens"), format))


@app.command("log", epilog="Example: tracktwo accounts log --document 3f2a9c1b --format csv")
def log(
    account: Annotated[str | None, typer.Option(metavar="NAME", help="Of this account.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="About this document.")] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="Of this day, in UTC.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="The latest so many.")] = 1000,
    accounts: AccountsPath = DEFAULT_ACCOUNTS,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """Print the log: who saw or exported what is not public, who logged in, what was changed; the latest first."""
    with answering(), _keeper(accounts) as keeper:
        from tracktwo.views.tables import render
        from tracktwo.web.audit import Asked, lines_of, table

        asked = Asked(account, document, day=day, limit=limit)
        print_out(render(table(lines_of(keeper.file, asked, Clearance.EVERYTHING)), format), output)


@contextmanager
def _keeper(accounts: Path, *, create: bool = False) -> "Iterator[Keeper]":
    _needs_web()
    from tracktwo.web.accounts_file import AccountsFile
    from tracktwo.web.door import Keeper

    file = AccountsFile(accounts, create=create)
    try:
        yield Keeper.of(file)
    finally:
        file.close()


def _needs_web() -> None:
    from tracktwo.errors import UsageError

    try:
        import tracktwo.web.door  # noqa: F401
    except ImportError as error:
        raise UsageError("accounts come with the web pages: pip install 'tracktwo[web]'") from error


def _by(author: str | None) -> "By":
    from tracktwo.web.accounts import By

    return By(f"{author_of(author)} (command line)")


def _role_of(words: str) -> "Role":
    from tracktwo.errors import UsageError

    _needs_web()
    from tracktwo.web.viewer import Role

    try:
        return Role(words)
    except ValueError as error:
        raise UsageError(f"{words} is no role; the roles are {', '.join(_ROLES)}") from error


def _password(from_input: bool) -> str:
    """The password that somebody types, or that comes by standard input; never one of the command line, which every
    program on the machine can read."""
    import sys
    from getpass import getpass

    from tracktwo.errors import UsageError

    if from_input:
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise UsageError("there is no password in the first line of standard input")
        return given
    if not sys.stdin.isatty():
        raise UsageError("a password is typed at a terminal; from a program, send it with --password-stdin")
    complain("the password is not shown while you type it")
    given = getpass("Password: ")
    if getpass("Once more: ") != given:
        raise UsageError("the password was not typed the same way twice; nothing was changed")
    return given


def _logs_in(one: "Account") -> str:
    if one.is_elsewhere:
        return "elsewhere"
    return "password" if one.has_password else "no"
