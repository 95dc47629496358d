"""Opens the dossier of one dialogue of a record, and loads nothing of the others.

Where the record keeps which documents tell of which dialogue, only these are read; else, and for a reader who
may not see everything, all that the gate gives is gone through. Both ways give the same dossier. What is kept of a
dialogue outlasts changes of the record that do not concern it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from tracktwo.analysis.basis import Basis
from tracktwo.analysis.dossier import Dossier, find_series, is_contact_of, make_dossier, of_kind, open_dossier
from tracktwo.analysis.sides_named import last_word, names_every_party, parties_of_names
from tracktwo.model import Engagement, Entry, Person, Track
from tracktwo.record import Filter, Gate, Kept, SeriesEntry, State
from tracktwo.resolution.dialogues import Series

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A dossier with what it rests on, and all entries that it was made of."""

    dossier: Dossier
    basis: Basis
    entries: tuple[Entry[Any], ...]
    #: Ids of its documents that tell of no dialogue, and of those of these that tell of a contact of its parties.
    loose: frozenset[str]
    contacts: frozenset[str]


def find_dossier(gate: Gate, words: str | None) -> Dossier:
    """The dossier of the dialogue that ``words`` name by key, name or parties; without words the best told of.

    Opened once until something changes that it rests on, for all who read with the same clearance and memory.

    Raises:
        UsageError: there is none, or the words fit several.
    """
    kept = gate.kept
    if kept is None:
        return gate.remembered(("dossier", words), lambda: _from_everything(gate, words), _weight)
    return _opened(gate, kept, _find(gate, kept, words)).dossier


def of_dialogue(
    gate: Gate,
    words: str,
    what: Hashable,
    make: Callable[[Dossier], R],
    weigh: Callable[[R], float] = lambda _: 1,
) -> R:
    """What ``make`` works out of a dialogue, found by ``words``; kept as long as nothing changes that it rests on.

    ``what`` says what it is, with all that ``make`` depends on besides the dialogue's own entries and what people
    ruled of them: a day, for one. ``make`` must ask the gate for nothing about other documents.

    Raises:
        UsageError: there is no such dialogue, or the words fit several.
    """
    kept = gate.kept
    if kept is None:
        return gate.remembered(("of", words, what), lambda: make(find_dossier(gate, words)), weigh)
    found = _find(gate, kept, words)

    def made() -> tuple[Basis, R]:
        opened = _opened(gate, kept, found)
        return opened.basis, make(opened.dossier)

    _, value = gate.remembered(
        ("of dialogue", found.key, what), made, lambda pair: weigh(pair[1]), _holding(gate, found)
    )
    return value


def kept_of_dialogue(gate: Gate, words: str, what: Hashable) -> Any | None:
    """What :func:`of_dialogue` would give, if it need not be worked out and nobody is at it; else None.

    Raises:
        UsageError: there is no such dialogue, or the words fit several.
    """
    kept = gate.kept
    if kept is None:
        return gate.recalled(("of", words, what), lambda value, since: False)
    found = _find(gate, kept, words)
    pair = gate.recalled(("of dialogue", found.key, what), _holding(gate, found))
    return pair[1] if pair is not None else None


def _holding(gate: Gate, found: SeriesEntry) -> Callable[[tuple[Basis, Any], State], bool]:
    return lambda pair, since: pair[0].holds(gate, found.number, since)


def _find(gate: Gate, kept: Kept, words: str | None) -> SeriesEntry:
    named = kept.series_called(words) if words is not None else None
    if named is not None:
        return named
    return find_series(words, gate.remembered("series", lambda: kept.series(Filter())))


def _opened(gate: Gate, kept: Kept, found: SeriesEntry) -> _Opened:
    before: list[tuple[_Opened, State]] = []

    def holds(opened: _Opened, since: State) -> bool:
        if opened.basis.holds(gate, found.number, since):
            return True
        before.append((opened, since))
        return False

    return gate.remembered(
        ("dossier of", found.key),
        lambda: _from_kept(gate, kept, found, *before),
        lambda opened: _weight(opened.dossier),
        holds,
    )


def _from_everything(gate: Gate, words: str | None) -> Dossier:
    everything = gate.claims()
    texts = {e.document.id: e.document for e in everything}
    return open_dossier(words, texts.values(), everything, gate.rulings)


def _from_kept(
    gate: Gate, kept: Kept, found: SeriesEntry, before: tuple[_Opened, State] | None = None
) -> _Opened:
    known = _Known.of(gate, *before) if before is not None else _Known()
    own = _entries_of(gate, kept.documents_of_series(found.number), known)
    series = _series(found, kept, own)
    names = parties_of_names(series.parties, of_kind(own, Person))
    loose, contacts = _unclaimed(gate, kept, series, names, known)
    entries = (*own, *loose)
    documents = {e.document.id: e.document for e in entries}
    former = known.dossier
    made = make_dossier(series, documents.values(), entries, gate.rulings, former.again if former else None)
    if former is not None:
        made.carried.inherit(former.carried, former)
    basis = Basis.of(gate, found.number, series, documents, names)
    return _Opened(made, basis, entries, frozenset(documents.keys() - {e.document.id for e in own}), contacts)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a dialogue from before something changed."""

    #: What documents say that have not changed since, by their ids.
    entries: Mapping[str, list[Entry[Any]]] = field(default_factory=dict)
    #: What the others said then, by its id: it is given again as the same object where it is the same.
    former: Mapping[str, Entry[Any]] = field(default_factory=dict)
    #: Of these, the documents that tell of no round and were its own; None where nothing is known of such documents.
    loose: frozenset[str] | None = None
    #: Of these, those that tell of a contact of its parties.
    contacts: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    basis: Basis | None = None
    dossier: Dossier | None = None

    @classmethod
    def of(cls, gate: Gate, opened: _Opened, since: State) -> "_Known":
        changed = gate.changed_since(since)
        if changed is None:
            return cls()
        found: dict[str, list[Entry[Any]]] = {}
        former: dict[str, Entry[Any]] = {}
        for entry in opened.entries:
            if entry.document.id not in changed:
                found.setdefault(entry.document.id, []).append(entry)
            else:
                former[entry.id] = entry
        loose, contacts = opened.loose - changed, opened.contacts - changed
        return cls(found, former, loose, contacts, changed, opened.basis, opened.dossier)

    def is_of(self, series: Series) -> bool:
        """Whether other documents were looked for then that tell of contacts of the same parties."""
        return self.loose is not None and self.basis is not None and self.basis.parties == series.parties

    def same(self, entry: Entry[Any]) -> Entry[Any]:
        """An entry that was read again as the object that it was, so that what was made of it holds."""
        former = self.former.get(entry.id)
        if former is None or former.document != entry.document:
            return entry
        return former if former == entry else replace(entry, document=former.document)


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


def _unclaimed(
    gate: Gate, kept: Kept, series: Series, names: Mapping[str, str], known: _Known
) -> tuple[tuple[Entry[Any], ...], frozenset[str]]:
    """What documents say that tell of no round of any dialogue, but of contacts or people of this one; and which of
    them (ids) tell of contacts."""
    if series.track is not Track.I:
        return (), frozenset()
    is_known, basis = known.is_of(series), known.basis
    if is_known and known.loose is not None and basis is not None and basis.known == names:
        # Only what changed since need be looked at.
        sure = set(known.loose)
    else:
        sides = [[name for name, party in names.items() if party == side] for side in series.parties]
        sure = set(kept.documents_naming(sides, lambda text: names_every_party(text, names, series.parties)))
    met = set(known.contacts) if is_known else set()
    candidates = kept.untold(known.changed) if is_known else kept.documents_of_contacts(series.parties)
    entries = _entries_of(gate, sorted({*sure, *met, *candidates}), known)
    # Parties are found folded; whether they are these very ones shows only here.
    contacts = (e for e in of_kind(entries, Engagement) if is_contact_of(e.claim, series.parties))
    met |= {e.document.id for e in contacts}
    sure |= met
    texts = {
        e.document.id: e.document.text
        for e in of_kind(entries, Person)
        if e.document.id not in sure and last_word(e.claim.name) in names
    }
    sure |= {name for name, text in texts.items() if names_every_party(text, names, series.parties)}
    return tuple(e for e in entries if e.document.id in sure), frozenset(met)


def _entries_of(gate: Gate, documents: Iterable[str], known: _Known) -> tuple[Entry[Any], ...]:
    """What documents say, by their ids; what is known of some need not be read again."""
    wanted = tuple(documents)
    again: list[Any] = [entry for name in wanted for entry in known.entries.get(name, ())]
    gate.note_again(again)
    read = gate.entries_of([name for name in wanted if name not in known.entries])
    return (*again, *map(known.same, read))
