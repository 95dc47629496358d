"""A record of an older version is brought up to the present one, after a copy, or left as it was."""

import logging
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.record.making import document, reading, said
from tests.record.test_identities import page
from tracktwo.errors import FullDiskError
from tracktwo.model import Engagement, Statement
from tracktwo.record import Filter, Record, migrations, tables
from tracktwo.settling import settle

VERSION_1 = Path(__file__).parent / "version_1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A record of version 1."""
    path = tmp_path / "talks.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


def shape(path: Path) -> dict[str, Any]:
    """What SQLite knows about each table: columns, keys, indexes."""
    with closing(sqlite3.connect(path)) as connection:

        def ask(question: str) -> list[tuple[Any, ...]]:
            return connection.execute(question).fetchall()

        found: dict[str, Any] = {}
        for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
            indexes = {
                (index[1] if index[3] == "c" else index[3], index[2], *ask(f"PRAGMA index_info({index[1]})"))
                for index in ask(f"PRAGMA index_list({name})")
            }
            keys = sorted(key[2:5] for key in ask(f"PRAGMA foreign_key_list({name})"))
            columns = sorted(column[1:] for column in ask(f"PRAGMA table_xinfo({name})"))
            found[name] = (columns, keys, {(i[0], i[1], tuple(c[2] for c in i[2:])) for i in indexes})
        return found


def test_a_migrated_record_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Record.open(old).close()
    Record.open(tmp_path / "new.db", create=True).close()
    assert shape(old) == shape(tmp_path / "new.db")


def test_what_an_old_record_held_is_there(old: Path) -> None:
    with Record.open(old) as record:
        with record.reading() as gate:
            assert [d.name for d in gate.documents()] == ["a.txt", "Quota “fair”", "c.txt"]
            said_by = [e.claim.speaker for e in gate.claims(Statement)]
            assert said_by == ["Ana Košir", "Ana Košir", "Pavel Orsk", "Lena Marsh"]
            assert gate.claims(Engagement) == ()
            assert len(gate.claims(Engagement, Filter(with_retired=True))) == 1
            assert [h.match for h in gate.search("quota")] == ["quota"]
            assert len(gate.set_asides()) == 2
        of = document("Another text of another day.")
        assert record.add(reading(of, said(of, "another day"))).is_new


def test_the_last_reading_of_each_document_begins_its_history(old: Path) -> None:
    Record.open(old).close()
    with closing(sqlite3.connect(old)) as connection:
        rows = connection.execute("SELECT document, made_by, added, retired FROM readings").fetchall()
    assert rows == [(1, "hand 1", 3, 0), (2, "hand 2", 2, 1)]


def test_the_record_as_it_was_is_kept_and_named(old: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = shape(old)
    with caplog.at_level(logging.WARNING, "tracktwo"):
        Record.open(old).close()
    copy = old.with_name("talks-version-1.db")
    assert shape(copy) == before
    assert f"is now of version {tables.SCHEMA_VERSION}; as it was, it is kept in {copy}" in caplog.text
    assert sorted(p.name for p in old.parent.iterdir()) == ["talks-version-1.db", "talks.db"]


def test_a_copy_never_takes_the_place_of_a_file(old: Path) -> None:
    first = old.with_name("talks-version-1.db")
    first.write_text("mine")
    Record.open(old).close()
    assert first.read_text() == "mine"
    assert old.with_name("talks-version-1-2.db").exists()


def test_the_first_claim_that_names_a_person_is_noted_from_version_6_on(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with Record.open(path, create=True) as record:
        for reading_of in (page(random.Random(seed)) for seed in range(6)):
            record.add(reading_of)
        settle(record)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "ALTER TABLE people DROP COLUMN first_claim; DROP TABLE kept_pages;"
            "UPDATE meta SET value = '5' WHERE name = 'schema'"
        )
    Record.open(path).close()
    first = (
        "SELECT claims.id FROM claims JOIN mentions ON mentions.claim = claims.number "
        "WHERE mentions.person = people.number ORDER BY claims.document, claims.number"
    )
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"SELECT first_claim, ({first}) FROM people").fetchall()
    assert len(rows) > 1
    assert all(noted is not None and noted == claim for noted, claim in rows)


def test_a_record_is_migrated_once(old: Path) -> None:
    Record.open(old).close()
    before = old.read_bytes()
    Record.open(old).close()
    assert old.read_bytes() == before
    assert len(list(old.parent.iterdir())) == 2


@pytest.mark.parametrize("step", range(len(migrations.STEPS[2]) + 1))
def test_an_interruption_at_any_step_leaves_the_old_record(
    old: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    broken = (*migrations.STEPS[2][:step], "SELECT no_such_thing")
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", {2: broken})
        with pytest.raises(Exception, match="no_such_thing"):
            Record.open(old)
    assert old.read_bytes() == before
    Record.open(old).close()


def test_a_kill_in_the_middle_leaves_the_old_record(old: Path) -> None:
    before = shape(old)
    script = (
        "import os, sys\n"
        "from tracktwo.record import Record, store\n"
        "real = store.migrate\n"
        "def migrate(connection, version):\n"
        "    real(connection, version)\n"
        f"    os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "store.migrate = migrate\n"
        "Record.open(sys.argv[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(old)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert shape(old) == before
    with Record.open(old) as record, record.reading() as gate:
        assert gate.counts().documents == 3


def test_a_copy_that_cannot_be_made_leaves_the_old_record_and_no_half_copy(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()

    def no_room(self: Path, target: Path) -> Path:
        full = sqlite3.OperationalError("disk full")
        full.sqlite_errorname = "SQLITE_FULL"
        raise full

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", no_room)
        with pytest.raises(FullDiskError):
            Record.open(old)
    assert old.read_bytes() == before
    assert [p.name for p in old.parent.iterdir()] == ["talks.db"]
