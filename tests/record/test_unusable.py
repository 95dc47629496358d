"""Records that cannot be used: each is told clearly, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.record.making import document, reading, said, whole
from tracktwo.errors import (
    FullDiskError,
    LockedRecordError,
    MissingRecordError,
    NewerRecordError,
    NotARecordError,
    ReadOnlyRecordError,
    RecordError,
)
from tracktwo.record import Record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "talks.db"
    with Record.open(path, create=True) as record:
        record.add(whole())
    return path


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingRecordError, match=r"no record at .*tracktwo add"):
        Record.open(tmp_path / "talks.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingRecordError, match="no folder"):
        Record.open(tmp_path / "missing" / "talks.db", create=True)


def test_a_folder_in_place_of_a_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecordError, match="is a folder"):
        Record.open(tmp_path, create=True)


@pytest.mark.parametrize("content", [b"Dear colleague,\n" * 99, b"SQLite format 3\x00" + b"nonsense" * 999])
def test_some_other_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "talks.db"
    path.write_bytes(content)
    with pytest.raises(NotARecordError, match="no record of TrackTwo"):
        Record.open(path, create=True)
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()
    with pytest.raises(NotARecordError, match="some other program"):
        Record.open(path, create=True)


def test_an_empty_file_is_read_as_no_record_and_written_as_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    path.touch()
    with pytest.raises(NotARecordError, match="is empty"):
        Record.open(path)
    with Record.open(path, create=True) as record:
        assert not record.add(whole()).is_empty


def test_a_record_of_a_newer_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
        connection.execute("UPDATE meta SET value = 'tracktwo 9.9' WHERE name = 'made_by'")
    connection.close()
    with pytest.raises(NewerRecordError, match=r"tracktwo 9\.9 \(record version 99.*install a newer"):
        Record.open(path, create=True)


def test_a_record_that_does_not_say_its_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()
    with pytest.raises(NotARecordError, match="which version"):
        Record.open(path)


def test_a_record_that_another_process_writes_to(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    of = document("Another text.")
    try:
        with pytest.raises(LockedRecordError, match="another process is writing"):
            Record.open(path, create=True, patience=0.05).add(reading(of))
    finally:
        other.execute("ROLLBACK")
        other.close()
    with Record.open(path, create=True) as record:
        assert record.add(reading(of)).is_new


def test_a_full_disk_costs_only_the_document_at_hand(path: Path) -> None:
    big = document("".join(f"sentence {n} of a long report. " for n in range(40_000)))
    limit = path.stat().st_size + 20_000
    script = (
        "import sys, resource\n"
        "from tests.record.making import document, reading, said\n"
        "from tracktwo.errors import FullDiskError\n"
        "from tracktwo.record import Record\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "of = document(''.join(f'sentence {n} of a long report. ' for n in range(40_000)))\n"
        f"record = Record.open({str(path)!r}, create=True)\n"
        "try:\n"
        "    record.add(reading(of))\n"
        "except FullDiskError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "there is no room left to write the record" in done.stdout, done.stderr
    with Record.open(path, create=True) as record:
        with record.reading() as gate:
            assert [d.path for d in gate.documents()] == ["a.txt"]
        assert record.add(reading(big)).is_new


def test_a_record_that_has_reached_its_largest_size(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
        connection.execute(f"PRAGMA max_page_count = {path.stat().st_size // 4096}")
        return connection

    monkeypatch.setattr("tracktwo.record.sqlite.sqlite3.connect", small)
    of = document("A long report. " * 9999)
    with Record.open(path) as record, pytest.raises(FullDiskError, match="make room"):
        record.add(reading(of, said(of, "long report")))


def test_a_record_that_may_only_be_read() -> None:
    # Not under tmp_path, which only its owner may enter.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "talks.db")
        with Record.open(path, create=True) as record:
            record.add(whole())
        path.chmod(0o444)
        path.parent.chmod(0o555)
        script = (
            "import os\n"
            "from tests.record.making import document, reading\n"
            "from tracktwo.errors import ReadOnlyRecordError\n"
            "from tracktwo.record import Record\n"
            # File rights do not bind root. What is imported late is imported before its rights are given up.
            "Record.open(os.environ['OTHER'], create=True).add(reading(document('A text.')))\n"
            "if os.geteuid() == 0:\n"
            "    os.setuid(65534)\n"
            f"record = Record.open({str(path)!r}, create=True)\n"
            "with record.reading() as gate:\n"
            "    print(len(gate.documents()))\n"
            "try:\n"
            "    record.add(reading(document('Another text.')))\n"
            "except ReadOnlyRecordError as error:\n"
            "    print(error)\n"
        )
        with tempfile.TemporaryDirectory() as other:
            environment = os.environ | {"OTHER": str(Path(other, "other.db"))}
            done = subprocess.run(
                [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment
            )
        path.parent.chmod(0o755)
    assert done.stdout.startswith("1\n"), done.stderr
    assert "may not be written to" in done.stdout


def test_every_one_of_these_is_an_error_about_the_record() -> None:
    for kind in (
        FullDiskError, LockedRecordError, MissingRecordError, NewerRecordError, NotARecordError, ReadOnlyRecordError,
    ):  # fmt: skip
        assert issubclass(kind, RecordError)
