"""What was found in a dossier, and is found again in one that was made of the same: carried from the one to the other.

Which parts of a dossier an analysis rests on is not declared but seen: it is given a dossier that notes what is read.
Parts are the same when they are made of the very same entries and documents; equal ones that are others do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tracktwo.analysis.dossier import Dossier

R = TypeVar("R")

#: Parts of a dossier that are groups of entries, and parts that are entries or documents themselves.
GROUPS = frozenset({"rounds", "people", "statements", "engagements"})
SINGLE = frozenset({"documents", "stances", "states", "commitments", "incidents", "ideas"})
#: Through so many changes something is carried on without being asked for.
LONGEST = 3
#: So many pieces are carried on whether they were asked for or not.
MOST_PIECES = 50_000


@dataclass(frozen=True, slots=True)
class Made:
    """What part of a dossier is made of; it is held, so that nothing else can be taken for it."""

    of: Hashable
    part: Any


@dataclass(frozen=True, slots=True)
class Found:
    """What an analysis found, and the parts of the dossier that it read."""

    value: Any
    parts: frozenset[str]
    #: The last day on which it would be found by who looks from there.
    last: date = date.max


@dataclass(frozen=True, slots=True)
class _Before:
    """What was found in a dossier before, with what the parts that it rests on were made of."""

    value: Any
    rests_on: Mapping[str, Made]
    last: date
    #: Through how many changes it has been carried without being asked for.
    age: int = 0


@dataclass(slots=True)
class Carried:
    """What was worked out of a dialogue by its dossiers until now."""

    #: What analyses found in this dossier.
    found: dict[Hashable, Found] = field(default_factory=dict)
    _before: dict[Hashable, _Before] = field(default_factory=dict)
    _made: dict[str, Made] = field(default_factory=dict)
    _pieces: dict[Hashable, tuple[Any, tuple[Any, ...]]] = field(default_factory=dict)
    _pieces_before: Mapping[Hashable, tuple[Any, tuple[Any, ...]]] = field(default_factory=dict)

    def inherit(self, older: Carried, of: Dossier) -> None:
        """Take over what was found in the dossier ``of`` before this one; ``older`` is what that carried."""
        # Another thread may still find something in the older one: it is gone through as it is now.
        self._before = {
            asked: _Before(one.value, one.rests_on, one.last, one.age + 1)
            for asked, one in tuple(older._before.items())
            if asked not in older.found and one.age < LONGEST
        }
        for asked, one in tuple(older.found.items()):
            rests_on = {part: older.made_of(part, of) for part in one.parts}
            self._before[asked] = _Before(one.value, rests_on, one.last)
        self._pieces_before = older._pieces
        if len(older._pieces) + len(older._pieces_before) <= MOST_PIECES:
            self._pieces_before = {**older._pieces_before, **older._pieces}

    def recall(self, asked: Hashable, dossier: Dossier) -> Found | None:
        """What was found before, if all that it rests on is the same in this dossier; None where that is not so."""
        one = self._before.get(asked)
        if one is None or any(
            self.made_of(part, dossier).of != made.of for part, made in one.rests_on.items()
        ):
            return None
        return Found(one.value, frozenset(one.rests_on), one.last)

    def made_of(self, part: str, dossier: Dossier) -> Made:
        """What part of the dossier is made of."""
        known = self._made.get(part)
        if known is None:
            value = getattr(dossier, part)
            known = self._made[part] = Made(_identity(part, value), value)
        return known

    def piece(self, what: Hashable, things: Iterable[object], make: Callable[[], R]) -> R:
        """What ``make`` works out of some things; worked out again only when one of them is another.

        ``make`` must go by nothing besides the things, which are told apart by their identity, and ``what``, which is
        told apart by its value.
        """
        held = tuple(things)
        key = (what, *map(id, held))
        known = self._pieces.get(key)
        if known is None:
            known = self._pieces_before.get(key) or (make(), held)
            self._pieces[key] = known
        value: R = known[0]
        return value


class Noting:
    """A dossier that notes which of its parts are read."""

    def __init__(self, dossier: Dossier, read: set[str]) -> None:
        self._dossier = dossier
        self._read = read

    def __getattr__(self, name: str) -> Any:
        dossier = self._dossier
        if name in dossier.__dataclass_fields__:
            if name != "carried":
                self._read.add(name)
            # Whoever reads it again is not asked any more.
            found = self.__dict__[name] = getattr(dossier, name)
            return found
        told = getattr(type(dossier), name)
        return told.fget(self) if isinstance(told, property) and told.fget else told.__get__(self)

    def note(self, parts: Iterable[str]) -> None:
        """What was found already, and is used, had read these."""
        self._read.update(parts)


def plain(dossier: Dossier | Noting) -> Dossier:
    """The dossier itself."""
    return dossier._dossier if isinstance(dossier, Noting) else dossier


def _identity(part: str, value: Any) -> Hashable:
    if part in GROUPS:
        return tuple(number for one in value for number in (len(one.entries), *map(id, one.entries)))
    if part in SINGLE:
        return tuple(map(id, value))
    if part == "witnesses":
        groups: Hashable = value.groups
        return groups
    # The series: what it is called, and the entries that tell of it.
    told = (value.key, value.name, value.names, value.parties, value.track, value.convenors)
    return (*told, tuple(map(id, value.rounds)), tuple(map(id, value.states)))
