"""The statements of a dialogue by the documents that have them, gone through once for all who ask.

Which of them is meant by cited words, whoever asks decides.
"""

from collections.abc import Mapping, Sequence

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.model import Entry, Statement


@once
def statements_by_document(dossier: Dossier) -> Mapping[str, Sequence[Entry[Statement]]]:
    """Every wording of every statement, by the id of its document."""
    found: dict[str, list[Entry[Statement]]] = {}
    for known in dossier.statements:
        for entry in known.entries:
            found.setdefault(entry.document.id, []).append(entry)
    return found
