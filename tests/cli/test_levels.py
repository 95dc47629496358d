"""Levels on the command line: set, listed, taken back, and held by every command that prints."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NOTES = """Round 2 of the Isthmus Talks between ELB and RUR on 2031-05-04

Ana Košir (RUR): the quota must double
Pavel Orsk (ELB): nobody gains from a closed ferry line
Ana Košir (RUR) met Pavel Orsk (ELB)
"""


@pytest.fixture
def notes(run: Run, tmp_path: Path) -> Run:
    """A folder of confidential notes in the record, beside a public report."""
    for name, text in {
        "notes/kosir.txt": NOTES,
        "report.txt": "Lena Marsh (FRE): the reef is open\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert run("add", "notes", "--level", "chatham", "--by", "Rapporteur").exit_code == 0
    assert run("add", "report.txt").exit_code == 0
    return run


def documents(run: Run, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("documents", "--format", "json", *options).stdout)
    return found


@pytest.mark.parametrize(
    "command",
    [
        ("statements",), ("people",), ("engagements",), ("rounds",), ("documents",), ("dialogues",),
        ("search", "quota"), ("search", "Košir"), ("export", "annotations"), ("level", "list"), ("verify",),
        ("statements", "--person", "Košir"), ("people", "--person", "Orsk"), ("documents", "--set-aside"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nobody_is_named_below_clearance(notes: Run, command: tuple[str, ...]) -> None:
    for level in ("public", "background"):
        printed = notes(*command, "--level", level)
        assert printed.exit_code == 0, printed.stderr
        for word in ("Košir", "kosir", "Orsk", "RUR", "ELB"):
            # What was typed may be said back; this record has nothing of it.
            assert word not in printed.stdout, level


def test_without_a_level_everything_is_shown(notes: Run) -> None:
    assert "Košir" in notes("statements").stdout
    assert "Košir" in notes("statements", "--level", "chatham").stdout


def test_what_was_said_stays(notes: Run) -> None:
    printed = notes("statements", "--level", "public", "--format", "json").stdout
    said = {row["content"]: (row["speaker"], row["party"]) for row in json.loads(printed)}
    assert said["the quota must double"] == ("a participant", None)
    assert said["the reef is open"] == ("Lena Marsh", "FRE")


def test_a_document_off_the_record_is_answered_like_one_that_is_not_there(notes: Run) -> None:
    (kept,) = [d for d in documents(notes) if d["path"] and "kosir" in str(d["path"])]
    assert notes("level", "set", str(kept["document"]), "off-record").exit_code == 0
    real = notes("show", f"{kept['document']}:0-10", "--level", "public")
    wrong = notes("show", "0123abcd:0-10", "--level", "public")
    assert real.exit_code == wrong.exit_code == 2
    assert real.stderr.replace(str(kept["document"]), "ID") == wrong.stderr.replace("0123abcd", "ID")
    assert len(documents(notes, "--level", "public")) == 1
    assert len(documents(notes)) == 2


def test_a_level_is_a_judgement_that_can_be_taken_back(notes: Run) -> None:
    (open_,) = [d for d in documents(notes) if "report" in str(d["path"])]
    set_ = notes("level", "set", str(open_["document"]), "background", "--reason", "asked by the speaker")
    assert (set_.exit_code, "is background" in set_.stdout) == (0, True)
    listed = json.loads(notes("level", "list", "--format", "json").stdout)
    assert {row["level"] for row in listed} == {"chatham", "background"}
    assert "Lena Marsh" not in notes("statements", "--level", "public").stdout
    judgements = json.loads(notes("judgements", "list", "--format", "json").stdout)
    (made,) = [j for j in judgements if "asked by the speaker" in json.dumps(j)]
    assert notes("undo", str(made["id"] if "id" in made else made["judgement"])).exit_code == 0
    assert "Lena Marsh" in notes("statements", "--level", "public").stdout


def test_a_level_on_a_round_holds_for_other_documents_that_tell_of_it(notes: Run, tmp_path: Path) -> None:
    other = tmp_path / "later.txt"
    other.write_text(
        "Round 2 of the Isthmus Talks between ELB and RUR on 2031-05-04\n\nIgor Vastrick (ELB): ferries are slow\n",
        encoding="utf-8",
    )
    (told,) = json.loads(notes("rounds", "--format", "json").stdout)
    assert notes("level", "set", str(told["claim"])[:12], "chatham").exit_code == 0
    assert notes("add", "later.txt").exit_code == 0
    assert "Vastrick" in notes("statements").stdout
    assert "Vastrick" not in notes("statements", "--level", "public").stdout
    assert {row["level"] for row in json.loads(notes("level", "list", "--format", "json").stdout)} == {
        "chatham"
    }


def test_adding_known_sources_again_raises_their_level_and_never_lowers_it(notes: Run) -> None:
    assert notes("add", "report.txt", "--level", "background").exit_code == 0
    assert "Lena Marsh" not in notes("statements", "--level", "public").stdout
    assert notes("add", "report.txt", "--level", "public").exit_code == 0
    assert "Lena Marsh" not in notes("statements", "--level", "public").stdout


def test_from_how_many_on_a_side_is_named_is_set_for_the_record(notes: Run) -> None:
    assert "5 participants" in notes("level", "side").stdout
    assert notes("level", "side", "0").exit_code == 0
    assert "0 participants" in notes("level", "side").stdout
    (told,) = json.loads(notes("rounds", "--level", "public", "--format", "json").stdout)
    assert told["parties"] == ["ELB", "RUR"]
    said = json.loads(notes("statements", "--level", "public", "--format", "json").stdout)
    assert "RUR" not in {row["party"] for row in said}
