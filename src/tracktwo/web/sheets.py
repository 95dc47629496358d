"""The ledgers of a dialogue by the last part of their address, in the order of the tabs."""

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


SHEETS: Mapping[str, Callable[[Gate, Dossier], Table]] = {
    "timeline": lambda gate, dossier: occasions_table(gate, occasions(gate, dossier)),
    "rounds": rounds_table,
    "positions": ledgers.positions_table,
    "convergence": lambda gate, dossier: ledgers.convergence_table(gate, dossier, By.ROUND),
    "promises": lambda gate, dossier: ledgers.promises_table(
        gate, dossier, date.today(), with_text=looks_at_text(dossier)
    ),
    "continuity": lambda gate, dossier: steadiness.continuity_table(gate, (dossier,), date.today()),
    "people": attending.people_table,
    "speakers": steadiness.ties_table,
    "sources": attending.sources_table,
}
