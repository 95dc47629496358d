"""The step of a record of version 1 to tables of people and series of talks, frozen as of version 2."""

#: Creates them empty; all documents are then to be gone through.
IDENTITIES = (
    """
    CREATE TABLE stale_documents (document INTEGER NOT NULL, PRIMARY KEY (document), FOREIGN KEY(document)
    REFERENCES documents (number))
    """,
    """
    CREATE TABLE people (number INTEGER NOT NULL, name TEXT NOT NULL, party TEXT, names TEXT NOT NULL,
    offices TEXT NOT NULL, functions TEXT NOT NULL, claims INTEGER NOT NULL, documents INTEGER NOT NULL,
    earliest VARCHAR(10), latest VARCHAR(10), cited VARCHAR(71) NOT NULL, start INTEGER NOT NULL, "end"
    INTEGER NOT NULL, PRIMARY KEY (number))
    """,
    """
    CREATE TABLE known_names (number INTEGER NOT NULL, name TEXT NOT NULL, party TEXT, searched TEXT NOT
    NULL, sides TEXT NOT NULL, home INTEGER, is_full BOOLEAN NOT NULL, PRIMARY KEY (number))
    """,
    "CREATE INDEX known_names_by_home ON known_names (home)",
    "CREATE INDEX known_names_by_name ON known_names (name)",
    """
    CREATE TABLE name_terms (term TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (term, name), FOREIGN
    KEY(name) REFERENCES known_names (number))
    """,
    "CREATE INDEX name_terms_by_name ON name_terms (name)",
    """
    CREATE TABLE mentions (claim INTEGER NOT NULL, document INTEGER NOT NULL, name INTEGER NOT NULL, office
    TEXT, function TEXT, year VARCHAR(4), person INTEGER, earliest VARCHAR(10), latest VARCHAR(10), PRIMARY
    KEY (claim), FOREIGN KEY(claim) REFERENCES claims (number), FOREIGN KEY(document) REFERENCES documents
    (number), FOREIGN KEY(name) REFERENCES known_names (number))
    """,
    "CREATE INDEX mentions_by_document ON mentions (document)",
    "CREATE INDEX mentions_by_name ON mentions (name, year)",
    "CREATE INDEX mentions_by_person ON mentions (person, document, earliest, latest)",
    """
    CREATE TABLE tellings (claim INTEGER NOT NULL, document INTEGER NOT NULL, parties TEXT NOT NULL, called
    TEXT NOT NULL, PRIMARY KEY (claim), FOREIGN KEY(claim) REFERENCES claims (number), FOREIGN KEY(document)
    REFERENCES documents (number))
    """,
    "CREATE INDEX tellings_by_called ON tellings (called)",
    "CREATE INDEX tellings_by_document ON tellings (document)",
    "CREATE INDEX tellings_by_parties ON tellings (parties)",
    """
    CREATE TABLE series (number INTEGER NOT NULL, "key" TEXT NOT NULL, name TEXT, names TEXT NOT NULL,
    parties TEXT NOT NULL, convenors TEXT NOT NULL, track VARCHAR(8), rounds INTEGER NOT NULL, documents
    INTEGER NOT NULL, earliest VARCHAR(10), latest VARCHAR(10), last_change TEXT, cited VARCHAR(71) NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (number))
    """,
    'CREATE INDEX series_by_key ON series ("key")',
    """
    CREATE TABLE series_members (series INTEGER NOT NULL, claim INTEGER NOT NULL, document INTEGER NOT NULL,
    earliest VARCHAR(10), latest VARCHAR(10), PRIMARY KEY (series, claim), FOREIGN KEY(series) REFERENCES
    series (number), FOREIGN KEY(claim) REFERENCES claims (number), FOREIGN KEY(document) REFERENCES
    documents (number))
    """,
    "CREATE INDEX series_members_by_claim ON series_members (claim)",
    "CREATE INDEX series_members_by_document ON series_members (document, series)",
    "INSERT INTO stale_documents (document) SELECT number FROM documents",
)
