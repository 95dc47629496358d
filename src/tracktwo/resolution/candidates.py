"""Which of very many names are worth comparing: every pair that can be one person's, in nearly linear time.

Names are given as their words (:func:`tracktwo.resolution.names.words`). Two names of one person have one word
in common, but for its spelling, and another word that is the same, but for a slip, or an initial of it; names
that have both in common stand in one block. Whether a pair is one person's is decided in
:mod:`tracktwo.resolution.names`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, permutations, product

from tracktwo.resolution.clusters import connected
from tracktwo.resolution.name_parts import Words, core, written
from tracktwo.resolution.romanising import romanised
from tracktwo.resolution.spelling import (
    SPELT,
    VERY_LONG,
    consonants,
    everyday_forms,
    forms,
    whole,
    without_one,
)

_Key = tuple[str, str]


def pairs_to_compare(names: Iterable[Words]) -> frozenset[tuple[Words, Words]]:
    """Pairs of different names, of two words or more, that may be spellings or shorter forms of one name."""
    ordered = sorted({name for name in names if len(name) >= 2})
    ways = {name: {core(way) for way in written(name)} for name in ordered}
    family = _families({word for own in ways.values() for parts in own for word in parts})
    blocks: defaultdict[_Key, list[Words]] = defaultdict(list)
    cut: defaultdict[_Key, list[Words]] = defaultdict(list)
    begun: defaultdict[_Key, list[Words]] = defaultdict(list)
    for name in ordered:
        for key in set(_keys(name, ways[name], family)):
            blocks[key].append(name)
        for key, is_cut in set(_beginnings(ways[name], family)):
            (cut if is_cut else begun)[key].append(name)
    found = {pair for block in blocks.values() for pair in combinations(block, 2)}
    for key, own in cut.items():
        found.update(_ordered(one, other) for one, other in product(own, (*begun[key], *own)) if one != other)
    return frozenset(found)


def _ordered(one: Words, other: Words) -> tuple[Words, Words]:
    return (one, other) if one < other else (other, one)


def _families(words: Collection[str]) -> Mapping[str, str]:
    """For each of these words a sign that it shares with its spellings among them, and with the spellings of those."""
    first: dict[str, str] = {}
    pairs = [(word, first.setdefault(form, word)) for word in sorted(words) for form in forms(word)]
    groups = connected(sorted(words), pairs)
    return {word: f"={number}" for number, group in enumerate(groups) for word in group}


def _keys(name: Words, ways: Iterable[Words], family: Mapping[str, str]) -> Iterator[_Key]:
    """The blocks of a name: a word, whatever its spelling, with another word as it may be written."""
    yield from (("", syllables) for syllables in romanised(core(name)))
    for parts in ways:
        yield "", whole(parts)
        for kept, other in permutations([w for w in parts if len(w) > 1], 2):
            mine = family[kept]
            yield mine, family[other]
            for writing in _writings(other, is_first=other == parts[0], is_last=other == parts[-1]):
                yield mine, writing


@cache
def _writings(word: str, *, is_first: bool, is_last: bool) -> frozenset[str]:
    found: set[str] = set()
    if len(word) >= SPELT:
        found |= {f"-{form}" for form in without_one(word)}
    if is_last:
        found.add(f"%{consonants(word)}")
    if len(word) >= VERY_LONG:
        found.add(f"^{word[0]}")
    if is_first:
        found |= {f"~{form}" for form in (word, *everyday_forms(word))}
    return frozenset(found)


def _beginnings(ways: Iterable[Words], family: Mapping[str, str]) -> Iterator[tuple[_Key, bool]]:
    """A word, whatever its spelling, with the first letter of another, and whether that other is cut to it."""
    for parts in ways:
        for kept, other in permutations(parts, 2):
            if len(kept) > 1:
                yield (family[kept], other[0]), len(other) == 1
