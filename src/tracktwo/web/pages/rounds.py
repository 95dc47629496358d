"""One round: its programme, its delegations, every document's account of it, and what was said session by session."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.dossier import Dossier
from tracktwo.record import Gate
from tracktwo.views.convenings import convening_of
from tracktwo.web.kept_pages import DialoguePage, answer
from tracktwo.web.tables import shown
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()


@router.get("/dialogues/{key}/rounds/{name}")
def one_round(request: Request, viewer: ViewerHere, gate: GateHere, key: str, name: str) -> HTMLResponse:
    """The round that a claim tells of; the address holds as long as any document says so."""
    return answer(request, viewer, gate, key, lambda own: round_page(own, name))


def round_page(gate: Gate, name: str) -> DialoguePage:
    """All that is told of one round."""

    def told(dossier: Dossier, today: date) -> dict[str, Any]:
        made = convening_of(gate, dossier, name)
        return {
            "made": made,
            "delegations": [(party, shown(table)) for party, table in made.delegations],
            "accounts": shown(made.accounts),
            "sessions": [(title, shown(table)) for title, table in made.sessions],
        }

    return DialoguePage("round.html", name, told)
