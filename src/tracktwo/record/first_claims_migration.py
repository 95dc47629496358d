"""The step to records that note of each person the first claim that names them, frozen as of version 6."""

FIRST_CLAIMS = (
    "ALTER TABLE people ADD COLUMN first_claim VARCHAR(64) /*C*/",
    """
    UPDATE people SET first_claim = (
        SELECT claims.id FROM mentions JOIN claims ON claims.number = mentions.claim
        WHERE mentions.person = people.number ORDER BY mentions.document, mentions.claim LIMIT 1
    )
    """,
)
