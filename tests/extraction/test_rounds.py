"""Rounds and ideas case by case, through times, actors and the finders of this part alone."""

from __future__ import annotations

from typing import Any

from tests.extraction.cases import Case, each_case, run_case
from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.ideas import find_ideas
from tracktwo.extraction.rounds import find_rounds
from tracktwo.extraction.times import find_times
from tracktwo.model import Document, Extraction


def _rounds_and_ideas(document: Document, doc: Any) -> Extraction:
    actors = find_actors(document, doc)
    rounds = find_rounds(document, doc, actors, find_times(document, doc))
    return Extraction(is_dialogue_report=True, rounds=rounds, ideas=find_ideas(document, doc, actors, rounds))


@each_case("rounds")
def test_rounds(case: Case, reader: Any) -> None:
    run_case(case, reader, _rounds_and_ideas)
