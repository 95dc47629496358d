"""Two documents about one occasion, side by side by issue: what both say, what only one says, where they contradict.

Works on what was read from them. It finds the same matter by content words, so that two wordings without a word in
common stand as two; and silence is no denial: what only one says, the other may have left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from tracktwo.analysis.issue_tree import name_issues
from tracktwo.analysis.likeness import content_words, shared
from tracktwo.model import (
    Document,
    Engagement,
    Entry,
    Form,
    Modality,
    Participant,
    Round,
    Stance,
    StanceValue,
    Statement,
)
from tracktwo.model.dates import Edtf
from tracktwo.resolution.engagements import link_engagements, same_participant
from tracktwo.resolution.phrasing import figures_by_kind, key_words, negations_about
from tracktwo.resolution.wordings import content_of

#: Dates further apart are of two occasions, though the same people met.
OCCASION = timedelta(days=10)
#: Share of the shorter content's words that the other has too, and how many these must be at least.
SAME_MATTER = 0.5
FEWEST = 2


class Verdict(StrEnum):
    """How two documents stand to one another on one matter."""

    BOTH = "both say"
    ONLY_FIRST = "only the first says"
    ONLY_SECOND = "only the second says"
    CONTRADICT = "they contradict"


@dataclass(frozen=True, slots=True)
class Fact:
    """What the documents tell of the occasion itself: its day, place, form and people."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    verdict: Verdict
    #: Claims of either document that tell it.
    entries: tuple[Entry[Any], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One matter: a claim of the first document, of the second, or of both."""

    issue: str | None
    verdict: Verdict
    first: Entry[Any] | None
    second: Entry[Any] | None
    #: What the contradiction lies in.
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side."""

    first: Document
    second: Document
    facts: tuple[Fact, ...]
    #: By issue, those that both name first; matters without an issue come last.
    lines: tuple[Line, ...]


def compare(
    first: Document, first_claims: Iterable[Entry[Any]], second: Document, second_claims: Iterable[Entry[Any]]
) -> Comparison:
    """Lay two documents side by side, with their current claims."""
    ones, others = tuple(first_claims), tuple(second_claims)
    lines = [*_statements(_outermost(ones), _outermost(others)), *_stances(ones, others)]
    return Comparison(first, second, tuple(_facts(ones, others)), _by_issue(lines))


# ── the occasion ───────────────────────────────────────────────────────────────────────────────────────────


def _facts(ones: Sequence[Entry[Any]], others: Sequence[Entry[Any]]) -> Iterator[Fact]:
    pair = _occasion(ones, others)
    if pair is None:
        return
    a, b = pair
    x, y = a.claim, b.claim
    yield from _fact("day", _some(x.when), _some(y.when), pair, _same_day(x.when, y.when))
    yield from _fact("place", _some(x.where), _some(y.where), pair, _same_place(x.where, y.where))
    if isinstance(x, Engagement) and isinstance(y, Engagement):
        if x.form is y.form or {x.form, y.form} == {Form.CALL, Form.MEETING}:
            yield from _fact("form", (x.form.value,), (y.form.value,), pair, x.form is y.form)
        yield from _people((*x.who, *x.with_), (*y.who, *y.with_), pair)
    if isinstance(x, Round) and isinstance(y, Round):
        numbers = [_some(str(r.ordinal) if r.ordinal else None) for r in (x, y)]
        yield from _fact("number of the round", numbers[0], numbers[1], pair, x.ordinal == y.ordinal)


def _occasion(
    ones: Sequence[Entry[Any]], others: Sequence[Entry[Any]]
) -> tuple[Entry[Any], Entry[Any]] | None:
    """The contact that both tell of; where none is surely the same, the fullest of each with common people."""
    contacts = [[e for e in some if isinstance(e.claim, Engagement)] for some in (ones, others)]
    for known in link_engagements((*contacts[0], *contacts[1])):
        own = [[e for e in some if e in known.entries] for some in contacts]
        if own[0] and own[1]:
            return max(own[0], key=_fullness), max(own[1], key=_fullness)
    close = [
        (a, b)
        for a in contacts[0]
        for b in contacts[1]
        if _in_common(a.claim, b.claim) >= 2 and _may_be_one_time(a, b)
    ]
    if close:
        return max(close, key=lambda pair: (_in_common(pair[0].claim, pair[1].claim), _fullness(pair[0])))
    rounds = [
        [e for e in some if isinstance(e.claim, Round) and not e.claim.implied] for some in (ones, others)
    ]
    told = [(a, b) for a in rounds[0] for b in rounds[1] if _may_be_one_time(a, b)]
    return max(told, key=lambda pair: (_told(pair[0]), _told(pair[1])), default=None)


def _may_be_one_time(one: Entry[Any], other: Entry[Any]) -> bool:
    """Whether two accounts may be of one occasion, its day told wrong by a few days in one of them.

    Who publishes both tells of two occasions: a minister may ring another day after day.
    """
    whens = (one.claim.when, other.claim.when)
    (a, a_end), (b, b_end) = (Edtf.parse(when).bounds() if when else (None, None) for when in whens)
    if a is None or b is None or a_end is None or b_end is None:
        return True
    publishers = {one.document.publisher, other.document.publisher}
    slack = timedelta() if len(publishers) == 1 and None not in publishers else OCCASION
    return a < b_end + slack and b < a_end + slack


def _fullness(entry: Entry[Engagement]) -> tuple[int, bool, str]:
    return len(entry.claim.who) + len(entry.claim.with_), entry.claim.when is not None, entry.id


def _told(entry: Entry[Round]) -> tuple[bool, bool, str]:
    return entry.claim.when is not None, entry.claim.ordinal is not None, entry.id


def _in_common(one: Engagement, other: Engagement) -> int:
    theirs = (*other.who, *other.with_)
    return sum(any(same_participant(a, b) for b in theirs) for a in (*one.who, *one.with_))


def _people(
    ones: Sequence[Participant], others: Sequence[Participant], pair: tuple[Entry[Any], Entry[Any]]
) -> Iterator[Fact]:
    """Everybody named, by side; a list that leaves somebody out contradicts nothing."""
    for person in dict.fromkeys(p for p in ones if p.name):
        match = next((p for p in others if same_participant(person, p)), None)
        verdict = Verdict.BOTH if match else Verdict.ONLY_FIRST
        yield Fact("took part", (_called(person),), (_called(match),) if match else (), verdict, pair)
    for person in dict.fromkeys(
        p for p in others if p.name and not any(same_participant(p, q) for q in ones)
    ):
        yield Fact("took part", (), (_called(person),), Verdict.ONLY_SECOND, pair)


def _called(person: Participant) -> str:
    return f"{person.name} ({person.party})" if person.party else str(person.name)


def _fact(
    name: str, first: tuple[str, ...], second: tuple[str, ...], pair: tuple[Entry[Any], ...], is_same: bool
) -> Iterator[Fact]:
    if first and second:
        yield Fact(name, first, second, Verdict.BOTH if is_same else Verdict.CONTRADICT, pair)
    elif first or second:
        yield Fact(name, first, second, Verdict.ONLY_FIRST if first else Verdict.ONLY_SECOND, pair)


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _same_day(one: str | None, other: str | None) -> bool:
    return bool(one and other) and Edtf.parse(one or "").may_overlap(Edtf.parse(other or ""))


def _same_place(one: str | None, other: str | None) -> bool:
    """Whether one may lie in the other: a building and its city cannot be told from two places, so only names."""
    a, b = (set(re.findall(r"\w+", (place or "").casefold())) for place in (one, other))
    return bool(a & b)


# ── what was said ──────────────────────────────────────────────────────────────────────────────────────────


def _outermost(entries: Iterable[Entry[Any]]) -> list[Entry[Statement]]:
    return [e for e in entries if isinstance(e.claim, Statement) and e.claim.nested_in is None]


def _statements(ones: Sequence[Entry[Statement]], others: Sequence[Entry[Statement]]) -> Iterator[Line]:
    pairs = _matched(ones, others)
    second_of = {a.id: b for a, b in pairs}
    taken = {b.id for _, b in pairs}
    for one in ones:
        other = second_of.get(one.id)
        if other is None:
            yield Line(_issue(one), Verdict.ONLY_FIRST, one, None)
            continue
        why = _conflict(one.claim, other.claim)
        yield Line(_issue(one) or _issue(other), Verdict.CONTRADICT if why else Verdict.BOTH, one, other, why)
    for other in others:
        if other.id not in taken:
            yield Line(_issue(other), Verdict.ONLY_SECOND, None, other)


def _matched(
    ones: Sequence[Entry[Statement]], others: Sequence[Entry[Statement]]
) -> list[tuple[Entry[Statement], Entry[Statement]]]:
    """Statements of one side on one matter, each in one pair, the likest first."""
    scored = sorted(
        (
            (-_likeness(a.claim, b.claim), at, beside)
            for at, a in enumerate(ones)
            for beside, b in enumerate(others)
            if _one_side(a.claim, b.claim) and _likeness(a.claim, b.claim) >= SAME_MATTER
        ),
    )
    left, right = set(range(len(ones))), set(range(len(others)))
    pairs = []
    for _, at, beside in scored:
        if at in left and beside in right:
            left.discard(at)
            right.discard(beside)
            pairs.append((ones[at], others[beside]))
    return pairs


def _one_side(one: Statement, other: Statement) -> bool:
    if not (one.party and other.party):
        return True
    return bool(set(one.party.split("+")) & set(other.party.split("+")))


def _likeness(one: Statement, other: Statement) -> float:
    a, b = content_of(one), content_of(other)
    return shared(a, b) if len(content_words(a) & content_words(b)) >= FEWEST else 0.0


def _conflict(one: Statement, other: Statement) -> str | None:
    """What two statements on one matter differ in, if they cannot both be so."""
    a, b = key_words(content_of(one)), key_words(content_of(other))
    denied = [Modality.NEGATED in (s.modality,) for s in (one, other)]
    if denied[0] != denied[1]:
        return "one says that it was said, the other that it was not"
    if negations_about(a, b) % 2 != negations_about(b, a) % 2:
        return "one says it with a negation, the other without"
    mine, theirs = figures_by_kind(a), figures_by_kind(b)
    none: frozenset[str] = frozenset()
    both = [(mine[k] - theirs[k], theirs[k] - mine[k]) for k in mine.keys() & theirs.keys()]
    if not any(only and others for only, others in both):
        return None
    return " against ".join(", ".join(sorted(none.union(*some))) for some in zip(*both, strict=True))


def _issue(entry: Entry[Statement]) -> str | None:
    names = name_issues(entry.claim.issues)
    return next((names[phrase].name for phrase in entry.claim.issues), None)


# ── where they stand ───────────────────────────────────────────────────────────────────────────────────────


def _stances(ones: Sequence[Entry[Any]], others: Sequence[Entry[Any]]) -> Iterator[Line]:
    """One side put for an issue by one document and against it by the other."""
    a, b = _by_side(ones), _by_side(others)
    for key in sorted(a.keys() & b.keys()):
        values = {value for value, _ in (*a[key], *b[key])}
        first, second = {v for v, _ in a[key]}, {v for v, _ in b[key]}
        if {StanceValue.FOR, StanceValue.AGAINST} <= values and not first & second:
            why = f"{key[0]} {_joined(first)} in the first, {_joined(second)} in the second"
            yield Line(key[1], Verdict.CONTRADICT, a[key][0][1], b[key][0][1], why)


def _by_side(
    entries: Sequence[Entry[Any]],
) -> Mapping[tuple[str, str], list[tuple[StanceValue, Entry[Stance]]]]:
    stances = [e for e in entries if isinstance(e.claim, Stance)]
    names = name_issues(e.claim.issue for e in stances)
    found: dict[tuple[str, str], list[tuple[StanceValue, Entry[Stance]]]] = {}
    for entry in stances:
        name = names[entry.claim.issue]
        value = _turned(entry.claim.stance) if name.turned else entry.claim.stance
        for party in entry.claim.party.split("+"):
            found.setdefault((party, name.name), []).append((value, entry))
    return found


def _turned(value: StanceValue) -> StanceValue:
    opposite = {StanceValue.FOR: StanceValue.AGAINST, StanceValue.AGAINST: StanceValue.FOR}
    return opposite.get(value, value)


def _joined(values: Iterable[StanceValue]) -> str:
    return " and ".join(sorted(v.value for v in values))


def _by_issue(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Issues that both name first, then the first's, then the second's, each in the order of the text."""
    ranks: dict[str | None, int] = {}
    for line in lines:
        rank = 0 if line.first and line.second else 1 if line.first else 2
        ranks[line.issue] = min(rank, ranks.get(line.issue, 3))
    order = list(dict.fromkeys(line.issue for line in lines))
    return tuple(
        sorted(lines, key=lambda line: (line.issue is None, ranks[line.issue], order.index(line.issue)))
    )
