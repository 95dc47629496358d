"""Promises that are alike are found without comparing all with all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.dossiers import promise
from tracktwo.analysis.commitments import _teller
from tracktwo.analysis.namings import all_namings
from tracktwo.analysis.versions import Alikes, alike
from tracktwo.model import Commitment, Entry

WORDS = (
    "pumps",
    "data",
    "river",
    "gauges",
    "customs",
    "officers",
    "bridge",
    "the",
    "to",
    "of",
    "send",
    "deliver",
)


def told(number: int, words: list[str]) -> Entry[Commitment]:
    said = " ".join(words)
    return promise(f"In report {number} Orlesia said it would {said}.", said, "2030-07", "2030-06-16")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=2, max_size=8))
def test_none_that_is_alike_is_missed(said: list[list[str]]) -> None:
    promises = [told(number, words) for number, words in enumerate(said)]
    tellers = {e.id: _teller(e, all_namings()) for e in promises}
    known = Alikes(tellers)
    for number, one in enumerate(promises):
        wanted = {n for n, other in enumerate(promises[:number]) if alike(other, one, tellers)}
        near = known.near(one)
        assert wanted <= set(near) <= set(range(number))
        assert near == sorted(near)
        known.add(one)


def test_what_has_nothing_in_common_is_not_looked_at() -> None:
    promises = [
        told(0, ["send", "pumps"]),
        told(1, ["deliver", "gauges"]),
        told(2, ["send", "pumps", "river"]),
    ]
    tellers = {e.id: _teller(e, all_namings()) for e in promises}
    known = Alikes(tellers)
    for one in promises[:2]:
        known.add(one)
    assert known.near(promises[2]) == [0]
