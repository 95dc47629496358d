"""What is written, and what is left alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.record.making import document, reading, said, whole
from tracktwo.model import CLAIM_CLASSES, DateOrigin, Statement
from tracktwo.record import Counts, Filter, ReadState, Record


@pytest.fixture
def record(record_url: str) -> Iterator[Record]:
    with Record.open(record_url, create=True) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.db"


@pytest.fixture
def file(path: Path) -> Iterator[Record]:
    """A record in SQLite, for what holds of files alone."""
    with Record.open(path, create=True) as opened:
        yield opened


def test_what_was_added_is_given_back_claim_for_claim(record: Record) -> None:
    made = whole()
    record.add(made)
    assert made.extraction is not None
    with record.reading() as gate:
        entries = gate.claims_of(made.document.id)
        assert tuple(e.claim for e in entries) == made.extraction.statements
        assert {e.document for e in entries} == {made.document}
        assert entries[1].nested_in == entries[0].id


def test_adding_the_same_again_leaves_every_byte(file: Record, path: Path) -> None:
    file.add(whole())
    before = path.read_bytes()
    assert file.add(whole()).is_empty
    file.recorded(whole().document.id)
    with file.reading() as gate:
        gate.search("drone")
    assert path.read_bytes() == before


def test_opening_a_record_leaves_every_byte(file: Record, path: Path) -> None:
    file.add(whole())
    file.close()
    before = path.read_bytes()
    Record.open(path, create=True).close()
    assert path.read_bytes() == before


def test_the_record_is_one_file(file: Record, path: Path) -> None:
    file.add(whole())
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_retired_claim_is_history_and_can_come_back(record: Record) -> None:
    of = document()
    one, two = said(of, "drone strikes must stop"), said(of, "strikes were discussed", "Pavel Orsk")
    record.add(reading(of, one, two))
    record.add(reading(of, one, made_by="hand 2"))
    with record.reading() as gate:
        assert [e.claim.speaker for e in gate.claims(Statement)] == ["Ana Košir"]
        with_history = gate.claims(Statement, Filter(with_retired=True))
        assert [bool(e.retired) for e in with_history] == [False, True]
        assert gate.search("discussed", Filter(person="Pavel Orsk")) == ()
    record.add(reading(of, one, two))
    with record.reading() as gate:
        assert len(gate.claims(Statement)) == 2


def test_a_settled_date_is_taken_over(record: Record) -> None:
    record.add(whole())
    record.add(whole(document(published="2014-01", published_from=DateOrigin.OPTION)))
    with record.reading() as gate:
        (entry,) = gate.documents()
        assert (entry.published, entry.published_from) == ("2014-01", DateOrigin.OPTION)
        assert {e.latest for e in gate.claims()} == {"2014-01-31"}


def test_a_kept_document_is_listed_with_its_reason(record: Record) -> None:
    record.add(replace(whole(), extraction=None, reason="in another language"))
    with record.reading() as gate:
        (entry,) = gate.documents()
        assert (entry.state, entry.reason, entry.claims) == (ReadState.KEPT, "in another language", 0)
        assert gate.search("drone")[0].document.id == entry.id


def test_what_was_set_aside_is_noted_once_for_each_reason(record: Record) -> None:
    record.set_aside("a.pdf", "", "encrypted")
    record.set_aside("a.pdf", "sha256:00ff", "damaged")
    record.set_aside("a.pdf", "", "encrypted")
    with record.reading() as gate:
        assert [(u.source, u.reason, u.sha256) for u in gate.set_asides()] == [
            ("a.pdf", "encrypted", ""), ("a.pdf", "damaged", "00ff"),
        ]  # fmt: skip


def test_counts(record: Record) -> None:
    record.add(whole())
    record.set_aside("a.pdf", "", "encrypted")
    numbers = tuple((cls.KEY, 3 if cls is Statement else 0) for cls in CLAIM_CLASSES)
    with record.reading() as gate:
        assert gate.counts() == Counts(1, 1, 0, 1, numbers)


def test_times_are_the_clocks_in_utc(record_url: str) -> None:
    with Record.open(
        record_url, create=True, clock=lambda: datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
    ) as record:
        record.add(whole())
        with record.reading() as gate:
            assert gate.documents()[0].added == "2020-02-03T04:05:06+00:00"


def test_bytes_under_another_hash_are_refused(record: Record) -> None:
    with pytest.raises(AssertionError, match="is not the hash"):
        record.add(replace(whole(), raw=b"other bytes"))
    with record.reading() as gate:
        assert gate.documents() == ()


def test_any_text_survives(record: Record) -> None:
    odd = "Ünïcödé 文書 \U0001f54a \u202eright\u202c tab\tand\rreturn 'quote' \"double\" ; -- % _"
    of = document(odd)
    record.add(reading(of, said(of, "文書 \U0001f54a")))
    with record.reading() as gate:
        assert gate.document(of.id) == of
        assert gate.claims(Statement)[0].claim.content[0].exact == "文書 \U0001f54a"
