"""Runs of lemmas in tokens: forms, gaps, adverbs passed over, the longest run kept."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from tracktwo.extraction.wordings import Phrases, forms_of

BLANK = spacy.blank("en")


def found(phrase: str, text: str, adverb: str | None = None) -> bool:
    doc = BLANK(text)
    if adverb is not None:
        doc = Doc(
            BLANK.vocab, words=[t.text for t in doc], pos=["ADV" if t.text == adverb else "X" for t in doc]
        )
    return bool(Phrases({"X": [phrase]}).find(list(doc)))


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("accuse", "They accused him", True),
        ("express _ concern", "They expressed deep concern", True),
        ("express _ concern", "They expressed concern", True),
        ("express _ concern", "They expressed a very long and deep concern", False),
        ("want + to", "We want you to stop", True),
        ("want + to", "We want to thank you", False),
        ("cease-fire", "a cease-fire held", True),
        ("cease fire", "a cease-fire held", True),
        ("will not accept", "We won't accept it", True),
        ("call for", "They called it off for good", False),
    ],
)
def test_runs(phrase: str, text: str, expected: bool) -> None:
    assert found(phrase, text) is expected


def test_adverbs_are_passed_over() -> None:
    assert found("be grateful", "We are very grateful", adverb="very")


def test_a_run_inside_a_longer_one_is_left_out() -> None:
    hits = Phrases({"A": ["will continue"], "B": ["continue"]}).find(list(BLANK("We will continue")))
    assert [h.key for h in hits] == ["A"]


def test_forms_hold_irregular_ones() -> None:
    assert {"say", "said"} <= forms_of(BLANK("said")[0])
