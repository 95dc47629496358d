"""Which rules and word lists say who is whom: a stamp that changes whenever one of them does.

What a record keeps of people and series carries the stamp of the rules that made it, so that a newer TrackTwo, or
another word list, knows to work it out anew. Libraries that compare letters are not part of it.
"""

import hashlib
from functools import cache
from importlib.resources import files

from tracktwo.lexicon import sources

#: The word lists that this wing goes by.
LEXICONS = (
    "chinese_names", "countries", "decisive_words", "dialogue_sectors", "family_name_first", "korean_names",
    "name_customs", "name_particles", "name_titles", "name_variants", "name_words", "office_words", "organisations",
    "other_names", "other_walks",
)  # fmt: skip


@cache
def rules_version() -> str:
    """The first sixteen digits of the SHA-256 of this wing's modules and word lists, with the user's additions."""
    modules = [entry for entry in files(__package__).iterdir() if entry.name.endswith(".py")]
    texts = [entry.read_bytes() for entry in sorted(modules, key=lambda e: e.name)]
    texts += [text for name in LEXICONS for text in sources(name)]
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()[:16]
