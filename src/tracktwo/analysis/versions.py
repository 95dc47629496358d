"""One promise as it is given several times: told again, for a later time, or in another document.

What became of it is not asked here; see :mod:`tracktwo.analysis.commitments`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import chain

from tracktwo.analysis.fulfilment import Teller
from tracktwo.analysis.likeness import content_words, shared
from tracktwo.analysis.undertaking import Undertaking
from tracktwo.model import Citation, Commitment, Entry, Strength
from tracktwo.model.dates import Edtf, first_day

#: Share of the content words of two promises of one side from which they are one. Set on the fictional example.
ALIKE = 0.6
#: Fewer content words than this are too few to compare ("meet again").
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Slip:
    """A promise that was given again for a later time."""

    from_due: str
    to_due: str
    entry: Entry[Commitment]


def grouped(
    own: Sequence[Entry[Commitment]], tellers: Mapping[str, Teller]
) -> Iterator[list[Entry[Commitment]]]:
    """The same promise told several times, later versions included, the earliest account first."""
    by_side: defaultdict[tuple[str, ...], _Groups] = defaultdict(lambda: _Groups(Alikes(tellers)))
    for entry in sorted(own, key=in_order):
        side = by_side[tuple(sorted(entry.claim.by))]
        near = sorted({side.homes[number] for number in side.told.near(entry)})
        home = next((n for n in near if _is_same(side.groups[n], entry, tellers)), len(side.groups))
        if home == len(side.groups):
            side.groups.append([])
        side.groups[home].append(entry)
        side.told.add(entry)
        side.homes.append(home)
    for side in by_side.values():
        yield from side.groups


@dataclass(slots=True)
class _Groups:
    """The promises of one side, and the group of each."""

    told: "Alikes"
    groups: list[list[Entry[Commitment]]] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)


class Alikes:
    """Promises, numbered as they come, to find those that may be :func:`alike` without comparing all with all."""

    def __init__(self, tellers: Mapping[str, Teller]) -> None:
        self._tellers = tellers
        self._lengths: list[int] = []
        #: By the head of the thing, and by all words; either is enough.
        self._marked: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._having: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, entry: Entry[Commitment]) -> None:
        """Number one more promise."""
        number, words = len(self._lengths), _content_of(entry)
        self._lengths.append(len(words))
        for mark in self._marks(entry):
            self._marked[mark].append(number)
        for word in words:
            self._having[word].append(number)

    def near(self, entry: Entry[Commitment]) -> list[int]:
        """The numbers of promises that may be alike, in order; those that are alike are among them."""
        words = _content_of(entry)
        common = Counter(chain.from_iterable(self._having.get(word, ()) for word in words))
        own, lengths = len(words), self._lengths
        found = {number for number, count in common.items() if count >= ALIKE * min(own, lengths[number])}
        for mark in self._marks(entry):
            found.update(self._marked.get(mark, ()))
        return sorted(found)

    def _marks(self, entry: Entry[Commitment]) -> Iterator[tuple[str, str]]:
        core = self._tellers[entry.id].undertaking.core
        if core:
            yield "head", core[-1]
        yield "words", _spelt(words_of_promise(entry.claim.what))


def _content_of(entry: Entry[Commitment]) -> frozenset[str]:
    return content_words(words_of_promise(entry.claim.what))


@lru_cache(maxsize=16_384)
def _spelt(words: str) -> str:
    """Words as they are compared: folded, with one space between two of them."""
    return " ".join(words.casefold().split())


def _is_same(
    group: Sequence[Entry[Commitment]], entry: Entry[Commitment], tellers: Mapping[str, Teller]
) -> bool:
    if (group[0].claim.strength is Strength.CONDITIONAL) is not (
        entry.claim.strength is Strength.CONDITIONAL
    ):
        return False
    if not any(alike(one, entry, tellers) for one in group):
        return False
    ordinals = [tellers[e.id].undertaking.ordinals for e in (group[0], entry)]
    if all(ordinals) and not ordinals[0] & ordinals[1]:
        return False
    return all(_times_fit(one, entry) for one in group)


def _times_fit(first: Entry[Commitment], later: Entry[Commitment]) -> bool:
    """Whether the later one is for the same time, or for a later one and told later: then it slipped."""
    if not (first.claim.due and later.claim.due):
        return True
    a, b = Edtf.parse(first.claim.due), Edtf.parse(later.claim.due)
    if a.may_overlap(b):
        return True
    # A promise for a time that had passed when the next was given is another turn of something regular.
    return a.surely_before(b) and is_after(later, first) and not _is_long_over(first.claim.due, later)


def _is_long_over(due: str, later: Entry[Commitment]) -> bool:
    end = Edtf.parse(due).bounds()[1]
    told = first_day(later.document.published)
    return end is not None and told is not None and told - end > timedelta(days=366)


def alike(one: Entry[Commitment], other: Entry[Commitment], tellers: Mapping[str, Teller]) -> bool:
    """Whether two promises are of the same deed and thing, or share most of their words."""
    a, b = tellers[one.id].undertaking, tellers[other.id].undertaking
    if _core_fits(a, b) and (a.verbs & b.verbs):
        return True
    first, second = words_of_promise(one.claim.what), words_of_promise(other.claim.what)
    if first == second or _spelt(first) == _spelt(second):
        return True
    enough = min(len(a.core) + len(a.beyond), len(b.core) + len(b.beyond)) >= FEWEST
    return enough and shared(first, second) >= ALIKE


def _core_fits(a: Undertaking, b: Undertaking) -> bool:
    if not a.core or not b.core or a.core[-1] != b.core[-1]:
        return False
    common = set(a.core) & set(b.core)
    if a.beyond and b.beyond and not a.beyond & b.beyond and a.core == b.core:
        return False
    return len(common) >= min(len(a.core), len(b.core))


def slips_of(group: Sequence[Entry[Commitment]]) -> Iterator[Slip]:
    """Each time that a promise was given again for a later time."""
    due: str | None = None
    for entry in group:
        new = entry.claim.due
        if due and new and Edtf.parse(due).surely_before(Edtf.parse(new)):
            yield Slip(due, new, entry)
        due = new or due


def first_due(group: Sequence[Entry[Commitment]]) -> str | None:
    """The first time that any version names."""
    return next((e.claim.due for e in group if e.claim.due), None)


def is_after(later: Entry[Commitment], first: Entry[Commitment]) -> bool:
    """Whether one promise was certainly told after another."""
    a, b = first.document.published, later.document.published
    return bool(a and b) and Edtf.parse(a or "").surely_before(Edtf.parse(b or ""))


def words_of_promise(what: tuple[Citation, ...]) -> str:
    """The words that say what is promised."""
    if len(what) == 1:
        return what[0].exact
    return " ".join(c.exact for c in what)


def in_order(entry: Entry[Commitment]) -> tuple[str, str]:
    """A key that puts promises in the order of telling."""
    return entry.document.published or "", entry.id
