"""The forms of a brief, each as its sections in the order in which they are read.

The full brief says first what a reader needs before a meeting, then what it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.once import once
from tracktwo.analysis.positions import IssueSheet, issue_sheets
from tracktwo.errors import UsageError
from tracktwo.model import Citation
from tracktwo.views.brief.biographies import biography_sections
from tracktwo.views.brief.contacts import contacts_section
from tracktwo.views.brief.convergence import (
    agreement_section,
    convergence_section,
    joint_lines,
    sheet_section,
    talked_lines,
)
from tracktwo.views.brief.doubts import doubts_section
from tracktwo.views.brief.fitting import fit
from tracktwo.views.brief.flow import continuity_section
from tracktwo.views.brief.follow_up import commitments_section, follow_up_sections
from tracktwo.views.brief.ground import differences_section, ideas_section, incidents_section, sources_section
from tracktwo.views.brief.options import BriefOptions
from tracktwo.views.brief.people import people_section
from tracktwo.views.brief.phrasing import title_of_talks
from tracktwo.views.brief.positions import one_side_section, positions_section
from tracktwo.views.brief.rounds import rounds_section
from tracktwo.views.brief.setter import setter_sections
from tracktwo.views.brief.talks import new_section, state_section
from tracktwo.views.forms import Form
from tracktwo.views.lines import Brief, Section, words
from tracktwo.views.wording import party_name


def lay_out(dossier: Dossier, options: BriefOptions) -> Brief:
    """Lay out a dossier: all that the reader may see of one dialogue, in the form that is asked for.

    Raises:
        UsageError: the reader's own side is no party to this dialogue.
    """
    parties = dossier.series.parties
    options = replace(options, side=_own_side(options.side, dossier))
    kept = tuple(s for s in _sections(dossier, options) if s is not None)
    track = f"Track {dossier.series.track.value}" if dossier.series.track else "track not told"
    reader = f" · prepared for {party_name(options.side)}" if options.side else ""
    subtitle = f"{' – '.join(party_name(p) for p in parties)} · {track}{reader}"
    title = words(title_of_talks(dossier)).text
    is_short = options.form is Form.SCENE_SETTER
    made = Brief(title, subtitle, options.as_of, kept, dossier.documents, options.form.heading, is_short)
    return fit(made) if is_short else made


def _own_side(words: str | None, dossier: Dossier) -> str | None:
    """The party that the reader's words name, by code or name.

    Raises:
        UsageError: none of the parties is called so.
    """
    if not words:
        return None
    wanted = words.casefold()
    for party in dossier.series.parties:
        if wanted in (party.casefold(), party_name(party).casefold()):
            return party
    known = ", ".join(f"{p} ({party_name(p)})" for p in dossier.series.parties)
    raise UsageError(f"{words!r} is no party to {dossier.name}; name one of these: {known}")


def _sections(dossier: Dossier, options: BriefOptions) -> Iterable[Section | None]:
    match options.form:
        case Form.SCENE_SETTER:
            return setter_sections(dossier, issue_sheets(dossier), options)
        case Form.CONVERGENCE:
            return _convergence(dossier, issue_sheets(dossier))
        case Form.FOLLOW_UP:
            return follow_up_sections(dossier, options)
        case Form.BIOGRAPHIES:
            return biography_sections(dossier, options.side)
        case Form.FULL:
            return _full(dossier, issue_sheets(dossier), options)


def _full(dossier: Dossier, sheets: Sequence[IssueSheet], options: BriefOptions) -> Iterable[Section | None]:
    yield _state(dossier, options.as_of)
    yield new_section(dossier, options.since, sheets)
    yield _positions(dossier)
    yield _convergences(dossier)
    yield commitments_section(dossier, options)
    yield _people(dossier, options.side)
    yield _rounds(dossier)
    yield _contacts(dossier)
    yield _continuity(dossier, options.as_of)
    yield _incidents(dossier)
    yield _ideas(dossier)
    yield _differences(dossier)
    yield _doubts(dossier)
    yield _sources(dossier)


@once
def _positions(dossier: Dossier) -> Section:
    return positions_section(dossier, issue_sheets(dossier))


@once
def _convergences(dossier: Dossier) -> Section:
    return convergence_section(dossier, issue_sheets(dossier))


# Sections that a change in the dialogue mostly leaves as they are.
_state, _people, _continuity = once(state_section), once(people_section), once(continuity_section)
_rounds, _contacts, _incidents = once(rounds_section), once(contacts_section), once(incidents_section)
_ideas, _differences = once(ideas_section), once(differences_section)
_doubts, _sources = once(doubts_section), once(sources_section)


def _convergence(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Iterable[Section | None]:
    sheet, agreements = sheet_section(dossier, sheets), agreement_section(dossier)
    yield sheet
    told = (*sheet.all_lines(), *(agreements.all_lines() if agreements else ()))
    shown: set[Citation] = {c for line in told for c in line.evidence}
    jointly, talked = joint_lines(dossier, shown), talked_lines(dossier, shown)
    if jointly:
        yield Section("Said jointly", tuple(replace(line, depth=0) for line in jointly[1:]), "")
    yield agreements
    if talked:
        yield Section("Talked about", tuple(replace(line, depth=0) for line in talked[1:]), "")
    yield one_side_section(dossier, sheets)
