"""The table of pages of dialogues that were worked out before, so that a new process need not work them out again.

They hold nothing that cannot be made anew; what they rest on is noted beside each.
"""

from sqlalchemy import Column, Table

from tracktwo.record.tables import metadata, short_text, text_of_any_length

kept_pages = Table(
    "kept_pages",
    metadata,
    #: What it is the page of, as a hash.
    Column("name", short_text(64), primary_key=True),
    Column("dialogue", text_of_any_length(), nullable=False),
    #: The day to which it holds.
    Column("until", short_text(10), nullable=False),
    #: On what it rests, as JSON.
    Column("holds", text_of_any_length(), nullable=False),
    Column("page", text_of_any_length(), nullable=False),
)

#: The step to records that have it, frozen as of version 6.
PAGES = (
    """
    CREATE TABLE kept_pages (name VARCHAR(64) /*C*/ NOT NULL, dialogue TEXT /*C*/ NOT NULL,
    until VARCHAR(10) /*C*/ NOT NULL, holds TEXT /*C*/ NOT NULL, page TEXT /*C*/ NOT NULL, PRIMARY KEY (name))
    """,
)
