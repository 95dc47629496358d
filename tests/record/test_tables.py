"""One table definition for two databases."""

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from tracktwo.record.tables import metadata


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_the_definition_is_good_for_either_database(dialect: object) -> None:
    for table in metadata.sorted_tables:
        written = str(CreateTable(table).compile(dialect=dialect))  # type: ignore[arg-type]
        assert written.strip().startswith(f"CREATE TABLE {table.name}")
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))  # type: ignore[arg-type]


def test_no_column_has_a_type_of_one_database_only() -> None:
    for table in metadata.sorted_tables:
        for column in table.columns:
            assert type(column.type).__module__ == "sqlalchemy.sql.sqltypes"
