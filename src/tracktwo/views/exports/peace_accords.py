"""Commitments with their implementation on the scale of the Peace Accords Matrix, 0 to 3, as CSV.

The matrix (Joshi, Quinn and Regan 2015) codes provisions of peace accords by people; these are proposals that a
machine read, each with its places, for a coder to check. What was replaced by another commitment has no score.
"""

from typing import BinaryIO

from tracktwo.analysis.commitments import Owed
from tracktwo.views.describing import words_of
from tracktwo.views.exports.owed import owed_of
from tracktwo.views.exports.selection import Selection, mark_of
from tracktwo.views.exports.tables import write_csv
from tracktwo.views.writing import on_one_line

COLUMNS = (
    "id", "by", "to", "provision", "strength", "made", "due", "due_last_told", "status", "score", "confirmed",
    "citation", "told_by", "outcome_words", "outcome_citation",
)  # fmt: skip


def write(selection: Selection, out: BinaryIO) -> None:
    """One row a commitment."""
    write_csv(COLUMNS, map(_row, owed_of(selection)), out)


def _row(owed: Owed) -> tuple[str, ...]:
    told, outcome = owed.entry.claim, owed.ended_by or owed.settled_by
    return (
        owed.entry.id,
        "; ".join(told.by),
        "; ".join(told.to),
        words_of(told.what),
        told.strength.value,
        owed.entry.document.published or "",
        told.due or "",
        owed.due or "",
        owed.status.value,
        "" if owed.score is None else str(owed.score),
        "yes" if owed.is_confirmed else "no",
        mark_of(told.evidence[0]),
        "; ".join(sorted({e.document.publisher or e.document.id[7:15] for e in owed.claims})),
        on_one_line(outcome.citation.exact) if outcome else "",
        mark_of(outcome.citation) if outcome else "",
    )
