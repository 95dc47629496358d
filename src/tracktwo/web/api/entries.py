"""Operations on entries: all of them, one of them, and the list of each kind."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from tracktwo.model import (
    Claim,
    Commitment,
    Engagement,
    Idea,
    Incident,
    Round,
    Stance,
    StateChange,
    Statement,
)
from tracktwo.record import KINDS, Gate
from tracktwo.views.paging import page_of
from tracktwo.web.api import conditions
from tracktwo.web.api.operations import Operation
from tracktwo.web.api.paging import going_on, page
from tracktwo.web.api.problems import answers
from tracktwo.web.api.shapes import claims as shapes
from tracktwo.web.api.shapes.evidence import Page
from tracktwo.web.api.telling import Teller
from tracktwo.web.viewer import GateHere

router = APIRouter(tags=["Entries"], route_class=Operation)

EntryName = Annotated[
    str, Path(pattern=r"^[0-9a-f]{6,64}$", description="The entry's id, or unambiguous first digits of it.")
]


class AllClaims(conditions.Claims):
    """Conditions on entries of any kind, and which kind."""

    kind: shapes.Kind | None = None
    """Which kind of entry; all of them if left out."""


@router.get(
    "/claims",
    operation_id="list_claims",
    summary="List entries of any kind",
    response_model=shapes.Entries,
)
def all_claims(request: Request, gate: GateHere, asked: Annotated[AllClaims, Query()]) -> Any:
    """Everything that documents say, by first possible day; undated entries come last."""
    return _listed(request, gate, asked, KINDS[asked.kind] if asked.kind else None)


@router.get("/claims/{claim}", operation_id="get_claim", summary="Get one entry", responses=answers(404))
def one_claim(gate: GateHere, claim: EntryName) -> shapes.AnyEntry:
    """One entry with its words, also where it was rejected or a later reading does not make it."""
    found: shapes.AnyEntry = Teller(gate).entry(gate.claim(claim))
    return found


def _listed(request: Request, gate: Gate, asked: conditions.Narrowed, kind: type[Claim] | None) -> Page[Any]:
    filter = conditions.filter_of(request, gate, asked)
    with going_on(asked):
        found, after = page_of(lambda one: gate.claims(kind, one), filter) if filter else ((), None)
    return page(request, asked, Teller(gate).entries(found), after)


def _add_list(
    kind: type[Claim], asked_for: type[conditions.Narrowed], shape: type[shapes.Entry], words: str
) -> None:
    """The list of one kind of entries, with conditions of its own."""

    def listing(request: Request, gate: GateHere, asked: Annotated[asked_for, Query()]) -> Any:  # type: ignore[valid-type]
        return _listed(request, gate, asked, kind)

    said: Callable[..., Any] = router.get(
        f"/{kind.KEY}",
        operation_id=f"list_{kind.KEY}",
        summary=f"List {words.partition(',')[0]}",
        description=f"{words[:1].upper()}{words[1:]}: one entry for each document's account, by first possible day.",
        response_model=Page[shape],  # type: ignore[valid-type]
    )
    said(listing)


_add_list(
    Statement, conditions.Statements, shapes.StatementEntry, "statements, who said what and what act it was"
)
_add_list(Stance, conditions.Stances, shapes.StanceEntry, "stances, which side is for or against what")
_add_list(
    Engagement, conditions.Engagements, shapes.EngagementEntry, "contacts, meetings, calls, visits and others"
)
_add_list(Round, conditions.Rounds, shapes.RoundEntry, "accounts of rounds, with programme and delegates")
_add_list(
    StateChange,
    conditions.States,
    shapes.StateEntry,
    "changes of state, talks proposed, suspended, resumed …",
)
_add_list(
    Commitment, conditions.Commitments, shapes.CommitmentEntry, "commitments, who owes what to whom by when"
)
_add_list(
    Incident, conditions.Narrowed, shapes.IncidentEntry, "incidents, what strained, broke or moved talks"
)
_add_list(Idea, conditions.Narrowed, shapes.IdeaEntry, "ideas, what was put forward at unofficial rounds")
