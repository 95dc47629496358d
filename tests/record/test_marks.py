"""Citation marks."""

from collections.abc import Collection

import pytest

from tracktwo.errors import UsageError
from tracktwo.record import Mark, parse_mark
from tracktwo.record.loading import Shorts


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


def test_first_digits_of_many_documents_are_those_of_each() -> None:
    digits = ("0123456789", "0123456799", "abcdef0123", "abcdef0199", "ffffffff00")
    documents = [f"sha256:{start:0<64}" for start in (*digits, digits[0])]

    def ids(starts: Collection[str]) -> list[str]:
        return [one for one in set(documents) if any(one.startswith(f"sha256:{start}") for start in starts)]

    each = [Shorts(ids)(one) for one in documents]
    assert each == ["012345678", "012345679", "abcdef012", "abcdef019", "ffffffff", "012345678"]
    shorts = Shorts(ids)
    assert shorts.each(documents) == each
    assert shorts.each(documents[2:4]) == each[2:4]
    assert shorts.each(()) == []
