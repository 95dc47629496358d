"""Search: places where words stand, exact phrases first, and what they can be narrowed down by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from tracktwo.errors import UsageError
from tracktwo.record import Filter, Hit
from tracktwo.record.tallies import Tally, Value
from tracktwo.views.places import hits_table
from tracktwo.views.tables import Format, render
from tracktwo.views.wording import date_in_words, party_name
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

#: Places of a page, and how far a search is followed.
PAGE, MOST = 25, 500

#: What can be narrowed down by: its name in an address and in ``Filter``, what it is called, what is counted.
FACETS: Mapping[str, tuple[str, str]] = {
    "party": ("Side", "statements"),
    "person": ("Speaker", "statements"),
    "issue": ("Issue", "statements"),
    "what": ("Act", "statements"),
    "year": ("Year", "documents"),
    "talks": ("Dialogue", "documents"),
    "publisher": ("Source", "documents"),
}
#: Under which name the record counts a facet, where it is another one.
_COUNTED = {"talks": "dialogue"}

_Word = Annotated[str, Query(max_length=400)]


@dataclass(frozen=True, slots=True)
class Link:
    """One value to narrow down by, or one to let go of."""

    words: str
    address: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field."""

    name: str
    counted: str
    values: tuple[Link, ...]


@router.get("/search")
@router.get("/search.csv")
@router.get("/search.json")
def search(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    q: _Word = "",
    party: _Word = "",
    person: _Word = "",
    issue: _Word = "",
    what: _Word = "",
    talks: _Word = "",
    publisher: _Word = "",
    since: _Word = "",
    until: _Word = "",
    offset: Annotated[int, Query(ge=0, le=MOST)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
) -> Response:
    """Words found in documents; with a side, speaker, issue or act, in what was said only."""
    given = {
        "q": q, "party": party, "person": person, "issue": issue, "what": what, "talks": talks,
        "publisher": publisher, "since": since, "until": until,
    }  # fmt: skip
    asked = {name: value.strip() for name, value in given.items() if value.strip()}
    filter = Filter(
        party=asked.get("party"), person=asked.get("person"), issue=asked.get("issue"), what=asked.get("what"),
        talks=asked.get("talks"), publisher=asked.get("publisher"), since=asked.get("since"),
        until=asked.get("until"),
    )  # fmt: skip
    hits: tuple[Hit, ...] = ()
    tally, fault = None, None
    is_page = request.url.path == "/search"
    if q.strip():
        try:
            # One place more than is shown tells whether there is another page.
            hits = gate.search(q, filter, offset + limit + 1)
            tally = gate.tally(q, filter) if is_page else None
        except UsageError as error:
            fault = str(error)
    shown = hits[offset : offset + limit]
    later = {"offset": str(offset + limit)} if len(hits) > offset + limit and offset + limit < MOST else {}
    following = _address(request.url.path, asked | later) if later else None
    if not is_page and fault:
        raise HTTPException(400, f"{fault[:1].upper()}{fault[1:]}.")
    if not is_page:
        headers = {"Link": f'<{following}>; rel="next"'} if following else {}
        format, kind = (Format.JSON, "application/json") if request.url.path.endswith(".json") else (
            Format.CSV, "text/csv; charset=utf-8"
        )  # fmt: skip
        return Response(render(hits_table(gate, shown), format), headers=headers, media_type=kind)
    return page(
        request,
        viewer,
        "search.html",
        hits=shown,
        asked=given,
        narrowed={name: value for name, value in asked.items() if name != "q"},
        chips=_chips(asked),
        facets=_facets(asked, tally) if tally else (),
        tally=tally,
        fault=fault,
        query=urlencode(asked),
        offset=offset,
        earlier=_address("/search", asked | _from(offset - limit)) if offset else None,
        later=following,
    )


def _facets(asked: Mapping[str, str], tally: Tally) -> tuple[Facet, ...]:
    """Each field that would narrow the search down, with an address for each value."""
    found = []
    for name, (words, counted) in FACETS.items():
        is_chosen = name in asked or (
            name == "year" and "since" in asked and asked["since"] == asked.get("until")
        )
        values = tally.fields.get(_COUNTED.get(name, name), ())
        if is_chosen or not values:
            continue
        links = tuple(
            Link(_words(name, v.words), _address("/search", {**asked, **_chosen(name, v)}), v.count)
            for v in values
        )
        found.append(
            Facet(words, counted, tuple(sorted(links, key=lambda v: v.words)) if name == "year" else links)
        )
    return tuple(found)


def _chips(asked: Mapping[str, str]) -> tuple[Link, ...]:
    """What the search is narrowed down by, each with the address of the search without it."""
    names = {name: words for name, (words, _) in FACETS.items()} | {"since": "From", "until": "To"}
    if asked.get("since") and asked.get("since") == asked.get("until"):
        without = {n: v for n, v in asked.items() if n not in ("since", "until")}
        year = (Link(f"Date: {date_in_words(asked['since'])}", _address("/search", without)),)
        return (*_chips(without), *year)
    return tuple(
        Link(
            f"{names[name]}: {_words(name, value)}",
            _address("/search", {n: v for n, v in asked.items() if n != name}),
        )
        for name, value in asked.items()
        if name != "q"
    )


def _chosen(name: str, value: Value) -> dict[str, str]:
    if name == "year":
        return {"since": value.value, "until": value.value}
    return {name: value.words}


def _words(name: str, value: str) -> str:
    if name == "party":
        return party_name(value)
    return value.lower() if name == "what" else value


def _from(offset: int) -> dict[str, str]:
    return {"offset": str(offset)} if offset > 0 else {}


def _address(path: str, asked: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(asked)}"
