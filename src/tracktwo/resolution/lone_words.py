"""Mentions of people by one word whom nobody of a fuller name fits: one group for each word, side and office.

Whom a word means among fuller names is decided in :mod:`tracktwo.resolution.surnames`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from tracktwo.model import Entry, Person
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.generations import year_of
from tracktwo.resolution.name_parts import words
from tracktwo.resolution.names import spelling
from tracktwo.resolution.posts import Likeness, likeness

Entries = tuple[Entry[Person], ...]
#: What tells mentions of one word apart: name, side, office, year.
Said = tuple[str, str | None, str | None, int | None]


def groups_alone(entries: Sequence[Entry[Person]]) -> Iterator[Entries]:
    """Mentions that nobody of a fuller name fits: one group for each word, side and office."""
    by_word: defaultdict[str, list[Said]] = defaultdict(list)
    described = by_description(entries)
    for said in described:
        by_word[word_of(said[0])].append(said)
    for own in by_word.values():
        for group in _sided(connected(own, _pairs(own))):
            yield tuple(entry for said in group for entry in described[said])


def _pairs(descriptions: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Mentions of one word and side that are one person's as far as anybody can tell."""
    by_side: defaultdict[str | None, list[Said]] = defaultdict(list)
    for said in descriptions:
        by_side[said[1]].append(said)
    for own in by_side.values():
        posts = [said for said in own if said[2] and likeness(said[2], said[2]) is not None]
        silent = [said for said in own if said not in posts]
        joined = [pair for pair in combinations(posts, 2) if _is_one_post(*pair)]
        yield from joined
        yield from pairwise(silent)
        # Without an office a word means whoever is the only one of it on that side.
        if silent and len(connected(posts, joined)) == 1:
            yield silent[0], posts[0]


def _sided(groups: Sequence[tuple[Said, ...]]) -> tuple[tuple[Said, ...], ...]:
    """The groups with those of no side joined to the only one of the same office that has a side."""
    sided = [group for group in groups if group[0][1] is not None]
    pairs = []
    for group in groups:
        if group[0][1] is not None:
            continue
        fitting = [other for other in sided if any(_is_one_post(a, b) for a in group for b in other)]
        if len(fitting) == 1:
            pairs.append((group, fitting[0]))
    return tuple(tuple(said for group in one for said in group) for one in connected(groups, pairs))


def _is_one_post(one: Said, other: Said) -> bool:
    return likeness(one[2] or "", other[2] or "") is Likeness.SAME


def by_description(entries: Iterable[Entry[Person]]) -> dict[Said, list[Entry[Person]]]:
    found: defaultdict[Said, list[Entry[Person]]] = defaultdict(list)
    for entry in entries:
        claim = entry.claim
        found[claim.name, claim.party, claim.office, year_of(entry)].append(entry)
    return dict(found)


def word_of(name: str) -> str:
    parts = spelling(words(name))
    return parts[0] if parts else name.casefold()
