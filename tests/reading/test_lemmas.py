"""Edit scripts take a form to its lemma and never crash on another form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo.reading.lemmas import apply_script, edit_script

LETTERS = st.text("abcdeXYZéİß'’-", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"), ("was", "be"), ("n't", "not"), ("Ministers", "minister"), ("MINISTERS", "minister"),
        ("Ankara", "Ankara"), ("ANKARA", "Ankara"), ("U.S.", "U.S."), ("’s", "'s"), ("İzmir", "İzmir"),
    ],
)  # fmt: skip
def test_a_script_leads_from_form_to_lemma(form: str, lemma: str) -> None:
    assert apply_script(edit_script(form, lemma), form) == lemma


@given(LETTERS, LETTERS)
def test_any_pair_of_words_round_trips(form: str, lemma: str) -> None:
    assert apply_script(edit_script(form, lemma), form) == lemma


@given(LETTERS, LETTERS, LETTERS)
def test_a_script_learned_elsewhere_gives_some_lemma(form: str, lemma: str, other: str) -> None:
    assert apply_script(edit_script(form, lemma), other) or not lemma


def test_like_words_share_a_script() -> None:
    assert edit_script("talks", "talk") == edit_script("Rounds", "round") != edit_script("parties", "party")
