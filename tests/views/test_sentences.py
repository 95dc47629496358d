"""Whole sentences around cited words, with the abbreviations of diplomatic news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.views.sentences import sentence_around

TEXT = (
    "Lt. Gen. (R) Omar Said of the U.S. Army spoke first. “We agree,” he said. “We will meet again.”\n\n"
    "Dr. Ana Lima, however, disagreed! The two sides met at 5 p.m. in Geneva.\n"
    "• First item of the list\n• Second item of the list\n\nLast line without a stop"
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Omar Said", "Lt. Gen. (R) Omar Said of the U.S. Army spoke first."),
        ("We agree", "“We agree,” he said."),
        ("meet again", "“We will meet again.”"),
        ("disagreed", "Dr. Ana Lima, however, disagreed!"),
        ("Geneva", "The two sides met at 5 p.m. in Geneva."),
        ("Second item", "• Second item of the list"),
        ("Last line", "Last line without a stop"),
        (
            "spoke first. “We agree",
            "Lt. Gen. (R) Omar Said of the U.S. Army spoke first. “We agree,” he said.",
        ),
    ],
)
def test_sentence(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    span = sentence_around(TEXT, start, start + len(words))
    assert TEXT[span.start : span.end] == sentence


@given(st.text(max_size=200), st.integers(0, 199), st.integers(1, 50))
def test_always_holds_the_cited_words(text: str, start: int, length: int) -> None:
    start = min(start, max(0, len(text) - 1))
    cited = text[start : start + length].strip()
    if not cited:
        return
    start = text.index(cited, start)
    span = sentence_around(text, start, start + len(cited))
    assert span.start <= start
    assert start + len(cited) <= span.end
