"""The two-page scene-setter: what a minister is told before a meeting, each line with its source.

It holds the head of each section of the full brief; what is left out is counted, and stands in the full one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracktwo.analysis.continuity import rhythm
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.happenings import link_incidents
from tracktwo.analysis.positions import IssueSheet, Relation
from tracktwo.analysis.promises import Due, Promise
from tracktwo.analysis.standing import standing_of
from tracktwo.model import Citation, Status
from tracktwo.views.brief.contacts import contact_line, recent_contacts
from tracktwo.views.brief.convergence import joint_lines, relation_lines, talked_lines
from tracktwo.views.brief.flow import break_lines, plan_lines, rhythm_line
from tracktwo.views.brief.follow_up import STANDING, promise_line, telling_promises
from tracktwo.views.brief.ground import difference_lines, incident_line
from tracktwo.views.brief.options import BriefOptions
from tracktwo.views.brief.people import people_section
from tracktwo.views.brief.phrasing import capitalised, counted, evidence_of_all, label, remark
from tracktwo.views.brief.positions import positions_section
from tracktwo.views.brief.rounds import count_lines, round_lines
from tracktwo.views.brief.talks import last_contact_lines, new_section, next_line, now_line
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words

#: How many of each are shown; what two pages do not hold of them is left out at the end.
_CONTACTS, _PEOPLE, _ISSUES, _JOINT, _PROMISES, _INCIDENTS = 3, 5, 5, 2, 6, 2
#: Lines of what is new, and of differing accounts.
_NEW, _DIFFERENCES = 8, 6
#: Notes of one line: the others stand in the full brief.
_NOTES = 2

#: Promises in the order in which somebody raises them.
_RAISED = (Due.OVERDUE, Due.SLIPPED, Due.OPEN, Due.PERHAPS_MET, Due.UNDATED)


def setter_sections(
    dossier: Dossier, sheets: Sequence[IssueSheet], options: BriefOptions
) -> Iterable[Section]:
    """The sections, in the order in which they are read."""
    new = new_section(dossier, options.since, sheets)
    people = people_section(dossier, options.side, _PEOPLE)
    found = (
        Section("Where the dialogue stands", tuple(_standing(dossier, options)), "Nothing is told."),
        _cut(new, _NEW) if new else None,
        positions_section(dossier, sheets, _ISSUES),
        _joint(dossier, sheets),
        Section(
            "Promises on the table", tuple(_promises(dossier, options)), "No document tells of a promise."
        ),
        people,
        Section(
            "Handle with care",
            tuple(_care(dossier, options)),
            "No incident and no differing account is told of.",
        ),
    )
    for section in found:
        if section is not None:
            yield _with_few_notes(section, dossier, 1 if section is people else _NOTES)


def _standing(dossier: Dossier, options: BriefOptions) -> Iterable[Line]:
    standing = standing_of(dossier)
    yield now_line(standing, dossier)
    if standing.last_held:
        yield from (line for line in tuple(round_lines(standing.last_held, dossier))[1:5] if line.depth)
    yield from last_contact_lines(standing, dossier, options.as_of)
    yield next_line(standing, dossier, options.as_of)
    late = rhythm_line(dossier, options.as_of)
    if late and rhythm(dossier, options.as_of).overdue:
        yield late
    days = [d.published for d in dossier.documents if d.published]
    last = f"; the latest is of {date_in_words(days[-1])}" if days else ""
    sources = dossier.witnesses.independent([d.id for d in dossier.documents])
    yield remark(f"Rests on {counted(len(dossier.documents), 'document')}, {sources} independent{last}.")
    contacts = [c for c in recent_contacts(dossier) if c.status is Status.HELD][:_CONTACTS]
    if contacts:
        yield label("Latest other contacts")
        yield from (replace(contact_line(one, dossier), depth=1) for one in contacts)


def _joint(dossier: Dossier, sheets: Sequence[IssueSheet]) -> Section:
    shown = {c for sheet in sheets for p in sheet.positions for c in p.last.claim.evidence[:1]}
    both = [s for s in sheets if s.relation is not Relation.ONE_SIDE]
    jointly = joint_lines(dossier, shown, _JOINT) or talked_lines(dossier, shown, _JOINT)
    lines = (*relation_lines(both), *jointly)
    return Section("Agreements and differences", lines, "No issue on which both sides state a position.")


def _promises(dossier: Dossier, options: BriefOptions) -> Iterable[Line]:
    told = telling_promises(dossier, options)
    found = [p for due in _RAISED for p in _in_order(due, [p for p in told if p.due is due])]
    if options.side:
        # What the other side owes is raised first.
        found.sort(key=lambda p: p.entry.claim.by == (options.side,))
    shown = found[:_PROMISES]
    for due in _RAISED:
        own = [p for p in shown if p.due is due]
        if own:
            yield label(capitalised(STANDING[due]))
            yield from (promise_line(p) for p in own)
    if len(found) > len(shown):
        yield remark(f"The follow-up list has all {len(found)} that are not settled.")


def _in_order(due: Due, own: Sequence[Promise]) -> Sequence[Promise]:
    """What fell due last first: nobody raises what has been overdue for thirty years."""
    return own[::-1] if due is Due.OVERDUE else own


def _care(dossier: Dossier, options: BriefOptions) -> Iterable[Line]:
    broken = tuple(break_lines(dossier, 2))
    yield from broken
    yield from plan_lines(dossier, options.as_of, 2)
    yield from count_lines(dossier)
    told = {c for line in broken for c in line.evidence}
    known = [
        k for k in link_incidents(dossier.incidents) if not told.intersection(evidence_of_all(k.entries))
    ]
    incidents = known[-_INCIDENTS:]
    if incidents:
        yield label("Other incidents")
        yield from (incident_line(one, depth=1) for one in reversed(incidents))
    differing = tuple(difference_lines(dossier))
    yield from differing[:_DIFFERENCES]


def _cut(section: Section, most: int) -> Section:
    return replace(section, lines=section.lines[:most])


def _with_few_notes(section: Section, dossier: Dossier, most: int) -> Section:
    return replace(section, lines=tuple(_with_few(line, dossier, most) for line in section.lines))


def _with_few(line: Line, dossier: Dossier, most: int) -> Line:
    """The first places that a line rests on, without those that repeat another's text."""
    kept: list[Citation] = []
    for citation in line.evidence:
        repeated = set(dossier.witnesses.reprints_of(citation.document))
        if not any(k.document in repeated for k in kept):
            kept.append(citation)
    return replace(line, evidence=tuple(kept[:most]))
