"""The section on entries to be taken with care: those that people who keep the record dispute, or alone uphold, and
those whose words stand no longer at their address.

What is disputed, and what holds meanwhile, is decided in the record.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Entry
from tracktwo.model.fingerprints import main_citations
from tracktwo.record import ClaimEntry
from tracktwo.record.entries import Flag
from tracktwo.record.opinions import Verdict
from tracktwo.views.brief.phrasing import evidence_of, label, line_of
from tracktwo.views.lines import Line, Section


def doubts_section(dossier: Dossier) -> Section | None:
    """Entries of a dialogue in doubt; None where there are none."""
    entries = [entry for entry in _entries(dossier) if isinstance(entry, ClaimEntry)]
    doubts = {
        "Disputed by those who keep this record": [e for e in entries if e.verdict == Verdict.DISPUTED],
        "Upheld by them alone, since the last reading does not make it": [
            e for e in entries if e.is_upheld and e.verdict != Verdict.DISPUTED
        ],
        "Changed at its address since": [e for e in entries if e.flag == Flag.TEXT_CHANGED],
        "No longer at its address": [e for e in entries if e.flag == Flag.TEXT_VANISHED],
    }
    lines = [line for doubt, own in doubts.items() for line in _lines(doubt, own)]
    return Section("Entries in doubt", tuple(lines), "") if lines else None


def _entries(dossier: Dossier) -> Iterable[Entry[Any]]:
    for groups in (dossier.rounds, dossier.engagements, dossier.statements):
        for known in groups:
            yield from known.entries
    yield from (*dossier.stances, *dossier.states, *dossier.commitments, *dossier.incidents, *dossier.ideas)


def _lines(doubt: str, entries: Sequence[ClaimEntry[Any]]) -> Iterable[Line]:
    if not entries:
        return
    yield label(doubt)
    for entry in sorted(entries, key=lambda e: (e.document.published or "", e.document.id, e.seq, e.id)):
        cited = main_citations(entry.claim)
        if cited:
            yield line_of(f"{_SINGULAR[entry.kind]}: ", cited[0], ".", evidence=evidence_of(entry), depth=1)


_SINGULAR = {
    "statements": "Statement", "stances": "Stance", "engagements": "Contact", "rounds": "Round",
    "states": "Change", "commitments": "Promise", "incidents": "Incident", "ideas": "Idea",
}  # fmt: skip
