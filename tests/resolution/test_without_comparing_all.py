"""What is found without comparing everything with everything is what comparing everything would find."""

from itertools import combinations, combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from tracktwo.model import Dialogue, Round, Status
from tracktwo.resolution.common_words import in_common
from tracktwo.resolution.rounds import _comparable, _one_round
from tracktwo.resolution.wordings import TAKEN_UP, _Remark

REMARKS = st.dictionaries(
    st.integers(0, 200).map(str),
    st.builds(
        lambda words, days, side: _Remark(tuple(words), words, True, days, side),
        st.frozensets(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=8),
        st.none()
        | st.builds(
            lambda start, length: (start, start + length),
            st.integers(735_000, 735_060),
            st.sampled_from([1, 2, 31, 365]),
        ),
        st.none() | st.sampled_from("XY"),
    ),
    max_size=150,
)


@settings(deadline=None)
@given(REMARKS)
def test_statements_with_words_in_common(remarks: dict[str, _Remark]) -> None:
    def may_be_one(one: _Remark, other: _Remark) -> bool:
        (a, a_end), (b, b_end) = (found.days or (-(10**6), 10**6) for found in (one, other))
        is_one_time = a - b_end <= TAKEN_UP.days and b - a_end <= TAKEN_UP.days
        is_one_sides = None in (one.side, other.side) or one.side == other.side
        fewer = min(len(one.words), len(other.words))
        return is_one_time and is_one_sides and 2 * len(one.words & other.words) >= fewer

    wanted = {
        (min(pair), max(pair)) for pair in combinations(remarks, 2) if may_be_one(*map(remarks.get, pair))
    }
    found = in_common(remarks, TAKEN_UP)
    assert wanted <= found
    assert all(
        2 * len(remarks[a].words & remarks[b].words) >= min(len(remarks[n].words) for n in (a, b))
        for a, b in found
    )


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
