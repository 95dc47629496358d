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


@dataclass(slots=True)
class _Slot:
    """One value, or the place for it while somebody works it out."""

    weight: int = 1
    value: Any = None
    is_filled: bool = False
    lock: Lock = field(default_factory=Lock)


class Memory:
    """Values by what they were worked out from; for threads at once, and for any number of openings of one record.

    A value is given to readers of the same record, in the same state, who may see the same, and to nobody else. When
    somebody asks in another state, everything of the state before is let go. Of what is left, what was asked for
    longest ago goes first.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.shadows = Shadows()
        self._room = room
        self._state: Hashable = None
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()
        self._lock = Lock()

    def recall(
        self, state: Hashable, key: Hashable, make: Callable[[], R], weigh: Callable[[R], int] = lambda _: 1
    ) -> R:
        """The value that ``make`` works out, made once for a state and key; who comes meanwhile waits for it.

        ``make`` may ask for other values, as long as none of them asks for this one. ``weigh`` says on how many
        documents a value rests.
        """
        slot = self._slot(state, key)
        with slot.lock:
            if not slot.is_filled:
                try:
                    slot.value = make()
                except BaseException:
                    self._drop(key, slot)
                    raise
                slot.weight = max(1, weigh(slot.value))
                slot.is_filled = True
                self._make_room(key)
            return cast(R, slot.value)

    def forget(self) -> None:
        """Let everything go."""
        with self._lock:
            self._slots.clear()
        self.shadows.close()

    def _slot(self, state: Hashable, key: Hashable) -> _Slot:
        with self._lock:
            if state != self._state:
                self._slots.clear()
                self._state = state
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            return slot

    def _drop(self, key: Hashable, slot: _Slot) -> None:
        with self._lock:
            if self._slots.get(key) is slot:
                del self._slots[key]

    def _make_room(self, but: Hashable) -> None:
        """Let the oldest values go until the rest has room; one that has no room alone is kept until the next."""
        with self._lock:
            held = sum(slot.weight for slot in self._slots.values())
            for key in [k for k in self._slots if k != but]:
                if held <= self._room:
                    break
                held -= self._slots.pop(key).weight
