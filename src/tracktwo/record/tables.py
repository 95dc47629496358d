"""The tables of a record, defined once for SQLite and PostgreSQL alike.

Full-text indexes, locking and pragmas are each database's own and live in the modules named after them.
Times are ISO 8601 in UTC, dates are EDTF as the source has them; a date that is searched by also has its
first and last possible day, so that no comparison pretends a precision which the source did not give.
Whoever changes a table here adds the same change to ``migrations``.
"""

from typing import Any

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
    text,
)

#: Raised by one with every change of this definition; a record of a higher version is refused.
SCHEMA_VERSION = 6

metadata = MetaData()

# Addresses and file names can be longer than PostgreSQL's ordered indexes take; its hash indexes take any.


def short_text(length: int) -> String:
    """Short text. PostgreSQL is told to compare it by code points, as SQLite does, whatever its locale."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def text_of_any_length() -> Text:
    """Text of any length, compared likewise."""
    return Text().with_variant(Text(collation="C"), "postgresql")


#: Claims that nobody has judged, for which an index holds how sure the extractor is.
UNJUDGED = "verdict IS NULL AND corrected IS NULL AND retired IS NULL"
#: What is above public: queries that say the same, word for word, are answered by a small index.
RESTRICTED = "level <> 'public'"


def _where(condition: str) -> dict[str, Any]:
    """That an index holds only some rows."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _restricted(name: str, *columns: str) -> Index:
    return Index(name, *columns, **_where(RESTRICTED))


#: What this record is: ``schema`` (the version above), ``made_by``, and ``secret``, of which the names are made
#: under which restricted documents and entries are shown to those who may not see them in full.
meta = Table(
    "meta",
    metadata,
    Column("name", short_text(40), primary_key=True),
    Column("value", text_of_any_length(), nullable=False),
)

#: The raw bytes of every source, under their SHA-256.
archive = Table(
    "archive",
    metadata,
    Column("sha256", short_text(64), primary_key=True),
    Column("size", Integer, nullable=False),
    #: ``zlib`` or ``raw``: how ``bytes`` holds them.
    Column("packing", short_text(8), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    # Numbered by whoever holds the lock, without gaps.
    Column("number", Integer, primary_key=True, autoincrement=False),
    #: ``sha256:`` and the hash under which the bytes are archived.
    Column("id", short_text(71), nullable=False, unique=True),
    #: What the source wing needs to derive the text again, as JSON; not looked into here.
    Column("source", text_of_any_length(), nullable=False),
    Column("text", text_of_any_length(), nullable=False),
    Column("derived_by", text_of_any_length(), nullable=False),
    Column("passages", text_of_any_length(), nullable=False),
    Column("path", text_of_any_length()),
    Column("url", text_of_any_length()),
    Column("title", text_of_any_length()),
    Column("publisher", text_of_any_length()),
    Column("published", short_text(64)),
    Column("published_from", short_text(16), nullable=False),
    Column("earliest", short_text(10)),
    Column("latest", short_text(10)),
    Column("language", short_text(16), nullable=False),
    Column("credits", text_of_any_length(), nullable=False),
    Column("kind", short_text(32), nullable=False),
    #: ``read`` or ``kept``: kept documents are listed with a reason and have no claims.
    Column("state", short_text(8), nullable=False),
    Column("reason", text_of_any_length()),
    Column("is_dialogue_report", Boolean, nullable=False),
    Column("made_by", text_of_any_length(), nullable=False),
    Column("added", short_text(32), nullable=False),
    Column("read", short_text(32)),
    #: Attribution level: ``public``, ``background``, ``chatham`` or ``off-record``.
    Column("level", short_text(12), nullable=False, server_default="public"),
    #: The version of the same address that was fetched before this one.
    Column("follows", ForeignKey("documents.number")),
    #: When a version with another text was fetched from the same address.
    Column("superseded", short_text(32)),
    #: What lists put it in order by: its title, else where it came from, folded, or the first letters of that.
    Column("called", short_text(200), nullable=False, server_default=""),
    Index("documents_by_url", "url", postgresql_using="hash"),
    Index("documents_by_day", "earliest", "number"),
    Index("documents_by_name", "called", "number"),
    Index("documents_by_follows", "follows", **_where("follows IS NOT NULL")),
    _restricted("documents_by_level", "level"),
)

claims = Table(
    "claims",
    metadata,
    # Numbered by whoever holds the lock, without gaps.
    Column("number", Integer, primary_key=True, autoincrement=False),
    #: SHA-256 of document, kind and payload.
    Column("id", short_text(64), nullable=False, unique=True),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("kind", short_text(32), nullable=False),
    #: Place among the document's claims of this kind.
    Column("seq", Integer, nullable=False),
    Column("payload", text_of_any_length(), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("made_by", text_of_any_length(), nullable=False),
    #: The words of a statement, for search; empty for other kinds.
    Column("words", text_of_any_length(), nullable=False),
    #: First and last possible day of the event, else of publication; None where the source does not say.
    Column("earliest", short_text(10)),
    Column("latest", short_text(10)),
    Column("added", short_text(32), nullable=False),
    #: When a later reading no longer made this claim. Retired claims are kept as history.
    Column("retired", short_text(32)),
    #: What current judgements come to: None, ``accepted``, ``rejected`` or, where people disagree, ``disputed``.
    Column("verdict", short_text(8)),
    #: The payload as current judgements correct it, or None. ``payload`` and ``id`` stay as they were read.
    Column("corrected", text_of_any_length()),
    #: Attribution level, as of documents.
    Column("level", short_text(12), nullable=False, server_default="public"),
    #: What a later version of its text made of it: None or a value of ``Flag``.
    Column("flag", short_text(16)),
    Index("claims_by_document", "document", "kind", "seq"),
    Index("claims_by_kind", "kind", "latest"),
    Index("claims_by_day", "kind", "earliest", "document", "seq"),
    Index("claims_by_confidence", "kind", "confidence", "document", "seq"),
    _restricted("claims_by_level", "level", "document"),
    Index("claims_unjudged", "confidence", "document", "kind", "seq", **_where(UNJUDGED)),
)

#: The words behind a claim: code points ``start`` to ``end`` of its document's text, with the text itself.
citations = Table(
    "citations",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("role", short_text(32), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", text_of_any_length(), nullable=False),
)

#: What claims can be asked for by: party, person, issue, dialogue, form … and put in order by.
facets = Table(
    "facets",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("field", short_text(32), primary_key=True),
    Column("value", short_text(400), primary_key=True),
    Index("facets_by_value", "field", "value", "claim"),
)

#: Sources that could not be taken in, once for each reason.
set_asides = Table(
    "set_asides",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", text_of_any_length(), nullable=False),
    #: Of the bytes, or empty where none were to be had.
    Column("sha256", short_text(64), nullable=False),
    Column("reason", text_of_any_length(), nullable=False),
    Column("added", short_text(32), nullable=False),
    #: Attribution level, as of documents: of the ``add`` that could not take it in.
    Column("level", short_text(12), nullable=False, server_default="public"),
    Index("set_asides_by_source", "source", postgresql_using="hash"),
)

#: What people decided about entries; rows are only ever added. Its effects on other tables can be worked out anew.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    #: SHA-256 of its content, so that one that is imported twice is there once.
    Column("id", short_text(64), nullable=False, unique=True),
    #: A value of ``JudgementAct``.
    Column("act", short_text(16), nullable=False),
    #: What it is about, as JSON: claims with what finds them after a re-reading, a document, or a judgement.
    Column("subject", text_of_any_length(), nullable=False),
    #: What it says, as JSON: a field and its value, a level; null for most acts.
    Column("payload", text_of_any_length(), nullable=False),
    Column("author", text_of_any_length(), nullable=False),
    Column("made", short_text(32), nullable=False),
    Column("reason", text_of_any_length()),
)

#: Which document or judgement a judgement is about, so that those of one document are found at once.
judged = Table(
    "judged",
    metadata,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True),
    #: The id of a document, or of the judgement that is taken back; neither needs to be in the record yet.
    Column("about", short_text(71), primary_key=True),
    Index("judged_by_about", "about"),
)

#: The history of readings: who read a document when, and what came of it.
readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("made_by", text_of_any_length(), nullable=False),
    Column("at", short_text(32), nullable=False),
    Column("added", Integer, nullable=False),
    Column("renewed", Integer, nullable=False),
    Column("retired", Integer, nullable=False),
    Index("readings_by_document", "document"),
)

#: Entries of official registers, which confirm or contradict what documents tell of contacts.
register_entries = Table(
    "register_entries",
    metadata,
    Column("number", Integer, primary_key=True),
    #: SHA-256 of what it says, so that one that is imported twice is there once.
    Column("id", short_text(64), nullable=False, unique=True),
    Column("entry", text_of_any_length(), nullable=False),
    Column("added", short_text(32), nullable=False),
)
