"""Windows hold what the encoder can hold, and together answer for every word exactly once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracktwo.reading.windows import cut_windows

SIZES = st.lists(st.integers(1, 8), max_size=900)


@given(SIZES, st.sets(st.integers(0, 899)))
def test_every_word_is_answered_for_once(sizes: list[int], paragraphs: set[int]) -> None:
    windows = cut_windows(sizes, frozenset(paragraphs), limit=64, overlap=16)
    assert [i for w in windows for i in range(w.keep_first, w.keep_last)] == list(range(len(sizes)))
    for window in windows:
        assert window.first <= window.keep_first < window.keep_last <= window.last
        assert sum(sizes[window.first : window.last]) + 2 <= 64


@given(st.lists(st.just(1), min_size=500, max_size=900))
def test_kept_words_have_context_on_both_sides(sizes: list[int]) -> None:
    windows = cut_windows(sizes, frozenset(), limit=64, overlap=16)
    for before, after in pairwise(windows):
        assert before.last - before.keep_last >= 7
        assert after.keep_first - after.first >= 7


def test_a_cut_prefers_the_start_of_a_paragraph() -> None:
    windows = cut_windows([1] * 100, frozenset({47}), limit=64, overlap=16)
    assert windows[0].keep_last == 47


def test_a_short_text_is_one_window() -> None:
    assert len(cut_windows([2] * 31, frozenset({5, 9}), limit=64, overlap=16)) == 1


def test_no_words_no_windows() -> None:
    assert cut_windows([], frozenset()) == []
