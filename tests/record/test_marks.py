"""Citation marks."""

import pytest

from tracktwo.errors import UsageError
from tracktwo.record import Mark, parse_mark


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("3f2a9c1b:1056-1180", Mark("3f2a9c1b", 1056, 1180)),
        ("[3f2a9c1b:1056–1180]", Mark("3f2a9c1b", 1056, 1180)),
        ("sha256:3F2A9C1B", Mark("3f2a9c1b")),
        (" 3f2a ", Mark("3f2a")),
    ],
)
def test_marks_are_read(words: str, mark: Mark) -> None:
    assert parse_mark(words) == mark


@pytest.mark.parametrize(
    "words", ["", "3f2", "xyz12345", "3f2a9c1b:5", "3f2a9c1b:9-5", "3f2a9c1b:5-5", "3f2a9c1b:-1-5"]
)
def test_what_is_no_mark_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="is no citation"):
        parse_mark(words)


def test_a_mark_reads_back_as_itself() -> None:
    for mark in (Mark("3f2a9c1b", 0, 12), Mark("3f2a9c1bd")):
        assert parse_mark(str(mark)) == mark
