"""The order of levels, and what a clearance sees."""

import pytest

from tracktwo.model.levels import Clearance, Level


def test_levels_are_ordered_by_confidentiality_and_not_by_letter() -> None:
    assert sorted(Level, reverse=True) == [Level.OFF_RECORD, Level.CHATHAM, Level.BACKGROUND, Level.PUBLIC]
    assert max(Level.PUBLIC, Level.BACKGROUND) is Level.BACKGROUND
    assert Level.CHATHAM >= Level.CHATHAM
    assert not Level.CHATHAM > Level.CHATHAM
    assert Level.CHATHAM <= Level.OFF_RECORD


@pytest.mark.parametrize(
    ("clearance", "withheld"),
    [
        (Clearance.PUBLIC, ["background", "chatham", "off-record"]),
        (Clearance.BACKGROUND, ["chatham", "off-record"]),
        (Clearance.CHATHAM, ["off-record"]),
        (Clearance.EVERYTHING, []),
    ],
)
def test_a_clearance_withholds_what_is_above_it(clearance: Clearance, withheld: list[str]) -> None:
    assert list(clearance.withheld) == withheld
    assert [level for level in Level if not clearance.sees(level)] == withheld
