"""What is found without comparing everything with everything is what comparing everything would find."""

from itertools import combinations, combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from tracktwo.model import Dialogue, Round, Status
from tracktwo.resolution.rounds import _comparable, _one_round
from tracktwo.resolution.wordings import _in_common

STATEMENTS = st.dictionaries(
    st.integers(0, 200).map(str),
    st.tuples(
        st.frozensets(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=8),
        st.none() | st.builds(lambda start, length: range(start, start + length), st.integers(0, 6), st.integers(1, 3)),
        st.none() | st.sampled_from("XY"),
    ),
    max_size=70,
)  # fmt: skip


@settings(deadline=None)
@given(STATEMENTS)
def test_statements_with_words_in_common(
    given_: dict[str, tuple[frozenset[str], range | None, str | None]],
) -> None:
    said = {name: words for name, (words, _, _) in given_.items()}
    times = {name: time for name, (_, time, _) in given_.items()}
    sides = {name: side for name, (_, _, side) in given_.items()}

    def may_meet(one: str, other: str) -> bool:
        a, b = times[one], times[other]
        # What has no time is held against all others, whoever said it.
        is_one_sides = None in (sides[one], sides[other]) or sides[one] == sides[other]
        return a is None or b is None or (is_one_sides and bool(set(a) & set(b)))

    wanted = {
        (min(pair), max(pair))
        for pair in combinations(said, 2)
        if may_meet(*pair) and 2 * len(said[pair[0]] & said[pair[1]]) >= min(len(said[n]) for n in pair)
    }
    assert _in_common(said, times, sides) == wanted


WHEN = st.none() | st.sampled_from([
    "2013", "2013-08", "2013-08-02", "2013-08-03", "2013-08-04", "2013-08-02/2013-08-05", "2013-08-01/..", "../2013-09",
    "XXXX-08-02", "XXXX-08", "2014-01-31", "2014-02", "201X", "2013-08-30~", "2013?",
])  # fmt: skip
ROUNDS = st.builds(
    lambda when, ordinal, status, where: Round(
        dialogue=Dialogue(None, (), None), evidence=(), when=when, ordinal=ordinal, status=status, where=where
    ),
    WHEN,
    st.none() | st.integers(1, 3),
    st.sampled_from(Status),
    st.sampled_from([None, "Kesh", "Kesh Hall", "Oliveda"]),
)


@settings(deadline=None)
@given(st.lists(ROUNDS, max_size=14))
def test_accounts_of_one_round(told: list[Round]) -> None:
    every = combinations_with_replacement(range(len(told)), 2)
    wanted = [(a, b) for a, b in every if _one_round(told[a], told[b])]
    assert [(a, b) for a, b in _comparable(told) if _one_round(told[a], told[b])] == wanted
