"""What people rule to be one is joined, what they rule to be several is parted, in whatever order it comes."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tracktwo.resolution.rulings import NONE, Rulings, pair, ruled

NAMES = "abcdefgh"
PAIRS = st.frozensets(st.sampled_from([pair(a, b) for a, b in combinations(NAMES, 2)]), max_size=8)


def groups_of(words: str, rulings: Rulings, likeness: str = "") -> set[str]:
    """``"ab cd"`` as groups; ``likeness`` gives one letter an entry, by the order of the alphabet."""
    alike = dict(zip(NAMES, likeness, strict=False)).get
    found = ruled(words.split(), rulings, str, alike if likeness else None)
    return {"".join(group) for group in found}


def rule(same: str = "", distinct: str = "") -> Rulings:
    """``rule("ab", "cd ce")``."""
    return Rulings(*(frozenset(pair(*both) for both in words.split()) for words in (same, distinct)))


def test_without_rulings_groups_are_left_as_they_are() -> None:
    assert groups_of("ab c", NONE) == {"ab", "c"}


def test_one_merge_joins_whole_groups() -> None:
    assert groups_of("ab cd e", rule("bc")) == {"abcd", "e"}


def test_what_nobody_ruled_on_goes_with_neither_of_two_that_are_distinct() -> None:
    assert groups_of("abcd", rule(distinct="ab")) == {"a", "b", "cd"}


def test_an_entry_parted_from_all_the_others_leaves_these_together() -> None:
    assert groups_of("abcd", rule(distinct="ad bd cd")) == {"abc", "d"}


def test_entries_of_one_spelling_go_together() -> None:
    # a, b, c are spelt one way, d and e another; one pair says that the spellings are two people's.
    assert groups_of("abcde", rule(distinct="ad"), "xxxyy") == {"abc", "de"}


def test_namesakes_of_one_spelling_are_parted_one_by_one() -> None:
    assert groups_of("abcd", rule(distinct="ab"), "xxxx") == {"a", "b", "cd"}


def test_single_entries_outrank_their_spelling() -> None:
    # b and d are one although a and c, spelt as they are, are not: the spellings give way.
    assert groups_of("ab cd", rule("bd", "ac"), "xxyy") == {"a", "bd", "c"}


def test_a_merge_that_contradicts_through_a_third_entry_is_suspended_and_others_stand() -> None:
    rulings = rule("ab bc ad", "ac")
    assert rulings.suspended == {("a", "b"), ("b", "c")}
    assert groups_of("a b c d", rulings) == {"ad", "b", "c"}


def test_a_pair_that_is_both_is_kept_apart() -> None:
    assert groups_of("ab", rule("ab", "ab")) == {"a", "b"}


@given(st.lists(st.sampled_from(NAMES), unique=True), PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_rulings_hold_in_whatever_order(members: list[str], same, distinct, random) -> None:  # type: ignore[no-untyped-def]
    cut = sorted(random.sample(range(len(members) + 1), k=min(2, len(members))))
    groups = (
        [g for g in (members[: cut[0]], members[cut[0] : cut[-1]], members[cut[-1] :]) if g] if cut else []
    )
    rulings = Rulings(same, distinct)
    likeness = {name: random.choice("xyz") for name in NAMES}
    found = ruled(groups, rulings, str, likeness.get)
    assert sorted(name for group in found for name in group) == sorted(members)
    home = {name: group for group in found for name in group}
    for one, other in distinct:
        assert one not in home or other not in home or home[one] is not home[other]
    for one, other in same - rulings.suspended:
        assert one not in home or other not in home or home[one] is home[other]
    for one, other in rulings.suspended:
        # A merge is suspended for cause: with it and the others, two distinct entries would be one.
        assert not Rulings(same, frozenset()).suspended
        assert distinct, (one, other)
    shuffled = [random.sample(group, len(group)) for group in random.sample(groups, len(groups))]
    again = ruled(shuffled, rulings, str, likeness.get)
    assert {frozenset(group) for group in found} == {frozenset(group) for group in again}
