"""Selects what is exported through a record's gate: one dialogue, or everything, portion by portion.

Whoever may not see everything is given what the gate gives, as everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.opening import find_dossier
from tracktwo.model import Claim, Document, Entry
from tracktwo.record import Filter, Gate, cursor_of
from tracktwo.views.exports.selection import About, Held, Selection, by_date
from tracktwo.views.ledgers import rulings_of

C = TypeVar("C", bound=Claim)

#: Entries asked for at once.
_AT_ONCE = 10_000


def select(gate: Gate, dialogue: str | None = None, since: str | None = None) -> Selection:
    """What one dialogue's documents say, or all that the record holds.

    Args:
        gate: read access to the record; the selection asks it while it is gone through.
        dialogue: key, name or parties; None for everything.
        since: EDTF; what is told of earlier days is left out.

    Raises:
        UsageError: no dialogue, or several, are called so, or ``since`` is no date.
    """
    if dialogue is not None:
        return select_dialogue(gate, find_dossier(gate, dialogue), since)
    return Selection(_Recorded(gate, Filter(since=since)), rulings=gate.rulings, judged=rulings_of(gate))


def select_dialogue(gate: Gate, dossier: Dossier, since: str | None = None) -> Selection:
    """What the documents of one dialogue say."""
    own = Filter(since=since, documents=tuple(d.id for d in dossier.documents))
    return Selection.of(
        gate.claims(filter=own), dossier=dossier, rulings=gate.rulings, judged=rulings_of(gate)
    )


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The entries that a filter lets through, asked for as they are gone through."""

    gate: Gate
    filter: Filter

    def of_kind(self, kind: type[C]) -> Iterator[Entry[C]]:
        """The entries of one class, by day."""
        after: str | None = None
        while True:
            asked = replace(self.filter, limit=_AT_ONCE, after=after)
            found = self.gate.claims(kind, asked)
            yield from found
            if len(found) < _AT_ONCE:
                return
            after = cursor_of(found[-1])

    def documents(self) -> Iterable[About]:
        """The documents that entries rest on."""
        found: Iterable[About] = (d for d in self.gate.documents() if d.claims)
        if self.filter.since:
            # What is told of a day may have been published on another: only the entries themselves tell.
            cited = {e.document.id for e in Selection(self).entries()}
            found = (d for d in found if d.id in cited)
        return sorted(found, key=by_date)

    def text_of(self, document: About) -> Document:
        """A document with its text."""
        return self.gate.document(document.id)

    def dossiers(self) -> Iterator[Dossier]:
        """One dialogue after another, each let go of when the next is asked for."""
        if self.gate.kept is None or self.filter.since:
            yield from Held(*self._everything(), self.gate.rulings).dossiers()
            return
        for series in self.gate.kept.series(Filter()):
            yield find_dossier(self.gate, series.key)

    def _everything(self) -> tuple[tuple[Entry[Claim], ...], tuple[Document, ...]]:
        entries = self.gate.claims(filter=self.filter)
        return entries, tuple(sorted({e.document.id: e.document for e in entries}.values(), key=by_date))
