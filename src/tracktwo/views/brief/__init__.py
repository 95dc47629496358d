"""The brief that a desk officer hands up: a dialogue as the record has it, each line with its evidence.

Lays out what the analyses found; finds nothing itself and leaves formats to :mod:`tracktwo.views.markdown`
and :mod:`tracktwo.views.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Citation, Span
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

Sentences = Callable[[Citation], Span]


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What a brief looks back from, and since when things count as new."""

    #: The day on which commitments are judged overdue.
    as_of: date
    #: Documents published on this day or later are new.
    since: date | None = None


def make_brief(dossier: Dossier, options: BriefOptions, sentence_of: Sentences) -> Brief:
    """Lay out one dialogue.

    Args:
        dossier: all that the reader may see of the dialogue.
        options: from which day to look, and what counts as new.
        sentence_of: gives the sentence around a citation, in code points of its document.
    """
    sections = (
        state_section(dossier),
        new_section(dossier, options.since),
        rounds_section(dossier),
        contacts_section(dossier),
        people_section(dossier),
        positions_section(dossier),
        convergence_section(dossier),
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
    cited = dict.fromkeys(c for s in kept for line in s.lines for c in line.evidence)
    sentences = {(c.document, c.start): sentence_of(c) for c in cited}
    return Brief(words(dossier.name).text, subtitle, options.as_of, kept, dossier.documents, sentences)
