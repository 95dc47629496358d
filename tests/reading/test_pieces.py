"""Words become pieces, none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.reading.pieces import PieceCoder

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "talk",
    "##s",
    "un",
    "##talk",
    "cafe",
    "-",
    "don",
    "'",
    "t",
    "外",
    "交",
]
CODER = PieceCoder(VOCABULARY, most=4)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("talk", ["talk"]), ("Talks", ["talk", "##s"]), ("untalks", ["un", "##talk", "##s"]), ("Café", ["cafe"]),
        ("don't", ["don", "'", "t"]), ("外交", ["外", "交"]), ("xylem", ["[UNK]"]), ("\u200b", ["[UNK]"]),
        ("talk-talk-talk", ["talk", "-", "talk", "-"]),
    ],
)  # fmt: skip
def test_pieces(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[n] for n in CODER.encode(word)] == pieces


@given(st.text(min_size=1, max_size=30))
def test_every_word_has_one_to_four_pieces(word: str) -> None:
    assert 1 <= len(CODER.encode(word)) <= 4
    assert CODER.encode(word) == CODER.encode(word)
