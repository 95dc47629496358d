"""One entry: what it says, its words in the document, its history; and a person's judgement on it."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo.errors import UsageError
from tracktwo.model import CLAIM_CLASSES, Citation, Commitment, Person
from tracktwo.model.judgement import JudgementAct
from tracktwo.model.levels import Level
from tracktwo.record import ClaimEntry, Gate
from tracktwo.record.exchange import KEPT
from tracktwo.views.describing import describe_in_words, main_citations
from tracktwo.views.judgements import history_to_text, says
from tracktwo.views.naming import find_entry, judged_as
from tracktwo.views.sentences import sentence_around
from tracktwo.web import forms
from tracktwo.web.fields import fields_of
from tracktwo.web.judging import back_to, correct, put_down, take_back
from tracktwo.web.naming import without_folders
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, RecordHere, Role, Viewer, ViewerHere, needs

router = APIRouter()

_Words = Annotated[str, Form(max_length=10_000)]
_EDITOR = [needs(Role.EDITOR)]

#: What a button of the entry's page does, besides what has fields of its own.
_ACTS = {"accept": JudgementAct.ACCEPT, "reject": JudgementAct.REJECT}
_CLASSES = {cls.KEY: cls.__name__.lower() for cls in CLAIM_CLASSES}


@router.get("/entries/{name}")
def entry(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    name: str,
    back: Annotated[str, Query(max_length=2000)] = "",
) -> HTMLResponse:
    """What an entry says, with the sentence behind it, and what people said of it."""
    found = gate.claim(name)
    citations = main_citations(found.claim)
    return page(
        request,
        viewer,
        "entry.html",
        entry=found,
        of_class=_CLASSES[found.kind],
        words=describe_in_words(found.claim),
        judged=judged_as(found),
        document=gate.entry(found.document.id),
        mark=gate.mark(citations[0]) if citations else None,
        sentence=_sentence(found.document.text, citations[0]) if citations else None,
        person=found.id[:16] if isinstance(found.claim, Person) else None,
        kept=KEPT if isinstance(found.claim, Commitment) else (),
        levels=tuple(Level),
        back=back_to(back) or "",
        **_judging(gate, viewer, found),
    )


def _judging(gate: Gate, viewer: Viewer, found: ClaimEntry[Any]) -> dict[str, Any]:
    """What only those see who judge: history, what can be taken back, and the fields to correct."""
    if not viewer.may_judge:
        return {"history": "", "standing": [], "fields": ()}
    review = gate.review().near((found.document.id,))
    holds = {j.id for j in review.standing}
    standing = [
        (j, says(j)) for j in review.on_claim(found.id) if j.id in holds and j.act is not JudgementAct.UNDO
    ]
    path = found.document.path
    history = history_to_text(gate, review, found)
    return {
        "history": history.replace(path, without_folders(path)) if path else history,
        "standing": standing,
        "fields": fields_of(found.claim),
    }


@router.post("/entries/{name}", dependencies=_EDITOR)
def judge(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    name: str,
    act: _Words,
    form_token: _Words = "",
    reason: _Words = "",
    field: _Words = "",
    value: _Words = "",
    verdict: _Words = "",
    by: _Words = "",
    level: _Words = "",
    back: _Words = "",
) -> Response:
    """Accept or reject an entry, correct one field of it, say whether it was kept, or who may see it."""
    forms.check(request, form_token)
    if act == "correct":
        made = correct(record, viewer, name, field, value, reason)
    elif act == "fulfils":
        made = put_down(
            record, viewer, JudgementAct.FULFILS, [[name]], reason, _kept(record, viewer, name, verdict, by)
        )
    elif act == "level":
        if not viewer.may(Role.CONVENOR):
            raise HTTPException(403, "Levels are set by a convenor. Ask whoever keeps the accounts.")
        if level not in list(Level):
            raise HTTPException(400, f"{level} is no attribution level.")
        made = put_down(record, viewer, JudgementAct.LEVEL, [[name]], reason, {"level": level})
    elif act in _ACTS:
        made = put_down(record, viewer, _ACTS[act], [[name]], reason)
    else:
        raise HTTPException(400, "Nobody knows what this button should do.")
    claim = made.subject.refs[0].claim
    return RedirectResponse(back_to(back, made) or f"/entries/{claim[:16]}", status_code=303)


@router.post("/judgements/{name}/undo", dependencies=_EDITOR)
def undo(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    name: str,
    form_token: _Words = "",
    reason: _Words = "",
    back: _Words = "",
) -> Response:
    """Take a judgement back; this is a judgement too."""
    forms.check(request, form_token)
    made = take_back(record, viewer, name, reason)
    return RedirectResponse(back_to(back, made) or "/judgements", status_code=303)


def _kept(record: RecordHere, viewer: Viewer, name: str, verdict: str, by: str) -> dict[str, str | None]:
    """Whether a commitment was kept, and by what, as a judgement holds it."""
    if verdict not in KEPT:
        raise HTTPException(400, f"{verdict} is none of {', '.join(KEPT)}.")
    with record.reading(viewer.clearance) as gate:
        if not isinstance(gate.claim(name).claim, Commitment):
            raise HTTPException(400, "Only commitments are kept or not.")
        try:
            return {"verdict": verdict, "by": _shown(gate, by.strip())}
        except UsageError as error:
            raise HTTPException(400, f"{error}") from error


def _shown(gate: Gate, by: str) -> str | None:
    if not by:
        return None
    if ":" in by and "/" not in by:
        place = gate.place(by)
        return f"{place.entry.id.removeprefix('sha256:')}:{place.start}-{place.end}"
    return find_entry(gate, by).id


def _sentence(text: str, citation: Citation) -> tuple[str, str, str]:
    """The sentence around cited words: before, the words, and after."""
    span = sentence_around(text, citation.start, citation.end)
    parts = text[span.start : citation.start], citation.exact, text[citation.end : span.end]
    before, words, after = (" ".join(f"|{part}|".split())[1:-1] for part in parts)
    return before, words, after
