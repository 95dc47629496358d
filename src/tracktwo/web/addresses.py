"""Addresses of pages, made in one place: citations, entries, documents. They hold as long as the record does."""

from urllib.parse import quote

from tracktwo.record.marks import parse_mark

#: Digits of a claim's id in an address.
DIGITS = 16


def place_url(mark: str) -> str:
    """Where a citation mark leads: to its sentence, highlighted in its document."""
    taken = parse_mark(mark)
    if taken.start is None:
        return f"/documents/{quote(taken.prefix)}"
    return f"/documents/{quote(taken.prefix)}?at={taken.start}-{taken.end}#cited"


def entry_url(claim: str) -> str:
    """Where an entry has its page."""
    return f"/entries/{claim[:DIGITS]}"
