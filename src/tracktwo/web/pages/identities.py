"""Who is whom: two people next to each other, the same or not; mentions taken off a person; and what would change."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo.model.judgement import JudgementAct, Thing
from tracktwo.record import Gate
from tracktwo.views.identities import (
    Someone,
    if_distinct,
    if_same,
    likely_others,
    likely_pairs,
    named_apart,
    representatives,
    someone,
)
from tracktwo.views.wording import party_name
from tracktwo.web import forms
from tracktwo.web.judging import back_to, may_judge, put_down
from tracktwo.web.pages.reviewing import done, row_of
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, RecordHere, Role, ViewerHere, needs

router = APIRouter(dependencies=[needs(Role.EDITOR)])

_Name = Annotated[str, Query(max_length=80)]
_Words = Annotated[str, Form(max_length=10_000)]

#: Mentions of a person that a page shows with their sentences.
SHOWN = 40


@router.get("/review/people")
def pairs(request: Request, viewer: ViewerHere, gate: GateHere, judged: _Name = "") -> HTMLResponse:
    """People who may be one and whom nobody ruled on."""
    may_judge(viewer)
    return page(request, viewer, "pairs.html", pairs=likely_pairs(gate), done=done(gate, judged))


@router.get("/review/same")
def both(
    request: Request, viewer: ViewerHere, gate: GateHere, one: _Name = "", other: _Name = ""
) -> HTMLResponse:
    """Two people with their mentions, and what would change if they were one, or are not."""
    may_judge(viewer)
    first, second = someone(gate, one), someone(gate, other)
    together = bool(set(first.ids) & set(second.ids))
    apart = [representatives(first), representatives(second)]
    return page(
        request,
        viewer,
        "same.html",
        sides=[_told(gate, first), _told(gate, second)],
        together=together,
        contradicts=not together and named_apart(gate, first, second),
        same=() if together else if_same(gate, first, second),
        distinct=() if together else if_distinct(gate, apart, first, second),
        differ=_differences(first, second),
    )


@router.get("/people/{name}/who")
def who(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    name: str,
    q: Annotated[str, Query(max_length=200)] = "",
    judged: _Name = "",
    off: Annotated[list[str] | None, Query(max_length=200)] = None,
) -> HTMLResponse:
    """One person's mentions, to take some off; who else it may be. With ``off``, what taking those off would change."""
    may_judge(viewer)
    person = someone(gate, name)
    chosen = [one for one in off or () if one in person.ids]
    rest = [one for one in person.ids if one not in chosen]
    preview = if_distinct(gate, [chosen, rest], person) if chosen and rest else ()
    return page(
        request,
        viewer,
        "merge-split.html",
        person=person,
        told=_told(gate, person),
        others=likely_others(gate, person, q),
        q=q,
        chosen=chosen,
        is_whole=bool(chosen) and not rest,
        preview=preview,
        done=done(gate, judged),
    )


@router.post("/review/people")
def rule(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    act: _Words,
    one: _Words,
    other: _Words = "",
    off: Annotated[list[str] | None, Form(max_length=200)] = None,
    form_token: _Words = "",
    reason: _Words = "",
    back: _Words = "",
) -> Response:
    """Say that two people are the same, that they are not, or that some mentions are of somebody else."""
    forms.check(request, form_token)
    may_judge(viewer)
    says = {"as": Thing.PEOPLE.value}
    with record.reading(viewer.clearance) as gate:
        first = someone(gate, one)
        match act:
            case "same":
                second = someone(gate, other)
                if set(first.ids) & set(second.ids):
                    raise HTTPException(400, "The two are one person already.")
                groups = [[first.claim, second.claim]]
            case "distinct":
                second = someone(gate, other)
                if set(first.ids) & set(second.ids):
                    raise HTTPException(
                        400, "The two are one person now. Take mentions off that person instead."
                    )
                groups = [list(representatives(first)), list(representatives(second))]
            case "split":
                chosen = [name for name in off or () if name in first.ids]
                rest = [name for name in first.ids if name not in chosen]
                if not chosen or not rest:
                    raise HTTPException(400, "Choose some of the mentions, and leave at least one.")
                groups = [chosen, rest]
            case _:
                raise HTTPException(400, "Nobody knows what this button should do.")
    does = JudgementAct.SAME if act == "same" else JudgementAct.DISTINCT
    made = put_down(record, viewer, does, groups, reason, says)
    return RedirectResponse(back_to(back, made) or f"/people/{first.claim[:16]}/who", status_code=303)


def _told(gate: Gate, person: Someone) -> dict[str, Any]:
    """A person with the sentences of the latest mentions."""
    return {
        "person": person,
        "rows": [row_of(gate, gate.claim(mention.id)) for mention in person.mentions[:SHOWN]],
        "more": max(0, person.count - SHOWN),
    }


def _differences(one: Someone, other: Someone) -> list[str]:
    """What speaks against it that two people are one, in words."""
    found = []
    if one.party and other.party and one.party != other.party:
        found.append(
            f"documents give them different sides ({party_name(one.party)} and {party_name(other.party)})"
        )
    shared = {m.document.id for m in one.mentions} & {m.document.id for m in other.mentions}
    if shared:
        found.append(
            f"{len(shared)} document{'s' if len(shared) > 1 else ''} name both of them as two people"
        )
    return found
