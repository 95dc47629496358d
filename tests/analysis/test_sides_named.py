"""A name is found in a text where it is one of its words, however many names are looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.analysis import sides_named
from tracktwo.analysis.sides_named import names_every_party

LETTERS = "aBé’'-_. \u0301,9三"
KNOWN = {"Velon": "XAA", "O’Brien": "XAA", "Marsh": "XBB", "Al-Bek": "XBB"}


@given(
    st.text(LETTERS, max_size=25),
    st.dictionaries(
        st.text(LETTERS.replace(" ", ""), min_size=1, max_size=3), st.sampled_from(["XAA", "XBB"]), max_size=8
    ),
)
def test_looking_for_each_name_finds_what_looking_at_all_words_finds(
    text: str, known: dict[str, str]
) -> None:
    words = sides_named._words_in(text)
    for sides in (("XAA",), ("XAA", "XBB")):
        assert names_every_party(text, known, sides) == (
            {known[n] for n in words & known.keys()} >= set(sides)
        )


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Velon met Marsh.", True),
        ("'Velon met Marsh', they said", False),
        ("'Velon met Marsh", True),
        ("Velons met Marsh", False),
        ("Velon met Marsh's aide", False),
        ("O’Brien and Al-Bek", True),
        ("Brien and Bek", False),
        ("Velonia, then Velon; Marshes, then Marsh", True),
        ("Velon alone", False),
    ],
)
def test_words_of_both_sides(text: str, is_named: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names_every_party(text, KNOWN, ("XAA", "XBB")) is is_named
    monkeypatch.setattr(sides_named, "_MOST_SOUGHT", 0)
    assert names_every_party(text, KNOWN, ("XAA", "XBB")) is is_named
