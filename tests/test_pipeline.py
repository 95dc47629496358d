"""The flow: what becomes of sources, in which order, and that nothing but the record or the model ends a run."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.standins import PLAIN, PlainReader, extract_lines, load_plain_reader, write_reports
from tracktwo.errors import ReaderError
from tracktwo.model import Document, Extraction
from tracktwo.pipeline import Options, Outcome, Refused, Tools, add_sources, extract_sources, verify
from tracktwo.pool import Todo, in_order
from tracktwo.record import Reading, Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "talks.db", create=True) as opened:
        yield opened


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports", 6)


def test_known_bytes_are_neither_derived_nor_read_again(record: Record, reports: Path) -> None:
    reader, derived = PlainReader(), []

    def derive(source: object, options: object) -> Document:
        derived.append(source)
        return PLAIN.derive(source, options)  # type: ignore[arg-type]

    tools = replace(PLAIN, derive=derive, load_reader=lambda pipeline: reader)
    assert {s.outcome for s in add_sources(record, [str(reports)], Options(), tools)} == {Outcome.NEW}
    assert (len(derived), len(reader.read_ids)) == (6, 6)
    assert {s.outcome for s in add_sources(record, [str(reports)], Options(), tools)} == {Outcome.KNOWN}
    assert (len(derived), len(reader.read_ids)) == (6, 6)


def test_the_model_is_loaded_once_and_only_when_needed(record: Record, reports: Path) -> None:
    loaded: list[str | None] = []

    def load(pipeline: str | None) -> PlainReader:
        loaded.append(pipeline)
        return PlainReader()

    tools = replace(PLAIN, load_reader=load)
    list(add_sources(record, ["missing.txt"], Options(pipeline="mine"), tools))
    assert loaded == []
    list(add_sources(record, [str(reports)], Options(pipeline="mine"), tools))
    assert loaded == ["mine"]


def test_the_same_bytes_under_two_names_are_one_document(record: Record, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Mira Vance (RUR): the border is open\n")
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert [s.outcome for s in add_sources(record, names, Options(), PLAIN)] == [Outcome.NEW, Outcome.KNOWN]


def test_a_fault_of_one_document_costs_nobody_the_others(record: Record, reports: Path) -> None:
    (reports / "report-003.txt").write_text("Mira Vance (RUR): !fault\n")
    steps = list(add_sources(record, [str(reports)], Options(), PLAIN))
    assert [s.outcome for s in steps].count(Outcome.NEW) == 5
    (aside,) = [s for s in steps if s.outcome is Outcome.SET_ASIDE]
    assert "ZeroDivisionError('planted')" in (aside.reason or "")


def test_a_document_that_failed_is_taken_in_once_it_can_be(record: Record, reports: Path) -> None:
    (reports / "report-003.txt").write_text("Mira Vance (RUR): !fault\n")
    list(add_sources(record, [str(reports)], Options(), PLAIN))
    mended = replace(PLAIN, extract=lambda document, doc, by: Extraction(True, made_by=by))
    outcomes = [s.outcome for s in add_sources(record, [str(reports)], Options(), mended)]
    assert outcomes == [Outcome.KNOWN] * 2 + [Outcome.NEW] + [Outcome.KNOWN] * 3


def test_a_model_that_cannot_be_loaded_ends_the_run(record: Record, reports: Path) -> None:
    def fails(pipeline: str | None) -> PlainReader:
        raise ReaderError("no weights")

    with pytest.raises(ReaderError):
        list(add_sources(record, [str(reports)], Options(), replace(PLAIN, load_reader=fails)))


def test_a_file_name_that_is_no_text_is_written_as_text(record: Record, tmp_path: Path) -> None:
    name = (bytes(tmp_path) + b"/caf\xe9.txt").decode("utf-8", "surrogateescape")
    Path(name).write_text("Mira Vance (RUR): the border is open\n")
    (step,) = add_sources(record, [name], Options(), PLAIN)
    assert step.outcome is Outcome.NEW
    with record.reading() as gate:
        assert (gate.documents()[0].path or "").endswith("caf\ufffd.txt")
    assert list(verify(record, PLAIN)) == []


def test_extract_yields_documents_and_refusals_in_order(reports: Path) -> None:
    first, second = sorted(map(str, reports.iterdir()))[:2]
    done = list(extract_sources([first, "missing.txt", second], Options(), PLAIN))
    assert [type(d) for d in done] == [Reading, Refused, Reading]
    assert isinstance(done[0], Reading)
    assert done[0].extraction is not None
    assert done[0].extraction.made_by == "plain 1"
    assert json.loads(done[0].source)["name"] == first


def test_results_do_not_depend_on_the_number_of_processes(reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    tools = Tools(load_reader=load_plain_reader, extract=extract_lines)
    found = []
    for jobs in (1, 2):
        with Record.open(tmp_path / f"{jobs}.db", create=True) as record:
            steps = list(add_sources(record, [str(reports), "missing.txt"], Options(jobs=jobs), tools))
            again = {s.outcome for s in add_sources(record, [str(reports)], Options(jobs=jobs), tools)}
            with record.reading() as gate:
                claims = [(e.id, e.seq, e.claim) for e in gate.claims()]
        found.append((steps, again, claims))
    assert found[0] == found[1]


def double(number: int) -> int:
    return 2 * number


def make_double() -> object:
    return double


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = [Todo(n) if n % 3 else str(n) for n in range(20)]
    done = list(in_order(items, make_double, jobs))  # type: ignore[arg-type]
    assert done == [2 * n if n % 3 else str(n) for n in range(20)]


def test_with_one_job_nothing_is_taken_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[Todo[int]]:
        for n in range(3):
            taken.append(n)
            yield Todo(n)

    results = in_order(items(), lambda: double)
    assert next(results) == 0
    assert taken == [0]
