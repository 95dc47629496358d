"""Where the next page of a list begins: a few letters that stand for the last entry of the page before.

A page is found from them in the order of the list, and not by counting rows, so that the last page of a long list
takes no longer than the first, and what is added meanwhile shifts nothing.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from typing import Any

from tracktwo.errors import UsageError
from tracktwo.record.entries import ClaimEntry, DocumentEntry, Filter, PersonEntry, SeriesEntry


def cursor_of(last: ClaimEntry[Any] | DocumentEntry | PersonEntry | SeriesEntry) -> str:
    """What ``Filter.after`` takes to go on behind this entry of a list that is narrowed down in the same way."""
    if isinstance(last, PersonEntry):
        # Numbers of people depend on who else was ever named: what the list shows does not.
        return _encoded((last.documents, last.name, last.party or "", last.citation))
    if isinstance(last, SeriesEntry):
        return _encoded((last.documents, last.key))
    return last.id


def people_place(filter: Filter) -> tuple[int, str, str, str] | None:
    """Of the person after whom a page begins: documents, negative, so that most come first; name, party, citation.

    Raises:
        UsageError: ``Filter.after`` was not made from a person.
    """
    if filter.after is None:
        return None
    documents, name, party, citation = _decoded(filter.after, int, str, str, str)
    return -documents, name, party, citation


def series_place(filter: Filter) -> tuple[int, str] | None:
    """The same of a series of talks: documents and key."""
    if filter.after is None:
        return None
    documents, key = _decoded(filter.after, int, str)
    return -documents, key


def cursor_at(place: tuple[str | int, ...]) -> str:
    """What ``Filter.after`` takes to go on behind a place in the order of a list."""
    return _encoded(place)


def place_at(after: str, *kinds: type) -> tuple[Any, ...]:
    """The place again, of values of these types.

    Raises:
        UsageError: it was not made from such a place.
    """
    return _decoded(after, *kinds)


def no_page(after: str) -> UsageError:
    """What to say where no entry of a list is meant."""
    return UsageError(f"no page begins after {after[:80]!r}; begin again with the first one")


def _encoded(values: Sequence[str | int]) -> str:
    """Values in letters that an address can hold."""
    return urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def _decoded(after: str, *kinds: type) -> tuple[Any, ...]:
    try:
        values = json.loads(urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (Error, ValueError) as error:
        raise no_page(after) from error
    if not isinstance(values, list) or [type(value) for value in values] != list(kinds):
        raise no_page(after)
    return tuple(values)
