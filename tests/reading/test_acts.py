"""The trained classifier tells what an attribution does; people and their words here are made up."""

from typing import Any

import pytest

#: The 15 roots of PLOVER that its training sentences hold.
ROOTS = frozenset(
    [
        "ACCUSE",
        "AGREE",
        "AID",
        "ASSAULT",
        "COERCE",
        "CONSULT",
        "COOPERATE",
        "MOBILIZE",
        "PROTEST",
        "REJECT",
        "REQUEST",
        "SANCTION",
        "SUPPORT",
        "THREATEN",
        "YIELD",
    ]
)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Zemblan envoy Ana Rao urged Qumar to stop the shelling of the valley.", "REQUEST"),
        ("Qumar accused the Zemblan army of breaking the truce.", "ACCUSE"),
        ("Rao rejected the offer, saying that Zembla would never accept it.", "REJECT"),
        ("The Zemblan ministry threatened to close the border with Qumar.", "THREATEN"),
    ],
)
def test_clear_cases(reader: Any, text: str, act: str) -> None:
    attributions = reader.read_text(text)._.attributions
    assert act in {a.act for a in attributions}


def test_probabilities_of_all_acts_the_likeliest_first(reader: Any) -> None:
    (attribution,) = reader.read_text(
        "Zemblan envoy Ana Rao urged Qumar to stop the shelling."
    )._.attributions
    names = [name for name, _ in attribution.act_scores]
    chances = [chance for _, chance in attribution.act_scores]
    assert set(names) == ROOTS
    assert sum(chances) == pytest.approx(1, abs=1e-5)
    assert chances == sorted(chances, reverse=True)
    assert (attribution.act, attribution.act_probability) == attribution.act_scores[0]


def test_acts_can_be_left_open(reader: Any) -> None:
    text = "Zemblan envoy Ana Rao urged Qumar to stop the shelling."
    (attribution,) = reader.without_acts().read_text(text)._.attributions
    assert attribution.act is None
    assert attribution.act_scores == ()
    (whole,) = reader.read_text(text)._.attributions
    assert (whole.source, whole.content) == (attribution.source, attribution.content)
