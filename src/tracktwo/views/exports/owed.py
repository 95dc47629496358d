"""The commitments of all dialogues in a selection, each once, as one day sees them."""

from datetime import date

from tracktwo.analysis.commitments import Owed, commitment_ledger
from tracktwo.model import Commitment
from tracktwo.views.exports.selection import Selection


def owed_of(selection: Selection) -> tuple[Owed, ...]:
    """Commitments of the parties of each dialogue; of the same one in two dialogues the first.

    Where one dialogue is asked for, sentences of later documents that no entry rests on are looked through as well;
    for a whole record that takes too long.
    """
    day = selection.as_of or date.today()
    one = selection.dossier
    found: dict[str, Owed] = {}
    for dossier in selection.dossiers():
        for owed in commitment_ledger(dossier, day, selection.judged, with_text=one is not None):
            found.setdefault(owed.entry.id, owed)
    if one is None:
        return tuple(found.values())
    # What is not asked for is still needed to tell how the rest stands.
    asked = {e.id for e in selection.of_kind(Commitment)}
    return tuple(owed for owed in found.values() if any(e.id in asked for e in owed.claims))
