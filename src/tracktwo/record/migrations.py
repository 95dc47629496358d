"""Brings a record of an older version up to the present one: numbered steps, all in the caller's transaction.

A step is frozen once its version is released: it says what changed then, in SQL, and does not look at today's
``tables``. Copying the record before, and locking it, are each database's own.
"""

from collections.abc import Callable, Mapping
from secrets import token_hex

from sqlalchemy import Connection, insert, select, text, update

from tracktwo.record import tables
from tracktwo.record.first_claims_migration import FIRST_CLAIMS
from tracktwo.record.full_text import index_of
from tracktwo.record.identity_migration import IDENTITIES
from tracktwo.record.moment_tables import MOMENTS
from tracktwo.record.page_tables import PAGES
from tracktwo.record.sort_migration import SORTS, fill_places
from tracktwo.record.spaces import drop_spaces

#: What leads to each version from the one before. PostgreSQL records begin with version 2.
STEPS: Mapping[int, tuple[str, ...]] = {
    2: (
        "ALTER TABLE documents ADD COLUMN level VARCHAR(12) DEFAULT 'public' NOT NULL",
        "ALTER TABLE documents ADD COLUMN follows INTEGER REFERENCES documents (number)",
        "ALTER TABLE documents ADD COLUMN superseded VARCHAR(32)",
        "CREATE INDEX documents_by_url ON documents (url)",
        "CREATE INDEX documents_by_follows ON documents (follows) WHERE follows IS NOT NULL",
        "ALTER TABLE claims ADD COLUMN verdict VARCHAR(8)",
        "ALTER TABLE claims ADD COLUMN corrected TEXT",
        "ALTER TABLE claims ADD COLUMN level VARCHAR(12) DEFAULT 'public' NOT NULL",
        "ALTER TABLE claims ADD COLUMN flag VARCHAR(16)",
        """
        CREATE TABLE judgements (
            number INTEGER NOT NULL, id VARCHAR(64) NOT NULL, act VARCHAR(16) NOT NULL, subject TEXT NOT NULL,
            payload TEXT NOT NULL, author TEXT NOT NULL, made VARCHAR(32) NOT NULL, reason TEXT,
            PRIMARY KEY (number), UNIQUE (id)
        )
        """,
        """
        CREATE TABLE judged (
            judgement INTEGER NOT NULL, about VARCHAR(71) NOT NULL, PRIMARY KEY (judgement, about),
            FOREIGN KEY (judgement) REFERENCES judgements (number)
        )
        """,
        "CREATE INDEX judged_by_about ON judged (about)",
        """
        CREATE TABLE readings (
            number INTEGER NOT NULL, document INTEGER NOT NULL, made_by TEXT NOT NULL, at VARCHAR(32) NOT NULL,
            added INTEGER NOT NULL, renewed INTEGER NOT NULL, retired INTEGER NOT NULL,
            PRIMARY KEY (number), FOREIGN KEY (document) REFERENCES documents (number)
        )
        """,
        "CREATE INDEX readings_by_document ON readings (document)",
        # Of earlier readings, version 1 kept no more than when each claim came and went.
        """
        INSERT INTO readings (document, made_by, at, added, renewed, retired)
        SELECT number, made_by, read,
            (SELECT count(*) FROM claims WHERE claims.document = documents.number AND claims.added = read), 0,
            (SELECT count(*) FROM claims WHERE claims.document = documents.number AND claims.retired = read)
        FROM documents WHERE read IS NOT NULL ORDER BY number
        """,
        # Without the constraint on all three columns, which PostgreSQL cannot hold for long names and reasons.
        """
        CREATE TABLE set_asides_2 (
            number INTEGER NOT NULL, source TEXT NOT NULL, sha256 VARCHAR(64) NOT NULL, reason TEXT NOT NULL,
            added VARCHAR(32) NOT NULL, level VARCHAR(12) DEFAULT 'public' NOT NULL, PRIMARY KEY (number)
        )
        """,
        """
        INSERT INTO set_asides_2 (number, source, sha256, reason, added)
        SELECT number, source, sha256, reason, added FROM set_asides
        """,
        "DROP TABLE set_asides",
        "ALTER TABLE set_asides_2 RENAME TO set_asides",
        "CREATE INDEX set_asides_by_source ON set_asides (source)",
        "CREATE INDEX documents_by_level ON documents (level) WHERE level <> 'public'",
        "DROP TABLE document_words",
        "DROP TABLE claim_words",
        "CREATE INDEX claims_by_level ON claims (level, document) WHERE level <> 'public'",
        "CREATE INDEX documents_by_day ON documents (earliest, number)",
        "CREATE INDEX claims_by_day ON claims (kind, earliest, document, seq)",
        "CREATE INDEX claims_unjudged ON claims (confidence, document, kind, seq) "
        "WHERE verdict IS NULL AND corrected IS NULL AND retired IS NULL",
        "DROP INDEX facets_by_value",
        "CREATE INDEX facets_by_value ON facets (field, value, claim)",
        *IDENTITIES,
        """
        CREATE TABLE register_entries (
            number INTEGER NOT NULL, id VARCHAR(64) NOT NULL, entry TEXT NOT NULL, added VARCHAR(32) NOT NULL,
            PRIMARY KEY (number), UNIQUE (id)
        )
        """,
    ),
    3: SORTS,
    4: MOMENTS,
    # The indexes of words know what version 5 is to them.
    5: (),
    6: (*FIRST_CLAIMS, *PAGES),
}

#: What a step does that no statement alone can do, once its statements are done.
FILLS: Mapping[int, Callable[[Connection], None]] = {3: fill_places}

#: Versions that index words in another way than the one before: all are indexed anew.
INDEXED_ANEW = frozenset({2})


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables from ``version`` to the present one and write the new version down."""
    # What is kept for clearances is made of these tables, and made anew when somebody asks.
    drop_spaces(connection)
    for later in range(version + 1, tables.SCHEMA_VERSION + 1):
        for statement in STEPS[later]:
            connection.execute(text(_of(connection, statement)))
        if later in FILLS:
            FILLS[later](connection)
    if version < max(INDEXED_ANEW):
        _index_anew(connection)
    else:
        index_of(connection).upgrade(connection, version)
    known = select(tables.meta.c.name).where(tables.meta.c.name == "secret")
    if connection.scalar(known) is None:
        connection.execute(insert(tables.meta).values(name="secret", value=token_hex(32)))
    now = update(tables.meta).where(tables.meta.c.name == "schema")
    connection.execute(now.values(value=str(tables.SCHEMA_VERSION)))


def _of(connection: Connection, statement: str) -> str:
    """A step for the database at hand: text columns of PostgreSQL compare by code points, where ``/*C*/`` says so."""
    return statement.replace("/*C*/", 'COLLATE "C"' if connection.dialect.name == "postgresql" else "")


def _index_anew(connection: Connection) -> None:
    index, documents, claims = index_of(connection), tables.documents.c, tables.claims.c
    index.create(connection)
    for document in connection.execute(select(documents.number, documents.text)):
        index.add_document(connection, document.number, document.text)
    for claim in connection.execute(select(claims.number, claims.words)):
        index.add_claim(connection, claim.number, claim.words)
