"""The ledgers of a dialogue by the last part of their address, in the order of the tabs, as one sees them on a day."""

from collections.abc import Callable, Mapping
from datetime import date

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import By
from tracktwo.analysis.promises import MOST_DOCUMENTS
from tracktwo.record import Gate
from tracktwo.views import attending, ledgers, steadiness
from tracktwo.views.convenings import rounds_table
from tracktwo.views.happenings import occasions, occasions_table
from tracktwo.views.tables import Table


def looks_at_text(dossier: Dossier) -> bool:
    """Whether fulfilments are looked for in every sentence, as briefs do: of very many documents it takes too long."""
    return len(dossier.documents) <= MOST_DOCUMENTS


SHEETS: Mapping[str, Callable[[Gate, Dossier, date], Table]] = {
    "timeline": lambda gate, dossier, today: occasions_table(gate, occasions(gate, dossier)),
    "rounds": lambda gate, dossier, today: rounds_table(gate, dossier),
    "positions": lambda gate, dossier, today: ledgers.positions_table(gate, dossier),
    "convergence": lambda gate, dossier, today: ledgers.convergence_table(gate, dossier, By.ROUND),
    "promises": lambda gate, dossier, today: ledgers.promises_table(
        gate, dossier, today, with_text=looks_at_text(dossier)
    ),
    "continuity": lambda gate, dossier, today: steadiness.continuity_table(gate, (dossier,), today),
    "people": lambda gate, dossier, today: attending.people_table(gate, dossier),
    "speakers": lambda gate, dossier, today: steadiness.ties_table(gate, dossier),
    "sources": lambda gate, dossier, today: attending.sources_table(gate, dossier),
}
