"""Tables of the analyses, and tables as Markdown."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.analysis.dossiers import change, dossier, promise, report, round_held, stance
from tracktwo.analysis.changes import span_between
from tracktwo.analysis.periods import By
from tracktwo.model import Change, Citation
from tracktwo.views.ledgers import (
    changes_table,
    convergence_table,
    measure_table,
    positions_table,
    promises_table,
)
from tracktwo.views.steadiness import continuity_table, likenesses_table, ties_table
from tracktwo.views.tables import Column, Format, Table, render, to_markdown


class NoRulings:
    """Stands in for a gate: marks citations, and nobody has judged anything."""

    def mark(self, citation: Citation) -> str:
        return f"{citation.document[7:15]}:{citation.start}-{citation.end}"

    def fulfilments(self) -> tuple[Any, ...]:
        return ()


GATE: Any = NoRulings()
MAREK, BEKOV = ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA")
STORY = dossier(
    *round_held(1, "2030-01-10", MAREK, BEKOV, published="2030-01-11"),
    *round_held(2, "2030-06-10", MAREK, BEKOV, published="2030-06-11"),
    *stance(
        "XOR", "against", "bridge tolls", "Orlesia rejects the tolls.", "2030-01-11", speaker="Dana Marek"
    ),
    *stance("XTA", "for", "bridge tolls", "Tavan defends the tolls.", "2030-01-12"),
    promise("Orlesia will reopen the ford by May.", "reopen the ford by May", "2030-05", "2030-01-12"),
    report("Orlesia reopened the ford on 2 April.", "2030-04-03"),
    change(
        Change.SUSPENDED, "2030-02-11", "The talks were suspended on 11 February.", "2030-02-12", "a raid"
    ),
)


def rows(table: Table) -> Iterator[dict[str, Any]]:
    names = [c.name for c in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def test_positions_show_the_sentence_and_its_speaker():
    (orlesia, tavan) = rows(positions_table(GATE, STORY))
    assert (orlesia["party"], orlesia["stance"], orlesia["speaker"]) == ("XOR", "against", "Dana Marek")
    assert orlesia["sentence"] == "Orlesia rejects the tolls."
    assert tavan["read_from"] == "stance"
    assert [r["party"] for r in rows(positions_table(GATE, STORY, since=date(2030, 1, 12)))] == ["XTA"]


def test_the_sheet_sets_the_sides_side_by_side():
    (row,) = rows(convergence_table(GATE, STORY, By.ROUND))
    assert (row["period"], row["relation"]) == ("Round 1", "opposed")
    assert row["XOR"] == "against: Orlesia rejects the tolls. (Dana Marek, 2030-01-11)"
    assert row["XTA"] == "for: Tavan defends the tolls. (2030-01-12)"
    (measured,) = rows(measure_table(STORY, By.ROUND))
    assert (measured["compared"], measured["share_meeting"]) == (1, 0.0)


def test_a_promise_stands_with_what_settled_it():
    (row,) = rows(promises_table(GATE, STORY, date(2030, 12, 31)))
    assert (row["status"], row["settled_on"], row["score"], row["confirmed"]) == (
        "met",
        "2030-04-02",
        3,
        False,
    )
    assert row["settled_by"] == "Orlesia reopened the ford on 2 April."


def test_continuity_has_gaps_breaks_and_carriers():
    found = list(rows(continuity_table(GATE, (STORY,), date(2030, 12, 31))))
    kinds = {r["what"] for r in found}
    assert {"gap", "suspension", "cause", "carrier", "rounds held"} <= kinds
    (gap,) = [r for r in found if r["what"] == "gap"]
    assert (gap["from"], gap["to"], gap["days"]) == ("2030-01-10", "2030-06-10", 151)


def test_changes_and_networks_are_laid_out():
    span = span_between(STORY, "round 1", "round 2", date(2031, 1, 1))
    assert {r["what"] for r in rows(changes_table(GATE, STORY, span))} >= {
        "position",
        "promise",
        "state",
        "round",
    }
    assert [r["documents"] for r in rows(ties_table(GATE, STORY))] == [2]
    from tracktwo.analysis.networks import Normalisation

    (pair,) = rows(likenesses_table(GATE, STORY, Normalisation.NONE))
    assert (pair["congruence"], pair["conflict"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("cell", "written"),
    [("a | b", "a \\| b"), ("*bold* [x](y)", "\\*bold\\* \\[x\\](y)"), (("a", "b"), "a; b"), (None, "")],
)
def test_words_are_never_taken_for_markdown(cell: Any, written: str):
    table = Table((Column("what_is"), Column("hidden", is_shown=False)), ((cell, "x"),))
    assert to_markdown(table).splitlines() == ["| what is |", "| --- |", f"| {written} |"]
    assert render(table, Format.MARKDOWN) == to_markdown(table)


def test_a_table_without_rows_says_so():
    assert to_markdown(Table((Column("a"),), (), "nobody spoke")) == "nobody spoke\n"
