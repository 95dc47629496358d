"""What ``python -m evaluation.serving`` measures, for some seconds: nobody is refused, and a kill loses nothing."""

from pathlib import Path

import pytest

from evaluation.serving import kill_many, soak

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_readers_a_reviewer_and_uploads_at_once_get_no_error(record: Path) -> None:
    made = soak(record, minutes=0.2, readers=3, seed=1, rest=0.2)
    assert made.errors == []
    assert sum(made.statuses.values()) > 10
    assert made.judged
    assert made.uploaded


def test_a_kill_in_the_middle_of_uploads_loses_nothing_that_was_acknowledged() -> None:
    made = kill_many(times=2, seed=3)
    assert made.kills == 2
    assert (made.lost, made.failures) == ([], [])
