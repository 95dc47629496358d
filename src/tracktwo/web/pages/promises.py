"""One commitment: the promise, what became of it, and what looks like its fulfilment, for a person to say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.accounts_told import Account
from tracktwo.analysis.commitments import Owed, commitment_ledger
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.fulfilment import Outcome
from tracktwo.analysis.opening import kept_of_dialogue, of_dialogue
from tracktwo.model import Commitment, Entry
from tracktwo.model.dates import first_day
from tracktwo.model.judgement import Judgement, JudgementAct
from tracktwo.record import Gate
from tracktwo.views.judgements import says
from tracktwo.views.ledgers import Marks, rulings_of
from tracktwo.views.notes import source_of, title_of
from tracktwo.web.interim import is_there, large_dialogue, while_made
from tracktwo.web.kept_pages import about
from tracktwo.web.rendering import page
from tracktwo.web.sheets import looks_at_text
from tracktwo.web.viewer import GateHere, Viewer, ViewerHere

router = APIRouter()

#: Digits of an id that tell a commitment from others of a dialogue.
FEWEST = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that became of a promise."""

    day: str | None
    what: str
    sentence: str = ""
    mark: str = ""
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A later place that may tell of the promise as kept."""

    told: Step
    #: What judging names it by: the claim that it rests on, else its place.
    by: str
    #: Whether a person has said that this is it.
    is_confirmed: bool


@router.get("/dialogues/{key}/promises/{name}")
def promise(request: Request, viewer: ViewerHere, gate: GateHere, key: str, name: str) -> HTMLResponse:
    """A promise with its sentence, its history, and the proposals of its fulfilment side by side with it."""
    if len(name) < FEWEST:
        raise HTTPException(404)
    series, what = large_dialogue(gate, key), ("promise", name.lower(), date.today())
    if series is not None and kept_of_dialogue(gate, key, what) is not None:
        is_there(request, viewer, gate, series, what)
    elif series is not None:

        def work(own: Gate, go_on: Callable[[], None]) -> None:
            of_dialogue(own, key, what, lambda dossier: _shown(own, dossier, key, name, go_on))

        waiting = while_made(request, viewer, gate, series, what, work)
        if waiting is not None:
            return waiting
    told = of_dialogue(gate, key, what, lambda dossier: _shown(gate, dossier, key, name))
    return page(
        request, viewer, "promise.html", **told, judged=_judged(gate, viewer, told["owed"]), says=says
    )


def _shown(
    gate: Gate, dossier: Dossier, key: str, name: str, go_on: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """What the page shows of a promise, whoever looks at it.

    Raises:
        HTTPException: 404, there is none of that name, or several.
    """
    go_on()
    in_text = looks_at_text(dossier)
    ledger = commitment_ledger(dossier, date.today(), rulings_of(gate), with_text=in_text)
    fitting = [o for o in ledger if any(e.id.startswith(name.lower()) for e in o.claims)]
    if len(fitting) != 1:
        raise HTTPException(404)
    (owed,) = fitting
    marks = Marks(gate, dossier)
    return {
        **about(dossier, key),
        "owed": owed,
        "claim": owed.entry.claim,
        "due": owed.due,
        "promised": _told(owed.entry, "promised", marks),
        "steps": _steps(owed, marks),
        "proposals": _each_place(_proposal(one, owed, marks) for one in owed.proposals),
        "in_text": in_text,
    }


def _told(entry: Entry[Commitment], what: str, marks: Marks) -> Step:
    cited = entry.claim.what[0]
    return Step(
        entry.document.published,
        what,
        marks.sentence(cited),
        marks.mark(cited),
        title_of(entry.document),
        source_of(entry.document),
    )


def _account(account: Account, what: str, marks: Marks) -> Step:
    cited, document = account.citation, account.document
    return Step(
        account.day, what, marks.sentence(cited), marks.mark(cited), title_of(document), source_of(document)
    )


def _steps(owed: Owed, marks: Marks) -> list[Step]:
    """What became of the promise, in order of time; what has no date stands last."""
    moved = {
        slip.entry.id: f"promised again, for {slip.to_due} instead of {slip.from_due}" for slip in owed.slips
    }
    steps = [_told(owed.entry, "promised", marks)]
    steps += [_told(e, moved.get(e.id, "promised again"), marks) for e in owed.repeated]
    if owed.settled_by is not None:
        said = "" if owed.is_confirmed else "perhaps "
        steps.append(_account(owed.settled_by, f"{said}{owed.status.value}", marks))
    if owed.ended_by is not None:
        steps.append(_account(owed.ended_by, owed.status.value, marks))
    return sorted(steps, key=lambda step: first_day(step.day) or date.max)


def _proposal(account: Account, owed: Owed, marks: Marks) -> Proposal:
    what = (
        "may tell that it was kept in part"
        if account.outcome is Outcome.PARTLY
        else "may tell that it was kept"
    )
    named = owed.ruling.by if owed.ruling else None
    mark = marks.mark(account.citation)
    by = account.entry.id if account.entry is not None else mark
    return Proposal(_account(account, what, marks), by, named is not None and account.is_called(named))


def _each_place(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Proposals of different places: what several entries rest on is judged once, by the one that was confirmed."""
    found: dict[str, Proposal] = {}
    for one in proposals:
        if one.told.mark not in found or one.is_confirmed:
            found[one.told.mark] = one
    return list(found.values())


def _judged(gate: Gate, viewer: Viewer, owed: Owed) -> list[Judgement]:
    """What people said of it and what still holds, for those who judge."""
    if not viewer.may_judge:
        return []
    review = gate.review()
    holds = {j.id for j in review.standing}
    own = {j.id: j for e in owed.claims for j in review.on_claim(e.id)}
    return [j for j in own.values() if j.act is JudgementAct.FULFILS and j.id in holds]
