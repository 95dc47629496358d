"""No pair of names that is one person's is passed over for the sake of speed, and time grows as names do."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tracktwo.resolution.candidates import pairs_to_compare
from tracktwo.resolution.names import (
    leaves_out_fathers,
    leaves_out_mothers,
    other_vowels,
    same_words,
    turned,
)
from tracktwo.resolution.romanising import in_two_systems

WORDS = """ana anna a o omar umar orlando orlanod silva silvano selva khan al william bill mohammed muhammad
    abdul abdulrahman rahman sergei sergey u haftar hifter alhaftar teng hsiao ping deng xiaoping suh seo hoon wunna
    wanna tovichakchaikul towijakchaikul"""
WORD = st.sampled_from(WORDS.split())


def test_spellings_and_shorter_forms_are_compared_and_strangers_are_not() -> None:
    found = pairs_to_compare(
        [("tariq", "khosa"), ("traiq", "khosa"), ("t", "khosa"), ("omar", "velon"), ("dana", "marek")]
    )
    assert found == {
        (("tariq", "khosa"), ("traiq", "khosa")),
        (("t", "khosa"), ("tariq", "khosa")),
        (("t", "khosa"), ("traiq", "khosa")),
    }


@given(st.lists(st.tuples(WORD, WORD) | st.tuples(WORD, WORD, WORD), max_size=14))
def test_no_pair_that_is_one_persons_is_passed_over(names: list[tuple[str, ...]]) -> None:
    found = pairs_to_compare(names)
    for one, other in combinations(sorted(set(names)), 2):
        rules = (same_words, turned, other_vowels, in_two_systems, leaves_out_mothers, leaves_out_fathers)
        if any(rule(one, other) for rule in rules):
            assert (one, other) in found


def test_thousands_who_share_a_surname_are_not_compared_with_one_another() -> None:
    letters = "bdfgklmnprstvz"
    first = [
        a + e + b + i + c for a in letters for e in "aeo" for b in letters for i in "iu" for c in letters
    ]
    names = [(word, "orlan") for word in first[::4]]
    assert len(names) > 4_000
    assert len(pairs_to_compare(names)) < len(names) ** 2 / 40
