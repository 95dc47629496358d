"""Operations on dialogues: the list, one of them, and its ledgers."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from tracktwo.analysis.changes import changes_between, span_between
from tracktwo.analysis.commitments import commitment_ledger
from tracktwo.analysis.convergence import convergence_sheets
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import position_ledger
from tracktwo.analysis.opening import find_dossier
from tracktwo.analysis.periods import By
from tracktwo.errors import UsageError
from tracktwo.model.dates import Edtf
from tracktwo.record import Filter, Gate
from tracktwo.views.happenings import occasions
from tracktwo.views.known import dialogues
from tracktwo.views.ledgers import rulings_of
from tracktwo.web.api import conditions, summing_up
from tracktwo.web.api.operations import Operation
from tracktwo.web.api.paging import behind, going_on, page
from tracktwo.web.api.problems import ProblemError, answers
from tracktwo.web.api.shapes import dialogues as shapes
from tracktwo.web.api.shapes.claims import EngagementEntry, IncidentEntry
from tracktwo.web.api.shapes.evidence import Listing, Page
from tracktwo.web.api.telling import Teller
from tracktwo.web.viewer import GateHere

router = APIRouter(tags=["Dialogues"], route_class=Operation)

Key = Annotated[
    str,
    Path(
        min_length=1,
        max_length=200,
        description="The dialogue's key, as the list of dialogues gives it.",
        examples=["PAK-USA-I"],
    ),
]
Day = conditions.Day
#: Of one dialogue everything is given at once.
WHOLE = answers(404)


def dossier_of(gate: Gate, key: str) -> Dossier:
    """The dialogue of exactly this key; names and words of names are for people.

    Raises:
        UsageError: there is none.
    """
    found = find_dossier(gate, key)
    if found.series.key.casefold() != key.casefold():
        raise UsageError(f"no dialogue has the key {key!r}")
    return found


@router.get("/dialogues", operation_id="list_dialogues", summary="List dialogues")
def all_dialogues(
    request: Request, gate: GateHere, asked: Annotated[conditions.OfParty, Query()]
) -> Page[shapes.Dialogue]:
    """Series of talks across documents, those that most documents tell of first."""
    filter = Filter(
        party=asked.party,
        since=asked.since,
        until=asked.until,
        limit=asked.limit,
        after=behind(request, asked),
    )
    with going_on(asked):
        table = dialogues(gate, filter)
    told = [summing_up.dialogue_told(gate, row) for row in summing_up.rows_of(table)]
    return page(request, asked, told, table.after)


@router.get("/dialogues/{key}", operation_id="get_dialogue", summary="Get one dialogue", responses=WHOLE)
def dialogue(gate: GateHere, key: Key) -> shapes.DialogueWhole:
    """A dialogue with the documents that tell of it and the changes of its state."""
    return summing_up.dossier_told(gate, dossier_of(gate, key))


def _add_list(
    what: str,
    summary: str,
    shape: type[Any],
    items: Callable[[Gate, Dossier], Iterable[Any]],
    words: str,
    name: str = "",
) -> None:
    """One list of what is told of a dialogue, given whole."""
    #: A shape that is only known when this runs, which a type checker cannot read as one.
    listed: Any = Listing.__class_getitem__(shape)

    def listing(gate: GateHere, key: Key) -> Any:
        return Listing[Any](items=tuple(items(gate, dossier_of(gate, key))))

    router.get(
        f"/dialogues/{{key}}/{what}",
        operation_id=name or f"list_{what}_of_dialogue",
        summary=summary,
        description=words,
        response_model=listed,
        responses=WHOLE,
    )(listing)


def _contacts(gate: Gate, dossier: Dossier) -> Iterable[Any]:
    return Teller(gate).entries(entry for known in dossier.engagements for entry in known.entries)


_add_list(
    "rounds",
    "List the rounds of a dialogue",
    shapes.Convening,
    lambda gate, dossier: (summing_up.round_told(gate, one) for one in dossier.rounds),
    "Each round once, with every document's account of it; those without a date come last.",
)
_add_list(
    "timeline",
    "List what happened in a dialogue",
    shapes.Occasion,
    lambda gate, dossier: (summing_up.occasion_told(gate, one) for one in occasions(gate, dossier)),
    "Rounds, other contacts, incidents and changes of state, once each, in order of time.",
    "get_timeline",
)
_add_list(
    "engagements",
    "List the contacts of a dialogue",
    EngagementEntry,
    _contacts,
    "Meetings, calls and visits of its sides, one entry for each document's account, the accounts of one together.",
)
_add_list(
    "incidents",
    "List the incidents of a dialogue",
    IncidentEntry,
    lambda gate, dossier: Teller(gate).entries(dossier.incidents),
    "What strained, broke, forced or eased it, as documents tell it.",
)


@router.get(
    "/dialogues/{key}/positions",
    operation_id="list_positions",
    summary="List the sides' positions",
    responses=WHOLE,
)
def positions(
    gate: GateHere,
    key: Key,
    issue: Annotated[
        str | None, Query(min_length=1, max_length=400, description="Only this issue, by its name.")
    ] = None,
    party: Annotated[str | None, Query(min_length=1, max_length=200, description="Only this side.")] = None,
    until: Annotated[Day | None, Query(description="As it could be seen on this day.")] = None,
) -> Listing[shapes.Told]:
    """What each side said on each issue in order of time, how firmly, and how that moved."""
    ledger = position_ledger(dossier_of(gate, key), _last(until))
    found = [
        told
        for position in ledger.positions
        if issue in (None, position.issue.name) and party in (None, position.party)
        for told in summing_up.position_told(gate, position)
    ]
    return Listing[shapes.Told](items=tuple(found))


@router.get(
    "/dialogues/{key}/convergence",
    operation_id="list_convergence",
    summary="List where the sides meet",
    responses=WHOLE,
)
def convergence(
    gate: GateHere, key: Key, by: Annotated[By, Query(description="What divides time.")] = By.ROUND
) -> Listing[shapes.Sheet]:
    """The sides' last words on each issue next to each other, period by period."""
    found = convergence_sheets(dossier_of(gate, key), by)
    return Listing[shapes.Sheet](items=tuple(summing_up.sheet_told(gate, one) for one in found))


@router.get(
    "/dialogues/{key}/commitments",
    operation_id="list_commitments_of_dialogue",
    summary="List the promises of a dialogue",
    responses=WHOLE,
)
def promises(
    gate: GateHere,
    key: Key,
    as_of: Annotated[
        Day | None, Query(description="The day from which they are seen; today if left out.")
    ] = None,
) -> Listing[shapes.Promise]:
    """Who owes what to whom by when, and what became of it: overdue first, then slipped, open, met, dropped."""
    found = commitment_ledger(dossier_of(gate, key), _last(as_of) or date.today(), rulings_of(gate))
    return Listing[shapes.Promise](items=tuple(summing_up.promise_told(gate, one) for one in found))


@router.get(
    "/dialogues/{key}/changes",
    operation_id="list_changes",
    summary="List what changed in a dialogue",
    responses=WHOLE,
)
def changes(
    gate: GateHere,
    key: Key,
    since: Annotated[
        str | None,
        Query(
            max_length=40,
            description="After this day or round; after the last round but one if left out.",
            examples=["2013-08-02", "round 3"],
        ),
    ] = None,
    until: Annotated[
        str | None,
        Query(
            max_length=40,
            description="Up to and with this day or round; today if left out.",
            examples=["2014-06-01", "round 4"],
        ),
    ] = None,
) -> shapes.Changes:
    """What changed between two days or two rounds: positions, promises, the state of the talks, contacts, people."""
    dossier = dossier_of(gate, key)
    try:
        span = span_between(dossier, since, until, date.today())
    except UsageError as error:
        words = str(error).replace("--", "")
        raise ProblemError(422, f"{words}.", [("query.since", words)]) from error
    found = changes_between(dossier, span)
    return shapes.Changes(
        after=span.after.isoformat(),
        until=span.until.isoformat(),
        items=tuple(summing_up.change_told(gate, one) for one in found),
    )


def _last(day: str | None) -> date | None:
    """The last day that a year, month or day holds."""
    end = Edtf.parse(day).bounds()[1] if day else None
    return end - timedelta(1) if end else None
