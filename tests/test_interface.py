"""The Python interface answers what the command line answers, without loading anything before it is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

import tracktwo
from tests.standins import PLAIN, write_reports
from tracktwo.errors import UsageError


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    opened = tracktwo.open(tmp_path / "talks.db")
    done = opened.add(write_reports(tmp_path / "reports", 4))
    assert [row["outcome"] for row in done] == ["new"] * 4
    yield opened
    opened.close()


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"spacy", "sqlalchemy", "numpy", "onnxruntime", "pandas", "matplotlib", "yaml", "jinja2", "docx"}
    code = "import sys, tracktwo; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stdout.split())


def test_lists_are_those_of_the_command_line(record) -> None:
    said = record.statements(party="RUR")
    assert len(said) == 4
    assert {row["speaker"] for row in said} == {"Mira Vance"}
    assert said[0]["citation"]
    assert "Mira Vance" in str(said)
    assert "<td>Mira Vance</td>" in said._repr_html_()
    assert said.to_csv().splitlines()[0].startswith("published,speaker")
    assert len(record.people()) == 2
    assert record.dialogues()[0]["key"] == "ELB-RUR-I"
    assert len(record.rounds(limit=2)) == 2
    assert [row["speaker"] for row in said[1:3]] == ["Mira Vance"] * 2
    assert len(said[:3].to_pandas()) == 3
    assert record.search("fishing quota")[0]["match"]


def test_frames_have_the_columns_of_the_exports(record) -> None:
    frame = record.to_pandas("rounds")
    assert list(frame["ordinal"]) == [1, 2, 3, 4]
    assert {"citation", "earliest", "words"} <= set(frame.columns)
    assert list(record.statements().to_pandas()["party"].unique()) == ["RUR", "ELB"]
    with pytest.raises(UsageError, match="delegates"):
        record.to_pandas("speeches")


def test_a_brief_shows_itself_and_comes_in_every_format(record) -> None:
    brief = record.brief("ELB-RUR-I", form="scene-setter")
    assert str(brief).startswith("# Bridge Talks")
    assert brief._repr_markdown_() == str(brief)
    assert "<h1>Bridge Talks</h1>" in brief.to_html()
    assert brief.to_docx().startswith(b"PK")
    assert record.timeline("ELB-RUR-I")._repr_svg_().startswith("<svg")
    assert set(record.plots("ELB-RUR-I")) == {"cooperation", "attention", "continuity"}
    assert record.export("plover", "ELB-RUR-I")
    assert len(record.positions("ELB-RUR-I")) == 0
    assert len(record.convergence("ELB-RUR-I", by="all")) == 0
    assert len(record.commitments("ELB-RUR-I")) == 0
    assert "rounds held" in {row["what"] for row in record.continuity("ELB-RUR-I")}


def test_wrong_words_are_answered(record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="scene-setter"):
        record.brief(form="haiku")
    with pytest.raises(UsageError, match="party"):
        record.statements(parti="RUR")
    with pytest.raises(UsageError, match="quarter"):
        record.convergence(by="week")
    with pytest.raises(UsageError, match="chatham"):
        tracktwo.open(tmp_path / "other.db", level="secret")
    with pytest.raises(AttributeError, match="close"):
        tracktwo.close  # noqa: B018 - the attribute is what is asked for


def test_a_reader_of_a_level_is_shown_no_more_than_that(record, tmp_path: Path) -> None:
    from tracktwo.model.levels import Level
    from tracktwo.record import Record
    from tracktwo.record.judgements import document_level

    (first, *_) = record.documents()
    with Record.open(tmp_path / "talks.db") as store:
        store.judge(document_level(str(first["id"]), Level.OFF_RECORD, "Ada", store.moment(), None))
    with tracktwo.open(tmp_path / "talks.db", level="public") as public:
        assert len(public.documents()) == 3
        assert len(public.statements(party="RUR")) == 3
    assert len(record.statements(party="RUR")) == 4


def test_one_text_is_read_without_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    monkeypatch.setattr("tracktwo.interface._workers", {})
    reading = tracktwo.read("Mira Vance (RUR): the crossing should be open by spring\n", published="2014")
    assert reading.document.published == "2014"
    (said,) = reading.statements
    assert said.speaker == "Mira Vance"
    assert reading.to_json()["statements"][0]["speaker"] == "Mira Vance"
    assert list(reading.to_pandas()["words"]) == ["the crossing should be open by spring"]
    with pytest.raises(UsageError, match="stances"):
        reading.to_pandas("speeches")
