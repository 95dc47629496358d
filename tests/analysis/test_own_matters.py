"""What a side says at an occasion with somebody else belongs to the talks only where it names another side."""

import pytest

from tests.making import cite, document
from tracktwo.analysis.own_matters import is_of_the_talks

SIDES = ("EST", "FIN")


@pytest.mark.parametrize(
    ("title", "words", "said_by", "is_theirs"),
    [
        (
            "Minister and Latvian counterpart meet the press",
            "We will open a mission in Fiji.",
            ["EST"],
            False,
        ),
        (
            "Minister and Latvian counterpart meet the press",
            "With Finland we want a new cable.",
            ["EST"],
            True,
        ),
        ("Minister and Latvian counterpart meet the press", "We all want the cable.", ["EST", "FIN"], True),
        ("Minister's call with Finnish counterpart", "We will open a mission in Fiji.", ["EST"], True),
        ("Finland, Latvia and Estonia meet", "We will open a mission in Fiji.", ["EST"], True),
        ("Minister at a press conference", "We will open a mission in Fiji.", ["EST"], True),
    ],
)
def test_what_was_said_elsewhere_counts_where_it_names_the_other(
    title: str, words: str, said_by: list[str], is_theirs: bool
):
    doc = document(f"Some opening words. {words} And more.", title=title)
    assert is_of_the_talks(doc, cite(doc, words), said_by, SIDES) is is_theirs
