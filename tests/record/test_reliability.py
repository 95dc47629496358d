"""Small, quick versions of the measurements in ``evaluation/reliability``; docs/reliability.md has the figures."""

from pathlib import Path

import pytest

from evaluation.reliability.adding import add_with_stand_ins, seconds_to_add, warm_up
from evaluation.reliability.folder import write_folder
from evaluation.reliability.fuzz import Fuzzed, fuzz_many, outcome_of
from evaluation.reliability.kill import kill_many
from evaluation.reliability.mutants import Mutant, mutant
from evaluation.reliability.picture import differences, faults_of, picture_of
from evaluation.reliability.writers import write_together
from tests.conftest import new_record_url


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    warm_up()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_record(request: pytest.FixtureRequest) -> object:
    return lambda folder: new_record_url(request, folder, request.param)


def test_an_add_that_is_killed_is_finished_to_the_same_record(tmp_path: Path, new_record: object) -> None:
    source = write_folder(tmp_path / "in", 6)
    made = kill_many(source, new_record, times=2, seed=5)  # type: ignore[arg-type]
    assert made.failures == []
    assert made.claims > 50
    assert made.killed == sum(made.tenths.values()) == 2


def test_writers_lose_and_double_nothing_and_complain_of_nothing(tmp_path: Path, new_record: object) -> None:
    source = write_folder(tmp_path / "in", 12, with_versions=False)
    made = write_together(source, new_record, writers=4)  # type: ignore[arg-type]
    assert (made.errors, made.wrong) == ((), ())
    assert made.claims > 100


def test_a_difference_is_seen(tmp_path: Path) -> None:
    paths = []
    for number in (6, 7):
        source = write_folder(tmp_path / f"in-{number}", number)
        paths.append(str(tmp_path / f"{number}.db"))
        seconds_to_add(add_with_stand_ins, paths[-1], source)
    one, other = map(picture_of, paths)
    assert list(differences(one, one)) == []
    seen = {line.split(":")[0] for line in differences(one, other)}
    assert seen >= {"documents", "claims", "found"}
    assert faults_of(paths[0]) == []


def test_inputs_that_are_no_good_are_refused_or_taken() -> None:
    made = fuzz_many(first=0, count=150)
    assert made.failures == []
    assert made.inputs == sum(made.outcomes.values()) == 150
    assert min(made.outcomes["taken"], made.outcomes["refused"]) > 20


def test_the_same_number_makes_the_same_input() -> None:
    assert mutant(17).content == mutant(17).content
    assert len({mutant(number).content for number in range(50)}) > 45


def test_a_fault_is_a_failure_and_the_next_input_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(given: Mutant, folder: Path) -> str:
        if given.number == 3:
            raise ZeroDivisionError("planted")
        if given.number == 5:
            import os

            os._exit(9)
        return outcome_of(given, folder)

    monkeypatch.setattr("evaluation.reliability.fuzz.outcome_of", stumbles)
    made: Fuzzed = fuzz_many(first=0, count=8)
    assert made.inputs == 8
    assert [failure.split(":")[0] for failure in sorted(made.failures)] == ["number 3", "number 5"]
