"""The convergence sheet: where the sides meet on each issue, in each period, with their sentences side by side.

What is compared are the last words of each side within a period. The measure is defined in docs/analysis.md, with
what it cannot tell: it counts issues that somebody spoke of, and weighs none of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracktwo.analysis.agreement import Agreement, Meeting, find_agreements
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import IssueName, is_vague
from tracktwo.analysis.ledger import Ledger, Movement, Told, days_told, position_ledger
from tracktwo.analysis.once import once
from tracktwo.analysis.periods import By, Period, periods_of
from tracktwo.model import StanceValue


class Relation(StrEnum):
    """How the sides relate on one issue in one period."""

    BOTH_FOR = "both for"
    BOTH_AGAINST = "both against"
    OPPOSED = "opposed"
    JOINT = "joint statement"
    UNCLEAR = "unclear"
    ONE_SIDE = "one side only"
    NOTHING = "nothing said"

    @property
    def is_meeting(self) -> bool:
        """Whether the sides meet."""
        return self in (Relation.BOTH_FOR, Relation.BOTH_AGAINST, Relation.JOINT)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side said on the issue in the period, oldest first; empty where it said nothing."""

    party: str
    told: tuple[Told, ...]

    @property
    def value(self) -> StanceValue | None:
        """Where it stands by its last words; None where it said nothing.

        What is told both ways of one day leaves open where it stands.
        """
        if not self.told:
            return None
        last = self.told[-1]
        return StanceValue.MIXED if last.movement is Movement.BOTH_WAYS else last.value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One issue in one period."""

    issue: IssueName
    period: Period
    sides: tuple[Side, ...]
    relation: Relation
    #: Sentences that say themselves that the sides agree or differ on this.
    agreements: tuple[Agreement, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The sides that said nothing: what is missing for a comparison."""
        return tuple(s.party for s in self.sides if not s.told)


@dataclass(frozen=True, slots=True)
class Measure:
    """How far the sides meet in one period."""

    period: Period
    #: Issues on which at least two sides spoke, or of which it is said that they agree or differ.
    compared: int
    meeting: int
    opposed: int
    #: Issues on which only one side spoke.
    one_side: int

    @property
    def share(self) -> float | None:
        """Share of the issues compared on which the sides meet, 0 to 1; None where nothing can be compared."""
        return self.meeting / self.compared if self.compared else None


@once
def convergence_sheets(dossier: Dossier, by: By = By.ROUND) -> tuple[Sheet, ...]:
    """Compare the sides issue by issue in each period, in order of time, the issues most spoken of first."""
    agreements = find_agreements(dossier)
    ledger = position_ledger(dossier, also_named=tuple(t for a in agreements for t in a.topics[:1]))
    days = days_told(dossier)
    about = _by_issue(agreements, ledger)
    said = [t.day for p in ledger.positions for t in p.told]
    periods = periods_of(dossier, by, [*said, *(days.get(a.document.id) for a in agreements)])
    sheets = []
    for period in periods:
        for issue in _issues(ledger, about):
            own = tuple(a for a in about.get(issue.name, ()) if period.holds(days.get(a.document.id)))
            sides = tuple(_side(party, issue, period, ledger) for party in dossier.series.parties)
            relation = relate(sides, own)
            if relation is not Relation.NOTHING:
                sheets.append(Sheet(issue, period, sides, relation, own))
    return tuple(sheets)


def measure(sheets: Iterable[Sheet]) -> tuple[Measure, ...]:
    """Count, period by period, on how many issues the sides meet."""
    by_period: defaultdict[Period, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_period[sheet.period].append(sheet)
    found = []
    for period, own in by_period.items():
        compared = [s for s in own if s.relation is not Relation.ONE_SIDE]
        found.append(
            Measure(
                period,
                compared=len(compared),
                meeting=sum(s.relation.is_meeting for s in compared),
                opposed=sum(s.relation is Relation.OPPOSED for s in compared),
                one_side=len(own) - len(compared),
            )
        )
    return tuple(found)


def relate(sides: Sequence[Side], agreements: Sequence[Agreement] = ()) -> Relation:
    """How sides relate by their last words, and by what is said of their agreement or difference.

    What a text says outright outweighs what is worked out from stances, and of that the latest counts. Three and
    more sides meet where all that spoke say the same, and are opposed where one stands apart.
    """
    outright = _outright(sides, agreements)
    if outright is not None:
        return outright
    spoke = [s for s in sides if s.told]
    if len(spoke) < 2:
        return Relation.ONE_SIDE if spoke else Relation.NOTHING
    values = {s.value for s in spoke}
    if {StanceValue.FOR, StanceValue.AGAINST} <= values:
        return Relation.OPPOSED
    if StanceValue.MIXED in values:
        return Relation.UNCLEAR
    if any(t.is_joint and t.value in values for s in spoke for t in s.told):
        return Relation.JOINT
    return Relation.BOTH_FOR if values == {StanceValue.FOR} else Relation.BOTH_AGAINST


def _outright(sides: Sequence[Side], agreements: Sequence[Agreement]) -> Relation | None:
    if not agreements:
        return None
    day = max(a.document.published or "" for a in agreements)
    latest = {a.kind for a in agreements if (a.document.published or "") == day}
    spoke = [s.told[-1] for s in sides if s.told]
    # What was said of the sides before both spoke again is no longer how they stand.
    is_overtaken = len(spoke) > 1 and all((t.day or "") > day for t in spoke)
    if is_overtaken or any(t.is_joint and (t.day or "") > day for t in spoke):
        return None
    # One side has left what they had agreed on: its word is the later one.
    values = {t.value for t in spoke}
    has_left = {StanceValue.FOR, StanceValue.AGAINST} <= values and any((t.day or "") > day for t in spoke)
    if latest == {Meeting.AGREE} and has_left:
        return None
    if Meeting.DIFFER in latest:
        return Relation.OPPOSED
    return Relation.UNCLEAR if Meeting.NEARER in latest else Relation.JOINT


def _by_issue(agreements: Iterable[Agreement], ledger: Ledger) -> Mapping[str, list[Agreement]]:
    """Give each sentence about agreement to the issues that it names, else to its own topic."""
    phrases: defaultdict[str, set[str]] = defaultdict(set)
    stated = {p.issue.name for p in ledger.positions}
    for phrase, name in ledger.names.items():
        if name.name in stated:
            phrases[name.name].add(phrase)
    found: defaultdict[str, list[Agreement]] = defaultdict(list)
    for one in agreements:
        named = [issue for issue, own in phrases.items() if one.concerns(own)]
        # "Developments" is no issue on which sides could meet.
        own_topics = [ledger.names[t] for t in one.topics[:1]]
        for issue in named or [n.name for n in own_topics if not is_vague(n)]:
            found[issue].append(one)
    return found


def _issues(ledger: Ledger, about: Mapping[str, object]) -> list[IssueName]:
    known = {i.name: i for i in ledger.issues}
    named = {n.name: replace(n, turned=False) for n in ledger.names.values() if n.name in about}
    return [*known.values(), *(named[n] for n in sorted(set(named) - set(known)))]


def _side(party: str, issue: IssueName, period: Period, ledger: Ledger) -> Side:
    own = next((p for p in ledger.positions if p.party == party and p.issue.name == issue.name), None)
    return Side(party, tuple(t for t in own.told if period.holds(t.day)) if own else ())
