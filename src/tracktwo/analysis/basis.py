"""Tells whether what was worked out of a dialogue still holds after the record changed: whether what it rests on did.

A dialogue rests on what its documents say and on what people ruled of them. Which documents are its own depends on
others, too: one that tells of no dialogue may belong to the official one between the parties whose people it names. So
each document that changed is held against what made the dialogue's documents its own. In doubt nothing holds.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tracktwo.analysis.dossier import is_contact_of
from tracktwo.analysis.sides_named import names_every_party
from tracktwo.model import Engagement, Entry, Track
from tracktwo.model.judgement import Thing
from tracktwo.model.rulings import Pair
from tracktwo.record import SHORT, Filter, Gate, State
from tracktwo.resolution.dialogues import Series

#: Merges that contradictions suspend, by what was merged.
Suspended = Mapping[Thing, frozenset[Pair]]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a dialogue's documents are known by."""

    #: Number of the series: another series of the same key has another.
    number: int
    #: First digits of the documents' hashes. They are cited by these, as long as no other document begins alike.
    starts: frozenset[str]
    parties: tuple[str, ...]
    #: Whether documents are its own that tell of no dialogue.
    is_official: bool
    #: By last words of names that people of one side alone bear: which side.
    known: Mapping[str, str]
    suspended: Suspended

    @classmethod
    def of(
        cls, gate: Gate, number: int, series: Series, documents: Iterable[str], known: Mapping[str, str]
    ) -> "Basis":
        """The basis of a dialogue with these documents (ids)."""
        starts = frozenset(map(_start, documents))
        return cls(number, starts, series.parties, series.track is Track.I, known, _suspended(gate))

    @classmethod
    def read(cls, written: str) -> "Basis":
        """A basis as :meth:`written` writes it."""
        told = json.loads(written)
        suspended = {Thing(thing): frozenset((a, b) for a, b in pairs) for thing, pairs in told["suspended"]}
        return cls(
            told["number"], frozenset(told["starts"]), tuple(told["parties"]), told["is_official"], told["known"],
            suspended,
        )  # fmt: skip

    @property
    def written(self) -> str:
        """As a text that can be read back."""
        told = {
            "number": self.number,
            "starts": sorted(self.starts),
            "parties": self.parties,
            "is_official": self.is_official,
            "known": dict(self.known),
            "suspended": [(thing.value, sorted(pairs)) for thing, pairs in self.suspended.items()],
        }
        return json.dumps(told)

    def holds(self, gate: Gate, number: int, since: State) -> bool:
        """Whether the dialogue, whose number is given, rests on the same as it did in another state of the record."""
        changed = gate.changed_since(since)
        if changed is None or number != self.number or not self.starts.isdisjoint(map(_start, changed)):
            return False
        if self.suspended != _suspended(gate):
            # A contradiction far away can part what was one here.
            return False
        return not (self.is_official and self._may_gain(_loose(gate, changed)))

    def _may_gain(self, loose: Iterable["_Loose"]) -> bool:
        return any(
            any(is_contact_of(contact, self.parties) for contact in one.contacts)
            or names_every_party(one.text, self.known, self.parties)
            for one in loose
        )


@dataclass(frozen=True, slots=True)
class _Loose:
    """A document that tells of no dialogue."""

    text: str
    contacts: tuple[Engagement, ...]


def _loose(gate: Gate, changed: frozenset[str]) -> tuple[_Loose, ...]:
    """Those of documents that tell of no dialogue: the same for all dialogues that are asked about."""
    return gate.remembered(("loose", changed), lambda: _find_loose(gate, changed))


def _find_loose(gate: Gate, changed: Collection[str]) -> tuple[_Loose, ...]:
    kept = gate.kept
    ids = kept.untold(changed) if kept is not None else tuple(sorted(changed))
    if not ids:
        return ()
    told: dict[str, list[Entry[Engagement]]] = {name: [] for name in ids}
    for entry in gate.claims(Engagement, Filter(documents=ids)):
        told[entry.document.id].append(entry)
    return tuple(
        _Loose(gate.document(name).text, tuple(e.claim for e in entries)) for name, entries in told.items()
    )


def _suspended(gate: Gate) -> Suspended:
    return gate.remembered("suspended", lambda: {thing: gate.rulings(thing).suspended for thing in Thing})


def _start(document: str) -> str:
    return document.rpartition(":")[2][:SHORT]
