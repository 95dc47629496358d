"""Where dialogues stand is worked out once for a state of the record; what is late is never guessed."""

import time
from datetime import date
from pathlib import Path

import pytest

from tracktwo.model.levels import Clearance
from tracktwo.record import Memory, Record
from tracktwo.web import outlooks
from tracktwo.web.outlooks import Outlooks

DAY = date(2024, 5, 1)
KEY = "ELB-RUR-I"


def test_a_small_dialogue_is_gone_through_at_once_and_a_second_time_not_at_all(
    record_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Outlooks(str(record_path), Memory())
    with Record.open(record_path) as record, record.reading() as gate:
        first = made.of(gate, [(KEY, 3)], DAY)[KEY]
        assert first.is_current
        assert first.outlook is not None
        assert first.outlook.documents == 3
        assert first.outlook.last_contact is not None
        monkeypatch.setattr(outlooks, "outlook_of", None)
        assert made.of(gate, [(KEY, 3)], DAY)[KEY] == first


def test_a_large_one_is_left_open_until_it_was_gone_through(
    record_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "CALM", 0.01)
    made = Outlooks(str(record_path), Memory())
    large = [(KEY, outlooks.SMALL + 1)]
    with Record.open(record_path) as record:
        with record.reading() as gate:
            assert made.of(gate, large, DAY)[KEY] == outlooks.Known(None, False)
        until = time.monotonic() + 250
        while True:
            with record.reading() as gate:
                known = made.of(gate, large, DAY)[KEY]
            if known.is_current:
                break
            assert time.monotonic() < until
            time.sleep(0.02)
        assert known.outlook is not None
        # The record changes: who sees everything is shown what was, others nothing.
        _touch(record_path)
        with record.reading() as gate:
            later = made.of(gate, large, DAY)[KEY]
            assert later == outlooks.Known(known.outlook, False)
        with record.reading(Clearance.PUBLIC) as gate:
            assert made.of(gate, large, DAY)[KEY] == outlooks.Known(None, False)


def _touch(path: Path, first: str = "Report.\n") -> None:
    """Add a document from another opening."""
    from tests.standins import PLAIN
    from tracktwo.pipeline import Options, add_sources

    report = path.with_name("later.txt")
    report.write_text(f"{first}\nMira Vance (RUR): the ferry should sail, she said\n", encoding="utf-8")
    with Record.open(path) as record:
        list(add_sources(record, [str(report)], Options(), PLAIN))


def test_what_a_record_holds_is_counted_once_and_anew_when_it_changed(
    record_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "PATIENCE", 30.0)
    made = Outlooks(str(record_path), Memory())
    with Record.open(record_path) as record:
        with record.reading() as gate:
            first = made.counts(gate)
            assert first == gate.counts()
            with monkeypatch.context() as patched:
                patched.setattr(type(gate), "counts", None)
                assert made.counts(gate) is first
        _touch(record_path)
        with record.reading() as gate:
            later = made.counts(gate)
            assert later == gate.counts()
            assert later != first
        # While it is being counted, who sees everything is told what was, others nothing.
        monkeypatch.setattr(outlooks, "PATIENCE", 0.0)
        monkeypatch.setattr(Outlooks, "_count", lambda self, wanted: None)
        record_path.with_name("later.txt").unlink()
        _touch(record_path, "Another report.\n")
        with record.reading() as gate:
            assert made.counts(gate) == later
        with record.reading(Clearance.PUBLIC) as gate:
            assert made.counts(gate) is None
