"""Section on continuity: breaks and their causes, the rhythm of rounds, who carries the dialogue."""

from collections.abc import Iterable
from datetime import date

from tracktwo.analysis.breaks import Suspension, suspensions
from tracktwo.analysis.contacts import Kept, Plan, plans_of
from tracktwo.analysis.continuity import carriers, rhythm
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Citation, Status
from tracktwo.resolution.people import KnownPerson
from tracktwo.views.brief.phrasing import (
    counted,
    evidence_of,
    evidence_of_all,
    length_of,
    line_of,
    listed,
    quoted_in,
    sides,
    without_stop,
)
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words

#: Accounts of one suspension or resumption that are marked, and incidents before it that are named.
_MOST_ACCOUNTS = 4


def continuity_section(dossier: Dossier, as_of: date) -> Section:
    """Lay out how continuous the dialogue has been."""
    lines = [*break_lines(dossier), *plan_lines(dossier, as_of)]
    measured = rhythm_line(dossier, as_of)
    lines += [measured] if measured else []
    lines += _carrier_lines(dossier)
    return Section("Continuity", tuple(lines), "Too little is told to speak of continuity.")


def break_lines(dossier: Dossier, most: int | None = None) -> Iterable[Line]:
    """The suspensions with the causes and ends that are told, the latest ``most`` of them."""
    for one in suspensions(dossier)[-most if most else 0 :]:
        yield from _break_lines(one)


def _break_lines(one: Suspension) -> Iterable[Line]:
    # Where documents say since when, the publication of one that does not adds nothing.
    told = tuple(dict.fromkeys(e.claim.when for e in one.told if e.claim.when and e.claim.when != one.end))
    exact = [d for d in told if not any(o != d and o.startswith(d) for o in told)]
    since = [date_in_words(day) for day in exact or one.since]
    when = f" {since[0]}" if since else ", the day not told"
    others = f" (elsewhere: {listed(since[1:])})" if len(since) > 1 else ""
    if one.end:
        after = f"; resumed {date_in_words(one.end)}"
    else:
        after = "; resumed, the day not told" if one.is_over else "; no resumption told"
    evidence = (*evidence_of_all(one.told, _MOST_ACCOUNTS), *evidence_of_all(one.resumed, _MOST_ACCOUNTS))
    yield line_of(f"Suspended{when}{others}{after}.", evidence=evidence)
    for cause in one.causes:
        by = f", by the word of {sides(cause.told_by.split('+'))}" if cause.told_by else ""
        words = quoted_in(cause.entry, cause.words)
        yield line_of(f"Cause told{by}: ", words, ".", evidence=evidence_of(cause.entry), depth=1)
    for incident in one.incidents[:_MOST_ACCOUNTS]:
        when = f" ({date_in_words(incident.when)})" if incident.when else ""
        what = without_stop(incident.first.claim.what[0], incident.first.document)
        evidence = evidence_of_all(incident.entries, _MOST_ACCOUNTS)
        yield line_of("Before it: ", what, f"{when}.", evidence=evidence, depth=1)


def plan_lines(dossier: Dossier, as_of: date, most: int | None = None) -> Iterable[Line]:
    """Rounds that were not held as announced: slipped, cancelled, or passed without news; the latest ``most``."""
    told = [p for p in plans_of(dossier, as_of) if p.kept in (Kept.SLIPPED, Kept.CANCELLED, Kept.PASSED)]
    for plan in told[-most if most else 0 :]:
        yield line_of(
            f"{plan.name} was announced for {_announced(plan)}.", evidence=evidence_of_all(plan.entries)
        )


def _announced(plan: Plan) -> str:
    when = date_in_words(plan.announced)
    if plan.kept is Kept.CANCELLED:
        return f"{when} and cancelled"
    if plan.held is None:
        return f"{when}; that time has passed, and no document tells of it"
    called_off = "called off, and " if any(e.claim.status is Status.CANCELLED for e in plan.entries) else ""
    days = plan.slip or 0
    later = f", {counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else ""
    return f"{when}, {called_off}held {date_in_words(plan.held)}{later}"


def rhythm_line(dossier: Dossier, as_of: date) -> Line | None:
    """How far apart rounds have been and whether the next is late by that; None where there is no rhythm."""
    found = rhythm(dossier, as_of)
    if found.usual is None or found.expected_by is None:
        return None
    occasions = [o for gap in found.gaps for o in (gap.before, gap.after)]
    # The last ones tell the rhythm; of twenty marks behind one another nobody follows any.
    evidence = [c for o in occasions[-_MOST_ACCOUNTS:] for c in evidence_of(o.entries[0])]
    late = "that day has passed" if found.overdue else "not yet due"
    gaps, expected = counted(len(found.gaps), "gap"), date_in_words(found.expected_by.isoformat())
    return line_of(
        f"Rounds have been {length_of(found.usual)} apart (median of {gaps}); by that measure another was "
        f"to be expected by {expected}: {late}.",
        evidence=evidence,
    )


def _carrier_lines(dossier: Dossier) -> Iterable[Line]:
    found = carriers(dossier)
    for label, people in (
        ("Back at the last round", found.returning),
        ("New at the last round", found.new),
        ("At the round before, not at the last", found.absent),
    ):
        if people:
            names = listed([p.name for p in people])
            yield line_of(f"{label}: {names}.", evidence=_first_mentions(people))


def _first_mentions(people: Iterable[KnownPerson]) -> list[Citation]:
    return [c for p in people for c in evidence_of(p.entries[0])]
