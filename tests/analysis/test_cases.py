"""The cases of promises kept and of positions that move, held to the bars that were set beforehand."""

from pathlib import Path

import pytest

from evaluation import fulfilment, positions
from tracktwo.analysis.moves_told import Move, move_told
from tracktwo.analysis.namings import Namings
from tracktwo.analysis.strength import Strength, strength_of
from tracktwo.analysis.undertaking import undertaking_of
from tracktwo.model import Act, Modality

NOWHERE = Path()


def test_positions_reach_their_bars_on_both_splits():
    figures = positions.measure(NOWHERE)
    assert figures["cases"] == 159
    assert figures["development_accuracy"] >= 0.9
    assert figures["held_out_accuracy"] >= 0.9
    assert figures["convergence_held_out_accuracy"] >= 0.9
    assert figures["fresh_cases"] == 60
    assert figures["fresh_development_accuracy"] >= 0.95
    # Measured once, after the rules: what docs/analysis.md says of wordings that nobody had seen.
    assert figures["last_cases"] == 40
    assert figures["last_held_out_accuracy"] >= 0.8
    assert figures["wide_cases"] == 60
    assert figures["wide_development_accuracy"] >= 0.95
    assert figures["wide_held_out_accuracy"] >= 0.9


def test_proposals_of_fulfilment_reach_their_bars_on_both_splits():
    figures = fulfilment.measure(NOWHERE)
    assert (figures["cases"], figures["negatives"]) == (80, 40)
    assert (figures["fresh_cases"], figures["fresh_negatives"]) == (30, 15)
    assert (figures["wide_cases"], figures["wide_negatives"]) == (30, 15)
    for split in ("development_", "held_out_", "fresh_", "wide_", "wide_held_out_", ""):
        assert figures[f"{split}precision"] >= 0.9
        assert figures[f"{split}recall"] >= 0.75


def test_a_third_of_the_cases_is_held_out():
    judged = list(fulfilment.judge())
    assert 26 <= sum(j.is_held_out for j in judged) <= 28
    labels = [*positions.judge_changes(), *positions.judge_sheets()]
    last = [*positions.judge_changes("last_"), *positions.judge_sheets("last_")]
    assert len(last) == 40
    assert all(j.is_held_out for j in last)
    assert sum(j.is_held_out for j in labels) == 40
    assert not any(j.is_held_out for j in (*fulfilment.wrong(), *positions.wrong()))


@pytest.mark.parametrize(
    ("words", "act", "modality", "strength"),
    [
        ("Orlesia would consider tolls.", Act.STATE, Modality.ACTUAL, Strength.TENTATIVE),
        ("Orlesia rejects tolls.", Act.REJECT, Modality.ACTUAL, Strength.PLAIN),
        ("Orlesia insists on tolls.", Act.REQUEST, Modality.ACTUAL, Strength.FIRM),
        ("Orlesia will never accept tolls.", Act.REJECT, Modality.ACTUAL, Strength.ABSOLUTE),
        ("The tolls stay.", Act.PLEDGE, Modality.ACTUAL, Strength.FIRM),
        ("The tolls stay.", Act.PLEDGE, Modality.CONDITIONAL, Strength.PLAIN),
        ("The tolls stay.", Act.THREATEN, Modality.ACTUAL, Strength.ABSOLUTE),
    ],
)
def test_strength_comes_from_wording_then_act_then_modality(
    words: str, act: Act, modality: Modality, strength: Strength
):
    assert strength_of(words, act, modality) is strength


@pytest.mark.parametrize(
    ("sentence", "move"),
    [
        ("Orlesia walked back its demand for a customs post.", Move.GIVING_WAY),
        ("Orlesia's opposition to the tolls has hardened.", Move.HARDENING),
        ("Orlesia has not softened its opposition to the tolls.", Move.HOLDING),
        ("Orlesia no longer insists on tolls.", Move.GIVING_WAY),
        ("Orlesia stood by its call for tolls.", Move.HOLDING),
        ("Orlesia dropped the charges against two fishermen.", None),
        ("Orlesia strengthened the dam.", None),
        ("Orlesia supports the tolls.", None),
        ("Orlesia has dropped its reservations about the tolls.", Move.CLEARING),
        ("There will be no treaty without the tolls.", Move.HARDENING),
        ("Orlesia has shown no sign of giving ground on the tolls.", Move.HOLDING),
    ],
)
def test_a_movement_may_be_told_outright(sentence: str, move: Move | None):
    assert move_told(sentence) is move


@pytest.mark.parametrize(
    ("what", "verb", "core"),
    [
        ("reopen the Karsun crossing by September 1", "reopen", ("karsun", "cross")),
        ("the Karsun crossing would reopen on 1 September as agreed", "reopen", ("karsun", "cross")),
        ("Orlesia will hand the maps over", "hand over", ("map",)),
        (
            "the transfer of flow data from the dam, foreseen for July, would be completed by May",
            "transfer",
            ("flow", "data"),
        ),
        ("supply 200 tonnes of seed", "supply", ("tonn",)),
        ("give Tavan access to the port", "give", ("tavan", "access")),
        ("meet again in October", "meet", ()),
    ],
)
def test_a_promise_is_taken_apart(what: str, verb: str, core: tuple[str, ...]):
    found = undertaking_of(what, Namings.given({"XOR": ["Orlesia"]}))
    assert (found.verb, found.core) == (verb, core)
