"""The one way in which a record is read: every view, search, export, page and command goes through a gate.

A gate gives out values, never rows, and answers from one unchanging view of the record. Its questions stand in modules
of their own: ``gated_documents``, ``gated_claims``, ``gated_search`` and ``gated_opinions``. They ask nothing but the
shelves that a reader may look at (``sight``). How entries are shown or merged is not decided there.
"""

from functools import cached_property

from tracktwo.model.register import RegisterEntry
from tracktwo.record import registers
from tracktwo.record.gated_opinions import GatedOpinions
from tracktwo.record.gated_search import GatedSearch
from tracktwo.record.ground import whole
from tracktwo.record.kept import Kept
from tracktwo.record.stale import is_stale
from tracktwo.record.stored_pages import StoringPages


class Gate(GatedSearch, GatedOpinions, StoringPages):
    """Read access to one record. Made by ``Record.reading()``, and not to be kept longer than that."""

    def register(self) -> tuple[RegisterEntry, ...]:
        """Entries of official registers that were kept; they are public, whatever the reader's clearance."""
        return registers.kept(self._connection)

    @cached_property
    def kept(self) -> Kept | None:
        """People and series of talks as they are kept, so that nothing needs to be worked out.

        None where they lag behind the documents, or are not kept for the reader's clearance: then they are to be
        worked out from the claims that this gate gives.
        """
        if self.withholds:
            ground = self._space.ground if self._space else None
        else:
            ground = whole(self._connection) if not is_stale(self._connection) else None
        if ground is None:
            return None
        self._note_much("people and dialogues")
        return Kept(ground, self._shorts)
