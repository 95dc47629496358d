"""The log of who saw or exported what is above public, who logged in, and what was changed about accounts and levels.

It is only ever added to, holds names as they were, and outlives accounts. What was seen is told by the record
(``tracktwo.record.watching``); nothing is decided here about who may see it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from tracktwo.model.levels import Clearance, Level
from tracktwo.views.tables import Column, Table
from tracktwo.web import accounts_tables as tables
from tracktwo.web.accounts_file import AccountsFile

#: So many entries of a document are named in a line; of more, their number is told.
NAMED = 200

_COLUMNS = tuple(
    Column(name)
    for name in ("number", "at", "account", "act", "document", "level", "entries", "about", "address")
)


class Act(StrEnum):
    """What somebody did."""

    SAW = "saw"
    EXPORTED = "exported"
    LOGGED_IN = "logged in"
    LOGGED_OUT = "logged out"
    FAILED = "failed to log in"
    #: An account or token was made, changed or removed.
    ACCOUNT = "account"
    #: A level was set, or taken back.
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    account: str
    act: Act
    #: What was asked for, or what was done.
    about: str = ""
    address: str = ""
    document: str | None = None
    level: Level = Level.PUBLIC
    #: Ids of the entries of the document that were seen, in order.
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Logged:
    """A line as it is read again."""

    number: int
    at: str
    account: str
    act: Act
    about: str
    address: str
    document: str | None
    level: Level
    amount: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for."""

    account: str | None = None
    document: str | None = None
    act: Act | None = None
    #: A day, as ``2031-02-14``, in UTC.
    day: str | None = None
    #: Lines before this number only.
    before: int | None = None
    limit: int = 100


def append(connection: Connection, at: str, lines: Iterable[Line]) -> None:
    """Add lines, in the transaction of what they tell of."""
    rows = [
        {
            "at": at,
            "account": line.account[:200],
            "act": line.act.value,
            "document": line.document,
            "level": line.level.value,
            "amount": len(line.entries),
            "entries": json.dumps(line.entries[:NAMED]),
            "about": line.about[:2000],
            "address": line.address,
        }
        for line in lines
    ]
    if rows:
        connection.execute(insert(tables.audit), rows)


def log(file: AccountsFile, *lines: Line) -> None:
    """Add lines in a transaction of their own; when this returns, they are kept."""
    with file.writing() as connection:
        append(connection, file.now(), lines)


def lines_of(file: AccountsFile, asked: Asked, clearance: Clearance) -> tuple[Logged, ...]:
    """The latest lines first, as a reader of a clearance may see them.

    Of what is above it he learns that somebody saw something, and neither what it was nor how it was found.
    """
    log = tables.audit.c
    conditions: list[Any] = []
    if asked.account:
        conditions.append(log.account == asked.account)
    if asked.act:
        conditions.append(log.act == asked.act.value)
    if asked.before is not None:
        conditions.append(log.number < asked.before)
    if asked.day:
        conditions += _on(asked.day)
    if asked.document:
        # Only those lines are found whose document the reader would be told.
        seen = [level.value for level in Level if clearance.sees(level)]
        conditions += [log.document.startswith(_full(asked.document), autoescape=True), log.level.in_(seen)]
    found = select(tables.audit).where(*conditions).order_by(log.number.desc()).limit(asked.limit)
    with file.reading() as connection:
        return tuple(_logged(row, clearance) for row in connection.execute(found))


def table(lines: Iterable[Logged]) -> Table:
    """Lines as rows."""
    rows = tuple(
        (
            line.number, line.at, line.account, line.act.value, line.document, line.level.value, line.amount,
            line.about, line.address,
        )
        for line in lines
    )  # fmt: skip
    return Table(_COLUMNS, rows, "nothing of the kind has happened yet")


def _logged(row: Row[Any], clearance: Clearance) -> Logged:
    level = Level(row.level)
    may_know = clearance.sees(level)
    return Logged(
        row.number,
        row.at,
        row.account,
        Act(row.act),
        row.about if may_know else "",
        row.address,
        row.document if may_know else None,
        level,
        row.amount if may_know else 0,
        tuple(json.loads(row.entries)) if may_know else (),
    )


def _full(document: str) -> str:
    return document if document.startswith("sha256:") else f"sha256:{document.lower()}"


def _on(day: str) -> list[Any]:
    try:
        first = date.fromisoformat(day)
    except ValueError:
        return [tables.audit.c.number < 0]
    after = first + timedelta(days=1)
    return [tables.audit.c.at >= first.isoformat(), tables.audit.c.at < after.isoformat()]
