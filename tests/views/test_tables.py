"""Tables as text, CSV and JSON."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.views.tables import (
    Column,
    Format,
    Table,
    render,
    to_csv,
    to_json,
    to_markdown,
    to_terminal,
    to_text,
)

COLUMNS = (Column("name"), Column("due_date"), Column("sides"), Column("secret", is_shown=False))
TABLE = Table(COLUMNS, (("Mira\nVance", None, ("ELB", "RUR"), "x"), ("Ilk", "2014", (), "y")), "no people")


def test_text_is_one_line_a_row_without_hidden_columns() -> None:
    assert to_text(TABLE) == "name        due date  sides\nMira Vance            ELB; RUR\nIlk         2014\n"


def test_a_table_without_rows_says_so() -> None:
    assert to_text(Table(COLUMNS, (), "no people")) == "no people\n"
    assert to_csv(Table(COLUMNS, ())) == "name,due_date,sides,secret\r\n"
    assert to_json(Table(COLUMNS, ())) == "[]\n"


def test_json_keeps_lists_and_what_is_not_known() -> None:
    assert json.loads(to_json(TABLE))[0] == {
        "name": "Mira\nVance", "due_date": None, "sides": ["ELB", "RUR"], "secret": "x",
    }  # fmt: skip


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    (_, row) = csv.reader(io.StringIO(to_csv(Table((Column("words"),), ((cell,),))), newline=""))
    assert row[0].startswith("'")


@given(st.lists(st.tuples(st.text(), st.integers(), st.none() | st.text()), max_size=5))
def test_csv_reads_back(rows: list[tuple[str, int, str | None]]) -> None:
    written = to_csv(Table((Column("a"), Column("b"), Column("c")), tuple(rows)))
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read[0] == ["a", "b", "c"]
    for row, (a, b, c) in zip(read[1:], rows, strict=True):
        assert [cell.removeprefix("'") for cell in row] == [str(x).removeprefix("'") for x in (a, b, c or "")]


def test_words_of_documents_are_no_markup_on_a_terminal() -> None:
    from rich.console import Console

    out = io.StringIO()
    table = Table((Column("words", share=1),), (("[bold]not[/bold] [red]markup",),))
    to_terminal(table, Console(file=out, width=60).print)
    assert "[bold]not[/bold] [red]markup" in out.getvalue()


def test_nothing_is_cut_off_on_a_narrow_terminal() -> None:
    from rich.console import Console

    out = io.StringIO()
    words = " ".join(f"word{n}" for n in range(40))
    to_terminal(Table((Column("words", share=1),), ((words,),)), Console(file=out, width=30).print)
    assert words.split() == out.getvalue().split()[2:]


@pytest.mark.parametrize("format", Format)
def test_every_format_renders(format: Format) -> None:
    assert "Ilk" in render(TABLE, format)


def test_parts_of_a_year_are_words_for_people_and_edtf_for_programs():
    table = Table((Column("when"), Column("where")), (("2023-40", "a"), ("2023-12", "2023-40 b")), "nothing")
    assert "the first half of 2023" in to_text(table)
    assert "2023-12" in to_text(table)
    assert "2023-40 b" in to_text(table)
    assert "the first half of 2023" in to_markdown(table)
    assert "2023-40,a" in to_csv(table)
