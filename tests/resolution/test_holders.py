"""Convenors, partners and sponsors in other words."""

import pytest

from tracktwo.resolution.holders import same_holder


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Regional Peace Institute (RPI)", "Regional Peace Institute, Islamabad", True),
        ("the Regional Peace Institute", "Regional Peace Institute", True),
        ("REGIONAL PEACE INSTITUTE", "Regional Peace Institute", True),
        ("Regional Peace Institute", "Tavan Academy", False),
        ("Institute of Strategic Studies", "Centre for River Studies", False),
    ],
)
def test_holders(one: str, other: str, same: bool) -> None:
    assert same_holder(one, other) is same
    assert same_holder(other, one) is same
