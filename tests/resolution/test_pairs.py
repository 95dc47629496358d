"""The written pairs of names, rounds, statements and contacts come out as a desk officer would have them."""

from pathlib import Path

import pytest

from evaluation.resolution import measure, misses

#: What the issue asks of resolution, per cent.
PRECISION, RECALL = 98.0, 90.0


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return dict(measure(Path()))


@pytest.mark.parametrize(
    "kind", ["person", "person, all of them", "dialogue", "round", "statement", "engagement"]
)
def test_pairs_are_joined_and_kept_apart(kind: str, figures: dict[str, float]) -> None:
    assert figures[f"{kind}: precision"] >= PRECISION, "\n".join(misses())
    assert figures[f"{kind}: recall"] >= RECALL, "\n".join(misses())
