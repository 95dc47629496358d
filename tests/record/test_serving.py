"""While a record is served nobody waits for anybody; afterwards it is one file again."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.standins import PLAIN, write_reports
from tracktwo.errors import LockedRecordError, RecordError
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.record.serving import shared


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of two reports."""
    path = tmp_path / "talks.db"
    with Record.open(path, create=True) as record:
        list(add_sources(record, [str(write_reports(tmp_path / "in", 2))], Options(), PLAIN))
    return path


def add_another(path: Path, patience: float = 0.2) -> None:
    """Add one report more, without waiting."""
    more = path.with_name("more.txt")
    more.write_text("Another report of the talks.\n\nMira Vance (RUR): the ferry sails again, she said\n")
    with Record.open(path, patience=patience) as record:
        list(add_sources(record, [str(more)], Options(), PLAIN))


def test_who_reads_keeps_their_view_and_nobody_who_writes_waits(path: Path) -> None:
    with shared(path), Record.open(path) as record:
        with record.reading() as gate:
            assert gate.counts().documents == 2
            add_another(path)
            assert gate.counts().documents == 2
        with record.reading() as gate:
            assert gate.counts().documents == 3


def test_another_process_that_comes_and_goes_leaves_the_log_of_who_serves(path: Path) -> None:
    """A file that is opened and closed by other means than SQLite's takes the locks of the whole process along."""
    visit = (
        "import sys, sqlite3; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE meta SET value = value'); "
    )
    with shared(path), Record.open(path) as record:
        with record.reading() as gate:
            assert gate.counts().documents == 2
        Record.open(path).close()
        subprocess.run([sys.executable, "-c", visit + "c.commit(); c.close()", str(path)], check=True)
        assert path.with_name("talks.db-wal").exists()
        add_another(path)
        with record.reading() as gate:
            assert gate.counts().documents == 3


def test_whoever_opens_a_record_takes_no_lock_from_who_writes_to_it(path: Path) -> None:
    attempt = "import sys, sqlite3; c = sqlite3.connect(sys.argv[1], timeout=0); c.execute('BEGIN IMMEDIATE')"
    with Record.open(path) as record, record._database.writing():
        Record.open(path).close()
        done = subprocess.run([sys.executable, "-c", attempt, str(path)], capture_output=True, text=True)
    assert "database is locked" in done.stderr


def test_without_it_a_reader_holds_up_whoever_writes(path: Path) -> None:
    with Record.open(path) as record, record.reading() as gate:
        assert gate.counts().documents == 2
        with pytest.raises(LockedRecordError):
            add_another(path)


def test_afterwards_the_record_is_one_file(path: Path) -> None:
    with shared(path):
        add_another(path)
        assert path.with_name("talks.db-wal").exists()
    assert sorted(p.name for p in path.parent.glob("talks.db*")) == ["talks.db"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with Record.open(path) as record, record.reading() as gate:
        assert gate.counts().documents == 3


def test_what_a_killed_server_leaves_is_taken_up(path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tests.record.test_serving import *\n"
        "path = Path(sys.argv[1])\n"
        "with shared(path):\n"
        "    add_another(path)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert done.returncode == -9
    assert path.with_name("talks.db-wal").stat().st_size
    with Record.open(path) as record, record.reading() as gate:
        assert gate.counts().documents == 3
    with shared(path):
        pass
    assert sorted(p.name for p in path.parent.glob("talks.db*")) == ["talks.db"]


def test_a_record_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(RecordError), shared(tmp_path / "talks.db"):
        pass


def test_a_record_on_a_server_needs_nothing() -> None:
    with shared("postgresql://nowhere.example/talks"):
        pass
