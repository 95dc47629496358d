"""The tables of a record, defined once for SQLite and PostgreSQL alike.

Full-text indexes, locking and pragmas are each database's own and live in the modules named after them.
Times are ISO 8601 in UTC, dates are EDTF as the source has them; a date that is searched by also has its
first and last possible day, so that no comparison pretends a precision which the source did not give.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

#: Raised by one with every change of this definition; a record of a higher version is refused.
SCHEMA_VERSION = 1

metadata = MetaData()

#: What this record is: ``schema`` (the version above) and ``made_by``.
meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

#: The raw bytes of every source, under their SHA-256.
archive = Table(
    "archive",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    #: ``zlib`` or ``raw``: how ``bytes`` holds them.
    Column("packing", String(8), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    #: ``sha256:`` and the hash under which the bytes are archived.
    Column("id", String(71), nullable=False, unique=True),
    #: What the source wing needs to derive the text again, as JSON; not looked into here.
    Column("source", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("derived_by", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("path", Text),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", String(64)),
    Column("published_from", String(16), nullable=False),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("language", String(16), nullable=False),
    Column("credits", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    #: ``read`` or ``kept``: kept documents are listed with a reason and have no claims.
    Column("state", String(8), nullable=False),
    Column("reason", Text),
    Column("is_dialogue_report", Boolean, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("read", String(32)),
)

claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True),
    #: SHA-256 of document, kind and payload.
    Column("id", String(64), nullable=False, unique=True),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("kind", String(32), nullable=False),
    #: Place among the document's claims of this kind.
    Column("seq", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("made_by", Text, nullable=False),
    #: The words of a statement, for search; empty for other kinds.
    Column("words", Text, nullable=False),
    #: First and last possible day of the event, else of publication; None where the source does not say.
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("added", String(32), nullable=False),
    #: When a later reading no longer made this claim. Retired claims are kept as history.
    Column("retired", String(32)),
    Index("claims_by_document", "document", "kind", "seq"),
    Index("claims_by_kind", "kind", "latest"),
)

#: The words behind a claim: code points ``start`` to ``end`` of its document's text, with the text itself.
citations = Table(
    "citations",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("role", String(32), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
)

#: What claims can be asked for by: party, person, issue, dialogue, form …
facets = Table(
    "facets",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("value", String(400), primary_key=True),
    Index("facets_by_value", "field", "value"),
)

#: Sources that could not be taken in, once for each reason.
set_asides = Table(
    "set_asides",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    #: Of the bytes, or empty where none were to be had.
    Column("sha256", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("added", String(32), nullable=False),
    UniqueConstraint("source", "sha256", "reason"),
)
