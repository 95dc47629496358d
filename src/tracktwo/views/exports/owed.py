"""The commitments of all dialogues in a selection, each once, as one day sees them."""

from datetime import date

from tracktwo.analysis.commitments import Owed, commitment_ledger
from tracktwo.analysis.dossier import open_dossiers
from tracktwo.views.exports.selection import Selection


def owed_of(selection: Selection) -> tuple[Owed, ...]:
    """Commitments of the parties of each dialogue; of the same one in two dialogues the first.

    Where one dialogue is asked for, sentences of later documents that no entry rests on are looked through as well;
    for a whole record that takes too long.
    """
    day = selection.as_of or date.today()
    found: dict[str, Owed] = {}
    for dossier in open_dossiers(selection.documents, selection.entries, selection.rulings):
        if selection.series not in (None, dossier.series.key):
            continue
        for owed in commitment_ledger(dossier, day, with_text=selection.series is not None):
            found.setdefault(owed.entry.id, owed)
    return tuple(found.values())
