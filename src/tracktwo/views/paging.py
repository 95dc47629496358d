"""One page of a list, and where the next one begins.

How rows behind an entry are found is the record's business.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from tracktwo.record import ClaimEntry, DocumentEntry, Filter, PersonEntry, SeriesEntry, cursor_of

E = TypeVar("E", bound=ClaimEntry[Any] | DocumentEntry | PersonEntry | SeriesEntry)


def page_of(ask: Callable[[Filter], tuple[E, ...]], filter: Filter) -> tuple[tuple[E, ...], str | None]:
    """As many entries as the filter allows, and what ``Filter.after`` takes to go on; None where no more follow."""
    if filter.limit is None:
        return ask(filter), None
    # One more than is shown tells whether there is another page.
    found = ask(replace(filter, limit=filter.limit + 1))
    shown = found[: filter.limit]
    return shown, cursor_of(shown[-1]) if shown and len(found) > len(shown) else None
