"""Opens the dossier of one dialogue of a record, and loads nothing of the others.

Where the record keeps which documents tell of which dialogue, only these are read; else, and for a reader who
may not see everything, all that the gate gives is gone through. Both ways give the same dossier.
"""

from collections.abc import Iterable
from typing import Any

from tracktwo.analysis.dossier import (
    Dossier,
    find_series,
    is_contact_of,
    last_word,
    make_dossier,
    names_every_party,
    of_kind,
    open_dossier,
    parties_of_names,
)
from tracktwo.model import Engagement, Entry, Person, Track
from tracktwo.record import Filter, Gate, Kept, SeriesEntry
from tracktwo.resolution.dialogues import Series

#: Documents asked for at once.
_AT_ONCE = 500


def find_dossier(gate: Gate, words: str | None) -> Dossier:
    """The dossier of the dialogue that ``words`` name by key, name or parties; without words the best told of.

    Opened once until the record changes, for all who read with the same clearance and memory.

    Raises:
        UsageError: there is none, or the words fit several.
    """
    kept = gate.kept
    if kept is None:
        return gate.remembered(("dossier", words), lambda: _from_everything(gate, words), _weight)
    known = gate.remembered("series", lambda: kept.series(Filter()))
    found = find_series(words, known)
    return gate.remembered(("dossier of", found.number), lambda: _from_kept(gate, kept, found), _weight)


def _from_everything(gate: Gate, words: str | None) -> Dossier:
    everything = gate.claims()
    texts = {e.document.id: e.document for e in everything}
    return open_dossier(words, texts.values(), everything, gate.rulings)


def _from_kept(gate: Gate, kept: Kept, found: SeriesEntry) -> Dossier:
    own = _entries_of(gate, kept.documents_of_series(found.number))
    series = _series(found, kept, own)
    entries = (*own, *_unclaimed(gate, kept, series, own))
    documents = {e.document.id: e.document for e in entries}
    return make_dossier(series, documents.values(), entries, gate.rulings)


def _weight(dossier: Dossier) -> int:
    return len(dossier.documents)


def _series(found: SeriesEntry, kept: Kept, own: Iterable[Entry[Any]]) -> Series:
    ids = kept.claims_of_series(found.number)
    members = sorted((e for e in own if e.id in ids), key=lambda e: e.id)
    return Series(
        key=found.key, name=found.name, names=found.names, parties=found.parties,
        track=Track(found.track) if found.track else None, convenors=found.convenors,
        rounds=tuple(e for e in members if e.claim.KEY == "rounds"),
        states=tuple(e for e in members if e.claim.KEY == "states"),
    )  # fmt: skip


def _unclaimed(gate: Gate, kept: Kept, series: Series, own: tuple[Entry[Any], ...]) -> tuple[Entry[Any], ...]:
    """What documents say that tell of no round of any dialogue, but of contacts or people of this one."""
    if series.track is not Track.I:
        return ()
    met = set(kept.documents_of_contacts(series.parties))
    known = parties_of_names(series.parties, of_kind(own, Person))
    sides = [[name for name, party in known.items() if party == side] for side in series.parties]
    naming = kept.documents_naming(sides, lambda text: names_every_party(text, known, series.parties))
    named = sorted(set(naming) - met)
    entries = _entries_of(gate, (*sorted(met), *named))
    sure = {e.document.id for e in of_kind(entries, Engagement) if is_contact_of(e.claim, series.parties)}
    sure |= set(named)
    # Parties are found folded; whether they are these very ones shows only here.
    others = of_kind(entries, Person)
    sure |= {
        e.document.id
        for e in others
        if last_word(e.claim.name) in known and names_every_party(e.document.text, known, series.parties)
    }
    return tuple(e for e in entries if e.document.id in sure)


def _entries_of(gate: Gate, documents: Iterable[str]) -> tuple[Entry[Any], ...]:
    ids = tuple(documents)
    found: list[Entry[Any]] = []
    for start in range(0, len(ids), _AT_ONCE):
        found += gate.claims(filter=Filter(documents=ids[start : start + _AT_ONCE]))
    return tuple(found)
