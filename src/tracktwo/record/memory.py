"""Remembers what was worked out from a record until the record changes, so that the next reader need not wait.

What is worked out, and from what a reader may see, is decided by whoever asks a gate to remember it; nothing is
written to the record here.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar, cast

from tracktwo.record.shadow import Shadows

R = TypeVar("R")

#: How much is kept, in documents that the values rest on: some hundred megabytes with reports of usual length.
ROOM = 4_000
#: Values that weigh less than this part of it are counted by themselves, so that a few heavy ones do not push all of
#: them out; and how much is kept of them, as a part of it.
LIGHT, LIGHT_ROOM = 0.005, 0.5


@dataclass(slots=True)
class _Slot:
    """One value, or the place for it while somebody works it out."""

    weight: float = 1
    value: Any = None
    is_filled: bool = False
    #: In which state of the record the value was last known to hold.
    state: Hashable = None
    #: Whether the value may still hold when the record has changed.
    may_last: bool = False
    lock: Lock = field(default_factory=Lock)


class Memory:
    """Values by what they were worked out from; for threads at once, and for any number of openings of one record.

    A value is given to readers of the same record, in the same state, who may see the same, and to nobody else. When
    somebody asks in another state, everything of the state before is let go, but for values of which is asked whether
    they still hold. Of what is left, what was asked for longest ago goes first.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.shadows = Shadows()
        #: Whether somebody stores pages in the record from time to time, and those that wait for it, by their names.
        self.is_storing = False
        self.unstored: dict[str, Any] = {}
        self._room = room
        self._state: Hashable = None
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()
        self._lock = Lock()

    def recall(
        self,
        state: Hashable,
        key: Hashable,
        make: Callable[[], R],
        weigh: Callable[[R], float] = lambda _: 1,
        holds: Callable[[R], bool] | None = None,
    ) -> R:
        """The value that ``make`` works out, made once for a state and key; who comes meanwhile waits for it.

        ``make`` may ask for other values, as long as none of them asks for this one. ``weigh`` says on how many
        documents a value rests; ``holds``, whether a value of another state holds in this one as well.
        """
        slot = self._slot(state, key, may_last=holds is not None)
        with slot.lock:
            if slot.is_filled and slot.state != state and not (holds is not None and holds(slot.value)):
                slot.is_filled = False
            slot.state = state
            if not slot.is_filled:
                try:
                    slot.value = make()
                except BaseException:
                    self._drop(key, slot)
                    raise
                slot.weight = max(0.01, weigh(slot.value))
                slot.is_filled = True
                self._make_room(key, slot.weight)
            return cast(R, slot.value)

    def peek(self, state: Hashable, key: Hashable, holds: Callable[[Any], bool]) -> Any:
        """The value of that key, if it is there and holds; None if not, or if somebody is working it out just now."""
        with self._lock:
            slot = self._slots.get(key)
        if slot is None or not slot.lock.acquire(blocking=False):
            return None
        try:
            if not slot.is_filled or (slot.state != state and not holds(slot.value)):
                return None
            slot.state = state
            return slot.value
        finally:
            slot.lock.release()

    def forget(self) -> None:
        """Let everything go."""
        with self._lock:
            self._slots.clear()
        self.shadows.close()

    def _slot(self, state: Hashable, key: Hashable, *, may_last: bool) -> _Slot:
        with self._lock:
            if state != self._state:
                for other in [k for k, slot in self._slots.items() if not slot.may_last]:
                    del self._slots[other]
                self._state = state
            slot = self._slots.setdefault(key, _Slot())
            slot.may_last = may_last
            self._slots.move_to_end(key)
            return slot

    def _drop(self, key: Hashable, slot: _Slot) -> None:
        with self._lock:
            if self._slots.get(key) is slot:
                del self._slots[key]

    def _make_room(self, but: Hashable, weight: float) -> None:
        """Let the oldest values go until the rest has room; one that has no room alone is kept until the next."""
        light = self._room * LIGHT
        room = self._room * (LIGHT_ROOM if weight < light else 1)
        with self._lock:
            alike = {
                k: slot.weight for k, slot in self._slots.items() if (slot.weight < light) == (weight < light)
            }
            held = sum(alike.values())
            for key in [k for k in alike if k != but]:
                if held <= room:
                    break
                held -= self._slots.pop(key).weight
