"""Names and offices by cases: where they begin and end, and what is none."""

from __future__ import annotations

from tests.extraction.cases import differences, document_of, each_case, settle
from tracktwo.extraction.actors import find_actors
from tracktwo.model import Extraction


@each_case("names_cut")
def test_case(case, reader):
    document = document_of(case.entry)
    actors = find_actors(document, reader.read(document))
    settle(case, differences(case.entry, Extraction(is_dialogue_report=True, people=actors.people)))
