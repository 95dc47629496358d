"""What happened in a dialogue, in order of time, as a table: rounds, contacts, incidents and changes of state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracktwo.analysis.dossier import Dossier
from tracktwo.errors import UsageError
from tracktwo.model.dates import Edtf, is_edtf
from tracktwo.record import Gate
from tracktwo.views.exports.occasions import Occasion, occasions_of
from tracktwo.views.exports.selecting import select_dialogue
from tracktwo.views.exports.selection import first_citation
from tracktwo.views.tables import Column, Table


def occasions(gate: Gate, dossier: Dossier) -> tuple[Occasion, ...]:
    """What happened in a dialogue, in order of time; what has no year comes last."""
    what = "occasions", dossier.series.key, dossier.series.parties
    return gate.remembered(
        what, lambda: occasions_of(select_dialogue(gate, dossier)), lambda _: len(dossier.documents)
    )


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a timeline is wanted; what is empty lets everything through."""

    kind: str = ""
    status: str = ""
    #: EDTF dates: what may lie on one of these days or between them.
    since: str = ""
    until: str = ""


def narrowed(found: Iterable[Occasion], wanted: Narrowing) -> tuple[Occasion, ...]:
    """The occasions that are wanted, in their order. With days given, what has no year is left out.

    Raises:
        UsageError: one of the days is no date.
    """
    start, end = _first_day(wanted.since), _last_day(wanted.until)
    return tuple(
        one
        for one in found
        if wanted.kind in ("", one.kind.value)
        and wanted.status in ("", one.status.value)
        and _lies_within(one, start, end)
    )


def _first_day(day: str) -> date | None:
    return _bounds(day)[0]


def _last_day(day: str) -> date | None:
    return _bounds(day)[1]


def _bounds(day: str) -> tuple[date | None, date | None]:
    if not day:
        return None, None
    if not is_edtf(day):
        raise UsageError(f"{day!r} is no date; write it as 2013-08-02, 2013-08 or 2013")
    return Edtf.parse(day).bounds()


def _lies_within(one: Occasion, start: date | None, end: date | None) -> bool:
    if start is None and end is None:
        return True
    if one.when is None or not one.has_year:
        return False
    first, last = one.when.bounds()
    return (start is None or last is None or last > start) and (end is None or first is None or first < end)


def occasions_table(gate: Gate, found: Sequence[Occasion]) -> Table:
    """One row for each occasion, with a citation for each document's account."""
    rows = []
    for one in found:
        cited = [c for c in map(first_citation, one.entries) if c is not None]
        marks = tuple(dict.fromkeys(map(gate.mark, cited)))
        when = str(one.when) if one.when else None
        ids = tuple(e.id for e in one.entries)
        rows.append((when, one.kind.value, one.title, one.where, one.status.value, marks, ids))
    names = ("when", "kind", "occasion", "where", "status", "citations")
    return Table(
        (*map(Column, names), Column("claims", False)), tuple(rows), "nothing is told to have happened"
    )
