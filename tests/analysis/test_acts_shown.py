"""Stances that acts show: on issues known to the dialogue, of speakers known to the record, and never otherwise."""

import pytest

from tests.analysis.dossiers import dossier, round_held, stance, statement
from tracktwo.analysis.ledger import Movement, position_ledger
from tracktwo.model import Act, Modality, StanceValue

ISSUE = "river gauges"
KNOWN = (
    *round_held(1, "2030-01-10", ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA"), published="2030-01-11"),
    *stance("XOR", "against", ISSUE, "Marek ruled out river gauges.", "2030-01-11", speaker="Dana Marek"),
)


def said(words: str, act: Act, party: str | None = None, **about):
    about.setdefault("issues", (ISSUE,))
    return statement(party, words, "2030-06-01", speaker="Marek", act=act, **about)


def values(*entries) -> list[StanceValue]:
    return [t.value for p in position_ledger(dossier(*KNOWN, *entries)).positions for t in p.told][1:]


def test_a_minister_known_by_surname_changes_her_sides_position():
    (found,) = position_ledger(
        dossier(*KNOWN, said("We are ready to accept river gauges.", Act.PLEDGE))
    ).positions
    assert found.party == "XOR"
    assert found.movement is Movement.REVERSED
    assert found.last.speaker == "Dana Marek"
    assert found.last.is_from_act
    assert found.last.entry.id == found.last.said.id


@pytest.mark.parametrize(
    ("words", "act", "value"),
    [
        ("Orlesia backs river gauges.", Act.SUPPORT, StanceValue.FOR),
        ("Orlesia wants an end to river gauges.", Act.REQUEST, StanceValue.AGAINST),
        ("River gauges must be stopped at once.", Act.REQUEST, StanceValue.AGAINST),
        ("Orlesia rejected river gauges.", Act.REJECT, StanceValue.AGAINST),
        ("Orlesia rejected an end to river gauges.", Act.REJECT, StanceValue.FOR),
    ],
)
def test_which_way_an_act_points(words: str, act: Act, value: StanceValue):
    assert values(said(words, act)) == [value]


@pytest.mark.parametrize(
    ("words", "act", "about"),
    [
        ("Orlesia spoke of river gauges.", Act.STATE, {}),
        ("Orlesia was accused over river gauges.", Act.ACCUSE, {}),
        ("Orlesia would back river gauges if asked.", Act.SUPPORT, {"modality": Modality.CONDITIONAL}),
        ("Orlesia will not accept river gauges.", Act.AGREE, {}),
        ("River gauges will not come, it was agreed.", Act.AGREE, {}),
        ("Orlesia backs bus lines.", Act.SUPPORT, {"issues": ("bus lines",)}),
        ("Orlesia backs trade.", Act.SUPPORT, {"issues": ("trade",)}),
        ("Orlesia promised closer ties in the face of river gauges.", Act.COOPERATE, {}),
        ("Orlesia will help to mitigate the harm caused by river gauges.", Act.COOPERATE, {}),
    ],
)
def test_what_shows_nothing(words: str, act: Act, about: dict):
    assert values(said(words, act, **about)) == []


def test_a_document_that_shows_a_stance_itself_is_believed():
    own = stance(
        "XOR", "against", ISSUE, "Marek backs river gauges, it is said.", "2030-06-01", act=Act.SUPPORT
    )
    assert values(*own) == [StanceValue.AGAINST]


def test_what_both_sides_pledge_is_a_joint_position():
    joint = said("Both sides pledged to back bus lines.", Act.PLEDGE, "XOR+XTA", issues=("bus lines",))
    found = [p for p in position_ledger(dossier(*KNOWN, joint)).positions if p.issue.name == "bus lines"]
    assert [(p.party, p.last.is_joint) for p in found] == [("XOR", True), ("XTA", True)]
