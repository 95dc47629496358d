"""Copies a record in PostgreSQL, tables and indexes, into a schema of its own, before a newer version changes it.

The copy is a record by itself: an older TrackTwo that is given its schema as the search path opens it. It is made in
the transaction that brings the record up, so that there are both afterwards or neither.
"""

from itertools import count

from psycopg.sql import SQL, Composed, Identifier, Literal
from sqlalchemy import Connection, text

from tracktwo.errors import ReadOnlyRecordError

#: PostgreSQL cuts longer names.
_LONGEST = 63

_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
#: What makes each index, for the same table in another schema.
_INDEXES = text(
    "SELECT replace(indexdef, ' ON ' || quote_ident(schemaname) || '.', ' ON ' || quote_ident(:there) || '.') "
    "FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname"
)
#: Columns that are numbered by a sequence, with its name.
_NUMBERED = text(
    "SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) "
    "FROM information_schema.columns WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%' "
    "ORDER BY table_name, column_name"
)
_MAY = text("SELECT has_database_privilege(current_database(), 'CREATE')")


def copy_tables(connection: Connection, version: int, record: str) -> str:
    """Copy all tables of the current schema into a new one, and return its name.

    Raises:
        ReadOnlyRecordError: whoever opened ``record`` may make no schema.
    """
    here = str(connection.scalar(text("SELECT current_schema()")))
    if not connection.scalar(_MAY):
        raise ReadOnlyRecordError(
            f"the record {record} is of record version {version} and must be brought up to date; a copy of it is made "
            "first, in a schema of its own, which you may not make: have a user open it once who may, or ask for the "
            "right (GRANT CREATE ON DATABASE … TO …)"
        )
    there = _unused(connection, f"{here}_version_{version}")
    _run(connection, SQL("CREATE SCHEMA {}").format(Identifier(there)))
    for (table,) in connection.execute(_TABLES).all():
        old, new = Identifier(here, table), Identifier(there, table)
        _run(connection, SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL EXCLUDING INDEXES)").format(new, old))
        _run(connection, SQL("INSERT INTO {} SELECT * FROM {}").format(new, old))
    for table, column, sequence in connection.execute(_NUMBERED).all():
        _number_apart(connection, there, table, column, SQL(sequence))
    # Indexes are quicker made of all rows than row by row.
    for statement in connection.scalars(_INDEXES.bindparams(there=there)).all():
        _run(connection, statement)
    return there


def _number_apart(connection: Connection, there: str, table: str, column: str, sequence: SQL) -> None:
    """Have a column of the copy numbered by a sequence of its own, which goes on where that of the record is."""
    own, numbered = Identifier(there, f"{table}_{column}_seq"), Identifier(there, table, column)
    called = Literal(own.as_string(None))
    _run(connection, SQL("CREATE SEQUENCE {} AS integer OWNED BY {}").format(own, numbered))
    _run(connection, SQL("SELECT setval({}, last_value, is_called) FROM {}").format(called, sequence))
    made = SQL("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT nextval({})")
    _run(connection, made.format(Identifier(there, table), Identifier(column), called))


def _unused(connection: Connection, wanted: str) -> str:
    taken = set(connection.scalars(text("SELECT nspname FROM pg_namespace")))
    for number in count(1):
        again = "" if number == 1 else f"_{number}"
        name = wanted.encode()[: _LONGEST - len(again)].decode(errors="ignore") + again
        if name not in taken:
            return name
    raise AssertionError("no end of numbers")


def _run(connection: Connection, statement: str | Composed) -> None:
    connection.connection.cursor().execute(statement)
