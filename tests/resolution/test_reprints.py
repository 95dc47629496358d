"""Reprints are one witness; independent reports that quote the same words are two."""

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import document
from tracktwo.model import Document, Passage, PassageRole, Span
from tracktwo.resolution import reprints
from tracktwo.resolution.again import Again
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.reprints import CONTAINED, FEWEST, SHINGLE, find_witnesses

WIRE = (
    "The foreign ministers of Orlesia and Tavan met in the border town of Kesh on Tuesday and agreed to reopen "
    "two crossings that have been shut since the spring floods. The minister of Orlesia, Dana Marek, said that "
    "customs officers would be sent within the month. Her counterpart, Ilyas Bekov, told reporters that the "
    "prisoners named in the June list would be freed first. The two sides will meet again in the autumn. "
    "Trade between the neighbours fell by a third last year, according to the chamber of commerce in Kesh."
)
OWN = (
    "Lorries may soon roll across the river again. After four hours of talks in Kesh, ministers from Orlesia and "
    "Tavan emerged with a plan for two crossings. Marek promised officers for the customs houses, while Bekov "
    "spoke of prisoners who appear on the June list. Traders in the market were sceptical and recalled three "
    "earlier plans that came to nothing when the water rose and the soldiers returned to the bridge."
)


def test_a_retitled_and_cut_copy_is_a_reprint() -> None:
    first = document("Crossings to reopen\n\n" + WIRE + "\n\nSign up for our newsletter.")
    copy = document("Neighbours strike deal on bridges\n\n" + WIRE.rsplit(". ", 1)[0] + ".")
    other = document(OWN)
    found = find_witnesses([first, copy, other])
    assert found.independent([first.id, copy.id, other.id]) == 2
    assert found.reprints_of(copy.id) == (first.id,)
    assert found.reprints_of(other.id) == ()


def test_shared_furniture_makes_no_reprint() -> None:
    notice = " " + " ".join(f"notice{i}" for i in range(300))
    texts = [WIRE + notice, OWN + notice]
    documents = [
        document(text, passages=(Passage(Span(len(body), len(text)), PassageRole.BOILERPLATE),))
        for text, body in zip(texts, (WIRE, OWN), strict=True)
    ]
    assert find_witnesses(documents).independent([d.id for d in documents]) == 2
    unmarked = [document(text) for text in texts]
    assert find_witnesses(unmarked).independent([d.id for d in unmarked]) == 1, (
        "the furniture is what they share"
    )


def test_many_documents_give_the_same_answer_as_few() -> None:
    crowd = [document(" ".join(f"w{(i * 7919 + j * j) % 5003}" for j in range(80))) for i in range(80)]
    pair = [document("A\n\n" + WIRE), document("B\n\n" + WIRE)]
    found = find_witnesses([*crowd[:40], pair[0], *crowd[40:], pair[1]])
    assert found.reprints_of(pair[0].id) == (pair[1].id,)
    assert found == find_witnesses([*reversed(crowd), *pair])


def test_nothing_and_very_short_texts() -> None:
    assert find_witnesses([]).groups == ()
    short = [document("Talks held."), document("Talks held. Again.")]
    assert find_witnesses(short).independent([d.id for d in short]) == 2


def text(seed: int, length: int) -> str:
    """A text that repeats a stretch of one of a few long ones, with words of its own before it."""
    drawn = random.Random(seed)
    source = random.Random(drawn.randrange(4))
    long = [f"w{source.randrange(10_000)}" for _ in range(120)]
    start = drawn.randrange(len(long))
    own = [f"own{drawn.randrange(10_000)}" for _ in range(drawn.randrange(30))]
    return " ".join([*own, *long[start : start + length], f"end{seed}"])


def runs(of: Document) -> set[tuple[str, ...]]:
    words = of.text.split()
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def groups(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """What comparing everything with everything finds."""
    told = {d.id: runs(d) for d in sorted(documents, key=lambda d: d.id)}
    usable = [name for name, own in told.items() if len(own) >= FEWEST]
    pairs = [
        (a, b)
        for a, b in combinations(usable, 2)
        if len(told[a] & told[b]) / min(len(told[a]), len(told[b])) >= CONTAINED
    ]
    return connected(told, pairs)


TEXTS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(5, 120)), max_size=12, unique=True)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_every_pair_with_enough_in_common_is_found(texts: list[tuple[int, int]]) -> None:
    documents = [document(text(*one), title=str(n)) for n, one in enumerate(texts)]
    assert find_witnesses(documents).groups == groups(documents)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_after_a_change_the_same_is_found(texts: list[tuple[int, int]], come: int, gone: int) -> None:
    documents = [document(text(*one), title=str(n)) for n, one in enumerate(texts)]
    before, after = documents[come:], documents[: len(documents) - gone]
    again = Again()
    find_witnesses(before, again)
    changed = Again(again)
    assert find_witnesses(after, changed).groups == groups(after)
    assert find_witnesses(documents, Again(changed)).groups == groups(documents)


def test_very_many_documents_are_compared_by_their_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reprints, "MOST", 10)
    test_many_documents_give_the_same_answer_as_few()


@given(st.text("aB9_é '’“”–—…-.,\n\x1c\x85\u00a0\u0301", max_size=30))
def test_words_are_those_of_the_pattern(text: str) -> None:
    assert reprints._words_of(text) == reprints._WORD.findall(text)
