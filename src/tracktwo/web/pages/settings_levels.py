"""Who may see what: what is above public, setting a level, and what each reader would be left with."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo.errors import UsageError
from tracktwo.model import Round
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Gate, Record
from tracktwo.views.describing import describe_in_words
from tracktwo.views.levels import restricted
from tracktwo.views.naming import find_entry
from tracktwo.views.tables import Format, render
from tracktwo.web import forms
from tracktwo.web.judging import may_judge, put_down, set_level_of_document
from tracktwo.web.naming import without_folders
from tracktwo.web.pages.reviewing import done
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, RecordHere, Role, ViewerHere, needs

router = APIRouter(dependencies=[needs(Role.CONVENOR)])

#: Documents of which a preview shows what is left, and code points of each.
_SHOWN, _LENGTH = 3, 1_200
#: Documents that can be chosen from on the page.
_CHOICE = 200

_Word = Annotated[str, Query(max_length=400)]
_Words = Annotated[str, Form(max_length=10_000)]


@router.get("/settings/levels")
@router.get("/settings/levels.csv")
@router.get("/settings/levels.json")
def levels(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    level: _Word = "",
    kind: _Word = "",
    q: _Word = "",
    judged: _Word = "",
) -> Response:
    """What is above public, and a form to say of anything who may see it."""
    may_judge(viewer)
    if (level and level not in list(Level)) or kind not in ("", "document", "entry"):
        raise HTTPException(400, f"{level or kind} is none of those that can be chosen.")
    table = restricted(gate)
    names = [column.name for column in table.columns]
    rows = [
        row
        for row in table.rows
        for values in [dict(zip(names, row, strict=True))]
        if (not level or values["level"] == level)
        and (not kind or values["what"] == kind)
        and (not q or q.casefold() in str(values["about"]).casefold())
    ]
    table = type(table)(table.columns, tuple(rows), table.empty)
    if request.url.path.endswith(".json"):
        return Response(render(table, Format.JSON), media_type="application/json")
    if request.url.path.endswith(".csv"):
        headers = {"Content-Disposition": 'attachment; filename="levels.csv"'}
        return Response(render(table, Format.CSV), media_type="text/csv; charset=utf-8", headers=headers)
    return page(
        request,
        viewer,
        "settings-levels.html",
        rows=[dict(zip(names, row, strict=True)) for row in table.rows],
        levels=tuple(Level),
        documents=gate.documents(Filter(limit=_CHOICE)),
        asked={"level": level, "kind": kind, "q": q},
        query=request.url.query,
        fewest=gate.fewest,
        done=done(gate, judged),
    )


@router.get("/settings/levels/preview")
def preview(
    request: Request, viewer: ViewerHere, record: RecordHere, what: _Word, level: _Word
) -> HTMLResponse:
    """What readers of each clearance would be left with, once a level is set."""
    may_judge(viewer)
    if level not in list(Level):
        raise HTTPException(400, f"{level} is no level.")
    with record.reading(viewer.clearance) as gate:
        subject, words = _named(gate, what)
        reach = _reach(gate, subject)
    made = Judgement(
        JudgementAct.LEVEL, subject, viewer.name, record.moment(viewer.name), None,
        canonical({"level": level}),
    )  # fmt: skip
    below = [one for one in Clearance if one is not Clearance.EVERYTHING]
    left = [_left(record, made, clearance, reach) for clearance in below]
    with record.reading(viewer.clearance) as gate:
        documents = [gate.entry(one) for one in reach[:20]]
    return page(
        request,
        viewer,
        "settings-level-preview.html",
        what=what,
        words=words,
        level=level,
        documents=documents,
        more=max(0, len(reach) - len(documents)),
        left=left,
    )


@router.post("/settings/levels")
def set_level(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    what: _Words,
    level: _Words,
    reason: _Words = "",
    form_token: _Words = "",
) -> Response:
    """Say who may see a document, a round or an entry."""
    forms.check(request, form_token)
    may_judge(viewer)
    if level not in list(Level):
        raise HTTPException(400, f"{level} is no level.")
    with record.reading(viewer.clearance) as gate:
        subject, _ = _named(gate, what)
    if subject.document is not None:
        made = set_level_of_document(record, viewer, subject.document, Level(level), reason)
    else:
        names = [ref.claim for ref in subject.refs]
        made = put_down(record, viewer, JudgementAct.LEVEL, [names], reason, {"level": level})
    return RedirectResponse(f"/settings/levels?judged={made.id[:16]}", status_code=303)


@router.post("/settings/levels/side")
def side(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    fewest: Annotated[int, Form(ge=0, le=1000)],
    form_token: _Words = "",
) -> Response:
    """Say from how many participants on a side is named where a level withholds affiliations."""
    forms.check(request, form_token)
    may_judge(viewer)
    record.name_sides_from(fewest)
    return RedirectResponse("/settings/levels", status_code=303)


def _named(gate: Gate, what: str) -> tuple[Subject, str]:
    """What a level is to be set on: a document, or the entry of an id or a citation.

    Raises:
        HTTPException: 400, saying how to name one.
    """
    words = what.strip()
    try:
        if ":" not in words.removeprefix("sha256:") and "/" not in words:
            try:
                document = gate.entry(words)
            except UsageError:
                pass
            else:
                return Subject(document=document.id), f"the document “{without_folders(document.name)}”"
        entry = find_entry(gate, words)
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error
    reference = gate.review().references((entry.id,))[entry.id]
    return Subject(groups=((reference,),)), describe_in_words(entry.claim)


def _reach(gate: Gate, subject: Subject) -> list[str]:
    """Ids of the documents of which something would be withheld, the one that was named first."""
    if subject.document is not None:
        return [subject.document]
    (ref, *_) = subject.refs
    others = gate.review().documents_of_round(ref.claim) if ref.kind == Round.KEY else ()
    return [ref.document, *sorted(set(others) - {ref.document})]


def _left(record: Record, made: Judgement, clearance: Clearance, reach: Sequence[str]) -> dict[str, Any]:
    """What a reader of a clearance would be left with of these documents."""
    left = record.left_after(made, clearance, reach[:_SHOWN])
    return {
        "clearance": clearance,
        "extracts": [
            {"name": one.document.name, "text": one.text[:_LENGTH], "more": len(one.text) > _LENGTH}
            for one in left
            if one is not None and not one.is_whole
        ],
        "gone": sum(one is None for one in left),
        "whole": sum(one is not None and one.is_whole for one in left),
    }
