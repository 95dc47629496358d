"""Quotation marks: pairs, paragraphs, and what goes on in the next one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.cases import document_of
from tracktwo.extraction.quotations import find_quotations, paragraphs_of, quoted_at


def quoted(text: str) -> list[str]:
    document = document_of({"id": "quotations", "text": text})
    return [text[q.inner.start : q.inner.end] for q in find_quotations(document, paragraphs_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We agree."', ["We agree."]),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ("„Pierwsze”, powiedział.", ["Pierwsze"]),
        ("«Un» et «deux»", ["Un", "deux"]),
        ("The minister’s word and the ministers’ words", []),
        ('A 5" pipe and no speech', []),
        ("He called it ‘a good day,’ and left.", ["a good day,"]),
        ("“Outer “inner” words”", ["Outer “inner” words"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_quotation_runs_on_in_the_next_paragraph() -> None:
    text = "“We begin here.\n\n“We end here,” she said."
    document = document_of({"id": "runs-on", "text": text})
    first, second = find_quotations(document, paragraphs_of(text))
    assert first.runs_on
    assert not second.runs_on


def test_passages_set_aside_have_no_quotations() -> None:
    text = '"Read this," she said.\n\n"Not this," he said.'
    document = document_of(
        {"id": "aside", "text": text, "passages": [{"text": '"Not this," he said.', "role": "boilerplate"}]}
    )
    assert len(find_quotations(document, paragraphs_of(text))) == 1


def test_quoted_at() -> None:
    text = 'Before "inside" after'
    document = document_of({"id": "at", "text": text})
    found = find_quotations(document, paragraphs_of(text))
    assert quoted_at(found, text.index("inside")) is found[0]
    assert quoted_at(found, 0) is None


@given(st.text(alphabet='ab "“”‘’\n.,', max_size=60))
def test_quotations_stand_in_order_and_never_overlap(text: str) -> None:
    document = document_of({"id": "property", "text": text})
    found = find_quotations(document, paragraphs_of(text))
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
    assert all(q.outer.start <= q.inner.start <= q.inner.end <= q.outer.end for q in found)
