"""Linking entries again after a few of them changed: what rests on the very same entries as before is taken over.

Entries are told apart as objects, not by what they say, which costs next to nothing; whoever reads them again gives
those that are the same as before. What is taken over equals what would be worked out anew.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

R = TypeVar("R")


#: Through so many times something is kept without being asked for.
_LONGEST = 3


class Again:
    """What was worked out of entries, to be given to the next who works the like out; for one thread at a time."""

    def __init__(self, before: "Again | None" = None) -> None:
        """``before`` is what was worked out last."""
        self._time: int = before._time + 1 if before is not None else 0
        self._known: dict[Hashable, _Value] = (
            {key: one for key, one in tuple(before._known.items()) if self._time - one.time <= _LONGEST}
            if before is not None
            else {}
        )

    def of(self, what: Hashable, entries: Sequence[object], make: Callable[[], R], given: object = None) -> R:
        """What ``make`` works out from these entries, in this order, and what is ``given`` besides.

        ``what`` says what it is. The value must not change.
        """
        # The objects are kept with the value, so that no other object has their number meanwhile.
        key = (what, *map(id, entries))
        found = self._known.get(key)
        if found is None or found.given != given:
            found = _Value(self._time, entries, given, make())
        elif found.time != self._time:
            found = found._replace(time=self._time)
        self._known[key] = found
        value: R = found.value
        return value

    def last(self, what: str) -> Any:
        """What was noted under that name the last time; None where nothing was."""
        found = self._known.get(what)
        return found.value if found is not None else None

    def note(self, what: str, value: R) -> R:
        """Note a value for the next time."""
        self._known[what] = _Value(self._time, (), None, value)
        return value


class _Value(NamedTuple):
    """A value with when it was last asked for, and what it was worked out of."""

    time: int
    entries: Sequence[object]
    given: object
    value: Any
