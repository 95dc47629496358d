"""Operations on documents and people, and the search over texts."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from tracktwo.analysis.comparison import compare
from tracktwo.errors import UsageError
from tracktwo.record import Filter, Gate
from tracktwo.views.known import people
from tracktwo.views.paging import page_of
from tracktwo.views.profiles import Profile, profile_of
from tracktwo.web.api import conditions
from tracktwo.web.api.operations import Operation
from tracktwo.web.api.paging import Paged, behind, going_on, numbered, page, start_of
from tracktwo.web.api.problems import ProblemError, answers
from tracktwo.web.api.shapes import dialogues as shapes
from tracktwo.web.api.shapes.claims import EngagementEntry, Entry, PersonEntry, RoundEntry, StatementEntry
from tracktwo.web.api.shapes.documents import Document, WholeDocument
from tracktwo.web.api.shapes.evidence import Page
from tracktwo.web.api.summing_up import accounts_of, comparison_told, person_told, profile_told, rows_of
from tracktwo.web.api.telling import Teller
from tracktwo.web.viewer import GateHere

router = APIRouter(route_class=Operation)

DocumentName = Annotated[
    str,
    Path(
        pattern=r"^((sha256|opaque):)?[0-9a-f]{4,64}$",
        max_length=71,
        description="The document's id, or unambiguous first digits of it.",
        examples=["3f2a9c1b"],
    ),
]


OfPerson = Annotated[
    str, Path(pattern=r"^[0-9a-f]{6,64}$", description="Id of an entry that names the person.")
]


class Searched(conditions.OfParty):
    """What to look for, and where."""

    q: Annotated[str, Field(min_length=1, max_length=400, examples=["drone strikes", '"flow data" monitors'])]
    """Words in any form; "words in quotation marks" must stand next to one another."""
    person: Annotated[conditions.Words | None, Field(examples=["Sartaj Aziz"])] = None
    """Only in what somebody of that name said."""
    issue: Annotated[conditions.Words | None, Field(examples=["border"])] = None
    """Only in statements on that issue."""


@router.get("/documents", operation_id="list_documents", summary="List documents", tags=["Documents"])
def documents(
    request: Request, gate: GateHere, asked: Annotated[conditions.Documents, Query()]
) -> Page[Document]:
    """Documents by date of publication, without their text; undated ones come last."""
    filter = conditions.filter_of(request, gate, asked)
    teller = Teller(gate)
    with going_on(asked):
        found, after = page_of(gate.documents, filter) if filter else ((), None)
    return page(request, asked, [teller.document(one) for one in found], after)


@router.get(
    "/documents/{document}",
    operation_id="get_document",
    summary="Get one document with its text",
    tags=["Documents"],
    responses=answers(404),
)
def document(gate: GateHere, document: DocumentName) -> WholeDocument:
    """A document with its canonical text, its passages and all that it says. Offsets count code points of the text."""
    entry = gate.entry(document)
    return Teller(gate).whole(entry, gate.document(entry.id), gate.claims_of(entry.id))


@router.get("/people", operation_id="list_people", summary="List people", tags=["People"])
def known_people(
    request: Request, gate: GateHere, asked: Annotated[conditions.People, Query()]
) -> Page[shapes.Person]:
    """People across documents, those whom most documents name first; one for all spellings of a name."""
    filter = Filter(
        party=asked.party, person=asked.person, since=asked.since, until=asked.until,
        limit=asked.limit, after=behind(request, asked),
    )  # fmt: skip
    with going_on(asked):
        table = people(gate, filter)
    return page(request, asked, [person_told(gate, row) for row in rows_of(table)], table.after)


@router.get(
    "/people/{claim}",
    operation_id="get_person",
    summary="Get one person",
    tags=["People"],
    responses=answers(404),
)
def person(gate: GateHere, claim: OfPerson) -> shapes.PersonWhole:
    """A person with offices over time, and how much is told of them."""
    return profile_told(gate, _profile(gate, claim))


def _profile(gate: Gate, claim: str) -> Profile:
    """What is told of a person; worked out once, as for the person's page."""
    return gate.remembered(("profile", claim), lambda: profile_of(gate, claim))


def _add_list_of_person(what: str, shape: type[Entry], words: str) -> None:
    """One list of what is told of a person."""

    def listing(request: Request, gate: GateHere, claim: OfPerson, asked: Annotated[Paged, Query()]) -> Any:
        start = start_of(request, asked)
        ids = accounts_of(_profile(gate, claim), what)[start : start + asked.limit + 1]
        return numbered(request, asked, start, Teller(gate).entries(gate.claim(name) for name in ids))

    router.get(
        f"/people/{{claim}}/{what}",
        operation_id=f"list_{what}_of_person",
        summary=f"List a person's {what}",
        description=words,
        tags=["People"],
        response_model=Page[shape],  # type: ignore[valid-type]
        responses=answers(404),
    )(listing)


_add_list_of_person("mentions", PersonEntry, "Every entry that names the person.")
_add_list_of_person("rounds", RoundEntry, "Accounts of rounds that the person was at, in order of time.")
_add_list_of_person(
    "engagements", EngagementEntry, "Accounts of contacts that the person had a part in, in order of time."
)
_add_list_of_person("statements", StatementEntry, "What the person said, in order of time.")


@router.get("/search", operation_id="search", summary="Search texts", tags=["Search"])
def search(request: Request, gate: GateHere, asked: Annotated[Searched, Query()]) -> Page[shapes.Hit]:
    """Places where words stand: exact phrases first, then words near one another, then apart.

    With a side, person or issue only what somebody said is searched.
    """
    start = start_of(request, asked)
    filter = Filter(
        party=asked.party, person=asked.person, issue=asked.issue, since=asked.since, until=asked.until
    )
    try:
        hits = gate.search(asked.q, filter, start + asked.limit + 1)[start:]
    except UsageError as error:
        raise ProblemError(422, f"{error}.", [("query.q", str(error))]) from error
    teller = Teller(gate)
    return numbered(request, asked, start, [teller.hit(hit) for hit in hits])


@router.get(
    "/compare",
    operation_id="compare_documents",
    summary="Compare two documents",
    tags=["Documents"],
    responses=answers(404),
)
def compared(
    gate: GateHere,
    first: Annotated[conditions.DocumentName, Query(description="The one document's id or first digits.")],
    second: Annotated[conditions.DocumentName, Query(description="The other's.")],
) -> shapes.Comparison:
    """Two accounts of one occasion side by side: what both say, what only one says, where they contradict."""
    ids = [gate.entry(name).id for name in (first, second)]
    texts, claims = [gate.document(name) for name in ids], [gate.claims_of(name) for name in ids]
    return comparison_told(gate, compare(texts[0], claims[0], texts[1], claims[1]))
