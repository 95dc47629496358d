"""What a dialogue's name keeps to, and contents in other spellings or turned round."""

import pytest

from tracktwo.resolution.phrasing import key_words, same_phrasing
from tracktwo.resolution.subjects import sector_of, wider_format_of


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Joint Rivers Commission", "water"),
        ("Corps Commander Level Talks", "defence"),
        ("Comprehensive Dialogue on Space", "space"),
        ("High-Level Economic Dialogue", "economy"),
        ("Clean Energy Partnership", "energy"),
        ("Working Group on Central America", "central-america"),
        ("U.S.-EU Dialogue on China", "china"),
        ("Strategic Dialogue", None),
        ("Strategic and Economic Dialogue", None),
        ("High-Level Dialogue", None),
        ("Dialogue on Tarn", None),
        ("energy talks", None),
    ],
)
def test_sector_of_a_name(name: str, sector: str | None) -> None:
    assert sector_of(name) == sector


@pytest.mark.parametrize(
    ("name", "sides", "word"),
    [
        ("Quad Leaders' Summit", 2, "quad"),
        ("Quad Leaders' Summit", 4, None),
        ("Trilateral Ministerial", 2, "trilateral"),
        ("Trilateral Ministerial", 3, None),
        ("trilateral talks", 2, None),
        ("Strategic Dialogue", 2, None),
        (None, 2, None),
    ],
)
def test_meetings_of_more_sides_than_are_told(name: str | None, sides: int, word: str | None) -> None:
    assert wider_format_of(name, sides) == word


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (
            "The programme of defence exercises will be finalised in June",
            "the program of defense exercises would be finalized in June",
            True,
        ),
        (
            "If the shelling stops, the crossing will open again within a week",
            "the crossing will open again within a week if the shelling stops",
            True,
        ),
        (
            "the crossing will open again within a week if the shelling stops",
            "the crossing will not open again within a week if the shelling stops",
            False,
        ),
        ("the centre will organise four courses", "the center will organize nine courses", False),
    ],
)
def test_wordings_of_one_remark(one: str, other: str, is_one: bool) -> None:
    assert same_phrasing(key_words(one), key_words(other)) is is_one
    assert same_phrasing(key_words(other), key_words(one)) is is_one
