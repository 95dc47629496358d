"""A connection through which tables go by other names, in the same transaction and the same view of the record.

So one and the same question is put to the record and to what is kept of it for a clearance. Which names these are is
decided in ``spaces``.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection, event

#: Stands before every table of a statement until the statement is sent; no table has such a name.
_MARK = "tracktwo_renamed"
_MARKED = re.compile(rf"{_MARK}\.(\w+)")
#: Tables of the index of words, and their indexes, which statements name in SQL of their own.
_WORDS = re.compile(r"\b(?:document|claim)_(?:words|forms|pairs)(?:_\w+)?\b")
#: Tables that such statements of their own name as well, and no alias of theirs.
_OF_WORDS = re.compile(
    r"(?<![\w.])(?:documents|claims)(?=\.number\b)|(?<=FROM )documents\b|(?<=AS )documents\b"
)
_OPTION = "tracktwo_names"


class Names:
    """What tables go by."""

    def __init__(self, tables: Mapping[str, str], words: str = "") -> None:
        """``tables`` has the names of those that go by others; ``words``, what the index of words begins with."""
        self._tables = tables
        self._words = words

    def in_statement(self, statement: str) -> str:
        """A statement with these names."""
        statement = _MARKED.sub(lambda found: self._tables.get(found[1], found[1]), statement)
        if not self._words:
            return statement
        statement = _WORDS.sub(lambda found: self._words + found[0], statement)
        return _OF_WORDS.sub(lambda found: self._tables.get(found[0], found[0]), statement)


class Renamed:
    """What is asked of a connection by the modules of the record, with tables by other names."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._options: dict[str, Any] = {"schema_translate_map": {None: _MARK}, _OPTION: names}
        if not event.contains(connection, "before_cursor_execute", _rename):
            event.listen(connection, "before_cursor_execute", _rename, retval=True)

    @property
    def dialect(self) -> Any:
        """That of the database."""
        return self._connection.dialect

    def execute(self, statement: Any, parameters: Any = None) -> Any:
        """As a connection does."""
        return self._connection.execute(statement, parameters, execution_options=self._options)

    def scalar(self, statement: Any, parameters: Any = None) -> Any:
        """As a connection does."""
        return self._connection.scalar(statement, parameters, execution_options=self._options)

    def scalars(self, statement: Any, parameters: Any = None) -> Any:
        """As a connection does."""
        return self._connection.scalars(statement, parameters, execution_options=self._options)

    def exec_driver_sql(self, statement: str, parameters: Any = None) -> Any:
        """As a connection does; of the tables that the statement names, those of words go by other names."""
        return self._connection.exec_driver_sql(statement, parameters, execution_options=self._options)

    def close(self) -> None:
        """Nothing: the connection is somebody else's."""


def renamed(connection: Connection, names: Names) -> Connection:
    """The same connection, with tables by other names."""
    return cast(Connection, Renamed(connection, names))


def _rename(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
) -> tuple[str, Any]:
    names = context.execution_options.get(_OPTION) if context is not None else None
    return (names.in_statement(statement) if isinstance(names, Names) else statement), parameters
