"""What was worked out from a record at a clearance, given again until the record changes.

Where values are kept is the business of ``memory``; what they say, of whoever asks for them.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any, Generic, TypeVar

from tracktwo.model.levels import Level
from tracktwo.record.loading import Shorts
from tracktwo.record.marks import SHORT, digits_of
from tracktwo.record.sight import Sight
from tracktwo.record.state import State, changed_since
from tracktwo.record.watching import Given

R = TypeVar("R")

#: Whether a value is still what would be worked out, given the state of the record in which it was that last.
Holds = Callable[[R, State], bool]
#: Of more documents that changed it is not told which: what rests on any is worked out anew.
MOST_CHANGED = 500


@dataclass(slots=True)
class _Made(Generic[R]):
    """What was worked out for a reader."""

    value: R
    #: What of it is above public.
    given: Mapping[Given, Level]
    #: See :attr:`Sight.sight`.
    sight: str | None
    #: The state in which it is known to hold.
    state: State


class Remembering(Sight):
    """A reader who need not wait twice for the same."""

    def remembered(
        self,
        what: Hashable,
        make: Callable[[], R],
        weigh: Callable[[R], float] = lambda _: 1,
        holds: Holds[R] | None = None,
    ) -> R:
        """What ``make`` works out from what this gate gives; not worked out again until the record changes.

        Kept for readers of the same clearance only, and never longer than the record is open or its memory is kept.
        ``what`` says what it is, with all that ``make`` depends on besides the record; ``weigh``, on how many
        documents the value rests. The value must not change, nor hold the gate.

        With ``holds``, the value is kept longer: when the record has changed, ``holds`` is asked whether it is still
        what ``make`` would work out, with the state in which it was that last (see :meth:`changed_since`). It is not
        asked where levels changed, or anything else by which something is withheld elsewhere (see :attr:`sight`).
        """

        def made() -> _Made[R]:
            with self._watch.apart() as given:
                value = make()
            return _Made(value, given, self.sight, self._state)

        found: _Made[R] = self._memory.recall(
            self._state,
            (self.clearance, what),
            made,
            lambda one: weigh(one.value),
            partial(self._still, holds) if holds is not None and self.sight is not None else None,
        )
        # Whoever is given what another reader had worked out has seen what it was made of.
        self._watch.note_all(found.given)
        return found.value

    def recalled(self, what: Hashable, holds: Holds[Any]) -> Any:
        """What was worked out under that name, if it is kept and holds; None if not, and nobody waits for it."""
        found = self._memory.peek(self._state, (self.clearance, what), partial(self._still, holds))
        if found is None:
            return None
        self._watch.note_all(found.given)
        return found.value

    def _still(self, holds: Holds[Any], made: "_Made[Any]") -> bool:
        # Issues may have been named meanwhile, which is the last part of a state.
        is_sure = made.sight is not None and made.sight == self.sight and made.state[-1] == self._state[-1]
        if not is_sure or not holds(made.value, made.state):
            return False
        made.state = self._state
        return True

    def changed_since(self, before: State) -> frozenset[str] | None:
        """Ids of the documents that changed since the record was in another state: their words, what is read from
        them, what is judged of it, or who may see them. None where that is not known, or they are very many.

        A reader who may not see everything is told the ids under which he sees them, and of others nothing. That is
        all that changed for him as long as :attr:`sight` is the same.
        """
        if self.sight is None:
            return None
        return self.remembered(("changed since", before), lambda: self._changed(before))

    def _changed(self, before: State) -> frozenset[str] | None:
        found = changed_since(self._connection, before[:-1], MOST_CHANGED)
        return frozenset(self._seen(found).values()) if found is not None and self._touched else found

    @property
    def stamp(self) -> str:
        """What differs whenever anything of the record differs, in digits that tell nothing else.

        It differs also when only what is withheld changed: below full clearance it is to be shown to nobody.
        """
        return sha256(repr((self.clearance, self._state)).encode()).hexdigest()[:32]

    @cached_property
    def _shorts(self) -> Shorts:
        return Shorts(
            lambda starts: (id for shelf in self._shelves for id in shelf.ids(starts)),
            self._shared_starts,
            lambda make: self.remembered("first digits", make, holds=self._still_shared),
        )

    def _shared_starts(self) -> frozenset[str]:
        """First digits that several documents have in common, of one shelf or of two."""
        (first, *others) = self._shelves
        found = {start for shelf in self._shelves for start in shelf.shared_starts(SHORT)}
        for shelf in others:
            own = {digits_of(name)[:SHORT] for name in shelf.ids()}
            found |= {digits_of(name)[:SHORT] for name in first.ids(own)} if own else set()
        return frozenset(found)

    def _still_shared(self, needed: Mapping[str, int], since: State) -> bool:
        """Whether the documents that came since begin like none that was there."""
        changed = self.changed_since(since)
        return changed is not None and all(
            self._shorts.needed_for(name) == needed.get(start, SHORT)
            for name in changed
            for start in [digits_of(name)[:SHORT]]
        )

    def short(self, document_id: str) -> str:
        """First digits of a document's hash, eight or as many more as it takes to name no other document."""
        return self._shorts(document_id)
