"""Who judged what: the list with its filters, the conflicts, and handing judgements over as lines of JSON."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, HTTPException, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from tracktwo.model.dates import is_edtf
from tracktwo.model.judgement import Judgement, JudgementAct
from tracktwo.record import Gate, Refused, Review, read_lines, to_line
from tracktwo.record.exchange import bounded_lines
from tracktwo.record.facets import days_of_date
from tracktwo.settling import settle
from tracktwo.views.describing import describe_in_words
from tracktwo.views.judgements import MEANWHILE, conflicts_to_json, judgements_table, says
from tracktwo.views.naming import first_mark
from tracktwo.views.tables import Format, render
from tracktwo.web import forms
from tracktwo.web.judging import may_judge
from tracktwo.web.naming import without_folders
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, RecordHere, Role, ViewerHere, needs

router = APIRouter(dependencies=[needs(Role.EDITOR)])

#: Judgements of a page; lines of an import that are written together; and the largest file that is taken in.
PAGE, _AT_ONCE, MOST_BYTES = 100, 1_000, 50 * 1024 * 1024
#: Faulty lines of an import that are shown.
_SHOWN = 50

_Word = Annotated[str, Query(max_length=200)]


@router.get("/judgements")
@router.get("/judgements.csv")
@router.get("/judgements.json")
def judgements(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    author: _Word = "",
    act: _Word = "",
    since: _Word = "",
    until: _Word = "",
    state: _Word = "",
    judged: _Word = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = PAGE,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Judgements, the latest first, with what became of them."""
    may_judge(viewer)
    review = gate.review()
    found = _narrowed(gate, author, act, since, until, state)
    shown = found[offset : offset + limit]
    table = judgements_table(gate, review.near(_documents(review, shown)), shown)
    here = request.url.path
    later = _at(request, offset + limit) if len(found) > offset + limit else None
    headers = {"Link": f'<{here}{later}>; rel="next"'} if later else {}
    if here.endswith(".json"):
        return Response(render(table, Format.JSON), media_type="application/json", headers=headers)
    if here.endswith(".csv"):
        headers["Content-Disposition"] = 'attachment; filename="judgements.csv"'
        return Response(render(table, Format.CSV), media_type="text/csv; charset=utf-8", headers=headers)
    names = [column.name for column in table.columns]
    return page(
        request,
        viewer,
        "judgements.html",
        rows=[dict(zip(names, row, strict=True)) for row in table.rows],
        authors=sorted({j.author for j in review.everything}),
        acts=tuple(JudgementAct),
        states=_STATES,
        asked={"author": author, "act": act, "since": since, "until": until, "state": state},
        number=len(found),
        query=request.url.query,
        pages=(_at(request, max(0, offset - limit)) if offset else None, later),
    )


@router.get("/judgements/conflicts")
@router.get("/judgements/conflicts.json")
def conflicts(request: Request, viewer: ViewerHere, gate: GateHere) -> Response:
    """Where people contradict one another, what each says, and what holds until one takes theirs back."""
    may_judge(viewer)
    found = gate.review().conflicts()
    if request.url.path.endswith(".json"):
        import json

        return Response(
            json.dumps(conflicts_to_json(found), ensure_ascii=False, indent=2) + "\n",
            media_type="application/json",
        )
    rows = [
        {
            "matter": c.matter.value,
            "field": c.field,
            "about": [_about(gate, name) for name in c.about[:6]],
            "more": max(0, len(c.about) - 6),
            "judgements": [(j, says(j)) for j in c.judgements],
            "meanwhile": MEANWHILE[c.matter],
        }
        for c in found
    ]
    return page(request, viewer, "conflicts.html", rows=rows)


@router.get("/judgements/exchange")
def exchange(request: Request, viewer: ViewerHere, gate: GateHere) -> HTMLResponse:
    """The forms for handing over and taking in."""
    may_judge(viewer)
    everything = gate.review().everything
    return page(request, viewer, "exchange.html", authors=sorted({j.author for j in everything}), taken=None)


@router.get("/judgements.jsonl")
def export(viewer: ViewerHere, gate: GateHere, author: _Word = "") -> Response:
    """Every judgement as a line of JSON, or one person's and what takes it back."""
    may_judge(viewer)
    everything = gate.review().everything
    own = {j.id for j in everything if not author or j.author == author}
    lines = "".join(f"{to_line(j)}\n" for j in everything if j.id in own or j.subject.judgement in own)
    disposition = {"Content-Disposition": 'attachment; filename="judgements.jsonl"'}
    return Response(lines, media_type="application/jsonl; charset=utf-8", headers=disposition)


@router.post("/judgements/import")
def take_in(
    request: Request,
    viewer: ViewerHere,
    record: RecordHere,
    file: Annotated[UploadFile, File()],
    form_token: Annotated[str, Form(max_length=200)] = "",
) -> HTMLResponse:
    """Take in what somebody else judged; lines that are no judgements are told, the others are taken in."""
    forms.check(request, form_token)
    may_judge(viewer)
    raw = file.file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise HTTPException(413, f"The file is larger than {MOST_BYTES // 1024**2} MB. Split it.")
    refused: list[Refused] = []
    ids: set[str] = set()
    added = 0
    for some in _portions(read_lines(bounded_lines(BytesIO(raw)))):
        refused += [line for line in some if isinstance(line, Refused)]
        good = [line for line in some if not isinstance(line, Refused)]
        added += len(record.judge(*good))
        ids |= {judgement.id for judgement in good}
    settle(record)
    with record.reading(viewer.clearance) as gate:
        review = gate.review()
        taken = {
            "name": file.filename or "the file",
            "added": added,
            "known": len(ids) - added,
            "refused": refused[:_SHOWN],
            "refusals": len(refused),
            "waiting": [
                (p.judgement, says(p.judgement), p.reason) for p in review.pending() if p.judgement.id in ids
            ],
            "conflicts": len(review.conflicts()),
        }
        authors = sorted({j.author for j in review.everything})
    return page(request, viewer, "exchange.html", taken=taken, authors=authors)


def _documents(review: Review, judgements: Iterable[Judgement]) -> set[str]:
    """The documents that judgements are about, also by way of those that they take back."""
    by_id = {j.id: j for j in review.everything}
    found: set[str] = set()
    for judgement in judgements:
        while judgement.subject.judgement in by_id:
            judgement = by_id[judgement.subject.judgement]
        found |= {ref.document for ref in judgement.subject.refs}
        found |= {judgement.subject.document} if judgement.subject.document else set()
    return found


_STATES = ("holds", "taken back", "in conflict", "waits")


def _narrowed(gate: Gate, author: str, act: str, since: str, until: str, state: str) -> Sequence[Judgement]:
    """The judgements that the filters let through, the latest first.

    Raises:
        HTTPException: 400, saying which filter is none.
    """
    for day in (since, until):
        if day and not is_edtf(day):
            raise HTTPException(400, f"{day} is no date; write it as 2026-11-22, 2026-11 or 2026.")
    if (act and act not in list(JudgementAct)) or (state and state not in _STATES):
        raise HTTPException(400, f"{act or state} is none of those that can be chosen.")
    first, last = days_of_date(since).earliest, days_of_date(until).latest
    review = gate.review()
    found: Iterable[Judgement] = reversed(review.everything)
    kept = [
        j
        for j in found
        if (not author or j.author == author)
        and (not act or j.act == act)
        and (first is None or j.made[:10] >= first)
        and (last is None or j.made[:10] <= last)
    ]
    if not state:
        return kept
    holding = {j.id for j in review.standing}
    waiting = {p.judgement.id for p in review.pending()}
    disputed = {j.id for conflict in review.conflicts() for j in conflict.judgements} - waiting
    wanted = {
        "holds": holding - waiting - disputed,
        "in conflict": disputed,
        "waits": waiting,
        "taken back": {j.id for j in kept} - holding - waiting - disputed,
    }[state]
    return [j for j in kept if j.id in wanted]


def _about(gate: Gate, name: str) -> dict[str, Any]:
    """What a conflict is about: a document or an entry, in words and with its place."""
    if name.startswith("sha256:"):
        entry = gate.entry(name)
        return {
            "words": without_folders(entry.name),
            "link": f"/documents/{entry.short}",
            "mark": entry.short,
        }
    found = gate.claim(name)
    return {
        "words": describe_in_words(found.claim),
        "link": f"/entries/{found.id[:16]}",
        "mark": first_mark(gate, found.claim),
    }


def _portions(lines: Iterator[Judgement | Refused]) -> Iterator[list[Judgement | Refused]]:
    while some := list(islice(lines, _AT_ONCE)):
        yield some


def _at(request: Request, offset: int) -> str:
    given = [
        (key, value)
        for key, value in request.query_params.items()
        if value and key not in ("offset", "judged")
    ]
    return f"?{urlencode([*given, *([('offset', str(offset))] if offset else [])])}"
