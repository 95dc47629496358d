"""Which remarks of about one time and one side have half of their words in common, without comparing all with all.

Whether such remarks are one is decided in :mod:`tracktwo.resolution.wordings`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

#: What has no date may be of any day.
_OPEN = (-(10**9), 10**9)
#: Reports that may be of more days than this are compared with all others.
_LONG = 40
#: So many pairs of remarks that have a word in common are looked at at once.
_AT_ONCE = 1_000_000
#: So many different words are told apart, and so many bits tell what words a remark has not.
_WORDS, _BITS = 2**16, 128


class Timed(Protocol):
    """A remark, as far as it is compared here."""

    @property
    def words(self) -> frozenset[str]: ...
    @property
    def days(self) -> tuple[int, int] | None:
        """Between which days it was reported, by number; None where that is open."""

    @property
    def side(self) -> str | None: ...


def in_common(remarks: Mapping[str, Timed], within: timedelta) -> set[tuple[str, str]]:
    """Pairs of names of remarks of one side, ``within`` so much time, with at least half of the shorter one's words in
    common; others cannot be alike.

    What has no time may be of any, and what is nobody's may be any side's. There may be other pairs among them.
    """
    names = sorted(remarks, key=lambda name: remarks[name].days or _OPEN)
    table = _Table.of_remarks([remarks[name] for name in names])
    found: set[tuple[str, str]] = set()
    for a, b in table.sharing_rare(within.days + 1):
        mine, theirs = remarks[names[a]].words, remarks[names[b]].words
        if 2 * len(mine & theirs) >= min(len(mine), len(theirs)):
            found.add((min(names[a], names[b]), max(names[a], names[b])))
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    """Remarks in order of time, with what all of them are compared by at once: a row for each word of each remark.

    Of words of which half stand in another remark too, one stands there of any half and one more of them. So only the
    rarest are looked for (prefix filtering: Chaudhuri, Ganti and Kaushik 2006).
    """

    starts: Numbers
    ends: Numbers
    #: A number for each side, 0 for nobody's.
    sides: Numbers
    lengths: Numbers
    #: For each remark one of so many bits for each of its words.
    marks: NDArray[np.uint64]
    #: Words, as numbers, rare ones first, with the remark that each stands in, in order of both.
    words: Numbers
    of: Numbers
    #: Of these rows, those of the rarest words of each remark.
    rare: NDArray[np.intp]

    @classmethod
    def of_remarks(cls, remarks: Sequence[Timed]) -> "_Table":
        """The table of remarks that are in order of time."""
        days = np.array([one.days or _OPEN for one in remarks], np.int64).reshape(-1, 2)
        lengths = np.fromiter((len(one.words) for one in remarks), np.int64, len(remarks))
        code = {side: n for n, side in enumerate(dict.fromkeys((None, *(one.side for one in remarks))))}
        sides = np.fromiter((code[one.side] for one in remarks), np.int64, len(remarks))
        every = chain.from_iterable(one.words for one in remarks)
        hashes = np.fromiter(map(hash, every), np.int64, int(lengths.sum()))
        # Two words may fall into one; then a pair is looked at for nothing.
        words = hashes % _WORDS
        words += np.bincount(words)[words] * _WORDS
        of = np.repeat(np.arange(len(remarks)), lengths)
        # By remark and how rare they are, then each one's place among those of its remark.
        own = np.argsort(of * (int(words.max(initial=0)) + 1) + words)
        place = np.empty(len(own), np.int64)
        place[own] = np.arange(len(own)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        order = np.argsort(words * len(remarks) + of)
        is_rare = (place <= lengths[of] // 2)[order]
        return cls(
            days[:, 0], days[:, 1], sides, lengths, _marks(hashes, of, len(remarks)),
            words[order], of[order], np.flatnonzero(is_rare),
        )  # fmt: skip

    def sharing_rare(self, near: int) -> Iterator[tuple[int, int]]:
        """Pairs that may be of one time and side, of which one has a word among its rarest that the other has too."""
        count = len(self.starts)
        is_long = self.ends - self.starts > _LONG
        first = np.searchsorted(self.starts, self.starts - near - _LONG)
        last = np.searchsorted(self.starts, self.ends + near, side="right")
        first[is_long], last[is_long] = 0, count
        pairs = [*self._having(self.rare, slice(None), first, last, near)]
        if is_long.any():
            # What may be of very many days may begin long before.
            rows = np.flatnonzero(is_long[self.of])
            others = self.rare[~is_long[self.of[self.rare]]]
            pairs += self._having(others, rows, np.zeros_like(first), np.full_like(last, count), near)
        both = np.unique(np.concatenate([np.zeros(0, np.int64), *pairs]))
        yield from zip((both // max(count, 1)).tolist(), (both % max(count, 1)).tolist(), strict=True)

    def _having(
        self, rare: NDArray[np.intp], rows: NDArray[np.intp] | slice, first: Numbers, last: Numbers, near: int
    ) -> Iterator[Numbers]:
        """For rows of rare words the remarks among some rows that have the word and stand from ``first`` to before
        ``last`` of the remark with the rare one; each pair as one number."""
        count = len(self.starts)
        places, of = (self.words * count + self.of)[rows], self.of[rows]
        begin = np.searchsorted(places, self.words[rare] * count + first[self.of[rare]])
        sizes = np.searchsorted(places, self.words[rare] * count + last[self.of[rare]]) - begin
        for some in _portions(sizes):
            each = sizes[some]
            a = np.repeat(self.of[rare[some]], each)
            b = of[np.arange(each.sum()) + np.repeat(begin[some] - (np.cumsum(each) - each), each)]
            may_be = (
                (a != b) & (self.starts[b] - self.ends[a] <= near) & (self.starts[a] - self.ends[b] <= near)
            )
            may_be &= (self.sides[a] == self.sides[b]) | (self.sides[a] == 0) | (self.sides[b] == 0)
            a, b = a[may_be], b[may_be]
            may_be = self._have_half(a, b)
            a, b = a[may_be], b[may_be]
            yield np.unique(np.minimum(a, b) * count + np.maximum(a, b))

    def _have_half(self, a: Numbers, b: Numbers) -> NDArray[np.bool_]:
        """Whether pairs may have half of the shorter one's words in common: no word is common whose bit is not."""
        own = np.bitwise_count(self.marks[a] & ~self.marks[b]).sum(axis=1, dtype=np.int64)
        fewer = np.minimum(self.lengths[a], self.lengths[b])
        return np.asarray(2 * (self.lengths[a] - own) >= fewer)


def _marks(hashes: Numbers, of: Numbers, count: int) -> NDArray[np.uint64]:
    """For each of so many remarks one of :data:`_BITS` bits for each of its words, given by their hashes."""
    has = np.zeros((count, _BITS), bool)
    has[of, hashes % _BITS] = True
    return np.packbits(has, axis=1).view(np.uint64)


def _portions(sizes: Numbers) -> Iterator[slice]:
    """Parts of a sequence of sizes that come to about so many at once."""
    ends = np.cumsum(sizes) // _AT_ONCE
    at = [0, *(np.flatnonzero(np.diff(ends)) + 1).tolist(), len(sizes)]
    return (slice(start, end) for start, end in pairwise(at) if end > start)
