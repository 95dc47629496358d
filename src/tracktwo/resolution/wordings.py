"""One statement as several documents word it: the same speaker, the same days, the same words but for their form.

Whether two contents say the same in other words is not asked: that would be a guess.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from tracktwo.model import Entry, Statement
from tracktwo.model.dates import Edtf
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.names import may_be_one, words
from tracktwo.resolution.phrasing import key_words, same_phrasing
from tracktwo.resolution.rulings import NONE, Rulings, ruled

#: Fewer words than this say too little to be recognised ("yes", "of course").
FEWEST = 5
#: Papers take up a remark within so many days; the same words later are said again.
TAKEN_UP = timedelta(days=10)
#: Of a short remark papers of one day or the next have the very words, and so many of them that say something.
SHORT, SAYING = timedelta(days=0), 2
#: So many statements are compared one by one: that is quicker than looking them up by their words.
_FEW = 30


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """One statement with its wordings, the longest first."""

    entries: tuple[Entry[Statement], ...]


def content_of(statement: Statement) -> str:
    """The words of a statement, its parts joined."""
    return " ".join(c.exact for c in statement.content)


def link_statements(
    entries: Iterable[Entry[Statement]], rulings: Rulings = NONE
) -> tuple[KnownStatement, ...]:
    """Group the wordings of each statement; the groups stand in the order of their first entry's id."""
    by_id = {e.id: e for e in sorted(entries, key=lambda e: e.id)}
    contents = {name: content_of(entry.claim) for name, entry in by_id.items() if entry.claim.speaker}
    said = {name: key_words(text) for name, text in contents.items() if len(text.split()) >= FEWEST}
    times = {name: _stretches(by_id[name]) for name in said}
    sides = {name: by_id[name].claim.party or None for name in said}
    pairs = [
        (a, b)
        for a, b in sorted(_in_common({name: frozenset(own) for name, own in said.items()}, times, sides))
        if _may_be_one(by_id[a], by_id[b]) and same_phrasing(said[a], said[b])
    ]
    pairs += _word_for_word(by_id, contents)
    groups = [[by_id[i] for i in group] for group in connected(by_id, pairs)]
    return tuple(
        KnownStatement(tuple(sorted(group, key=lambda e: (-len(content_of(e.claim)), e.id))))
        for group in ruled(groups, rulings, lambda e: e.id)
    )


def _word_for_word(
    by_id: Mapping[str, Entry[Statement]], contents: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pairs of remarks, however short, that papers of about one day give to one named speaker in the same words."""
    alike: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, text in contents.items():
        saying = key_words(text)
        speaker = by_id[name].claim.speaker or ""
        if len(saying) >= SAYING and _is_name(speaker):
            alike[words(speaker), saying, text.casefold().split()[0]].append(name)
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


def _in_common(
    said: Mapping[str, frozenset[str]],
    times: Mapping[str, Sequence[int] | None],
    sides: Mapping[str, str | None],
) -> set[tuple[str, str]]:
    """Pairs of about one time with at least half of the shorter one's words in common; others cannot be alike.

    What has no time may be of any, and what is nobody's may be any side's.
    """
    often: Counter[str] = Counter()
    for words_said in said.values():
        often.update(words_said)
    together: defaultdict[int, list[str]] = defaultdict(list)
    for name, own in times.items():
        for time in own or ():
            together[time].append(name)
    open_ = [name for name, own in times.items() if own is None]
    rarity = {word: n for n, word in enumerate(sorted(often, key=lambda w: (often[w], w)))}
    rare = {name: _rarer_half(own, rarity) for name, own in said.items()}
    found: set[tuple[str, str]] = set()
    for time, names in together.items():
        # Two that have several stretches in common are compared in the first of these, which is one's first of all.
        new = [name for name in names if (times[name] or ())[0] == time]
        before = [name for name in names if (times[name] or ())[0] != time]
        for some, others in ((new, names), (before, new)):
            for ours, theirs in _of_one_side(some, others, sides):
                found |= _sharing(ours, theirs, said, rare)
    found |= _sharing(open_, said.keys(), said, rare)
    return found | _sharing(said.keys(), open_, said, rare)


def _of_one_side(
    names: Sequence[str], others: Sequence[str], sides: Mapping[str, str | None]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The statements that can be one side's, in parts: those of each side, and nobody's with all."""
    parts: list[defaultdict[str | None, list[str]]] = [defaultdict(list), defaultdict(list)]
    for some, by_side in zip((names, others), parts, strict=True):
        for name in some:
            by_side[sides[name]].append(name)
    ours, theirs = parts
    nobodys = theirs[None]
    for side, own in ours.items():
        yield own, others if side is None else [*theirs[side], *nobodys]


def _rarer_half(own: frozenset[str], rarity: Mapping[str, int]) -> list[str]:
    """The rarer half of some words and one more. ``rarity`` is the place of each word among all, the rarest first."""
    return sorted(own, key=rarity.__getitem__)[: len(own) - -(-len(own) // 2) + 1]


def _sharing(
    names: Collection[str],
    others: Collection[str],
    said: Mapping[str, frozenset[str]],
    rare: Mapping[str, Sequence[str]],
) -> set[tuple[str, str]]:
    """Pairs of one of ``names`` with a longer one of ``others`` that has at least half of its words.

    Of a statement's words, the rarer half and one more are enough to meet every such other by (prefix filtering:
    Chaudhuri, Ganti and Kaushik 2006), so that thousands of statements are not compared pairwise.
    """
    if not names or not others:
        return set()
    are_many = len(others) > _FEW
    holding: defaultdict[str, list[str]] = defaultdict(list)
    if are_many:
        for other in others:
            for word in said[other]:
                holding[word].append(other)
    found: set[tuple[str, str]] = set()
    for name in names:
        own = said[name]
        near: Collection[str] = others
        if are_many:
            near = set().union(*(holding.get(word, ()) for word in rare[name]))
        length = len(own)
        for other in near:
            theirs = said[other]
            if length <= len(theirs) and 2 * len(own & theirs) >= length and other != name:
                found.add((name, other) if name < other else (other, name))
    return found


def _stretches(entry: Entry[Statement]) -> range | None:
    """Stretches of time of which two reports of about one time have one in common; None where the date is open."""
    if not entry.document.published:
        return None
    start, end = Edtf.parse(entry.document.published).bounds()
    if start is None or end is None:
        return None
    length = TAKEN_UP.days + 1
    return range(start.toordinal() // length, end.toordinal() // length + 2)
