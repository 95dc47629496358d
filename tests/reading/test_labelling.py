"""The best labelling under the rules, and its spans."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tracktwo.reading.labelling import Labelling

BIOES = Labelling.of(("O", "B-X", "I-X", "E-X", "S-X", "B-Y", "I-Y", "E-Y", "S-Y"))
BIO = Labelling.of(("O", "B-X", "I-X", "B-Y", "I-Y"))


def allowed(labelling: Labelling, numbers: tuple[int, ...]) -> bool:
    pairs = pairwise(numbers)
    return bool(
        labelling.starts[numbers[0]]
        and labelling.ends[numbers[-1]]
        and all(labelling.follows[a, b] for a, b in pairs)
    )


@pytest.mark.parametrize("labelling", [BIOES, BIO], ids=["BIOES", "BIO"])
@given(data=st.data())
def test_the_best_allowed_labelling_is_found(labelling: Labelling, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 4))
    values = st.integers(-100, 100).map(float)
    table = data.draw(arrays(np.float32, (length, len(labelling.labels)), elements=values))
    found = tuple(labelling.decode(table).tolist())
    assert allowed(labelling, found)
    best = max(
        sum(table[i, n] for i, n in enumerate(numbers))
        for numbers in product(range(len(labelling.labels)), repeat=length)
        if allowed(labelling, numbers)
    )
    assert sum(table[i, n] for i, n in enumerate(found)) == pytest.approx(best)


def test_spans_of_neighbours_of_one_class_stay_apart() -> None:
    numbers = np.array([BIO.labels.index(label) for label in ("B-X", "I-X", "B-X", "O", "B-Y", "I-Y")])
    assert BIO.spans(numbers) == [(0, 2, "X"), (2, 3, "X"), (4, 6, "Y")]


def test_nothing_is_labelled_nothing() -> None:
    assert len(BIO.decode(np.zeros((0, 5), dtype=np.float32))) == 0
