"""What different documents say of one thing, value by value, with nobody's account preferred."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tracktwo.model import Claim, Entry

C = TypeVar("C", bound=Claim)


@dataclass(frozen=True, slots=True)
class Account(Generic[C]):
    """One value and the entries that give it."""

    value: str
    entries: tuple[Entry[C], ...]


def accounts_of(
    entries: Iterable[Entry[C]],
    value: Callable[[C], str | None],
    same: Callable[[str, str], bool] = lambda a, b: a.casefold() == b.casefold(),
) -> tuple[Account[C], ...]:
    """Gather the values that ``entries`` give, most often given first. Silence is no account.

    Args:
        entries: claims about one thing.
        value: reads the value from a claim; None where the claim is silent.
        same: whether two values say the same, such as a day and the month that it lies in.
    """
    telling = [(found, entry) for entry in entries if (found := value(entry.claim))]
    if len(telling) < 2:
        return tuple(Account(found, (entry,)) for found, entry in telling)
    given: defaultdict[str, list[Entry[C]]] = defaultdict(list)
    for found, entry in sorted(telling, key=_by_id):
        given[found].append(entry)
    if len(given) < 2:
        return tuple(Account(found, tuple(own)) for found, own in given.items())
    # Longest first, so that the most exact wording of a value stands for the vaguer ones.
    merged: dict[str, list[Entry[C]]] = {}
    for found in sorted(given, key=lambda v: (-len(v), v)):
        home = next((kept for kept in merged if same(kept, found)), None)
        if home is None:
            merged[found] = list(given[found])
        else:
            merged[home] += given[found]
    ordered = sorted(merged.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Account(found, tuple(own)) for found, own in ordered)


def _by_id(told: tuple[str, Entry[Any]]) -> str:
    return told[1].id
