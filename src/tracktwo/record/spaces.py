"""The tables that a record keeps for one clearance: what is left of documents that are withheld, and people and series
of talks as far as they can be seen.

They are in the record beside its own tables and go by names of their own. Nothing of what is withheld from the
clearance is in them, and nothing of it is reached through the connections made here. What is written to them is decided
in ``keeping``.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DefaultClause,
    Index,
    Integer,
    MetaData,
    Table,
    delete,
    inspect,
    select,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from tracktwo.model.judgement import Thing
from tracktwo.model.levels import Clearance
from tracktwo.model.rulings import Rulings
from tracktwo.record import identity_tables, tables
from tracktwo.record.asking import batches
from tracktwo.record.full_text import index_of
from tracktwo.record.gated_judgements import seen_rulings
from tracktwo.record.ground import Ground
from tracktwo.record.renamed import Names, renamed
from tracktwo.record.review import Review
from tracktwo.record.tables import short_text

#: What the names of all these tables begin with.
PREFIX = "seen_"

#: Tables of people and series; each clearance has its own of every one, for all documents that it sees.
IDENTITIES = (
    identity_tables.people, identity_tables.known_names, identity_tables.name_terms, identity_tables.mentions,
    identity_tables.tellings, identity_tables.series, identity_tables.series_members,
)  # fmt: skip
#: Tables of which each clearance has its own for what is left of documents that are withheld from it.
_OWN = (tables.documents, tables.claims, tables.citations, tables.facets)

#: The others of the record's tables, without what is withheld.
_OPEN = {
    "documents": "number NOT IN (SELECT document FROM {withheld})",
    "claims": "document NOT IN (SELECT document FROM {withheld})",
    "citations": "NOT EXISTS (SELECT 1 FROM claims JOIN {withheld} ON {withheld}.document = claims.document "
    "WHERE claims.number = citations.claim)",
    "facets": "NOT EXISTS (SELECT 1 FROM claims JOIN {withheld} ON {withheld}.document = claims.document "
    "WHERE claims.number = facets.claim)",
}


class Space:
    """The tables of one clearance, in the view and the transaction of one connection."""

    def __init__(self, connection: Connection, clearance: Clearance) -> None:
        self.connection = connection
        self.clearance = clearance
        self._name = f"{PREFIX}{clearance.value}_"
        identities = {table.name: f"{self._name}{table.name}" for table in IDENTITIES}
        own = {table.name: f"{self._name}own_{table.name}" for table in _OWN}
        seen = {name: f"{self._name}open_{name}" for name in _OPEN}
        #: Documents that are withheld, or of which something is, with all that decides what is left of each.
        self.withheld = Table(
            f"{self._name}withheld",
            MetaData(),
            Column("document", Integer, primary_key=True, autoincrement=False),
            Column("basis", short_text(64), nullable=False),
        )
        #: What is left of these documents.
        self.own = renamed(connection, Names(identities | own, f"{self._name}own_"))
        #: The documents that are seen in full.
        self.open = renamed(connection, Names(identities | seen))
        self._names: Mapping[str, str] = identities | own

    @property
    def ground(self) -> Ground:
        """All that the clearance sees."""
        return Ground((self.open, self.own), self._rulings)

    def _rulings(self, thing: Thing) -> Rulings:
        found = Review(self.connection).rulings(thing)
        claims = tables.claims.c
        seen = {
            name
            for some in batches(sorted(found.ids))
            for name in self.open.scalars(select(claims.id).where(claims.id.in_(some)))
        }
        return seen_rulings(found, {name: name for name in seen})

    def create(self) -> None:
        """Make the tables, all empty, where they are not there yet."""
        if inspect(self.connection).has_table(self.withheld.name):
            return
        self.connection.execute(CreateTable(self.withheld))
        for table in (*IDENTITIES, *_OWN):
            self._create(table)
        index_of(self.own).create(self.own)
        for name, condition in _OPEN.items():
            holds = condition.format(withheld=self.withheld.name)
            self.connection.exec_driver_sql(
                f"CREATE VIEW {self._name}open_{name} AS SELECT * FROM {name} WHERE {holds}"
            )

    def _create(self, table: Table) -> None:
        """One table of the same columns and indexes, which refers to no other."""
        name = self._names[table.name]
        columns = (
            Column(
                c.name,
                c.type,
                primary_key=c.primary_key,
                nullable=c.nullable,
                unique=c.unique,
                autoincrement=False,
                server_default=_default(c),
            )
            for c in table.columns
        )
        made = Table(name, MetaData(), *columns)
        self.connection.execute(CreateTable(made))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            of = [made.c[column.name] for column in index.columns]
            kwargs = {str(key): value for key, value in index.dialect_kwargs.items()}
            self.connection.execute(CreateIndex(Index(f"{name}_{index.name}", *of, **kwargs)))

    def copy_identities(self) -> None:
        """Take over people and series from the whole record, in place of those that are here."""
        for table in reversed(IDENTITIES):
            self.open.execute(delete(table))
        for table in IDENTITIES:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            self.connection.exec_driver_sql(
                f"INSERT INTO {self._names[table.name]} ({columns}) SELECT {columns} FROM {table.name}"
            )

    def forget_identities(self) -> None:
        """Leave no people and no series."""
        for table in IDENTITIES:
            self.open.execute(delete(table))

    def remove(self, documents: Collection[int]) -> None:
        """Take out what is left of these documents (numbers)."""
        index = index_of(self.own)
        of, claims = tables.documents.c, tables.claims.c
        for some in batches(sorted(documents)):
            for row in self.own.execute(select(of.number, of.text).where(of.number.in_(some))).all():
                index.remove_document(self.own, row.number, row.text)
            rows = self.own.execute(
                select(claims.number, claims.words).where(claims.document.in_(some))
            ).all()
            for row in rows:
                index.replace_claim(self.own, row.number, row.words, "")
            for numbers in batches([row.number for row in rows]):
                for table in (tables.citations, tables.facets):
                    self.own.execute(delete(table).where(table.c.claim.in_(numbers)))
            self.own.execute(delete(tables.claims).where(claims.document.in_(some)))
            self.own.execute(delete(tables.documents).where(of.number.in_(some)))

    def seen(self, ids: Collection[str]) -> Mapping[str, str]:
        """The ids under which documents and claims that are withheld are shown, by their ids in the record."""
        found: dict[str, str] = {}
        for table in (tables.documents, tables.claims):
            for some in batches(sorted(ids)):
                asked = select(table.c.number, table.c.id).where(table.c.id.in_(some))
                called = {row.number: row.id for row in self.connection.execute(asked)}
                own = select(table.c.number, table.c.id).where(table.c.number.in_(sorted(called)))
                found |= {called[row.number]: row.id for row in self.own.execute(own)} if called else {}
        return found


def _default(column: Column[Any]) -> str | None:
    return str(column.server_default.arg) if isinstance(column.server_default, DefaultClause) else None


def drop_spaces(connection: Connection) -> None:
    """Drop all that the record keeps for clearances, whatever version made it. Nobody may be reading."""
    found = inspect(connection)
    for name in _ours(found.get_view_names()):
        connection.exec_driver_sql(f"DROP VIEW {name}")
    for name in _ours(found.get_table_names()):
        # What belongs to a table of words goes with it.
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    meta = tables.meta.c
    connection.execute(delete(tables.meta).where(meta.name.startswith(PREFIX, autoescape=True)))


def _ours(names: Sequence[str]) -> Iterator[str]:
    yield from sorted(name for name in names if name.startswith(PREFIX))
