"""Decoded heads always form the best tree on one root."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tracktwo.reading.trees import decode_tree, is_tree


def scores(most: int) -> st.SearchStrategy[np.ndarray]:
    values = st.integers(-400, 400).map(lambda n: n / 16)
    return st.integers(1, most).flatmap(lambda n: arrays(np.float64, (n, n + 1), elements=values))


@given(scores(14))
def test_heads_form_a_tree_with_one_root(table: np.ndarray) -> None:
    assert is_tree(decode_tree(table))


@settings(deadline=None, max_examples=60)
@given(scores(4))
def test_no_tree_is_better(table: np.ndarray) -> None:
    count = len(table)
    best = max(
        sum(table[i, head] for i, head in enumerate(heads))
        for heads in product(range(count + 1), repeat=count)
        if all(head != i + 1 for i, head in enumerate(heads)) and is_tree(np.array(heads))
    )
    found = decode_tree(table)
    assert sum(table[i, head] for i, head in enumerate(found)) == pytest.approx(best)


@pytest.mark.parametrize("heads", [[0, 0], [2, 1], [2, 3, 1, 0], [1, 0]])
def test_what_is_no_tree(heads: list[int]) -> None:
    assert not is_tree(np.array(heads))


@pytest.mark.parametrize("heads", [[0], [2, 0], [0, 1, 2, 3], [3, 3, 0]])
def test_what_is_a_tree(heads: list[int]) -> None:
    assert is_tree(np.array(heads))
