"""The lists, search and show."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LISTS = ("dialogues", "rounds", "people", "statements", "engagements", "commitments", "documents")


@pytest.mark.parametrize("command", LISTS)
def test_every_list_prints_in_every_format(filled: Run, command: str) -> None:
    assert filled(command).exit_code == 0
    rows = json.loads(filled(command, "--format", "json").stdout)
    read = list(csv.reader(io.StringIO(filled(command, "--format", "csv").stdout)))
    assert len(read) == len(rows) + 1
    if rows:
        assert list(rows[0]) == read[0]
        assert all(len(line) == len(read[0]) for line in read)


def test_statements_are_filtered(filled: Run) -> None:
    def speakers(*options: str) -> list[str]:
        return [
            row["speaker"] for row in json.loads(filled("statements", "--format", "json", *options).stdout)
        ]

    assert sorted(set(speakers())) == ["Mira Vance", "Tomas Ilk"]
    assert set(speakers("--party", "elb")) == {"Tomas Ilk"}
    assert set(speakers("--issue", "border")) == {"Mira Vance"}
    assert set(speakers("--person", "mira vance", "--act", "state")) == {"Mira Vance"}
    assert speakers("--since", "2013") == []
    assert len(speakers("--limit", "2")) == 2


def test_every_row_of_a_list_leads_back_to_its_words(filled: Run) -> None:
    for row in json.loads(filled("statements", "--format", "json").stdout):
        shown = json.loads(filled("show", row["citation"], "--format", "json").stdout)
        assert " ".join(shown["exact"].split()) == row["content"]
        assert row["claim"] in [claim["id"] for claim in shown["claims"]]


def test_people_are_one_line_across_documents(filled: Run) -> None:
    rows = json.loads(filled("people", "--format", "json").stdout)
    assert [(row["name"], row["party"], row["documents"]) for row in rows] == [
        ("Mira Vance", "RUR", 3), ("Tomas Ilk", "ELB", 3),
    ]  # fmt: skip
    assert all(len(row["citations"]) == 3 for row in rows)


def test_dialogues_are_one_line_across_documents_with_the_key_that_brief_takes(filled: Run) -> None:
    (row,) = json.loads(filled("dialogues", "--format", "json").stdout)
    assert (row["key"], row["dialogue"], row["rounds"]) == ("ELB-RUR-I", "Bridge Talks", 3)
    assert (row["first"], row["last"]) == ("2014-02-05", "2014-04-05")
    assert filled("brief", row["key"]).stdout.startswith("# Bridge Talks")


def test_rounds_are_filtered(filled: Run) -> None:
    def numbers(*options: str) -> list[int]:
        return [row["round"] for row in json.loads(filled("rounds", "--format", "json", *options).stdout)]

    assert numbers() == [1, 2, 3]
    assert numbers("--since", "2014-03") == [2, 3]
    assert numbers("--until", "2014-03") == [1, 2]
    assert numbers("--dialogue", "bridge talks", "--party", "RUR", "--status", "held", "--limit", "1") == [1]
    assert numbers("--status", "planned") == []


def test_a_brief_goes_to_the_terminal_or_to_files(filled: Run) -> None:
    assert "Bridge Talks" in filled("brief", "--since", "2014-03").stdout
    assert filled("brief", "--html", "brief.html").stdout == ""
    assert "<html" in Path("brief.html").read_text(encoding="utf-8").lower()
    done = filled("brief", "--html", "brief.html", "--output", "brief.md")
    assert done.stdout == ""
    assert Path("brief.md").read_text(encoding="utf-8") == filled("brief").stdout


def test_a_dialogue_that_the_record_lacks_is_told(filled: Run) -> None:
    done = filled("brief", "Tunnel Talks")
    assert done.exit_code == 2
    assert "ELB-RUR-I" in done.stderr


def test_the_lexicon_is_checked_with_own_additions(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracktwo import lexicon

    assert run("lexicon", "check").exit_code == 0
    Path("own").mkdir()
    name = lexicon.names()[0]
    Path("own", f"{name}.yaml").write_text("{ not: [yaml", encoding="utf-8")
    monkeypatch.setenv("TRACKTWO_LEXICON", "own")
    lexicon.load.cache_clear()
    done = run("lexicon", "check")
    lexicon.load.cache_clear()
    assert done.exit_code == 1
    assert f"{name}.yaml is no YAML" in done.stderr


def test_a_list_can_be_written_to_a_file(filled: Run) -> None:
    assert filled("documents", "--format", "csv", "--output", "list.csv").stdout == ""
    assert Path("list.csv").read_bytes().startswith(b"document,published,title")
    done = filled("documents", "--output", "missing/list.csv")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("command", ["documents", "people", "verify", "brief"])
def test_a_record_that_is_not_there_is_told(run: Run, command: str) -> None:
    done = run(command)
    assert done.exit_code == 3
    name = os.environ.get("TRACKTWO_RECORD", "tracktwo.db")
    assert f"there is no record at {name}; make one with: tracktwo add SOURCE --record {name}" in done.stderr
    assert not Path("tracktwo.db").exists()


@pytest.mark.parametrize(
    "words", [("--since", "soon"), ("--format", "xml"), ("--limit", "0"), ("--nonsense",)]
)
def test_wrong_options_end_with_status_2(filled: Run, words: tuple[str, ...]) -> None:
    assert filled("statements", *words).exit_code == 2


def test_search_shows_each_place_with_its_citation(filled: Run) -> None:
    done = filled("search", "fishing quota", "--by", "ELB")
    assert done.exit_code == 0
    assert done.stdout.count("⟦fishing quota⟧") == 3
    assert "Tomas Ilk (ELB), STATE" in done.stdout
    assert filled("search", "fishing quota", "--by", "RUR").stdout == "nothing found\n"
    mark = done.stdout.split(" · ")[0]
    assert "⟦fishing quota⟧" in filled("show", mark).stdout


def test_search_takes_several_words_and_phrases(filled: Run) -> None:
    rows = json.loads(filled("search", "quota", "fishing", "--format", "json").stdout)
    assert len(rows) == 3
    assert json.loads(filled("search", '"quota fishing"', "--format", "json").stdout) == []
    assert filled("search", "—").exit_code == 2


def test_show_gives_the_document_the_context_and_the_entries(filled: Run) -> None:
    (row, *_) = json.loads(filled("engagements", "--format", "json").stdout)
    done = filled("show", row["citation"], "--context", "30")
    assert "⟦Mira Vance (RUR) met Tomas Ilk (ELB)⟧" in done.stdout
    assert "report-00" in done.stdout
    assert "not known" in done.stdout
    assert "meeting (held): Mira Vance (RUR) with Tomas Ilk (ELB)" in done.stdout


@pytest.mark.parametrize("mark", ["nonsense", "ffffffff:1-2", "12"])
def test_show_refuses_what_is_no_citation(filled: Run, mark: str) -> None:
    assert filled("show", mark).exit_code == 2
