"""add, extract, verify."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.servers import Server
from tests.standins import PLAIN, PlainReader, extract_lines
from tracktwo.errors import ReaderError
from tracktwo.record import Record


@pytest.mark.only("sqlite")
def test_add_makes_the_record_and_sums_up(run: Run, reports: Path) -> None:
    done = run("add", str(reports))
    assert done.exit_code == 0
    assert Path("tracktwo.db").is_file()
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:4] == [
        "3 sources gone through for tracktwo.db",
        "3 new",
        "0 already known",
        "18 entries added",
    ]


@pytest.mark.only("postgresql")
def test_a_summary_names_the_server_without_the_password(
    run: Run, reports: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKTWO_RECORD", server.new_record().replace("tracktwo@", "tracktwo:sesame@"))
    done = run("add", str(reports))
    assert done.stdout.startswith("3 sources gone through for postgresql://tracktwo:***@/postgres?host=")
    assert "sesame" not in done.stdout + done.stderr


@pytest.mark.only("sqlite")
def test_adding_again_changes_no_byte(filled: Run, reports: Path) -> None:
    before = Path("tracktwo.db").read_bytes()
    done = filled("add", str(reports))
    assert done.exit_code == 0
    assert "3 already known" in done.stdout
    assert Path("tracktwo.db").read_bytes() == before


def test_adding_again_loads_no_model(filled: Run, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(pipeline: str | None) -> PlainReader:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, load_reader=fails))
    assert filled("add", str(reports)).exit_code == 0


def test_what_cannot_be_taken_in_is_listed_and_the_rest_taken_in(run: Run, reports: Path) -> None:
    (reports / "empty.txt").touch()
    (reports / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (reports / "odd.txt").write_text("Mira Vance (RUR): !fault\n")
    done = run("add", str(reports), "missing.txt")
    assert done.exit_code == 1
    assert "3 new" in done.stdout
    assert "4 set aside" in done.stdout
    for name, why in (
        ("missing.txt", "no such file"), ("empty.txt", "empty"), ("picture.png", "not read"),
        ("odd.txt", "a fault in TrackTwo, please report it: ZeroDivisionError"),
    ):  # fmt: skip
        (line,) = [line for line in done.stdout.splitlines() if name in line]
        assert why in line
    before = run("documents", "--set-aside").stdout
    run("add", str(reports), "missing.txt")
    assert run("documents", "--set-aside").stdout == before
    assert "picture.png" in run("documents", "--set-aside").stdout


def test_a_large_source_is_set_aside_unless_the_limit_is_raised(run: Run) -> None:
    Path("large.txt").write_text("The talks about the bridge went on in the old town. " * 25_000)
    done = run("add", "large.txt", "--max-mb", "1")
    assert done.exit_code == 1
    assert "at most 1 MB is read" in done.stdout
    assert run("add", "large.txt", "--max-mb", "2").exit_code == 0
    assert run("verify").exit_code == 0


def test_text_in_another_language_is_kept_and_listed(run: Run) -> None:
    Path("de.txt").write_text(
        "Der Außenminister sagte am Montag, die Gespräche über die Grenze würden im Herbst fortgesetzt. "
        "Beide Seiten hätten sich darauf geeinigt, dass die Brücke wieder geöffnet werden soll.\n" * 4,
        encoding="utf-8",
    )
    done = run("add", "de.txt")
    assert done.exit_code == 0
    assert "1 kept, not read" in done.stdout
    assert "only English is read" in done.stdout
    assert "kept" in run("documents").stdout
    assert "1 already known" in run("add", "de.txt").stdout


def test_a_settled_date_is_taken_over_once(filled: Run, reports: Path) -> None:
    done = filled("add", str(reports), "--published", "2014-05")
    assert "3 read again" in done.stdout
    assert {row["published"] for row in json.loads(filled("documents", "--format", "json").stdout)} == {
        "2014-05"
    }
    assert "3 already known" in filled("add", str(reports), "--published", "2014-05").stdout
    assert "3 already known" in filled("add", str(reports)).stdout


def test_a_date_that_is_none_is_refused_before_a_record_is_made(run: Run, reports: Path) -> None:
    done = run("add", str(reports), "--published", "last week")
    assert done.exit_code == 2
    assert "is no publication date" in done.stderr
    assert not Path("tracktwo.db").exists()


def test_the_record_can_be_named_by_option_and_environment(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("add", str(reports), "--record", "one.db").exit_code == 0
    monkeypatch.setenv("TRACKTWO_RECORD", "two.db")
    assert run("add", str(reports)).exit_code == 0
    assert sorted(p.name for p in Path().glob("*.db")) == ["one.db", "two.db"]


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("missing/talks.db", "there is no folder"),
        ("reports", "is a folder"),
        ("reports/report-001.txt", "no record"),
    ],
)
def test_a_record_that_cannot_be_used_ends_with_its_own_status(
    run: Run, reports: Path, record: str, says: str
) -> None:
    done = run("add", str(reports), "--record", record)
    assert done.exit_code == 3
    assert says in done.stderr


@pytest.mark.only("sqlite")
def test_a_locked_record_is_told(filled: Run, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (reports / "new.txt").write_text("A new report.\n")
    monkeypatch.setattr(
        Record.open.__func__, "__kwdefaults__", Record.open.__kwdefaults__ | {"patience": 0.05}
    )
    other = sqlite3.connect("tracktwo.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = filled("add", str(reports))
    other.close()
    assert done.exit_code == 3
    assert "another process is writing" in done.stderr
    assert filled("add", str(reports)).exit_code == 0


@pytest.mark.only("sqlite")
def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 120")
        return connection

    long = "".join(f"The talks about the bridge went on for day {n} in the old town. " for n in range(9_000))
    (reports / "report-002.txt").write_text(long)
    with monkeypatch.context() as patched:
        patched.setattr("tracktwo.record.sqlite.sqlite3.connect", small)
        done = run("add", str(reports))
    assert done.exit_code == 3
    assert "no room left" in done.stderr
    assert "goes on from here" in done.stderr
    assert "1 new" in done.stdout
    assert run("verify").exit_code == 0
    assert "2 new" in run("add", str(reports)).stdout


def test_a_model_that_cannot_be_loaded_ends_with_its_own_status(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(pipeline: str | None) -> PlainReader:
        raise ReaderError(f"there is no pipeline {pipeline}")

    monkeypatch.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, load_reader=fails))
    for command in ("add", "extract"):
        done = run(command, str(reports), "--pipeline", "en_missing")
        assert done.exit_code == 4
        assert "no pipeline en_missing" in done.stderr


def test_ctrl_c_keeps_what_was_done(run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(document: object, doc: object, made_by: str) -> object:
        if "number 2" in document.text:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return extract_lines(document, doc, made_by)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr("tracktwo.pipeline.TOOLS", replace(PLAIN, extract=interrupted))
        done = run("add", str(reports))
    assert done.exit_code == 130
    assert "interrupted" in done.stderr
    assert "1 new" in done.stdout
    assert "2 new" in run("add", str(reports)).stdout


def test_extract_prints_a_line_of_json_for_each_document_in_order(run: Run, reports: Path) -> None:
    done = run("extract", str(reports), str(reports / "report-002.txt"))
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(row["document"]["path"]).name for row in rows] == [
        "report-001.txt", "report-002.txt", "report-003.txt", "report-002.txt",
    ]  # fmt: skip
    keys = ["document", "text", "passages", "people", "statements", "stances", "engagements", "rounds", "states",
            "commitments", "incidents", "ideas"]  # fmt: skip
    assert [list(row) for row in rows] == [keys] * 4
    for row in rows:
        start, end = row["statements"][0]["content"][0]
        assert row["text"][start:end].startswith("the border crossing")


def test_extract_reads_standard_input(run: Run) -> None:
    text = "Mira Vance (RUR): the “Übergang” is open\n"
    done = run("extract", input=text.encode())
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["text"] == text
    assert row["document"]["path"] is None
    assert "“Übergang”" in done.stdout, "letters are printed as they are, not escaped"


def test_extract_reports_bad_files_and_prints_the_others(run: Run, reports: Path) -> None:
    done = run("extract", "missing.txt", str(reports / "report-001.txt"))
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert "missing.txt" in done.stderr
    assert "no such file" in done.stderr


def test_extract_takes_the_date_from_the_option(run: Run, reports: Path) -> None:
    done = run("extract", str(reports / "report-001.txt"), "--published", "2014-05-06")
    about = json.loads(done.stdout)["document"]
    assert (about["published"], about["published_from"]) == ("2014-05-06", "option")
    assert json.loads(done.stdout)["engagements"][0]["when"] == "2014-05-06"


def test_extract_prints_a_document_in_another_language_without_claims(run: Run) -> None:
    french = (
        "Le ministre a déclaré lundi que les pourparlers sur la frontière reprendraient à l'automne. " * 5
    )
    done = run("extract", input=french.encode())
    assert done.exit_code == 0
    row = json.loads(done.stdout)
    assert row["document"]["language"] == "fr"
    assert row["people"] == row["statements"] == []
    assert "only English is read" in done.stderr


@pytest.mark.only("sqlite")
def test_verify_passes_and_finds_one_changed_byte_and_one_changed_offset(filled: Run) -> None:
    done = filled("verify")
    assert done.exit_code == 0
    assert done.stdout.endswith("3 documents and 18 entries gone through: everything holds\n")
    with sqlite3.connect("tracktwo.db") as connection:
        connection.execute("UPDATE archive SET packing = 'raw', bytes = x'4142' WHERE rowid = 1")
        connection.execute('UPDATE citations SET "end" = "end" - 1 WHERE claim = 9 AND seq = 0')
    connection.close()
    done = filled("verify")
    assert done.exit_code == 1
    assert "hash" in done.stdout
    assert "cites" in done.stdout
    assert "faults" in done.stdout.splitlines()[-1]
