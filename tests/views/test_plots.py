"""Plots: what is counted, and that each comes as picture, drawing and data that agree."""

import csv
import io
from datetime import date

import pytest
from lxml import etree

from tests.making import cite, document, entry
from tests.views.test_brief import FIRST, SECOND, entries
from tracktwo.analysis.dossier import open_dossiers
from tracktwo.lexicon import load
from tracktwo.model import Act, Modality, Statement, StatementKind
from tracktwo.views.plots import FIGURES, count_all, plot_files

LATER = document(
    "Orlesia accused Tavan. It would accept the tolls. Had it known, it would have refused.",
    published="2030-09-01",
)


def dossier():
    def said(act: Act, words: str, modality: Modality = Modality.ACTUAL) -> Statement:
        return Statement(speaker="Dana Marek", party="XOR", content=(cite(LATER, words),), act=act,
                         kind=StatementKind.INDIRECT, modality=modality)  # fmt: skip

    own = [
        entry(said(Act.ACCUSE, "accused Tavan"), LATER),
        entry(said(Act.AGREE, "accept the tolls"), LATER),
        entry(said(Act.REJECT, "refused", Modality.HYPOTHETICAL), LATER),
    ]
    # The later document belongs to the dialogue by a round that it tells of.
    rounds = [e for e in entries() if e.claim.KEY == "rounds"]
    from dataclasses import replace

    told = entry(replace(rounds[0].claim, evidence=(cite(LATER, "Orlesia accused Tavan."),)), LATER)
    (found,) = open_dossiers([FIRST, SECOND, LATER], [*entries(), *own, told])
    return found


def counted(name: str):
    return next(c for c in count_all(dossier()) if c.name == name)


def test_acts_are_counted_by_class_and_month_and_what_is_only_supposed_is_not() -> None:
    made = counted("cooperation")
    assert made.columns == (
        "month",
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
    )
    rows = {row[0]: row[1:] for row in made.rows}
    assert list(rows) == ["2030-05", "2030-06", "2030-07", "2030-08", "2030-09"]
    assert rows["2030-09"] == (1, 0, 1, 0)
    assert rows["2030-05"] == (0, 0, 1, 0)


def test_every_act_but_plain_statements_has_one_class() -> None:
    acts = [act for acts in load("plover_quads").values() for act in acts]
    assert sorted(acts) == sorted(act.value for act in Act if act is not Act.STATE)


def test_attention_counts_stances_by_issue_and_party() -> None:
    made = counted("attention")
    assert made.columns == ("issue", "XOR", "XTA")
    assert made.rows == (("bridge tolls", 1, 1),)


def test_continuity_counts_what_was_held() -> None:
    made = counted("continuity")
    assert made.rows == (("2030-05", 1, 0),)
    assert all(isinstance(start, date) for start, _ in made.breaks)


def test_each_plot_comes_as_picture_drawing_and_data() -> None:
    files = dict(plot_files(dossier(), "Border dialogue"))
    assert set(files) == {f"{name}.{kind}" for name in FIGURES for kind in ("png", "svg", "csv")}
    assert all(files[f"{name}.png"].startswith(b"\x89PNG") for name in FIGURES)
    for name in FIGURES:
        assert etree.fromstring(files[f"{name}.svg"]).tag.endswith("svg")
        read = list(csv.reader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))
        assert [tuple(row) for row in read[1:]] == [tuple(map(str, row)) for row in counted(name).rows]
    assert files == dict(plot_files(dossier(), "Border dialogue"))


def test_a_dialogue_without_anything_dated_is_drawn_as_such() -> None:
    bare = [e for e in entries() if e.claim.KEY == "states"]
    (found,) = open_dossiers([FIRST, SECOND], bare)
    files = dict(plot_files(found, "Nothing"))
    assert b"Nothing dated to count" in files["continuity.svg"]


@pytest.mark.parametrize("name", FIGURES)
def test_titles_name_the_dialogue(name: str) -> None:
    assert b"Border dialogue" in dict(plot_files(dossier(), "Border dialogue"))[f"{name}.svg"]
