"""Copies a record from SQLite into an empty PostgreSQL database, row by row. Only for measuring.

What people use to move a record is adding the same sources anew; a hundred thousand made-up documents have none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Boolean, Connection, Table, create_engine, text
from sqlalchemy.schema import CreateIndex, CreateTable

from tracktwo.record import identity_tables, tables
from tracktwo.record.postgres_pairs import index_pairs
from tracktwo.record.postgres_words import _TABLES, _vectors
from tracktwo.record.words import stems_of

#: Rows between two lines of the log.
_TOLD = 200_000


def copy_record(source: Path, url: str, tell: Callable[[str], None]) -> None:
    """Make the record at ``url`` what the one in the file is, with its words; ``tell`` is given lines of a log."""
    assert identity_tables.people.metadata is tables.metadata
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as record, engine.begin() as connection:
        # Rows come whole from a record that holds; to look up each one's document again takes most of the time.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
        cursor = connection.connection.cursor()
        for table in tables.metadata.sorted_tables:
            connection.execute(CreateTable(table))
            names = [column.name for column in table.columns]
            _copy(cursor, table.name, names, _rows(record, table), tell)
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                connection.execute(CreateIndex(index))
            tell(f"{table.name}: indexed")
            _number_on(connection, table)
        for what, column in (("document", "text"), ("claim", "words")):
            for n, statement in enumerate(_TABLES):
                connection.exec_driver_sql(statement.format(what))
                if n == 0:
                    _copy(
                        cursor,
                        f"{what}_words",
                        ["number", "part", "words"],
                        _words(record, what, column),
                        tell,
                    )
        index_pairs(connection)
        tell("document_pairs: all")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def _number_on(connection: Connection, table: Table) -> None:
    """Have the next row that is numbered by a sequence come after those that brought their numbers."""
    if table.c.get("number") is None:
        return
    sequence = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, 'number')"), {"table": table.name}
    )
    if sequence is not None:
        last = f"(SELECT coalesce(max(number), 0) FROM {table.name})"
        connection.execute(text(f"SELECT setval('{sequence}', {last} + 1, false)"))


def _rows(record: sqlite3.Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    truths = [n for n, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    for row in record.execute(f'SELECT {columns} FROM "{table.name}"'):
        if not truths:
            yield row
        else:
            yield tuple(bool(v) if n in truths and v is not None else v for n, v in enumerate(row))


def _words(record: sqlite3.Connection, what: str, column: str) -> Iterator[tuple[int, int, str]]:
    for number, said in record.execute(f"SELECT number, {column} FROM {what}s WHERE {column} <> ''"):
        for part, vector in enumerate(_vectors(said, list(stems_of(said)))):
            yield number, part, vector


def _copy(
    cursor: Any, table: str, columns: list[str], rows: Iterator[tuple[Any, ...]], tell: Callable[[str], None]
) -> None:
    into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), SQL(", ").join(map(Identifier, columns)))
    done = 0
    with cursor.copy(into) as copy:
        for done, row in enumerate(rows, start=1):
            copy.write_row(row)
            if done % _TOLD == 0:
                tell(f"{table}: {done} rows")
    tell(f"{table}: {done} rows, all")
