"""One entry: what it says, its words in the document, its history; and a person's judgement on it."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo.errors import UsageError
from tracktwo.model import Citation, Claim
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.record import ClaimEntry, Gate
from tracktwo.record.corrections import check_parties, corrected_payload
from tracktwo.record.entering import value_from_words
from tracktwo.views.describing import describe, main_citations
from tracktwo.views.judgements import history_to_text
from tracktwo.views.sentences import sentence_around
from tracktwo.web import forms
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, RecordHere, Role, ViewerHere

router = APIRouter()

_Words = Annotated[str, Form(max_length=2000)]

#: What a button of the entry's page does.
_ACTS = {"accept": JudgementAct.ACCEPT, "reject": JudgementAct.REJECT, "correct": JudgementAct.CORRECT}


@router.get("/entries/{name}")
def entry(request: Request, viewer: ViewerHere, gate: GateHere, name: str) -> HTMLResponse:
    """What an entry says, with the sentence behind it, and what people said of it."""
    found = gate.claim(name)
    citations = main_citations(found.claim)
    history = history_to_text(gate, gate.review(), found) if viewer.may(Role.EDITOR) else ""
    standing = [
        j for j in gate.judgements(found.id) if viewer.may(Role.EDITOR) and j.act is not JudgementAct.UNDO
    ]
    return page(
        request,
        viewer,
        "entry.html",
        entry=found,
        words=describe(found.claim),
        document=gate.entry(found.document.id),
        mark=gate.mark(citations[0]) if citations else None,
        sentence=_sentence(found.document.text, citations[0]) if citations else "",
        history=history,
        standing=standing,
    )


@router.post("/entries/{name}")
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
    back: _Words = "",
) -> Response:
    """Accept or reject an entry, or correct one field of it."""
    forms.check(request, form_token)
    _allow(viewer.may(Role.EDITOR))
    if act not in _ACTS:
        raise HTTPException(400, "Nobody knows what this button should do.")
    # Nobody can write to a record in one file while a reader looks at it: the gate is closed first.
    with record.reading(viewer.clearance) as gate:
        found = gate.claim(name)
        payload = _correction(gate, found, field, value) if _ACTS[act] is JudgementAct.CORRECT else "null"
        reference = gate.review().references({found.id})[found.id]
    subject = Subject(groups=((reference,),))
    record.judge(
        Judgement(
            _ACTS[act], subject, viewer.name, record.moment(viewer.name), reason.strip() or None, payload
        )
    )
    return RedirectResponse(_back(back) or f"/entries/{found.id[:16]}", status_code=303)


@router.post("/judgements/{name}/undo")
def undo(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    name: str,
    form_token: _Words = "",
    back: _Words = "",
) -> Response:
    """Take a judgement back; this is a judgement too."""
    forms.check(request, form_token)
    _allow(viewer.may(Role.EDITOR))
    with record.reading(viewer.clearance) as gate:
        meant = next((j for j in gate.judgements() if j.id == name), None)
    if meant is None:
        raise HTTPException(404)
    record.judge(
        Judgement(JudgementAct.UNDO, Subject(judgement=meant.id), viewer.name, record.moment(viewer.name))
    )
    return RedirectResponse(_back(back) or "/", status_code=303)


def _correction(gate: Gate, found: ClaimEntry[Claim], field: str, value: str) -> str:
    """The field and its checked value, as a judgement keeps them."""
    try:
        given = value_from_words(found.kind, field, value or None, found.document)
        check_parties(field, given, {party for party, _ in gate.values("party")})
        corrected_payload(found.kind, gate.review().payload_of(found.id), found.document, field, given)
    except UsageError as error:
        raise HTTPException(400, f"{error}") from error
    return canonical({"field": field, "value": given})


def _sentence(text: str, citation: Citation) -> str:
    span = sentence_around(text, citation.start, citation.end)
    return " ".join(text[span.start : span.end].split())


def _allow(may: bool) -> None:
    if not may:
        raise HTTPException(403, "Your account may read, but not judge. Ask whoever keeps the accounts.")


def _back(path: str) -> str | None:
    """An address of ours to go back to; never one of another site."""
    is_ours = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and "\\" not in path
        and path.isprintable()
    )
    return path if is_ours else None
