"""Korean and Chinese names by syllables, and titles that are none of a name's words."""

import pytest

from tracktwo.resolution.customs import by_custom
from tracktwo.resolution.name_parts import words
from tracktwo.resolution.romanising import in_two_systems, romanised


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Teng Hsiao-ping", "Deng Xiaoping", True),
        ("Chou En-lai", "Zhou Enlai", True),
        ("Ch'iao Kuan-hua", "Qiao Guanhua", True),
        ("Mao Tse-tung", "Mao Zedong", True),
        ("Chiang Ching-kuo", "Jiang Jingguo", True),
        ("Seo Hoon", "Suh Hoon", True),
        ("Chiang Ching-kuo", "Jiang Zemin", False),
        ("Huang Chen", "Huang Zhen", False),
        ("Teng Hsiao-ping", "Ding Xiaoping", False),
        ("Wang Yi", "Wang Yang", False),
        ("John Kerry", "Jon Kerry", False),
    ],
)
def test_systems_of_romanisation(one: str, other: str, is_one: bool) -> None:
    assert in_two_systems(words(one), words(other)) is is_one
    assert in_two_systems(words(other), words(one)) is is_one


def test_a_name_of_no_such_system_has_no_key() -> None:
    assert romanised(words("Hamid Karzai")) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "party", "is_one"),
    [
        ("Liu Jieyi", "Liu Jiayi", "CHN", False),
        ("Xi Jinping", "Xi Jingping", "CHN", True),
        ("Nguyen Van Truong", "Nguyen Van Trung", "VNM", False),
        ("Khalifa Haftar", "Khalifa Hifter", "LBY", True),
        ("Marco Haftar", "Marco Hifter", "DEU", False),
        ("Hasan Salman", "Hasan Suleiman", "SYR", False),
        ("Sayyid Badr Albusaidi", "Badr bin Hamad Al Busaidi", "OMN", True),
        ("Abdel Fattah al-Burhan", "Abdelfattah Abdelrahman Burhan", "SDN", True),
        ("Omar Khalid", "Omar Khalil", "SYR", False),
        ("U Nyan Tun", "Nyan Htun", "MMR", True),
    ],
)
def test_customs_of_a_side(one: str, other: str, party: str, is_one: bool) -> None:
    assert by_custom(words(one), words(other), {party}) is is_one
    assert by_custom(words(other), words(one), {party}) is is_one


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("He Lifeng", ("he", "lifeng")),
        ("H.E. Wang Yi", ("wang", "yi")),
        ("HE Wang Yi", ("wang", "yi")),
        ("Tan Sri Anwar Rahim", ("anwar", "rahim")),
        ("Tan Chuan-Jin", ("tan", "chuan", "jin")),
        ("Vice Admiral Ali Shamkhani", ("ali", "shamkhani")),
        ("Datuk Seri Anifah bin Haji Aman", ("anifah", "bin", "haji", "aman")),
        ("Jaishankar-ji", ("jaishankar",)),
        ("Kim Min-ji", ("kim", "min", "ji")),
        ("von der Leyen", ("leyen",)),
        ("Ben Rhodes", ("ben", "rhodes")),
    ],
)
def test_words_of_a_name(name: str, left: tuple[str, ...]) -> None:
    assert words(name) == left
