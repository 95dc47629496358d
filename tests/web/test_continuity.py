"""How steady a dialogue is, on its page: numbers first, then sections whose columns are called what they hold."""

from tracktwo.views.tables import Cell, Column, Table
from tracktwo.web.continuity import numbers_first, sections
from tracktwo.web.tables import shown

COLUMNS = ("what", "track", "from", "to", "days", "number", "words", "told_by", "of", "citation")


def row(**cells: Cell) -> tuple[Cell, ...]:
    return tuple({"track": "I", "citation": "3f2a9c1b:10-20", **cells}.get(name) for name in COLUMNS)


TABLE = Table(
    tuple(map(Column, COLUMNS)),
    (
        row(what="gap", words="meeting – call", days=8, **{"from": "2031-02-01", "to": "2031-02-09"}),
        row(what="carrier", words="Mira Vance: returning", number=3, told_by="DEU", to="2031-02-09"),
        row(what="suspension", words=None, **{"from": "2031-03"}),
        row(what="rounds held", number=0, citation=None),
        row(what="usual gap of contacts", days=8, to="2031-02-17", words="the next by then"),
    ),
)


def test_numbers_come_first_and_every_section_under_a_heading() -> None:
    found = sections(numbers_first(TABLE))
    headings = [heading for heading, _ in found]
    assert headings == [
        "In numbers", "When talks were broken off", "Time between contacts", "Who came more than once",
    ]  # fmt: skip
    assert sum(len(own.rows) for _, own in found) == len(TABLE.rows)


def test_columns_are_called_what_they_hold_and_empty_ones_left_out() -> None:
    told = {heading: shown(own) for heading, own in sections(numbers_first(TABLE))}
    assert told["In numbers"].headings == ("what", "expected_by", "days", "number", "in_words", "citation")
    assert told["Time between contacts"].headings == ("from", "to", "days", "between", "citation")
    people = told["Who came more than once"]
    assert people.headings == ("last", "contacts", "who", "party", "citation")
    assert people.rows[0][3].parts[0].words == "Germany"
    assert people.rows[0][2].parts[0].words == "Mira Vance, at the last one too"
