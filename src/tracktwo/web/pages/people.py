"""One person: offices over time, rounds, whom they met, what they said."""

from collections import Counter
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from tracktwo.views.profiles import profile_of
from tracktwo.views.tables import Table
from tracktwo.web.rendering import page
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

#: Rows of each table that the page shows, the latest; the lists have all of them.
ROWS = 50
#: People met most often that the page names.
MET = 12


@router.get("/people/{name}")
def person(request: Request, viewer: ViewerHere, gate: GateHere, name: str) -> HTMLResponse:
    """The person whom a claim names; the address holds as long as any document says so."""
    found = gate.remembered(("profile", name.lower()), lambda: profile_of(gate, name))
    return page(
        request,
        viewer,
        "person.html",
        name=name,
        person=found.person,
        offices=shown(found.offices),
        rounds=shown(_latest(found.rounds)),
        contacts=shown(_latest(found.contacts)),
        statements=shown(_latest(found.statements)),
        numbers={
            "rounds": len(found.rounds.rows),
            "contacts": len(found.contacts.rows),
            "statements": len(found.statements.rows),
        },
        most=_met_most(found.contacts),
        shown_rows=ROWS,
    )


def _latest(table: Table) -> Table:
    """The last rows of a table that is in order of time, the latest first."""
    return replace(table, rows=table.rows[::-1][:ROWS])


def _met_most(contacts: Table) -> list[tuple[str, int]]:
    """Who is named most often on the other side of contacts that were held."""
    names = [column.name for column in contacts.columns]
    met: Counter[str] = Counter()
    for row in contacts.rows:
        values = dict(zip(names, row, strict=True))
        others = values["with"]
        if values["status"] == "held" and isinstance(others, tuple):
            met.update(dict.fromkeys(others, 1))
    return [(who, times) for who, times in met.most_common(MET) if times > 1]
