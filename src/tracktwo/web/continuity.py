"""How steady a dialogue is, as its page tells it: numbers first, then breaks, plans, gaps and people under headings.

What the rows say is worked out elsewhere; JSON and CSV have them as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tracktwo.analysis.contacts import Bearing
from tracktwo.views.tables import Cell, Table
from tracktwo.web.tables import NOTHING

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """Rows of one kind under a heading, with what their columns are called there."""

    heading: str
    columns: Mapping[str, str] = field(default_factory=dict)


#: How rows say what somebody is to the continuity of a dialogue, and how a page does.
_BEARINGS = {
    Bearing.RETURNING: "at the last one too",
    Bearing.LOST: "not at the last one",
    Bearing.NEW: "at the last one for the first time",
    Bearing.ONCE: "not at the last one",
}
_PEOPLE = {"words": "who", "told_by": "party", "number": "contacts", "from": "first", "to": "last"}
#: By what rows tell of, in the order of the page. What else there is are numbers, which come before all of these.
_SECTIONS = {
    "suspension": _Section("When talks were broken off"),
    "cause": _Section("Why", {"of": "broken_off", "words": "cause"}),
    "incident": _Section("Incidents at that time", {"of": "broken_off", "from": "when", "words": "incident"}),
    "plan": _Section(
        "Plans, and what became of them",
        {"from": "announced", "to": "held_on", "days": "days_late", "words": "plan"},
    ),
    "gap": _Section("Time between contacts", {"words": "between"}),
    "carrier": _Section("Who came more than once", _PEOPLE),
    "person": _Section("Who came once", _PEOPLE),
}
_NUMBERS = _Section("In numbers", {"to": "expected_by", "words": "in_words"})


def numbers_first(table: Table) -> Table:
    """The rows in the order of the page, so that its first rows are those that sum up."""
    at = _place(table)
    order = {what: number for number, what in enumerate(_SECTIONS, 1)}
    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: order.get(str(row[at]), 0))))


def sections(table: Table) -> tuple[tuple[str, Table], ...]:
    """Rows in that order under their headings; columns without a value are left out."""
    at = _place(table)
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        what = str(row[at])
        groups.setdefault(what if what in _SECTIONS else "", []).append(row)
    return tuple(
        (section.heading, _under(table, rows, section))
        for what, rows in groups.items()
        for section in [_SECTIONS.get(what, _NUMBERS)]
    )


def _under(table: Table, rows: list[Row], section: _Section) -> Table:
    hidden = {"track"} if section is _NUMBERS else {"track", "what"}
    columns = tuple(
        replace(
            column,
            name=section.columns.get(column.name, column.name),
            is_shown=column.is_shown
            and column.name not in hidden
            and any(row[place] not in NOTHING for row in rows),
        )
        for place, column in enumerate(table.columns)
    )
    if section.columns is _PEOPLE:
        at = [column.name for column in columns].index("who")
        rows = [(*row[:at], _with_bearing(str(row[at])), *row[at + 1 :]) for row in rows]
    return Table(columns, tuple(rows), table.empty)


def _with_bearing(words: str) -> str:
    name, _, bearing = words.rpartition(": ")
    return f"{name}, {_BEARINGS[Bearing(bearing)]}" if name and bearing in list(Bearing) else words


def _place(table: Table) -> int:
    return [column.name for column in table.columns].index("what")
