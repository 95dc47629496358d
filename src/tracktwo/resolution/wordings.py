"""One statement as several documents word it: the same speaker, the same days, the same words but for their form.

Whether two contents say the same in other words is not asked: that would be a guess.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial
from itertools import combinations
from operator import attrgetter

from tracktwo.model import Entry, Statement
from tracktwo.model.dates import Edtf
from tracktwo.resolution.again import Again
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.common_words import in_common
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
        found = in_common({name: one for name, one in remarks.items() if one.is_long}, TAKEN_UP)
    else:
        new = {name for name, entry in by_id.items() if before.by_id.get(name) is not entry}
        remarks = {
            name: _Remark.of(entry) if name in new else before.remarks[name]
            for name, entry in by_id.items()
            if entry.claim.speaker
        }
        if len(new) > _FEW:
            found = in_common({name: one for name, one in remarks.items() if one.is_long}, TAKEN_UP)
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
    """The same as :func:`in_common`, of the pairs with one of few names in them."""
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


@lru_cache(maxsize=4096)
def _days(published: str | None) -> tuple[int, int] | None:
    """The first and the last day of a date, by number; None where it is open."""
    start, end = Edtf.parse(published).bounds() if published else (None, None)
    return (start.toordinal(), end.toordinal()) if start and end else None
