"""The tables of the file of accounts, and their version. What is kept there is none of the record's: the record can be
handed over without it.

Secrets are kept as hashes only: passwords as argon2, cookies and tokens as SHA-256, since those are random and long.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

#: Version of the tables. A file of an older one is brought up to it; one of a newer one is refused.
VERSION = 1

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

accounts = Table(
    "accounts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    #: The name, folded: two accounts may not differ in capitals or forms of letters only.
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("clearance", String, nullable=False),
    #: An argon2 hash; without one the account logs in elsewhere, or not at all.
    Column("password", String),
    #: Issuer and subject of an OpenID provider.
    Column("issuer", String),
    Column("subject", String),
    Column("made", String, nullable=False),
    UniqueConstraint("issuer", "subject"),
    # A number is never given again, so that nothing of a removed account is taken for another's.
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String, primary_key=True),
    #: What the account's pages call it; tells nothing of the cookie.
    Column("label", String, nullable=False, unique=True),
    Column("account", Integer, ForeignKey("accounts.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("made", String, nullable=False),
    Column("seen", String, nullable=False),
    Column("address", String, nullable=False),
    Column("agent", String, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("account", Integer, ForeignKey("accounts.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("hash", String, nullable=False, unique=True),
    Column("label", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("made", String, nullable=False),
    Column("expires", String, nullable=False),
    Column("used", String),
    Column("revoked", String),
    sqlite_autoincrement=True,
)

#: Failed log-ins, by account and by address; forgotten once they no longer count.
failures = Table(
    "failures",
    metadata,
    Column("number", Integer, primary_key=True),
    #: SHA-256 of the name or address: what people type by mistake into a field of names may be a password.
    Column("key", String, nullable=False),
    Column("at", String, nullable=False),
    Index("failures_by_key", "key", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    #: The account's name as it was then, and not a reference: the log outlives accounts.
    Column("account", String, nullable=False),
    Column("act", String, nullable=False),
    Column("document", String),
    #: How confidential what was seen is; whoever is not cleared for it is not told what it was.
    Column("level", String, nullable=False),
    #: How many entries of the document, and a JSON list of the first of them.
    Column("amount", Integer, nullable=False),
    Column("entries", String, nullable=False),
    #: What was asked for, or what was done.
    Column("about", String, nullable=False),
    Column("address", String, nullable=False),
    Index("audit_by_account", "account", "number"),
    Index("audit_by_document", "document", "number"),
    Index("audit_by_day", "at"),
    sqlite_autoincrement=True,
)

#: The log is only ever added to, also by whoever has the file open and slips.
TRIGGERS = tuple(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END"
    for verb in ("UPDATE", "DELETE")
)
