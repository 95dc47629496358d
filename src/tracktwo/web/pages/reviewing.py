"""What the machine is least sure of, an entry at a time, with its sentence, and the buttons and keys to judge it."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import CLAIM_CLASSES, Claim
from tracktwo.record import ClaimEntry, Filter, Gate
from tracktwo.views.describing import describe_in_words, main_citations
from tracktwo.views.judgements import says
from tracktwo.web.judging import may_judge
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, Role, ViewerHere, needs

router = APIRouter(dependencies=[needs(Role.EDITOR)])

#: Entries of a page, and how many can be passed over.
PAGE, MOST = 20, 2_000

_KINDS: Mapping[str, type[Claim]] = {cls.KEY: cls for cls in CLAIM_CLASSES}

_Word = Annotated[str, Query(max_length=200)]


@router.get("/review")
def review(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    kind: _Word = "",
    party: _Word = "",
    person: _Word = "",
    document: _Word = "",
    judged: _Word = "",
    skip: Annotated[int, Query(ge=0, le=MOST)] = 0,
) -> HTMLResponse:
    """Entries that nobody has judged, the least sure first; ``skip`` passes over so many of them."""
    may_judge(viewer)
    if kind and kind not in _KINDS:
        raise HTTPException(404)
    # One entry more than is shown tells whether there is another page.
    filter = Filter(party=party or None, person=person or None, limit=skip + PAGE + 1)
    source = gate.entry(document) if document else None
    if source is not None:
        filter = Filter(filter.party, filter.person, documents=(source.id,), limit=filter.limit)
    found = gate.unsure(_KINDS.get(kind), filter)
    given = {"kind": kind, "party": party, "person": person, "document": document}
    asked = {name: value for name, value in given.items() if value}
    return page(
        request,
        viewer,
        "review.html",
        queue=[row_of(gate, entry) for entry in found[skip : skip + PAGE]],
        kinds=tuple(_KINDS),
        asked=given,
        document=source,
        here=_at(asked, skip),
        later=_at(asked, skip + PAGE) if len(found) > skip + PAGE else None,
        earlier=_at(asked, max(0, skip - PAGE)) if skip else None,
        skip=skip,
        done=done(gate, judged),
    )


def done(gate: Gate, name: str) -> dict[str, str] | None:
    """The judgement that was just made, by first digits of its id, in words."""
    made = gate.review().called(name) if len(name) >= 8 else None
    if made is None:
        return None
    about = [ref.claim for ref in made.subject.refs][:1]
    words = describe_in_words(gate.claim(about[0]).claim) if about else ""
    return {"id": made.id, "says": says(made), "about": words, "act": made.act.value}


def row_of(gate: Gate, entry: ClaimEntry[Claim]) -> dict[str, object]:
    """An entry with the sentence that it rests on, the cited words apart."""
    citations = main_citations(entry.claim)
    text = entry.document.text
    before = words = after = ""
    if citations:
        first = citations[0]
        span = sentence_around(text, first.start, first.end)
        before, words, after = text[span.start : first.start], first.exact, text[first.end : span.end]
    return {
        "entry": entry,
        "says": describe_in_words(entry.claim),
        "mark": gate.mark(citations[0]) if citations else None,
        "title": entry.document.title or entry.document.url or entry.document.path or "",
        "published": entry.document.published,
        "before": before,
        "words": words,
        "after": after,
    }


def _at(asked: Mapping[str, str], skip: int) -> str:
    query = urlencode([*asked.items(), *([("skip", str(skip))] if skip else [])])
    return f"/review?{query}" if query else "/review"
