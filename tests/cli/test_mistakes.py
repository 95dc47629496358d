"""Mistakes that are made on the command line: each is answered with the thing, what is wrong, and what to do."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.standins import PLAIN
from tracktwo.errors import LexiconError

pytestmark = pytest.mark.only("sqlite")


@pytest.mark.parametrize("command", ["add", "extract"])
@pytest.mark.parametrize(
    ("sources", "says"),
    [
        (["nowhere"], "nowhere: no such file or folder; check the path"),
        (["nowhere", "ftp://example.org/talks"], "nowhere, ftp://example.org/talks: no such file"),
        (["bare"], "bare: no file in it"),
    ],
)
def test_where_there_is_nothing_to_read_no_record_is_made(
    run: Run, command: str, sources: list[str], says: str
) -> None:
    Path("bare/.hidden").mkdir(parents=True)
    done = run(command, *sources)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr
    assert list(Path().glob("*.db")) == []


@pytest.mark.parametrize("command", ["add", "extract"])
def test_a_malformed_word_list_is_no_fault_of_the_source(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def fails(document: object, doc: object, made_by: str) -> object:
        raise LexiconError("the lexicon my-words/offices.yaml is no YAML")

    with monkeypatch.context() as patched:
        patched.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, extract=fails))
        done = run(command, str(reports))
    assert done.exit_code == 1
    assert done.stderr == "tracktwo: the lexicon my-words/offices.yaml is no YAML\n"
    assert "3 new" in run("add", str(reports)).stdout


def test_a_folder_of_words_that_is_not_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKTWO_LEXICON", "my-words")
    assert "TRACKTWO_LEXICON names my-words, and there is no such folder" in run("extract", input="-").stderr
    Path("my-words").mkdir()
    assert "my-words" not in run("extract", input="-").stderr


@pytest.mark.parametrize("command", ["brief", "timeline"])
def test_a_format_that_is_not_written_is_refused_before_the_record_is_opened(run: Run, command: str) -> None:
    done = run(command, "--output", "talks.odt")
    assert done.exit_code == 2
    assert "talks.odt: this is written as" in done.stderr
    assert ".html" in done.stderr
    assert not Path("talks.odt").exists()


def test_a_dash_is_standard_output(filled: Run) -> None:
    assert filled("brief", "--output", "-").stdout == filled("brief").stdout != ""
    assert not Path("-").exists()


def test_a_file_that_is_no_judgements_at_all_is_not_told_line_by_line(filled: Run) -> None:
    Path("photo.jpg").write_bytes(b"\xff\xd8 no judgement\n" * 500)
    done = filled("judgements", "import", "photo.jpg")
    assert done.exit_code == 1
    assert "photo.jpg, line 1: " in done.stderr
    assert "photo.jpg: and 480 lines more are no judgements" in done.stderr
    assert len(done.stderr.splitlines()) == 21


def test_a_register_that_cannot_be_read_says_nothing_of_contacts(filled: Run) -> None:
    done = filled("corroborate", "missing.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no file or folder missing.csv" in done.stderr


def test_an_entry_that_is_not_there_is_told_with_where_ids_are(filled: Run) -> None:
    done = filled("history", "ffffffffffff")
    assert done.exit_code == 2
    assert "no claim is called 'ffffffffffff'; lists give the id of each entry" in done.stderr


def test_a_port_that_is_taken_is_told_before_the_server_starts(filled: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = filled("serve", "--port", str(port))
    assert done.exit_code == 2
    assert f"nothing can listen on port {port} of 127.0.0.1 (" in done.stderr
    assert "until you press Ctrl-C" not in done.stderr
