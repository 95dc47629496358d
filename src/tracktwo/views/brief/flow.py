"""Section on continuity: breaks and their causes, the rhythm of rounds, who carries the dialogue."""

from collections.abc import Iterable
from datetime import date, timedelta

from tracktwo.analysis.continuity import Break, breaks, carriers, rhythm
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Citation
from tracktwo.resolution.people import KnownPerson
from tracktwo.views.brief.phrasing import counted, evidence_of, line_of, told_in
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words


def continuity_section(dossier: Dossier, as_of: date) -> Section:
    """Lay out how continuous the dialogue has been."""
    lines = [line for one in breaks(dossier) for line in _break_lines(one)]
    lines += _rhythm_lines(dossier, as_of)
    lines += _carrier_lines(dossier)
    return Section("Continuity", tuple(lines), "Too little is told to speak of continuity.")


def _break_lines(one: Break) -> Iterable[Line]:
    told = one.suspended.claim
    when = (
        date_in_words(told.when) if told.when else f"as reported {told_in(one.suspended.document.published)}"
    )
    if one.resumed:
        back = one.resumed.claim.when
        after = (
            f"; resumed {date_in_words(back)}"
            if back
            else f"; resumed, as reported {told_in(one.resumed.document.published)}"
        )
    else:
        after = "; no resumption told"
    evidence = [*evidence_of(one.suspended), *(evidence_of(one.resumed) if one.resumed else ())]
    yield line_of(f"Suspended {when}{after}.", evidence=evidence)
    for entry in one.causes:
        yield line_of(f"Cause told: {entry.claim.cause}.", evidence=evidence_of(entry), depth=1)


def _rhythm_lines(dossier: Dossier, as_of: date) -> Iterable[Line]:
    found = rhythm(dossier, as_of)
    if found.usual is None or found.expected_by is None:
        return
    evidence = [c for gap in found.gaps for k in (gap.before, gap.after) for c in evidence_of(k.entries[0])]
    late = "that day has passed" if found.overdue else "not yet due"
    gaps, expected = counted(len(found.gaps), "gap"), date_in_words(found.expected_by.isoformat())
    yield line_of(
        f"Rounds have been {_length(found.usual)} apart (median of {gaps}); by that measure another was "
        f"to be expected by {expected}: {late}.",
        evidence=evidence,
    )


def _length(span: timedelta) -> str:
    if span.days < 60:
        return counted(span.days, "day")
    return f"about {counted(round(span.days / 30.4), 'month')}"


def _carrier_lines(dossier: Dossier) -> Iterable[Line]:
    found = carriers(dossier)
    for label, people in (
        ("Back at the last round", found.returning),
        ("New at the last round", found.new),
        ("At the round before, not at the last", found.absent),
    ):
        if people:
            names = ", ".join(p.name for p in people)
            yield line_of(f"{label}: {names}.", evidence=_first_mentions(people))


def _first_mentions(people: Iterable[KnownPerson]) -> list[Citation]:
    return [c for p in people for c in evidence_of(p.entries[0])]
