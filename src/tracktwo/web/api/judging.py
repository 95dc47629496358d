"""Operations on judgements: the list, making one, taking one back, and the queue of what the extractor is unsure of."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from tracktwo.errors import UsageError
from tracktwo.model import Claim, Commitment
from tracktwo.model.judgement import Judgement, JudgementAct, Thing
from tracktwo.record import KINDS, ClaimEntry, Filter, Gate, Record
from tracktwo.views.groups import group_with
from tracktwo.views.judgements import says
from tracktwo.views.paging import page_of
from tracktwo.web import judging
from tracktwo.web.api import conditions
from tracktwo.web.api.operations import Operation
from tracktwo.web.api.paging import Paged, behind, going_on, numbered, page, start_of
from tracktwo.web.api.problems import ProblemError, answers
from tracktwo.web.api.shapes import judgements as shapes
from tracktwo.web.api.shapes.claims import Entries, Kind
from tracktwo.web.api.shapes.evidence import Page
from tracktwo.web.api.telling import Teller
from tracktwo.web.viewer import GateHere, RecordHere, Role, Viewer, ViewerHere, needs

router = APIRouter(tags=["Judgements"], route_class=Operation)

_MARK = re.compile(r"[0-9a-f]{4,64}:\d{1,9}-\d{1,9}")
_CLAIM = re.compile(r"[0-9a-f]{6,64}")

_PLAIN = {
    "accept": JudgementAct.ACCEPT,
    "reject": JudgementAct.REJECT,
}


class Judged(Paged):
    """Conditions on judgements."""

    about: Annotated[
        str | None, Field(pattern=r"^[0-9a-f]{64}$|^sha256:[0-9a-f]{64}$", examples=["sha256:" + "3f" * 32])
    ] = None
    """Only those on this entry or document, by its whole id."""
    act: JudgementAct | None = None
    """Only those that do this."""


class Unsure(Paged):
    """Conditions on the queue."""

    kind: Kind | None = None
    """Only entries of this kind."""
    party: Annotated[conditions.Words | None, Field(examples=["PAK"])] = None
    """Only entries of this side."""


@router.get("/judgements", operation_id="list_judgements", summary="List judgements", responses=answers(403))
def all_judgements(
    request: Request, viewer: ViewerHere, gate: GateHere, asked: Annotated[Judged, Query()]
) -> Page[shapes.Judgement]:
    """What people judged, oldest first, what was taken back included. For those who may judge."""
    judging.may_judge(viewer)
    start = start_of(request, asked)
    found = [j for j in gate.judgements(asked.about) if asked.act in (None, j.act)]
    return numbered(request, asked, start, [_told(j) for j in found[start : start + asked.limit + 1]])


@router.post(
    "/judgements",
    operation_id="make_judgement",
    summary="Judge entries",
    status_code=201,
    dependencies=[needs(Role.EDITOR)],
    responses=answers(400, 403, 404, 413, 415),
)
def make(
    viewer: ViewerHere, record: RecordHere, given: shapes.Judging, response: Response
) -> shapes.Judgement:
    """Accept, reject or correct an entry, merge or split entries, say whether a promise was kept, set a level.

    Needs the role of an editor from whom nothing is withheld; a level needs a convenor. Whatever is judged can be
    taken back.
    """
    judging.may_judge(viewer)
    made = _made(record, viewer, given)
    response.headers["Location"] = f"/api/v1/judgements/{made.id}"
    return _told(made)


@router.get(
    "/judgements/{judgement}",
    operation_id="get_judgement",
    summary="Get one judgement",
    responses=answers(403, 404),
)
def one_judgement(
    viewer: ViewerHere,
    gate: GateHere,
    judgement: Annotated[
        str, Path(pattern=r"^[0-9a-f]{8,64}$", description="Its id, or first digits of it.")
    ],
) -> shapes.Judgement:
    """One judgement, whether it holds or was taken back."""
    judging.may_judge(viewer)
    found = [j for j in gate.judgements() if j.id.startswith(judgement)]
    if len(found) != 1:
        raise UsageError("no judgement is called so, or several are")
    return _told(found[0])


@router.post(
    "/judgements/{judgement}/undo",
    operation_id="undo_judgement",
    summary="Take a judgement back",
    status_code=201,
    dependencies=[needs(Role.EDITOR)],
    responses=answers(403, 404, 409),
)
def undo(
    viewer: ViewerHere,
    record: RecordHere,
    judgement: Annotated[
        str, Path(pattern=r"^[0-9a-f]{8,64}$", description="Its id, or first digits of it.")
    ],
    response: Response,
) -> shapes.Judgement:
    """Take a judgement back, one's own or another's; this is a judgement too, and can be taken back itself."""
    with record.reading(viewer.clearance) as gate:
        meant = [j for j in gate.judgements() if j.id.startswith(judgement)] if viewer.may_judge else []
    if any(j.act is JudgementAct.LEVEL for j in meant):
        _for_convenors(viewer)
    made = judging.take_back(record, viewer, judgement)
    response.headers["Location"] = f"/api/v1/judgements/{made.id}"
    return _told(made)


@router.get(
    "/review",
    operation_id="list_unsure",
    summary="List entries to review",
    response_model=Entries,
    responses=answers(403),
)
def unsure(request: Request, viewer: ViewerHere, gate: GateHere, asked: Annotated[Unsure, Query()]) -> Any:
    """Entries that nobody has judged, the least sure first. For those who may judge."""
    judging.may_judge(viewer)
    kind = KINDS[asked.kind] if asked.kind else None
    filter = Filter(party=asked.party, limit=asked.limit, after=behind(request, asked))
    with going_on(asked):
        found, after = page_of(lambda one: gate.unsure(kind, one), filter)
    return page(request, asked, Teller(gate).entries(found), after)


# ── what each act puts down ────────────────────────────────────────────────────────────────────────────────


def _made(record: Record, viewer: Viewer, given: shapes.Judging) -> Judgement:
    reason = given.reason or ""
    match given:
        case shapes.Correct():
            return judging.correct(record, viewer, given.claim, given.field, given.value or "", reason)
        case shapes.Merge():
            found = _entries(record, viewer, given.claims)
            said = {"as": _thing(given.as_, found).value}
            return judging.put_down(record, viewer, JudgementAct.SAME, [_ids(found)], reason, said)
        case shapes.Distinct():
            found = _entries(record, viewer, given.claims)
            said, groups = {"as": _thing(given.as_, found).value}, [[name] for name in _ids(found)]
            return judging.put_down(record, viewer, JudgementAct.DISTINCT, groups, reason, said)
        case shapes.Split():
            return _split(record, viewer, given, reason)
        case shapes.Fulfils():
            return _fulfils(record, viewer, given, reason)
        case shapes.SetLevel():
            return _levelled(record, viewer, given, reason)
        case _:
            return judging.put_down(record, viewer, _PLAIN[given.act], [[given.claim]], reason)


def _split(record: Record, viewer: Viewer, given: shapes.Split, reason: str) -> Judgement:
    found = _entries(record, viewer, given.claims)
    thing, own = _thing(given.as_, found), _ids(found)
    with record.reading(viewer.clearance) as gate:
        rest = [e.id for e in group_with(gate, thing, own[0]) if e.id not in own]
    if not rest:
        raise ProblemError(
            409, f"These entries are alone among the {thing.value}: there is nothing to split them from."
        )
    said = {"as": thing.value}
    return judging.put_down(record, viewer, JudgementAct.DISTINCT, [own, rest], reason, said)


def _fulfils(record: Record, viewer: Viewer, given: shapes.Fulfils, reason: str) -> Judgement:
    with record.reading(viewer.clearance) as gate:
        if not isinstance(gate.claim(given.claim).claim, Commitment):
            raise ProblemError(422, "The entry is no commitment.", [("body.claim", "no commitment")])
        by = _shown_by(gate, given.by) if given.by is not None else None
    said = {"verdict": given.verdict, "by": by}
    return judging.put_down(record, viewer, JudgementAct.FULFILS, [[given.claim]], reason, said)


def _shown_by(gate: Gate, words: str) -> str:
    """What shows that a promise was kept, as judgements name it."""
    wrong = ProblemError(
        422, "What shows it is an entry's id or a citation mark.", [("body.by", "names nothing")]
    )
    try:
        if _MARK.fullmatch(words):
            place = gate.place(words)
            return f"{place.entry.id.removeprefix('sha256:')}:{place.start}-{place.end}"
        if _CLAIM.fullmatch(words):
            return gate.claim(words).id
    except UsageError as error:
        raise wrong from error
    raise wrong


def _levelled(record: Record, viewer: Viewer, given: shapes.SetLevel, reason: str) -> Judgement:
    _for_convenors(viewer)
    if (given.claim is None) is (given.document is None):
        raise ProblemError(
            422, "Give an entry or a document, and not both.", [("body.claim", "one of the two")]
        )
    if given.claim is not None:
        said = {"level": given.level.value}
        return judging.put_down(record, viewer, JudgementAct.LEVEL, [[given.claim]], reason, said)
    with record.reading(viewer.clearance) as gate:
        document = gate.entry(given.document or "").id
    return judging.set_level_of_document(record, viewer, document, given.level, reason)


def _for_convenors(viewer: Viewer) -> None:
    if not viewer.may(Role.CONVENOR):
        raise ProblemError(403, "Levels are set, and taken back, by convenors.")


def _entries(record: Record, viewer: Viewer, names: Sequence[str]) -> list[ClaimEntry[Claim]]:
    with record.reading(viewer.clearance) as gate:
        return [gate.claim(name) for name in names]


def _ids(found: Sequence[ClaimEntry[Claim]]) -> list[str]:
    return [entry.id for entry in found]


def _thing(given: Thing | None, found: Sequence[ClaimEntry[Claim]]) -> Thing:
    """What entries tell of, from their kind where it is not said."""
    kinds = {entry.kind for entry in found}
    own = [thing for thing in Thing if kinds <= set(thing.kinds)]
    if given is not None and given not in own:
        detail = f"Entries of {', '.join(sorted(kinds))} do not tell of {given.value}."
        raise ProblemError(422, detail, [("body.as", "does not fit the entries")])
    if not own:
        detail = f"Entries of {' and '.join(sorted(kinds))} cannot be the same: only entries of one kind can."
        raise ProblemError(422, detail, [("body.claims", "of several kinds, or of one that is not merged")])
    # Two accounts of rounds are taken to be about one round, unless it is said that they are of one dialogue.
    return given or (Thing.ROUNDS if Thing.ROUNDS in own else own[0])


def _told(made: Judgement) -> shapes.Judgement:
    subject = made.subject
    return shapes.Judgement(
        id=made.id,
        act=made.act,
        author=made.author,
        made=made.made,
        says=says(made),
        reason=made.reason,
        claims=tuple(tuple(ref.claim for ref in group) for group in subject.groups),
        document=subject.document,
        undoes=subject.judgement,
        payload=made.says or None,
    )
