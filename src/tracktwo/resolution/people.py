"""One person across documents: spellings, shorter forms and slips together, namesakes apart.

Pure and independent of the order of arrival. Nothing is guessed: a name that two people could bear stays
alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import combinations

from tracktwo.lexicon import load
from tracktwo.model import Entry, Person
from tracktwo.resolution.again import Again
from tracktwo.resolution.candidates import pairs_to_compare
from tracktwo.resolution.customs import by_custom, may_leave_out_first
from tracktwo.resolution.eras import namesakes_apart
from tracktwo.resolution.name_parts import Words, core, words
from tracktwo.resolution.names import may_stand_for, spelling, spelt_the_same, terms
from tracktwo.resolution.rulings import NONE, Rulings, ruled
from tracktwo.resolution.shortening import one_persons
from tracktwo.resolution.surnames import is_single, with_surnames

#: A name with the party that the document gives it.
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Home:
    """Names of one person as far as names can tell, or all spellings of one word that may be several people's."""

    full: tuple[Key, ...]
    #: What is short for one of them; where there is no full name, what stays alone.
    shorter: tuple[Key, ...] = ()


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


def link_people(
    entries: Iterable[Entry[Person]], rulings: Rulings = NONE, again: Again | None = None
) -> tuple[KnownPerson, ...]:
    """Group the people of many documents, most often named first.

    With ``again``, names that are known are not grouped anew.
    """
    again = again or Again()
    by_key: defaultdict[Key, list[Entry[Person]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: e.id):
        by_key[_key(entry)].append(entry)
    grouped: _Grouped | None = again.last("names")
    if grouped is None or grouped.names != by_key.keys():
        grouped = _Grouped(frozenset(by_key), group_names(by_key))
    again.note("names", grouped)
    groups = [[e for key in group for e in by_key[key]] for group in grouped.groups]
    people = [
        again.of("person", group, partial(_known, group)) for group in known_people(groups, rulings, again)
    ]
    return tuple(sorted(people, key=lambda p: (-len(p.documents), p.name, p.party or "", p.entries[0].id)))


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Names in their groups, for when the same names are to be grouped again."""

    names: frozenset[Key]
    groups: tuple[tuple[Key, ...], ...]


def known_people(
    groups: Iterable[Sequence[Entry[Person]]], rulings: Rulings = NONE, again: Again | None = None
) -> tuple[tuple[Entry[Person], ...], ...]:
    """The people in groups of entries that names put together: namesakes apart, surnames joined, and as people ruled.

    Entries of the same name, side, office and year of which nobody ruled on any stay together. Who bears a surname is
    known only if all groups with that word in a name are among ``groups``.
    """
    again = again or Again()
    fuller: list[tuple[Entry[Person], ...]] = []
    alone: list[tuple[Entry[Person], ...]] = []
    for group in groups:
        if all(is_single(e.claim.name) for e in group):
            alone.append(tuple(group))
        else:
            fuller += again.of("namesakes", group, partial(namesakes_apart, group))
    found = with_surnames(fuller, alone, again)
    apart = (
        *found[: len(fuller)],
        *(part for group in found[len(fuller) :] for part in namesakes_apart(group)),
    )
    return ruled(apart, rulings, lambda e: e.id, _key)


def _key(entry: Entry[Person]) -> Key:
    return entry.claim.name, entry.claim.party


def find_person(name: str, party: str | None, people: Sequence[KnownPerson]) -> KnownPerson | None:
    """The one person whom ``name`` can be, or None where there is none or more than one."""
    directory = _directory(_Same(people)) if isinstance(people, tuple) else _Directory.of(people)
    return directory.find(name, party)


@dataclass(frozen=True, slots=True)
class _Directory:
    """People by what their names can be looked up by, with what was looked up before."""

    people: Sequence[KnownPerson]
    by_term: Mapping[str, Sequence[int]]
    known: dict[tuple[str, str | None], KnownPerson | None]

    @classmethod
    def of(cls, people: Sequence[KnownPerson]) -> "_Directory":
        by_term: defaultdict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(people):
            for term in {term for name in person.names for term in _looked_up(name)}:
                by_term[term].append(number)
        return cls(people, by_term, {})

    def find(self, name: str, party: str | None) -> KnownPerson | None:
        """The one person whom the name can be."""
        if (name, party) not in self.known:
            near = {number for term in _looked_up(name) for number in self.by_term.get(term, ())}
            fitting = [self.people[n] for n in sorted(near) if _compatible(party, self.people[n].party)]
            found = [person for person in fitting if _named(name, person)]
            self.known[name, party] = found[0] if len(found) == 1 else None
        return self.known[name, party]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """These people and no equal ones: comparing thousands with one another costs more than looking somebody up."""

    people: Sequence[KnownPerson]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.people is self.people

    def __hash__(self) -> int:
        return id(self.people)


@lru_cache(maxsize=4)
def _directory(of: _Same) -> _Directory:
    return _Directory.of(of.people)


@lru_cache(maxsize=16_384)
def _looked_up(name: str) -> frozenset[str]:
    parts = words(name)
    return terms(name) | {*parts, *spelling(parts)}


def _named(name: str, person: KnownPerson) -> bool:
    return any(may_stand_for(name, n) for n in person.names)


def group_names(names: Iterable[Key]) -> tuple[tuple[Key, ...], ...]:
    """Group distinct names with their parties; nothing but these is looked at, and their order plays no part."""
    return tuple((*home.full, *home.shorter) for home in arrange(names))


def arrange(names: Iterable[Key]) -> tuple["Home", ...]:
    """The same, telling full names from what is short for one of them; single words stand by themselves."""
    keys = sorted(set(names), key=lambda k: (k[0], k[1] or ""))
    ends = _shorter_forms(keys)
    full = [key for key in keys if not is_single(key[0]) and key not in ends]
    parts = {key: words(key[0]) for key in full}
    groups = [tuple(group) for group in _split_where_parties_clash(one_persons(full, _pairs(full), parts))]
    homes = _Homes.of(groups)
    settled = set(full)
    shorter: defaultdict[int, list[Key]] = defaultdict(list)
    alone: defaultdict[tuple[tuple[str, ...] | str, str | None], list[Key]] = defaultdict(list)
    for key in (k for k in keys if k not in settled):
        spelt = spelling(words(key[0]))
        if len(spelt) == 1:
            # Who bears a surname is told by more than names: see the surnames of this wing.
            alone[spelt, None].append(key)
        elif len(found := homes.fitting(key)) == 1:
            shorter[next(iter(found))].append(key)
        else:
            alone[spelt or key[0].casefold(), key[1]].append(key)
    return (
        *(Home(group, tuple(shorter[number])) for number, group in enumerate(groups)),
        *(Home((), tuple(own)) for own in alone.values()),
    )


def _shorter_forms(keys: Sequence[Key]) -> set[Key]:
    """Names of several words that are the end of another one, which may be the same party's."""
    ends: defaultdict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for name, party in keys:
        for end in _ends(spelling(words(name))):
            ends[end].add(party)
    return {
        (name, party)
        for name, party in keys
        if (longer := ends.get(spelling(words(name))))
        and (party is None or None in longer or party in longer)
        and may_leave_out_first(words(name), longer | {party})
    }


def _ends(parts: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """What a name can be shortened to by leaving out its first words, a surname alone apart."""
    return (parts[start:] for start in range(1, len(parts) - 1))


def _pairs(keys: Sequence[Key]) -> Iterable[tuple[Key, Key]]:
    """Pairs of names that are one person's."""
    spelt: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in keys:
        spelt[words(key[0])].append(key)
    for own in spelt.values():
        yield from (pair for pair in combinations(own, 2) if _may_serve_both(pair[0][1], pair[1][1]))
    for one, other in pairs_to_compare(spelt):
        yield from (
            (a, b)
            for a in spelt[one]
            for b in spelt[other]
            if _may_be_spelt(a[1], b[1], one, other) and by_custom(one, other, frozenset((a[1], b[1])))
        )


@dataclass(frozen=True, slots=True)
class _Homes:
    """Groups of full names, to be found by what can be short for one of their names."""

    #: By the last words of a name: the groups, by their parties and by None for all of them.
    by_part: Mapping[tuple[str, ...], Mapping[str | None, set[int]]]

    @classmethod
    def of(cls, groups: Sequence[Sequence[Key]]) -> "_Homes":
        found: defaultdict[tuple[str, ...], defaultdict[str | None, set[int]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for number, group in enumerate(groups):
            parties = {None, *(party for _, party in group)}
            for parts in {spelling(words(name)) for name, _ in group}:
                for part in set(_ends(parts)):
                    for party in parties:
                        found[part][party].add(number)
        return cls(found)

    def fitting(self, key: Key) -> Collection[int]:
        """The groups that a shorter name can belong to; a side that the text gives must be theirs too."""
        return self.by_part.get(spelling(words(key[0])), {}).get(key[1], ())


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _may_be_spelt(one: str | None, other: str | None, a: Words, b: Words) -> bool:
    """Whether one person's name can be spelt differently for these parties; a state's and a movement's, in full."""
    if _compatible(one, other):
        return True
    if not _may_serve_both(one, other) or len(core(a)) < 2:
        return False
    if spelt_the_same(a, b):
        return True
    # A minister who goes to the United Nations may be called by fewer names there, but not by an initial.
    is_sent = not _organisations().isdisjoint((one, other)) and not _states().isdisjoint((one, other))
    return is_sent and min(len(core(a)[0]), len(core(b)[0])) > 1


def _may_serve_both(one: str | None, other: str | None) -> bool:
    """Whether one person can be both parties': ministers go to the Union or the United Nations, not to a neighbour."""
    return _compatible(one, other) or not {one, other} <= _states()


def _split_where_parties_clash(groups: Iterable[tuple[Key, ...]]) -> tuple[tuple[Key, ...], ...]:
    """A name without a state may have joined two namesakes: then each state's stays apart, it alone."""
    out: list[tuple[Key, ...]] = []
    for group in groups:
        states = sorted({party for _, party in group if party and party in _states()})
        if len(states) < 2:
            out.append(group)
            continue
        out += [tuple(key for key in group if key[1] == state) for state in states]
        out += [(key,) for key in group if key[1] not in states]
    return tuple(out)


@cache
def _organisations() -> frozenset[str | None]:
    return frozenset(load("organisations"))


@cache
def _states() -> frozenset[str | None]:
    return frozenset(load("countries"))


def describe(
    names: Counter[str], parties: Counter[str], offices: Counter[str]
) -> tuple[str, tuple[str, ...], str | None, tuple[str, ...]]:
    """Name, names, party and offices to be shown, from how often documents say each."""
    ordered = tuple(sorted(names, key=lambda n: (-len(words(n)), -names[n], -len(n), n)))
    party = min(parties, key=lambda p: (-parties[p], p)) if parties else None
    return ordered[0], ordered, party, tuple(sorted(offices, key=lambda o: (-offices[o], o)))


def _known(entries: Sequence[Entry[Person]]) -> KnownPerson:
    names = Counter(e.claim.name for e in entries)
    offices = Counter(e.claim.office for e in entries if e.claim.office)
    parties = Counter(e.claim.party for e in entries if e.claim.party)
    return KnownPerson(*describe(names, parties, offices), tuple(entries))
