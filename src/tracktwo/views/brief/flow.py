"""Section on continuity: breaks and their causes, the rhythm of rounds, who carries the dialogue."""

from collections.abc import Iterable
from datetime import date, timedelta

from tracktwo.analysis.continuity import Break, breaks, carriers, rhythm
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Citation
from tracktwo.resolution.people import KnownPerson
from tracktwo.views.brief.phrasing import counted, evidence_of, line_of, listed, told_in
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words


def continuity_section(dossier: Dossier, as_of: date) -> Section:
    """Lay out how continuous the dialogue has been."""
    lines = list(break_lines(dossier))
    measured = rhythm_line(dossier, as_of)
    lines += [measured] if measured else []
    lines += _carrier_lines(dossier)
    return Section("Continuity", tuple(lines), "Too little is told to speak of continuity.")


def break_lines(dossier: Dossier, most: int | None = None) -> Iterable[Line]:
    """The suspensions with their causes and ends, the latest ``most`` of them."""
    for one in breaks(dossier)[-most if most else 0 :]:
        yield from _break_lines(one)


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


def rhythm_line(dossier: Dossier, as_of: date) -> Line | None:
    """How far apart rounds have been and whether the next is late by that; None where there is no rhythm."""
    found = rhythm(dossier, as_of)
    if found.usual is None or found.expected_by is None:
        return None
    evidence = [c for gap in found.gaps for k in (gap.before, gap.after) for c in evidence_of(k.entries[0])]
    late = "that day has passed" if found.overdue else "not yet due"
    gaps, expected = counted(len(found.gaps), "gap"), date_in_words(found.expected_by.isoformat())
    return line_of(
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
            names = listed([p.name for p in people])
            yield line_of(f"{label}: {names}.", evidence=_first_mentions(people))


def _first_mentions(people: Iterable[KnownPerson]) -> list[Citation]:
    return [c for p in people for c in evidence_of(p.entries[0])]
