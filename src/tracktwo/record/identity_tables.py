"""Tables of what resolution came to: people and series of talks with the claims that tell of them.

They hold nothing that cannot be worked out from the claims anew; documents whose claims have changed since are
listed as stale, and while there are any, nobody reads these tables.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from tracktwo.record.tables import metadata, short_text, text_of_any_length

#: Documents with changes that the other tables here do not have yet.
stale_documents = Table(
    "stale_documents",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True, autoincrement=False),
)

#: One row for each person, with counts over all that the record holds now.
people = Table(
    "people",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", text_of_any_length(), nullable=False),
    Column("party", text_of_any_length()),
    #: JSON arrays: every name, office and function as documents give them, the first ones first.
    Column("names", text_of_any_length(), nullable=False),
    Column("offices", text_of_any_length(), nullable=False),
    Column("functions", text_of_any_length(), nullable=False),
    Column("claims", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("earliest", short_text(10)),
    Column("latest", short_text(10)),
    #: The latest place where the person is named, as documents.id and code points.
    Column("cited", short_text(71), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    #: Id of the first claim that names the person.
    Column("first_claim", short_text(64)),
)

#: Every name with its party as documents give them, and the group that names alone put it in.
known_names = Table(
    "known_names",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", text_of_any_length(), nullable=False),
    Column("party", text_of_any_length()),
    #: The name folded, and the parties folded one by one and joined, each between spaces, to be searched.
    Column("searched", text_of_any_length(), nullable=False),
    Column("sides", text_of_any_length(), nullable=False),
    Column("home", Integer),
    #: Whether it is one of the full names of its group.
    Column("is_full", Boolean, nullable=False),
    Index("known_names_by_name", "name", postgresql_using="hash"),
    Index("known_names_by_home", "home"),
)

#: What names are looked up by: terms of spelling of those of several words, words, and single words.
name_terms = Table(
    "name_terms",
    metadata,
    Column("term", text_of_any_length(), primary_key=True),
    Column("name", ForeignKey("known_names.number"), primary_key=True),
    Index("name_terms_by_name", "name"),
)

#: Which claim names which person, with what tells namesakes apart.
mentions = Table(
    "mentions",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("name", ForeignKey("known_names.number"), nullable=False),
    Column("office", text_of_any_length()),
    Column("function", text_of_any_length()),
    #: First four letters of the document's date.
    Column("year", short_text(4)),
    Column("person", Integer),
    Column("earliest", short_text(10)),
    Column("latest", short_text(10)),
    Index("mentions_by_document", "document"),
    Index("mentions_by_name", "name", "year"),
    Index("mentions_by_person", "person", "document", "earliest", "latest"),
)

#: Accounts of rounds and changes of state, with what they may be linked by.
tellings = Table(
    "tellings",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("document", ForeignKey("documents.number"), nullable=False),
    #: The parties in order, joined by ``+``.
    Column("parties", text_of_any_length(), nullable=False),
    #: The dialogue's name, folded; empty where there is none.
    Column("called", text_of_any_length(), nullable=False),
    Index("tellings_by_document", "document"),
    Index("tellings_by_parties", "parties", postgresql_using="hash"),
    Index("tellings_by_called", "called", postgresql_using="hash"),
)

#: One row for each series of talks.
series = Table(
    "series",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", text_of_any_length(), nullable=False),
    Column("name", text_of_any_length()),
    #: JSON arrays.
    Column("names", text_of_any_length(), nullable=False),
    Column("parties", text_of_any_length(), nullable=False),
    Column("convenors", text_of_any_length(), nullable=False),
    Column("track", short_text(8)),
    #: How many rounds the accounts come to.
    Column("rounds", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("earliest", short_text(10)),
    Column("latest", short_text(10)),
    #: The change of state told of last, and when.
    Column("last_change", text_of_any_length()),
    Column("cited", short_text(71), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("series_by_key", "key", postgresql_using="hash"),
)

#: Which claims tell of which series; a change of state may belong to two.
series_members = Table(
    "series_members",
    metadata,
    Column("series", ForeignKey("series.number"), primary_key=True),
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("earliest", short_text(10)),
    Column("latest", short_text(10)),
    Index("series_members_by_document", "document", "series"),
    Index("series_members_by_claim", "claim"),
)
