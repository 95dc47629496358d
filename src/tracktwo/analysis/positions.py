"""Where each side stands on each issue by everything that it said, as a brief shows it.

The ledger with its movements is :mod:`tracktwo.analysis.ledger`, the comparison :mod:`tracktwo.analysis.convergence`;
here both are laid out over the whole time.
"""

from dataclasses import dataclass

from tracktwo.analysis.convergence import Relation, convergence_sheets
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import same_issue
from tracktwo.analysis.ledger import Movement, Told, position_ledger
from tracktwo.analysis.once import once
from tracktwo.analysis.periods import By
from tracktwo.model import Entry, Stance, StanceValue

__all__ = ["IssueSheet", "Movement", "Position", "Relation", "issue_sheets", "same_issue"]


@dataclass(frozen=True, slots=True)
class Position:
    """One side on one issue: all stances, oldest first."""

    party: str
    issue: str
    told: tuple[Told, ...]

    @property
    def stances(self) -> tuple[Entry[Stance], ...]:
        """The claims, one for each stance."""
        return tuple(t.entry for t in self.told)

    @property
    def last(self) -> Entry[Stance]:
        """The claim of the latest stance."""
        return self.told[-1].entry

    @property
    def value(self) -> StanceValue:
        """For or against the issue as it is named here, whichever way round the document puts it."""
        return self.told[-1].value

    @property
    def movement(self) -> Movement:
        """What the latest stance did to the one before it."""
        return self.told[-1].movement


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """One issue with the position of each side that has stated one."""

    issue: str
    positions: tuple[Position, ...]
    relation: Relation


@once
def issue_sheets(dossier: Dossier) -> tuple[IssueSheet, ...]:
    """Lay out the positions of the dialogue's parties, issue by issue.

    The issues that the tree has come first, then those that wait for a name; of both the most spoken of first.
    """
    ledger = position_ledger(dossier)
    relations = {s.issue.name: s.relation for s in convergence_sheets(dossier, By.ALL)}
    found = []
    for issue in sorted(ledger.issues, key=lambda i: not i.is_known):
        own = [p for p in ledger.positions if p.issue.name == issue.name]
        positions = tuple(Position(p.party, issue.name, p.told) for p in own)
        found.append(IssueSheet(issue.name, positions, relations.get(issue.name, Relation.ONE_SIDE)))
    return tuple(found)
