"""One person across documents: spellings, shorter forms and slips together, namesakes apart.

Pure and independent of the order of arrival. Nothing is guessed: a name that two people could bear stays
alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from tracktwo.model import Entry, Person
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.names import may_shorten, same_person, words

_Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person whom one or more documents name."""

    #: The fullest name, and among equals the most frequent one.
    name: str
    #: All names as documents give them, the canonical one first.
    names: tuple[str, ...]
    party: str | None
    #: Offices as given, most frequent first.
    offices: tuple[str, ...]
    entries: tuple[Entry[Person], ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that name this person, sorted."""
        return tuple(sorted({entry.document.id for entry in self.entries}))


def link_people(entries: Iterable[Entry[Person]]) -> tuple[KnownPerson, ...]:
    """Group the people of many documents, most often named first."""
    by_key: defaultdict[_Key, list[Entry[Person]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: e.id):
        by_key[entry.claim.name, entry.claim.party].append(entry)
    keys = sorted(by_key, key=lambda k: (k[0], k[1] or ""))
    people = [_known([e for key in group for e in by_key[key]]) for group in _groups(keys)]
    return tuple(sorted(people, key=lambda p: (-len(p.documents), p.name)))


def find_person(name: str, party: str | None, people: Sequence[KnownPerson]) -> KnownPerson | None:
    """The one person whom ``name`` can be, or None where there is none or more than one."""
    found = [p for p in people if _compatible(party, p.party) and _named(name, p)]
    return found[0] if len(found) == 1 else None


def _named(name: str, person: KnownPerson) -> bool:
    return any(words(name) == words(n) or same_person(name, n) or may_shorten(name, n) for n in person.names)


def _groups(keys: Sequence[_Key]) -> tuple[tuple[_Key, ...], ...]:
    full = [key for key in keys if len(words(key[0])) >= 2 and not _is_shorter_form(key, keys)]
    pairs = [
        (one, other)
        for one, other in _blocked(full)
        if _compatible(one[1], other[1]) and same_person(one[0], other[0])
    ]
    groups = [list(group) for group in _split_where_parties_clash(connected(full, pairs))]
    homes = tuple(tuple(group) for group in groups)
    alone: defaultdict[tuple[str, str | None], list[_Key]] = defaultdict(list)
    for key in (k for k in keys if k not in set(full)):
        fitting = [i for i, home in enumerate(homes) if _fits_home(key, home)]
        if len(fitting) == 1:
            groups[fitting[0]].append(key)
        else:
            alone[" ".join(words(key[0])), key[1]].append(key)
    return (*map(tuple, groups), *map(tuple, alone.values()))


def _is_shorter_form(key: _Key, keys: Sequence[_Key]) -> bool:
    return any(may_shorten(key[0], name) and _compatible(key[1], party) for name, party in keys)


def _fits_home(key: _Key, home: Sequence[_Key]) -> bool:
    """Whether a shorter name can be this person's; a side that the text gives must be the person's too."""
    named = any(may_shorten(key[0], name) for name, _ in home)
    return named and (key[1] is None or any(party == key[1] for _, party in home))


def _blocked(keys: Sequence[_Key]) -> Iterable[tuple[_Key, _Key]]:
    """Pairs worth comparing: those whose first or last words begin alike."""
    blocks: defaultdict[str, set[_Key]] = defaultdict(set)
    for key in keys:
        parts = words(key[0])
        blocks["last " + parts[-1][:2]].add(key)
        blocks["first " + parts[0][:2]].add(key)
    pairs = {
        pair for block in blocks.values()
        for pair in combinations(sorted(block, key=lambda k: (k[0], k[1] or "")), 2)
    }  # fmt: skip
    return sorted(pairs, key=repr)


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _split_where_parties_clash(groups: Iterable[tuple[_Key, ...]]) -> tuple[tuple[_Key, ...], ...]:
    """A name without a party may have joined two namesakes: then each party's stays apart, it alone."""
    out: list[tuple[_Key, ...]] = []
    for group in groups:
        parties = sorted({party for _, party in group if party})
        if len(parties) < 2:
            out.append(group)
            continue
        out += [tuple(key for key in group if key[1] == party) for party in parties]
        out += [(key,) for key in group if key[1] is None]
    return tuple(out)


def _known(entries: Sequence[Entry[Person]]) -> KnownPerson:
    names = Counter(e.claim.name for e in entries)
    ordered = sorted(names, key=lambda n: (-len(words(n)), -names[n], -len(n), n))
    offices = Counter(e.claim.office for e in entries if e.claim.office)
    parties = Counter(e.claim.party for e in entries if e.claim.party)
    return KnownPerson(
        name=ordered[0],
        names=tuple(ordered),
        party=min(parties, key=lambda p: (-parties[p], p)) if parties else None,
        offices=tuple(sorted(offices, key=lambda o: (-offices[o], o))),
        entries=tuple(entries),
    )
