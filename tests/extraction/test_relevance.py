"""Pages that are about talks and pages that only use their words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extraction.cases import Case, document_of, each_case, load_cases, run_case
from tests.making import document
from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.relevance import is_dialogue_report, is_meeting, probability
from tracktwo.model import Document, Extraction


def _judged(document: Document, doc: Any) -> Extraction:
    return Extraction(is_dialogue_report=is_dialogue_report(document, doc, find_actors(document, doc)))


@each_case("relevance")
def test_relevance(case: Case, reader: Any) -> None:
    run_case(case, reader, _judged)


def test_at_least_sixty_pages_are_about_something_else() -> None:
    others = [c for c in load_cases("relevance") if c.entry["dialogue"] is False]
    assert len(others) >= 60


def test_words_alone_part_most_pages() -> None:
    """The score that a crawl is filtered by before anything is read."""
    cases = load_cases("relevance")
    right = sum((probability(document_of(c.entry)) >= 0.5) == c.entry["dialogue"] for c in cases)
    assert right >= 0.93 * len(cases)


@pytest.mark.parametrize("text", ["", "\n\n", "Kenya", "talks " * 2000])
def test_odd_pages_are_judged_and_not_taken(text: str) -> None:
    assert probability(document(text)) < 0.5


def test_a_meeting_needs_two_parties() -> None:
    assert is_meeting("Kenya and Uganda held talks.")
    assert not is_meeting("Kenyan lawmakers held talks.")
    assert not is_meeting("Kenya and Uganda grow tea.")
