"""Tables of what changed when: for each transaction that wrote lately its name, for each document the last one.

They hold nothing of what a document says; whoever lacks them has everything worked out anew.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from tracktwo.record.tables import metadata, short_text

#: The names, drawn by chance, of the last transactions that wrote. A record that was put back from a copy, and changed
#: otherwise since, has other names under the same numbers.
moments = Table(
    "moments",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", short_text(40), nullable=False),
)

#: For documents of which anything changed: at which moment that was last.
changed_documents = Table(
    "changed_documents",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    Column("moment", Integer, nullable=False),
    Index("changed_documents_by_moment", "moment"),
)

#: The tables of this version, for records of an earlier one.
MOMENTS = (
    "CREATE TABLE moments (number INTEGER NOT NULL, name VARCHAR(40) /*C*/ NOT NULL, PRIMARY KEY (number))",
    """
    CREATE TABLE changed_documents (
        document INTEGER NOT NULL, moment INTEGER NOT NULL, PRIMARY KEY (document),
        FOREIGN KEY (document) REFERENCES documents (number)
    )
    """,
    "CREATE INDEX changed_documents_by_moment ON changed_documents (moment)",
)
