"""Where each side stands on each issue: the ledger of stances, and where the sides agree or differ.

A position is what a side's latest stance says; earlier ones stay beside it. Issues are matched across sides
and documents by their words only: see :func:`same_issue` for what that can and cannot tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz import fuzz

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.likeness import content_words
from tracktwo.model import Entry, Stance, StanceValue
from tracktwo.resolution.clusters import connected

#: Likeness (0–100) of the content words of two issues from which they are one issue.
SAME_ISSUE = 85.0


class Movement(StrEnum):
    """How a side's latest stance relates to the one before."""

    FIRST_STATED = "first stated"
    REPEATED = "repeated"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Position:
    """One side on one issue: all stances, oldest first."""

    party: str
    issue: str
    stances: tuple[Entry[Stance], ...]

    @property
    def last(self) -> Entry[Stance]:
        """The latest stance."""
        return self.stances[-1]

    @property
    def movement(self) -> Movement:
        """What the latest stance did to the one before it."""
        if len(self.stances) == 1:
            return Movement.FIRST_STATED
        before, now = (s.claim.stance for s in self.stances[-2:])
        return Movement.REPEATED if before is now else Movement.CHANGED


class Relation(StrEnum):
    """How the sides' latest stances on one issue relate."""

    BOTH_FOR = "both for"
    BOTH_AGAINST = "both against"
    OPPOSED = "opposed"
    UNCLEAR = "unclear"
    ONE_SIDE = "one side only"


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """One issue with the position of each side that has stated one."""

    issue: str
    positions: tuple[Position, ...]
    relation: Relation


def issue_sheets(dossier: Dossier) -> tuple[IssueSheet, ...]:
    """Lay out the positions of the dialogue's parties, issue by issue, the issues most spoken of first."""
    stances = [
        (party, entry)
        for entry in dossier.stances
        for party in entry.claim.party.split("+")
        if party in dossier.series.parties
    ]
    names = _one_name_each({entry.claim.issue for _, entry in stances})
    by_issue: defaultdict[str, list[tuple[str, Entry[Stance]]]] = defaultdict(list)
    for party, entry in stances:
        by_issue[names[entry.claim.issue]].append((party, entry))
    ordered = sorted(by_issue.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_sheet(issue, own, dossier.series.parties) for issue, own in ordered)


def same_issue(one: str, other: str) -> bool:
    """Whether two issues share their content words, up to endings and order.

    It joins "drone strikes" with "U.S. drone strikes in Pakistan", and cannot see that "unmanned raids" are
    the same: the issue lexicon's synonyms are for that.
    """
    a, b = content_words(one), content_words(other)
    if len(min(a, b, key=len)) >= 2 and (a <= b or b <= a):
        return True
    return bool(a and b) and fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b))) >= SAME_ISSUE


def _one_name_each(issues: Iterable[str]) -> dict[str, str]:
    ordered = sorted(issues)
    pairs = [(a, b) for a, b in combinations(ordered, 2) if same_issue(a, b)]
    names: dict[str, str] = {}
    for group in connected(ordered, pairs):
        shortest = min(group, key=lambda i: (len(i), i))
        names |= dict.fromkeys(group, shortest)
    return names


def _sheet(issue: str, stances: Sequence[tuple[str, Entry[Stance]]], parties: Sequence[str]) -> IssueSheet:
    positions = []
    for party in parties:
        own = sorted((e for p, e in stances if p == party), key=_stated)
        if own:
            positions.append(Position(party, issue, tuple(own)))
    return IssueSheet(issue, tuple(positions), _relation([p.last.claim.stance for p in positions]))


def _stated(entry: Entry[Stance]) -> tuple[str, int, str]:
    return entry.document.published or "", entry.claim.evidence[0].start, entry.id


def _relation(values: Sequence[StanceValue]) -> Relation:
    if len(values) < 2:
        return Relation.ONE_SIDE
    given = set(values)
    if given == {StanceValue.FOR}:
        return Relation.BOTH_FOR
    if given == {StanceValue.AGAINST}:
        return Relation.BOTH_AGAINST
    if given == {StanceValue.FOR, StanceValue.AGAINST}:
        return Relation.OPPOSED
    return Relation.UNCLEAR
