"""Shapes, line breaks and quotation states are read off the words."""

import pytest

from tracktwo.reading.layout import QUOTES, SHAPES, break_before, quote_states, word_shape


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", "lower"), ("Doha", "title"), ("NATO", "upper"), ("U.S.", "abbreviation"), ("I", "initial"),
        ("McBride", "mixed"), ("2013", "digits"), ("1.5", "digits"), ("G20", "digits-letters"), (",", "punctuation"),
        ("—", "symbol"), ("外交", "uncased"), ("Überlingen", "title"),
    ],
)  # fmt: skip
def test_shape(word: str, shape: str) -> None:
    assert SHAPES[word_shape(word)] == shape


@pytest.mark.parametrize(
    ("gap", "lines"), [("", 0), (" ", 0), ("\n", 1), ("\r\n", 1), ("\n \n", 2), ("\n\n\n", 2)]
)
def test_break_before(gap: str, lines: int) -> None:
    assert break_before(gap) == lines


def states(text: str, paragraphs: tuple[int, ...] = ()) -> list[str]:
    words = text.split()
    breaks = [2 if i in paragraphs or i == 0 else 0 for i in range(len(words))]
    return [QUOTES[state] for state in quote_states(words, breaks)]


def test_straight_marks_take_turns() -> None:
    assert states('" We agree " , he said') == ["opening", "inside", "inside", "closing"] + ["outside"] * 3


def test_a_paragraph_ends_an_unclosed_quotation() -> None:
    assert states("“ We agree He left", paragraphs=(3,))[3:] == ["outside", "outside"]


def test_an_apostrophe_does_not_close_a_double_quotation() -> None:
    assert states("“ the ministers ’ talks ”") == [
        "opening",
        "inside",
        "inside",
        "inside",
        "inside",
        "closing",
    ]
