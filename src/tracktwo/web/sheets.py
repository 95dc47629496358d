"""The ledgers of a dialogue by the last part of their address, in the order of the tabs."""

from collections.abc import Callable, Mapping
from datetime import date

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import By
from tracktwo.record import Gate
from tracktwo.views import attending, ledgers, steadiness
from tracktwo.views.convenings import rounds_table
from tracktwo.views.happenings import occasions, occasions_table
from tracktwo.views.tables import Table

SHEETS: Mapping[str, Callable[[Gate, Dossier], Table]] = {
    "timeline": lambda gate, dossier: occasions_table(gate, occasions(gate, dossier)),
    "rounds": rounds_table,
    "positions": ledgers.positions_table,
    "convergence": lambda gate, dossier: ledgers.convergence_table(gate, dossier, By.ROUND),
    "promises": lambda gate, dossier: ledgers.promises_table(gate, dossier, date.today()),
    "continuity": lambda gate, dossier: steadiness.continuity_table(gate, (dossier,), date.today()),
    "people": attending.people_table,
    "speakers": steadiness.ties_table,
    "sources": attending.sources_table,
}
