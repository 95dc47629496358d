"""What happened in a dialogue, in order of time, as a table: rounds, contacts, incidents and changes of state."""

from collections.abc import Sequence

from tracktwo.analysis.dossier import Dossier
from tracktwo.record import Filter, Gate
from tracktwo.views.exports.occasions import Occasion, occasions_of
from tracktwo.views.exports.selection import Selection, first_citation
from tracktwo.views.tables import Column, Table


def selection_of(gate: Gate, dossier: Dossier) -> Selection:
    """The entries of a dialogue's documents, as every export takes them."""
    own = Filter(documents=tuple(d.id for d in dossier.documents))
    return Selection.of_dossier(dossier, gate.claims(filter=own), rulings=gate.rulings)


def occasions(gate: Gate, dossier: Dossier) -> tuple[Occasion, ...]:
    """What happened in a dialogue, in order of time; what has no year comes last."""
    return occasions_of(selection_of(gate, dossier))


def occasions_table(gate: Gate, found: Sequence[Occasion]) -> Table:
    """One row for each occasion, with a citation for each document's account."""
    rows = []
    for one in found:
        cited = [c for c in map(first_citation, one.entries) if c is not None]
        marks = tuple(dict.fromkeys(map(gate.mark, cited)))
        when = str(one.when) if one.when else None
        ids = tuple(e.id for e in one.entries)
        rows.append((when, one.kind.value, one.title, one.where, one.status.value, marks, ids))
    names = ("when", "kind", "occasion", "where", "status", "citations")
    return Table(
        (*map(Column, names), Column("claims", False)), tuple(rows), "nothing is told to have happened"
    )
