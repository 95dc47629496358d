"""The brief that a desk officer hands up: a dialogue as the record has it, each line with its evidence.

Lays out what the analyses found; finds nothing itself and leaves formats to :mod:`tracktwo.views.markdown`
and :mod:`tracktwo.views.html`.
"""

from dataclasses import dataclass
from datetime import date

from tracktwo.analysis.dossier import Dossier, open_dossier
from tracktwo.analysis.positions import issue_sheets
from tracktwo.errors import MalformedDateError, UsageError
from tracktwo.model.dates import Edtf
from tracktwo.record import Gate
from tracktwo.views.brief.flow import continuity_section
from tracktwo.views.brief.ground import differences_section, ideas_section, incidents_section, sources_section
from tracktwo.views.brief.sides import (
    commitments_section,
    convergence_section,
    people_section,
    positions_section,
)
from tracktwo.views.brief.talks import contacts_section, new_section, rounds_section, state_section
from tracktwo.views.lines import Brief, words
from tracktwo.views.wording import party_name


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What a brief looks back from, and since when things count as new."""

    #: The day on which commitments are judged overdue.
    as_of: date
    #: Documents published on this day or later are new.
    since: date | None = None


def make_brief(gate: Gate, dialogue: str | None, since: str | None, as_of: date | None = None) -> Brief:
    """Lay out one dialogue of a record as far as ``gate`` lets the reader see it.

    Args:
        gate: read access to the record.
        dialogue: key, name or parties; None for the dialogue with most documents.
        since: EDTF; documents published from then on are new. None for no such section.
        as_of: the day on which commitments are judged; None for today.

    Raises:
        UsageError: no dialogue, or several, are called so, or ``since`` is no date.
    """
    entries = gate.claims()
    documents = {e.document.id: e.document for e in entries}
    found = open_dossier(dialogue, documents.values(), entries)
    return lay_out(found, BriefOptions(as_of or date.today(), _first_day(since)))


def _first_day(since: str | None) -> date | None:
    if since is None:
        return None
    try:
        start, _ = Edtf.parse(since).bounds()
    except MalformedDateError as error:
        raise UsageError(f"--since: {error}") from error
    if start is None:
        raise UsageError(f"--since {since} has no year; give one, such as 2024-05-01")
    return start


def lay_out(dossier: Dossier, options: BriefOptions) -> Brief:
    """Lay out a dossier: all that the reader may see of one dialogue."""
    sheets = issue_sheets(dossier)
    sections = (
        state_section(dossier),
        new_section(dossier, options.since, sheets),
        rounds_section(dossier),
        contacts_section(dossier),
        continuity_section(dossier, options.as_of),
        people_section(dossier),
        positions_section(dossier, sheets),
        convergence_section(dossier, sheets),
        commitments_section(dossier, options.as_of),
        incidents_section(dossier),
        ideas_section(dossier),
        differences_section(dossier),
        sources_section(dossier),
    )
    kept = tuple(s for s in sections if s is not None)
    series = dossier.series
    track = f"Track {series.track.value}" if series.track else "track not told"
    subtitle = f"{' – '.join(party_name(p) for p in series.parties)} · {track}"
    return Brief(words(dossier.name).text, subtitle, options.as_of, kept, dossier.documents)
