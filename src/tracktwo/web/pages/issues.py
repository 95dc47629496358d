"""Where the sides stand: every issue with the last words of each side, and one issue with all words over time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.convergence import Sheet, convergence_sheets, measure
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import tree
from tracktwo.analysis.ledger import Position, Told, position_ledger
from tracktwo.analysis.opening import of_dialogue
from tracktwo.analysis.periods import By
from tracktwo.record import Gate
from tracktwo.views.ledgers import Marks
from tracktwo.web.kept_pages import DialoguePage, answer
from tracktwo.web.viewer import GateHere, Role, ViewerHere

router = APIRouter()

#: Issues of a page.
STEP = 40


@dataclass(frozen=True, slots=True)
class Standing:
    """One issue with where each side stands on it."""

    issue: str
    under: str | None
    sheet: Sheet | None
    #: In the order of the dialogue's parties; None for a side that stated no position.
    positions: tuple[Position | None, ...]


@router.get("/dialogues/{key}/positions")
def positions(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """Every issue, with the last words of each side next to each other."""
    may_add = viewer.may(Role.EDITOR)
    return answer(request, viewer, gate, key, lambda own: positions_page(own, key, offset, may_add))


def positions_page(gate: Gate, key: str, offset: int, may_add: bool) -> DialoguePage:
    """The last words; ``may_add``, whether who looks may add documents."""

    def told(dossier: Dossier, today: date) -> dict[str, Any]:
        found = of_dialogue(gate, key, "standings", _standings)
        return {
            "standings": found[offset : offset + STEP],
            "count": len(found),
            "offset": offset,
            "step": STEP,
            "marks": Marks(gate, dossier),
            "may_add": may_add,
        }

    return DialoguePage("positions.html", (offset, may_add), told, is_usual=not offset)


def _standings(dossier: Dossier) -> tuple[Standing, ...]:
    sheets = {s.issue.name: s for s in convergence_sheets(dossier, By.ALL)}
    ledger = position_ledger(dossier)
    held: defaultdict[str, dict[str, Position]] = defaultdict(dict)
    for position in ledger.positions:
        held[position.issue.name][position.party] = position
    return tuple(
        Standing(
            issue.name,
            issue.under,
            sheets.get(issue.name),
            tuple(held[issue.name].get(party) for party in ledger.parties),
        )
        for issue in ledger.issues
    )


@router.get("/dialogues/{key}/convergence")
def convergence(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    by: Annotated[str, Query(max_length=10)] = By.ROUND,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """On which issues the sides meet, period by period, the last one first."""
    if by not in list(By):
        raise HTTPException(404)
    return answer(request, viewer, gate, key, lambda own: convergence_page(own, By(by), offset))


def convergence_page(gate: Gate, by: By, offset: int = 0) -> DialoguePage:
    """Some issues of some periods."""

    def told(dossier: Dossier, today: date) -> dict[str, Any]:
        found = convergence_sheets(dossier, by)
        periods = tuple(dict.fromkeys(s.period for s in found))[::-1]
        ordered = sorted(found, key=lambda s: periods.index(s.period))
        return {
            "by": by,
            "ways": tuple(By),
            "found": ordered[offset : offset + STEP],
            "measured": {m.period.name: m for m in measure(found)},
            "count": len(ordered),
            "offset": offset,
            "step": STEP,
            "marks": Marks(gate, dossier),
        }

    return DialoguePage("convergence.html", (by, offset), told, is_usual=not offset)


@router.get("/dialogues/{key}/issues")
def one_issue(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    key: str,
    issue: Annotated[str, Query(max_length=400)] = "",
) -> HTMLResponse:
    """The sides' words on one issue over time, next to each other; without an issue, those that there are."""
    return answer(request, viewer, gate, key, lambda own: issue_page(own, issue))


def issue_page(gate: Gate, issue: str) -> DialoguePage:
    """The words on one issue. Of one that nobody spoke of there is no page (404)."""

    def told(dossier: Dossier, today: date) -> dict[str, Any]:
        ledger = position_ledger(dossier)
        chosen = [p for p in ledger.positions if p.issue.name == issue]
        if issue and not chosen:
            raise HTTPException(404)
        node = tree().get(issue)
        return {
            "issue": issue,
            "issues": [one.name for one in ledger.issues],
            "proposition": node.proposition if node else None,
            "days": _by_day(chosen, ledger.parties),
            "silent": [(p.party, p.silence) for p in chosen if p.silence],
            "marks": Marks(gate, dossier),
        }

    return DialoguePage("issue.html", issue, told)


def _by_day(
    chosen: list[Position], parties: tuple[str, ...]
) -> list[tuple[str | None, tuple[tuple[Told, ...], ...]]]:
    """What was said on each day, side by side, in order of time; what has no date last."""
    days: defaultdict[str | None, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for position in chosen:
        for told in position.told:
            days[told.day][position.party].append(told)
    ordered = sorted(days, key=lambda day: (day is None, day or ""))
    return [(day, tuple(tuple(days[day][party]) for party in parties)) for day in ordered]
