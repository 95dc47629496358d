"""One pattern for many words finds what the words one after another, the longest first, would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.analysis.alternatives import any_of

LETTERS = "aábA .-*+(["


def spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]


@given(
    st.sets(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=12), st.text(LETTERS, max_size=40)
)
def test_it_finds_what_the_words_one_by_one_would_find(words: set[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    assert spans(any_of(words), text) == spans(plain, text)


@pytest.mark.parametrize(
    ("words", "text", "expect"),
    [
        (["Norland", "Norland's people", "Nor"], "Norland's people of Norland", [(0, 16), (20, 27)]),
        (["U.S.", "US"], "the U.S. and US, not USX", [(4, 8), (13, 15)]),
        (["a"], "ab ba", []),
        ([], "anything", []),
        ([""], "anything", []),
    ],
)
def test_examples(words: list[str], text: str, expect: list[tuple[int, int]]) -> None:
    assert spans(any_of(words), text) == expect
