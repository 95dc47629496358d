"""One statement as several documents word it: the same speaker, the same days, the same words but for their form.

Whether two contents say the same in other words is not asked: that would be a guess.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial
from itertools import chain, combinations
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from tracktwo.model import Entry, Statement
from tracktwo.model.dates import Edtf
from tracktwo.resolution.again import Again
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.name_parts import words
from tracktwo.resolution.names import may_be_one
from tracktwo.resolution.phrasing import Words, key_words, same_phrasing
from tracktwo.resolution.rulings import NONE, Rulings, ruled

#: Fewer words than this say too little to be recognised ("yes", "of course").
FEWEST = 5
#: Papers take up a remark within so many days; the same words later are said again.
TAKEN_UP = timedelta(days=10)
#: Of a short remark papers of one day or the next have the very words, and so many of them that say something.
SHORT, SAYING = timedelta(days=0), 2
#: So many that are new are compared with all others one by one; of more, all are compared again.
_FEW = 200

#: Ids of two statements, in order.
_Pair = tuple[str, str]

#: What has no date may be of any day.
_OPEN = (-(10**9), 10**9)
#: Days that can lie between two reports of one remark.
_NEAR = TAKEN_UP.days + 1
#: Reports that may be of more days than this are compared with all others.
_LONG = 40
#: So many remarks are compared with those near them at once, by so many remainders of their words.
_AT_ONCE, _REMAINDERS = 64, 256


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """One statement with its wordings, the longest first."""

    entries: tuple[Entry[Statement], ...]


def content_of(statement: Statement) -> str:
    """The words of a statement, its parts joined."""
    return " ".join(c.exact for c in statement.content)


@dataclass(frozen=True, slots=True)
class _Remark:
    """A statement of somebody, as far as it counts for whether another is the same."""

    saying: Words
    words: frozenset[str]
    #: Whether it is long enough to be known again in other words.
    is_long: bool
    #: Between which days it was reported; None where that is open.
    days: tuple[int, int] | None
    side: str | None

    @classmethod
    def of(cls, entry: Entry[Statement]) -> "_Remark":
        text = content_of(entry.claim)
        saying = key_words(text)
        is_long = len(text.split()) >= FEWEST
        days = _days(entry.document.published)
        return cls(saying, frozenset(saying), is_long, days, entry.claim.party or None)


@dataclass(frozen=True, slots=True)
class _Linked:
    """Statements as they were linked, for when some of them have changed."""

    by_id: Mapping[str, Entry[Statement]]
    remarks: Mapping[str, _Remark]
    pairs: Collection[_Pair]


def link_statements(
    entries: Iterable[Entry[Statement]], rulings: Rulings = NONE, again: Again | None = None
) -> tuple[KnownStatement, ...]:
    """Group the wordings of each statement; the groups stand in the order of their first entry's id.

    With ``again``, only statements that changed since are compared with others.
    """
    again = again or Again()
    by_id = {e.id: e for e in sorted(entries, key=attrgetter("id"))}
    linked = again.note("statements", _linked(by_id, again.last("statements")))
    pairs = [*linked.pairs, *_word_for_word(by_id, linked.remarks)]
    groups = [[by_id[i] for i in group] for group in connected(by_id, pairs)]
    return tuple(
        again.of("statement", group, partial(_known, group))
        for group in ruled(groups, rulings, lambda e: e.id)
    )


def _known(group: Sequence[Entry[Statement]]) -> KnownStatement:
    if len(group) == 1:
        return KnownStatement(tuple(group))
    return KnownStatement(tuple(sorted(group, key=lambda e: (-len(content_of(e.claim)), e.id))))


def _linked(by_id: Mapping[str, Entry[Statement]], before: _Linked | None) -> _Linked:
    """The statements with all pairs that are worded alike."""
    if before is None:
        new = set(by_id)
        remarks = {name: _Remark.of(entry) for name, entry in by_id.items() if entry.claim.speaker}
        found = _in_common({name: one for name, one in remarks.items() if one.is_long})
    else:
        new = {name for name, entry in by_id.items() if before.by_id.get(name) is not entry}
        remarks = {
            name: _Remark.of(entry) if name in new else before.remarks[name]
            for name, entry in by_id.items()
            if entry.claim.speaker
        }
        if len(new) > _FEW:
            found = _in_common({name: one for name, one in remarks.items() if one.is_long})
            new = set(by_id)
        else:
            found = _with_others(new, remarks)
    pairs = [
        (a, b)
        for a, b in sorted(found)
        if _may_be_one(by_id[a], by_id[b]) and same_phrasing(remarks[a].saying, remarks[b].saying)
    ]
    stayed = by_id.keys() - new
    return _Linked(by_id, remarks, [*pairs, *_among(stayed, before.pairs if before is not None else ())])


def _among(names: Collection[str], pairs: Iterable[_Pair]) -> list[_Pair]:
    return [(a, b) for a, b in pairs if a in names and b in names]


def _with_others(names: Collection[str], remarks: Mapping[str, _Remark]) -> set[_Pair]:
    """The same as :func:`_in_common`, of the pairs with one of few names in them."""
    found: set[_Pair] = set()
    for name in names:
        own = remarks.get(name)
        if own is None or not own.is_long:
            continue
        for other, theirs in remarks.items():
            fewer = min(len(own.words), len(theirs.words))
            if other != name and theirs.is_long and 2 * len(own.words & theirs.words) >= fewer:
                found.add((name, other) if name < other else (other, name))
    return found


def _word_for_word(by_id: Mapping[str, Entry[Statement]], remarks: Mapping[str, _Remark]) -> Iterator[_Pair]:
    """Pairs of remarks, however short, that papers of about one day give to one named speaker in the same words."""
    same: defaultdict[Words, list[str]] = defaultdict(list)
    for name, remark in remarks.items():
        if len(remark.saying) >= SAYING:
            same[remark.saying].append(name)
    alike: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for saying, names in same.items():
        for name in names if len(names) > 1 else ():
            speaker = by_id[name].claim.speaker or ""
            if _is_name(speaker):
                first = content_of(by_id[name].claim).casefold().split()[0]
                alike[words(speaker), saying, first].append(name)
    for own in alike.values():
        for a, b in combinations(own, 2):
            one, other = by_id[a], by_id[b]
            if (
                _may_be_one(one, other)
                and _one_time(one, other, SHORT)
                and _is_dated(one)
                and _is_dated(other)
            ):
                yield a, b


def _is_dated(entry: Entry[Statement]) -> bool:
    return entry.document.published is not None and Edtf.parse(entry.document.published).has_year


def _may_be_one(one: Entry[Statement], other: Entry[Statement]) -> bool:
    return (
        one.document.id != other.document.id
        and _one_speaker(one.claim, other.claim)
        and _one_time(one, other)
    )


def _one_speaker(one: Statement, other: Statement) -> bool:
    if one.party and other.party and one.party != other.party:
        return False
    a, b = one.speaker or "", other.speaker or ""
    if words(a) == words(b):
        return True
    if _is_name(a) and _is_name(b):
        return may_be_one(a, b)
    # "The spokeswoman" may be the person whom the other paper names, if the side is the same.
    return one.party is not None and one.party == other.party


def _is_name(speaker: str) -> bool:
    """Whether a speaker is called by a name and not as a body, an office or a side."""
    first = speaker.split(maxsplit=1)[:1]
    # "Kasrevan's Foreign Ministry" begins with a name, but is none.
    return (
        bool(first) and first[0][:1].isupper() and not first[0].endswith(("'s", "’s")) and first[0] != "The"
    )


def _one_time(one: Entry[Statement], other: Entry[Statement], within: timedelta = TAKEN_UP) -> bool:
    """Whether both reports may be of the same days; a report without a date may be of any."""
    if not (one.document.published and other.document.published):
        return True
    (a, a_end), (b, b_end) = (Edtf.parse(e.document.published or "").bounds() for e in (one, other))
    if a is None or b is None or a_end is None or b_end is None:
        return True
    return a - b_end <= within and b - a_end <= within


def _in_common(remarks: Mapping[str, _Remark]) -> set[_Pair]:
    """Pairs of about one time and one side with at least half of the shorter one's words in common; others cannot be
    alike.

    What has no time may be of any, and what is nobody's may be any side's. There may be other pairs among them.
    """
    names = sorted(remarks, key=lambda name: remarks[name].days or _OPEN)
    table = _Table.of([remarks[name] for name in names])
    is_long = table.ends - table.starts > _LONG
    found: set[tuple[int, int]] = set()
    for rows in _portions(np.flatnonzero(~is_long)):
        # Those after it, until none can be of its time any more; what may be of very many days is compared apart.
        last = int(np.searchsorted(table.starts, table.ends[rows].max() + _NEAR, side="right"))
        found.update(_sharing(table, rows, np.arange(rows[0], last)))
    for rows in _portions(np.flatnonzero(is_long)):
        found.update(_sharing(table, rows, np.arange(len(names))))
    return {(min(names[a], names[b]), max(names[a], names[b])) for a, b in found}


@dataclass(frozen=True, slots=True)
class _Table:
    """Remarks in order of time, with what all of them are compared by at once."""

    remarks: Sequence[_Remark]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lengths: NDArray[np.int64]
    #: A number for each side, 0 for nobody's.
    sides: NDArray[np.int64]
    #: How many words of each remark have each of so many remainders: a remark has never more words in common with
    #: another than these have.
    counts: NDArray[np.float32]

    @classmethod
    def of(cls, remarks: Sequence[_Remark]) -> "_Table":
        days = np.array([one.days or _OPEN for one in remarks], np.int64).reshape(-1, 2)
        lengths = np.fromiter((len(one.words) for one in remarks), np.int64, len(remarks))
        code = {side: n for n, side in enumerate(dict.fromkeys((None, *(one.side for one in remarks))))}
        sides = np.fromiter((code[one.side] for one in remarks), np.int64, len(remarks))
        every = chain.from_iterable(one.words for one in remarks)
        remainders = np.fromiter(map(hash, every), np.int64, int(lengths.sum())) % _REMAINDERS
        cells = np.repeat(np.arange(len(remarks)) * _REMAINDERS, lengths) + remainders
        counts = np.bincount(cells, minlength=len(remarks) * _REMAINDERS).astype(np.float32)
        return cls(remarks, days[:, 0], days[:, 1], lengths, sides, counts.reshape(-1, _REMAINDERS))


def _portions(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def _sharing(table: _Table, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pairs of a row and a column that are of about one time and side and have words enough in common."""
    a, b = rows[:, None], columns[None, :]
    fewer = np.minimum(table.lengths[a], table.lengths[b])
    may_be = 2 * (table.counts[rows] @ table.counts[columns].T) >= fewer
    may_be &= (table.sides[a] == table.sides[b]) | (table.sides[a] == 0) | (table.sides[b] == 0)
    may_be &= table.starts[b] - table.ends[a] <= _NEAR
    may_be &= table.starts[a] - table.ends[b] <= _NEAR
    for n, m in zip(*map(np.ndarray.tolist, np.nonzero(may_be)), strict=True):
        one, other = int(rows[n]), int(columns[m])
        mine, theirs = table.remarks[one].words, table.remarks[other].words
        if one != other and 2 * len(mine & theirs) >= min(len(mine), len(theirs)):
            yield one, other


@lru_cache(maxsize=4096)
def _days(published: str | None) -> tuple[int, int] | None:
    """The first and the last day of a date, by number; None where it is open."""
    start, end = Edtf.parse(published).bounds() if published else (None, None)
    return (start.toordinal(), end.toordinal()) if start and end else None
