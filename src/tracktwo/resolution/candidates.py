"""Which of very many names are worth comparing: every pair that can be one person's, in nearly linear time.

Names are given as their words (:func:`tracktwo.resolution.names.words`). A surname that thousands bear, or a
first name, makes a large block; within it names are compared by their other end, all at once. Whether a pair
is one person's is decided in :mod:`tracktwo.resolution.names`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from rapidfuzz import fuzz

from tracktwo.resolution.names import ALIKE

Words = tuple[str, ...]

_FIRST, _LAST = 0, -1
#: From so many comparisons on they are made by rapidfuzz all at once; below, setting that up costs more.
_AT_ONCE = 400
#: Rows compared at once, so that the table of likenesses stays below some tens of megabytes.
_ROWS = 2_000


def pairs_to_compare(names: Iterable[Words]) -> set[tuple[Words, Words]]:
    """Pairs of different names, of two words or more, that may be spellings or shorter forms of one name.

    These are the pairs with one last word, and first words that are equal or an initial of one another; and
    the pairs of equally many words whose first words are alike and whose last words are alike, of which
    either the first words or the last words begin with the same two letters.
    """
    ordered = sorted({name for name in names if len(name) >= 2})
    found: set[tuple[Words, Words]] = set()
    for one, other in chain(_shortened(ordered), _respelt(ordered)):
        found.add((one, other) if one < other else (other, one))
    return found


def _shortened(names: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    blocks: defaultdict[tuple[str, str], list[Words]] = defaultdict(list)
    begun: defaultdict[tuple[str, str], list[Words]] = defaultdict(list)
    for name in names:
        blocks[name[_LAST], name[_FIRST]].append(name)
        begun[name[_LAST], name[_FIRST][0]].append(name)
    for (last, first), own in blocks.items():
        yield from combinations(own, 2)
        if len(first) == 1:
            yield from ((one, other) for one in own for other in begun[last, first] if one != other)


def _respelt(names: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    by_length: defaultdict[int, list[Words]] = defaultdict(list)
    for name in names:
        by_length[len(name)].append(name)
    for own in by_length.values():
        for near, far in ((_LAST, _FIRST), (_FIRST, _LAST)):
            blocks: defaultdict[str, list[Words]] = defaultdict(list)
            for name in own:
                blocks[name[near]].append(name)
            for one, other in _near(blocks):
                yield from _alike_at(far, blocks[one], blocks[other])


def _near(blocks: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Words that begin with the same two letters and are alike, each with itself as well."""
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for word in blocks:
        begun[word[:2]].append(word)
    for own in begun.values():
        yield from ((word, word) for word in own)
        yield from ((a, b) for a, b in alike_words(own, own) if a < b)


def _alike_at(end: int, ones: Sequence[Words], others: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    """Pairs from two blocks whose words at ``end`` are equal or alike."""
    left, right = _by_word(end, ones), _by_word(end, others)
    for a, b in alike_words(list(left), list(right)):
        yield from ((one, other) for one in left[a] for other in right[b] if one != other)


def _by_word(end: int, names: Iterable[Words]) -> dict[str, list[Words]]:
    found: defaultdict[str, list[Words]] = defaultdict(list)
    for name in names:
        found[name[end]].append(name)
    return found


def alike_words(ones: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs, one from each side, that are equal or whose spelling is alike."""
    if len(ones) * len(others) < _AT_ONCE:
        yield from ((a, b) for a in ones for b in others if a == b or fuzz.ratio(a, b) >= ALIKE)
        return
    import numpy as np
    from rapidfuzz.process import cdist

    for start in range(0, len(ones), _ROWS):
        some = ones[start : start + _ROWS]
        likeness = cdist(some, others, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
        for row, column in np.argwhere(likeness):
            yield some[row], others[column]
