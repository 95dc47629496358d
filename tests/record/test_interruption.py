"""An add that is cut off at any moment leaves a whole record, and the next add goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.standins import PLAIN, write_reports
from tracktwo.pipeline import Options, Outcome, add_sources, verify
from tracktwo.record import Record

REPORTS = 60
SCRIPT = """
import sys
from tests.standins import PLAIN
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
with Record.open(sys.argv[1], create=True) as record:
    for step in add_sources(record, [sys.argv[2]], Options(), PLAIN):
        print(step.source, flush=True)
"""


def claims_of(where: str | Path) -> set[str]:
    with Record.open(where) as record, record.reading() as gate:
        return {entry.id for entry in gate.claims()}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("reports"), REPORTS)


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    path = tmp_path_factory.mktemp("undisturbed") / "talks.db"
    with Record.open(path, create=True) as record:
        assert {s.outcome for s in add_sources(record, [str(reports)], Options(), PLAIN)} == {Outcome.NEW}
    return claims_of(path)


@pytest.mark.parametrize("after", [0, 1, 20])
@pytest.mark.parametrize("pause", [0.0, 0.004])
def test_a_killed_add_leaves_a_whole_record(
    reports: Path, undisturbed: set[str], record_url: str, after: int, pause: float
) -> None:
    adding = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, record_url, str(reports)], stdout=subprocess.PIPE, text=True
    )
    assert adding.stdout is not None
    for _ in range(after):
        adding.stdout.readline()
    if not after:
        time.sleep(0.7)  # about when the record is made
    time.sleep(pause)
    os.kill(adding.pid, signal.SIGKILL)
    adding.wait()
    adding.stdout.close()
    with Record.open(record_url, create=True) as record:
        assert list(verify(record, PLAIN)) == []
        with record.reading() as gate:
            before = gate.counts().documents
        assert before >= after
        steps = list(add_sources(record, [str(reports)], Options(), PLAIN))
        assert sum(s.outcome is Outcome.NEW for s in steps) == REPORTS - before
        assert list(verify(record, PLAIN)) == []
    assert claims_of(record_url) == undisturbed


def test_two_processes_add_one_folder_without_losing_or_doubling_a_claim(
    reports: Path, undisturbed: set[str], record_url: str
) -> None:
    command = [sys.executable, "-c", SCRIPT, record_url, str(reports)]
    both = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    complaints = [adding.communicate()[1] for adding in both]
    assert [adding.returncode for adding in both] == [0, 0], complaints
    assert claims_of(record_url) == undisturbed
    with Record.open(record_url) as record:
        assert list(verify(record, PLAIN)) == []


def test_an_interrupted_add_keeps_what_was_done(
    reports: Path, undisturbed: set[str], record_url: str
) -> None:
    with Record.open(record_url, create=True) as record:
        steps = add_sources(record, [str(reports)], Options(), PLAIN)
        for _ in range(5):
            next(steps)
        with pytest.raises(KeyboardInterrupt):
            steps.throw(KeyboardInterrupt)
        with record.reading() as gate:
            assert gate.counts().documents == 5
        list(add_sources(record, [str(reports)], Options(), PLAIN))
    assert claims_of(record_url) == undisturbed


def test_an_interruption_inside_a_document_leaves_no_part_of_it(
    reports: Path, record_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with Record.open(record_url, create=True) as record:
        with monkeypatch.context() as patched:
            patched.setattr("tracktwo.record.applying.add_claims", interrupted)
            with pytest.raises(KeyboardInterrupt):
                next(add_sources(record, [str(reports)], Options(), PLAIN))
        with record.reading() as gate:
            assert gate.counts().documents == 0
        assert list(verify(record, PLAIN)) == []
