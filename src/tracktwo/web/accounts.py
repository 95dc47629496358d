"""Accounts: who may use the record over the network, in which role, and with which clearance.

Every change is logged in the transaction that makes it. Logging in is the business of ``sessions``; what a role may
do is said where it is done.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tracktwo.errors import AccountsError
from tracktwo.model.levels import Clearance
from tracktwo.web import accounts_tables as tables
from tracktwo.web import audit
from tracktwo.web.accounts_file import AccountsFile
from tracktwo.web.accounts_passwords import check_rules, hashed, is_outdated, is_right
from tracktwo.web.viewer import Role, Viewer

#: Code points of a name.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Account:
    """One account."""

    number: int
    name: str
    role: Role
    clearance: Clearance
    has_password: bool
    #: Whether it belongs to somebody who logs in with a provider.
    is_elsewhere: bool
    made: str

    @property
    def viewer(self) -> Viewer:
        """Whoever is logged in with it."""
        return Viewer(self.name, self.role, self.clearance)


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something about accounts: an account, or whoever has the command line of the server."""

    name: str
    address: str = ""
    #: None where the file itself is at hand, and everything allowed.
    viewer: Viewer | None = None
    #: The account's own number, where it is one.
    number: int | None = None


class Accounts:
    """The accounts in a file."""

    def __init__(self, file: AccountsFile) -> None:
        self.file = file

    def all(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with self.file.reading() as connection:
            rows = connection.execute(select(tables.accounts).order_by(tables.accounts.c.key))
            return tuple(account_from(row) for row in rows)

    def find(self, name: str) -> Account:
        """The account of that name.

        Raises:
            AccountsError: there is none.
        """
        with self.file.reading() as connection:
            return account_from(_row(connection, name))

    def add(self, name: str, role: Role, clearance: Clearance, password: str | None, by: By) -> Account:
        """Make an account.

        Raises:
            AccountsError: the name is taken or no name, the password is no good, or ``by`` may not.
        """
        name = checked_name(name)
        kept = _checked_hash(password, name)
        with self.file.writing() as connection:
            _may_give(by, clearance)
            if connection.scalar(_number_of(name)) is not None:
                raise AccountsError(f"there is an account called {name!r} already")
            return self._insert(connection, by, name, role, clearance, {"password": kept})

    def set_role(self, name: str, role: Role, by: By) -> None:
        """Give an account another role; it is logged out everywhere.

        Raises:
            AccountsError: there is no such account, it is the last administrator, or ``by`` may not.
        """
        with self.file.writing() as connection:
            row = _changeable(connection, name, by)
            if role is not Role.ADMINISTRATOR:
                _keep_one_administrator(connection, row)
            _change(connection, row, {"role": role.value})
            _end_sessions(connection, row.number)
            self._log(connection, by, f"{row.name} has the role of {role.value}, not of {row.role}")

    def set_clearance(self, name: str, clearance: Clearance, by: By) -> None:
        """Let an account see more or less; it is logged out everywhere.

        Raises:
            AccountsError: there is no such account, or ``by`` may not give so much.
        """
        with self.file.writing() as connection:
            row = _changeable(connection, name, by)
            _may_give(by, clearance)
            _change(connection, row, {"clearance": clearance.value})
            _end_sessions(connection, row.number)
            words = f"{row.name} is cleared for {clearance.value}, not for {row.clearance}"
            self._log(connection, by, words)

    def set_password(self, name: str, password: str, by: By) -> None:
        """Give an account another password; it is logged out everywhere, and its tokens end.

        Raises:
            AccountsError: there is no such account, the password is no good, or ``by`` may not.
        """
        self.find(name)
        kept = _checked_hash(password, name)
        with self.file.writing() as connection:
            row = _row(connection, name)
            if by.number != row.number:
                row = _changeable(connection, name, by)
                tokens = tables.tokens.c
                mine = tokens.account == row.number, tokens.revoked.is_(None)
                connection.execute(update(tables.tokens).where(*mine).values(revoked=self.file.now()))
            _change(connection, row, {"password": kept})
            _end_sessions(connection, row.number)
            self._log(connection, by, f"{row.name} has another password")

    def remove(self, name: str, by: By) -> None:
        """Remove an account with its sessions and tokens. What it did stays in the log.

        Raises:
            AccountsError: there is no such account, it is the last administrator, or ``by`` is itself.
        """
        with self.file.writing() as connection:
            row = _row(connection, name)
            if by.number == row.number:
                raise AccountsError("nobody removes the own account; another administrator does")
            _keep_one_administrator(connection, row)
            connection.execute(delete(tables.accounts).where(tables.accounts.c.number == row.number))
            self._log(connection, by, f"{row.name} was removed")

    def check(self, name: str, password: str) -> Account | None:
        """The account, if the password is its own. Takes as long for a name that nobody has."""
        with self.file.reading() as connection:
            row = connection.execute(select(tables.accounts).where(_is(name))).first()
        kept = row.password if row else None
        if not is_right(kept, password) or row is None:
            return None
        if kept is not None and is_outdated(kept):
            with self.file.writing() as connection:
                same = tables.accounts.c.number == row.number, tables.accounts.c.password == kept
                connection.execute(update(tables.accounts).where(*same).values(password=hashed(password)))
        return account_from(row)

    def of_subject(self, issuer: str, subject: str, name: str, role: Role, clearance: Clearance) -> Account:
        """The account of somebody who logged in with a provider, made at the first time; its role follows the
        provider's word, its clearance is kept as it is.

        Raises:
            AccountsError: another account has that name.
        """
        by = By(issuer)
        accounts = tables.accounts.c
        with self.file.writing() as connection:
            same = accounts.issuer == issuer, accounts.subject == subject
            row = connection.execute(select(tables.accounts).where(*same)).first()
            if row is None:
                name = checked_name(name)
                if connection.scalar(_number_of(name)) is not None:
                    raise AccountsError(
                        f"there is an account called {name!r} already, and it is not known to belong to the same "
                        "person: whoever keeps the accounts can remove it"
                    )
                extra = {"issuer": issuer, "subject": subject}
                return self._insert(connection, by, name, role, clearance, extra)
            if row.role != role.value:
                if role is not Role.ADMINISTRATOR:
                    _keep_one_administrator(connection, row)
                _change(connection, row, {"role": role.value})
                _end_sessions(connection, row.number)
                self._log(connection, by, f"{row.name} has the role of {role.value}, not of {row.role}")
            return account_from(connection.execute(select(tables.accounts).where(*same)).one())

    def _insert(
        self,
        connection: Connection,
        by: By,
        name: str,
        role: Role,
        clearance: Clearance,
        extra: Mapping[str, str | None],
    ) -> Account:
        values = {
            "key": fold_name(name), "name": name, "role": role.value, "clearance": clearance.value,
            "made": self.file.now(), **extra,
        }  # fmt: skip
        connection.execute(insert(tables.accounts).values(**values))
        self._log(connection, by, f"{name} was added as {role.value}, cleared for {clearance.value}")
        return account_from(_row(connection, name))

    def _log(self, connection: Connection, by: By, words: str) -> None:
        line = audit.Line(by.name, audit.Act.ACCOUNT, words, by.address)
        audit.append(connection, self.file.now(), [line])


def account_from(row: Row[Any]) -> Account:
    """The account of a row."""
    return Account(
        row.number, row.name, Role(row.role), Clearance(row.clearance), row.password is not None,
        row.issuer is not None, row.made,
    )  # fmt: skip


def checked_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        AccountsError: it is empty, too long, or holds what cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split(" ")).strip()
    if not 0 < len(name) <= LONGEST or not name.isprintable() or "/" in name:
        raise AccountsError(
            f"a name of an account has 1 to {LONGEST} characters that can be seen, and no slash"
        )
    return name


def fold_name(name: str) -> str:
    """What two names have in common that count as one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def _is(name: str) -> Any:
    return tables.accounts.c.key == fold_name(name)


def _number_of(name: str) -> Any:
    return select(tables.accounts.c.number).where(_is(name))


def _row(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(select(tables.accounts).where(_is(name))).first()
    if row is None:
        raise AccountsError(
            f"there is no account called {name!r}; tracktwo accounts list shows those there are"
        )
    return row


def _checked_hash(password: str | None, name: str) -> str | None:
    if password is None:
        return None
    check_rules(password, name)
    return hashed(password)


def _changeable(connection: Connection, name: str, by: By) -> Row[Any]:
    """The account, if whoever asks may change it."""
    row = _row(connection, name)
    if by.viewer is None:
        return row
    if by.number == row.number:
        raise AccountsError(
            "nobody changes the own role, clearance or password here; another administrator does, or whoever "
            "keeps the server, with tracktwo accounts"
        )
    if not _covers(by.viewer.clearance, Clearance(row.clearance)):
        raise AccountsError(
            f"{row.name} may see more than you, so you may remove the account but not change it: whoever keeps the "
            "server can, with tracktwo accounts"
        )
    return row


def _may_give(by: By, clearance: Clearance) -> None:
    if by.viewer is not None and not _covers(by.viewer.clearance, clearance):
        raise AccountsError(
            f"you are cleared for {by.viewer.clearance.value}, and can give no more than that: whoever keeps the "
            "server can, with tracktwo accounts clearance"
        )


def _covers(one: Clearance, other: Clearance) -> bool:
    return len(one.withheld) <= len(other.withheld)


def _keep_one_administrator(connection: Connection, row: Row[Any]) -> None:
    accounts = tables.accounts.c
    others = select(func.count()).where(
        accounts.role == Role.ADMINISTRATOR.value, accounts.number != row.number
    )
    if row.role == Role.ADMINISTRATOR.value and not connection.scalar(others):
        raise AccountsError(f"{row.name} is the last administrator; give the role to somebody else first")


def _change(connection: Connection, row: Row[Any], values: Mapping[str, str | None]) -> None:
    mine = tables.accounts.c.number == row.number
    connection.execute(update(tables.accounts).where(mine).values(**values))


def _end_sessions(connection: Connection, account: int) -> None:
    connection.execute(delete(tables.sessions).where(tables.sessions.c.account == account))
