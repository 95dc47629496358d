"""One series of talks across documents, by parties, track and convenor; names differ too much to decide.

Newspapers call one dialogue the strategic dialogue, the ministerial and the talks; what stays the same is who
sits at the table and whether they are officials. Two series of unofficial talks between the same countries
are told apart by who convenes them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tracktwo.model import Dialogue, Entry, Round, StateChange, Track
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.holders import same_holder
from tracktwo.resolution.rulings import NONE, Rulings, ruled
from tracktwo.resolution.subjects import own_words, sector_of, wider_format_of

#: The parties at a table in order, and whether they talk unofficially.
_Bench = tuple[tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Series:
    """A dialogue as many documents tell of it."""

    #: Stable key made of parties, track and, for unofficial talks, the convenor: ``PAK-USA-II-RPI``.
    key: str
    #: The name given most often, among equals the longest; None where no document names it.
    name: str | None
    names: tuple[str, ...]
    parties: tuple[str, ...]
    #: I, or II for unofficial talks of either kind.
    track: Track | None
    convenors: tuple[str, ...]
    rounds: tuple[Entry[Round], ...]
    states: tuple[Entry[StateChange], ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that tell of a round or a state of this dialogue, sorted."""
        return tuple(sorted({e.document.id for e in (*self.rounds, *self.states)}))


def link_dialogues(
    rounds: Iterable[Entry[Round]], states: Iterable[Entry[StateChange]], rulings: Rulings = NONE
) -> tuple[Series, ...]:
    """Group rounds and changes of state into series, those with most documents first."""
    rounds = sorted(rounds, key=lambda e: e.id)
    states = sorted(states, key=lambda e: e.id)
    round_benches = {e.id: (_parties(e.claim.dialogue), _unofficial(e.claim.dialogue)) for e in rounds}
    beside: defaultdict[str, list[Entry[Round]]] = defaultdict(list)
    for entry in rounds:
        beside[entry.document.id].append(entry)
    state_benches = {
        e.id: (tuple(sorted(e.claim.parties)), _state_unofficial(e, beside[e.document.id])) for e in states
    }
    told = Counter(
        (name.casefold(), bench)
        for name, bench in (
            *((e.claim.dialogue.name, round_benches[e.id]) for e in rounds),
            *((e.claim.dialogue, state_benches[e.id]) for e in states),
        )
        if name and _is_proper(name)
    )
    homes = _Homes.of(told)
    by_bench: defaultdict[_Bench, list[Entry[Round]]] = defaultdict(list)
    for entry in rounds:
        by_bench[homes.of_account(entry.claim.dialogue.name, round_benches[entry.id])].append(entry)
    states_of: defaultdict[_Bench, list[Entry[StateChange]]] = defaultdict(list)
    for state in states:
        states_of[homes.of_account(state.claim.dialogue, state_benches[state.id])].append(state)
    series: list[Series] = []
    for bench in sorted({*by_bench, *states_of}):
        series += _series_of(bench, by_bench[bench], states_of[bench])
    # One party alone makes no dialogue: whom it talks with is not told, unless a person says so.
    found = (s for s in _as_ruled(series, rulings) if len(s.parties) > 1)
    return tuple(sorted(found, key=lambda s: (-len(s.documents), s.key)))


def _as_ruled(series: Sequence[Series], rulings: Rulings) -> list[Series]:
    """The series with those joined and parted that people ruled on."""
    touched = [s for s in series if any(e.id in rulings.ids for e in (*s.rounds, *s.states))]
    if not touched:
        return list(series)
    origin: dict[str, Series] = {}
    for one in touched:
        for entry in (*one.rounds, *one.states):
            origin.setdefault(entry.id, one)
    groups = [[e for e in (*one.rounds, *one.states) if origin[e.id] is one] for one in touched]
    parted = ruled(groups, rulings, lambda e: e.id, lambda e: (_name_in(e) or "").casefold())
    keys = Counter(s.key for s in series if s not in touched)
    found = [s for s in series if s not in touched]
    for group in sorted(parted, key=lambda g: min(e.id for e in g)):
        found.append(_ruled_series(group, origin, keys))
    return found


def _ruled_series(group: Sequence[Entry[Any]], origin: Mapping[str, Series], keys: "Counter[str]") -> Series:
    """The series of a group that people joined or parted: most of its entries say between whom it is."""
    homes = Counter(origin[e.id].key for e in group)
    by_key = {origin[e.id].key: origin[e.id] for e in group}
    home = by_key[min(homes, key=lambda k: (len(by_key[k].parties) < 2, -homes[k], k))]
    names = Counter(n for n in map(_name_in, group) if n)
    key = home.key
    if homes[home.key] < len({e.id for e in (*home.rounds, *home.states)}) and names:
        # A part of what the rules hold for one dialogue goes by its own name.
        own = min(names, key=lambda n: (-names[n], -len(n), n))
        key = "-".join((key, "".join(w[0] for w in re.findall(r"\w+", own)).upper()))
    keys[key] += 1
    key = key if keys[key] == 1 else f"{key}-{keys[key]}"
    rounds = [e for e in group if isinstance(e.claim, Round)]
    states = [e for e in group if isinstance(e.claim, StateChange)]
    return _series(key, home.parties, home.track or Track.I, rounds, states)


def _name_in(entry: Entry[Any]) -> str | None:
    claim = entry.claim
    return claim.dialogue.name if isinstance(claim, Round) else claim.dialogue


@dataclass(frozen=True, slots=True)
class _Homes:
    """Tables that accounts belong to which leave a party out, or count the host in."""

    #: For each name of a dialogue: at which table, and by how many accounts, it is told of.
    told: Mapping[str, Mapping[_Bench, int]]

    @classmethod
    def of(cls, told: Mapping[tuple[str, _Bench], int]) -> "_Homes":
        by_name: defaultdict[str, dict[_Bench, int]] = defaultdict(dict)
        for (name, bench), count in told.items():
            by_name[name][bench] = count
        return cls(by_name)

    def of_account(self, name: str | None, bench: _Bench) -> _Bench:
        """The table that is meant by an account's own.

        That is the one table at which a dialogue of the same name has more accounts, and whose parties hold,
        or are held by, the parties told.
        """
        if not name or not _is_proper(name):
            return bench
        counts = self.told[name.casefold()]
        own = counts[bench]
        fitting = [
            other
            for other, count in counts.items()
            if count > own and other[1] == bench[1] and _is_part(bench[0], other[0])
        ]
        return fitting[0] if len(fitting) == 1 else bench


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(other) > 1 and (set(one) < set(other) or set(other) < set(one))


def _is_proper(name: str) -> bool:
    """Whether a name tells a dialogue from others: one in small letters is a description."""
    return name != name.casefold()


def _parties(dialogue: Dialogue) -> tuple[str, ...]:
    return tuple(sorted(dialogue.parties))


def _unofficial(dialogue: Dialogue) -> bool:
    return dialogue.track in (Track.II, Track.ONE_AND_A_HALF)


def _state_unofficial(state: Entry[StateChange], beside: Sequence[Entry[Round]]) -> bool:
    """A change of state names no track: it has that of the round of that name in the same document."""
    named = [r for r in beside if r.claim.dialogue.name == state.claim.dialogue] or beside
    return any(_unofficial(r.claim.dialogue) for r in named)


def _series_of(
    bench: tuple[tuple[str, ...], bool],
    rounds: Sequence[Entry[Round]],
    states: Sequence[Entry[StateChange]],
) -> list[Series]:
    parties, unofficial = bench
    if not unofficial:
        return _official(parties, rounds, states)
    groups = _by_convenor(rounds)
    built = []
    for group in groups:
        own = {e.document.id for e in group}
        # With one series at this table all changes of state are its own; else those told beside its rounds.
        beside = [s for s in states if len(groups) == 1 or s.document.id in own]
        # A key must not change when a round of another convenor arrives, so every convenor's series names it.
        key = "-".join((*parties, Track.II.value, *_initials(group)))
        built.append(_series(key, parties, Track.II, group, beside))
    return built


def _official(
    parties: tuple[str, ...], rounds: Sequence[Entry[Round]], states: Sequence[Entry[StateChange]]
) -> list[Series]:
    """The main dialogue of officials at a table, whoever hosts a round of it, their sectoral ones, and wider ones."""
    by_sector: defaultdict[str | None, list[Entry[Any]]] = defaultdict(list)
    by_format: defaultdict[str | None, list[Entry[Any]]] = defaultdict(list)
    for entry in (*rounds, *states):
        name = _name_in(entry)
        wider = wider_format_of(name, len(parties))
        (by_format[wider] if wider else by_sector[sector_of(name)]).append(entry)
    named = [sector for sector in by_sector if sector]
    # Accounts without a name of their own are the only dialogue's, if there is only one.
    if len(named) == 1 and not any(_is_proper(_name_in(e) or "") for e in by_sector[None]):
        by_sector = defaultdict(list, {named[0]: [e for group in by_sector.values() for e in group]})
    return [
        _series(
            "-".join((*parties, Track.I.value, *((sector.upper(),) if sector else ()))),
            parties,
            Track.I,
            [e for e in group if isinstance(e.claim, Round)],
            [e for e in group if isinstance(e.claim, StateChange)],
        )
        for sector, group in sorted((*by_sector.items(), *by_format.items()), key=lambda item: item[0] or "")
        if group
    ]


def _initials(rounds: Sequence[Entry[Round]]) -> tuple[str, ...]:
    """The convenor's, else the partner's, initials as part of a key: ``RPI``."""
    named = Counter(h for e in rounds for h in (e.claim.convenors or e.claim.partners)[:1])
    if not named:
        return ()
    holder = min(named, key=lambda n: (-named[n], -len(n), n))
    short = re.search(r"\(([A-Z][A-Za-z-]{1,11})\)", holder)
    return (short.group(1) if short else "".join(w[0] for w in re.findall(r"\b[A-Z]\w*", holder)) or "X",)


def _by_convenor(rounds: Sequence[Entry[Round]]) -> list[list[Entry[Round]]]:
    by_holders: defaultdict[tuple[str, ...], list[Entry[Round]]] = defaultdict(list)
    for entry in rounds:
        by_holders[(*entry.claim.convenors, *entry.claim.partners)].append(entry)
    nameless = by_holders.pop((), [])
    pairs = [(a, b) for a, b in combinations(by_holders, 2) if _share_holder(a, b)]
    groups = [
        sorted((e for holders in group for e in by_holders[holders]), key=lambda e: e.id)
        for group in connected(by_holders, pairs)
    ]
    apart = []
    for entry in nameless:
        # A round whose convenor nobody tells is the one series', unless it has another name.
        if len(groups) == 1 and _may_be_named(entry, groups[0]):
            groups[0].append(entry)
        else:
            apart.append(entry)
    return [*groups, apart] if apart else groups


def _may_be_named(entry: Entry[Round], group: Sequence[Entry[Round]]) -> bool:
    own = own_words(entry.claim.dialogue.name)
    theirs = frozenset[str]().union(*(own_words(e.claim.dialogue.name) for e in group))
    return not own or not theirs or not own.isdisjoint(theirs)


def _share_holder(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(same_holder(a, b) for a in one for b in other)


def _series(
    key: str,
    parties: tuple[str, ...],
    track: Track,
    rounds: Sequence[Entry[Round]],
    states: Sequence[Entry[StateChange]],
) -> Series:
    names = Counter(
        name
        for name in (*(e.claim.dialogue.name for e in rounds), *(e.claim.dialogue for e in states))
        if name
    )
    ordered = tuple(sorted(names, key=lambda n: (-names[n], -len(n), n)))
    convenors = Counter(c for e in rounds for c in e.claim.convenors)
    return Series(
        key=key,
        name=ordered[0] if ordered else None,
        names=ordered,
        parties=parties,
        track=track,
        convenors=tuple(sorted(convenors, key=lambda c: (-convenors[c], c))),
        rounds=tuple(rounds),
        states=tuple(states),
    )
