"""Whose officials are who are named by office alone, by cases."""

from __future__ import annotations

from tests.extraction.cases import differences, document_of, each_case, settle
from tracktwo.extraction.actors import find_actors
from tracktwo.model import Extraction


@each_case("told_sides")
def test_case(case, reader):
    document = document_of(case.entry)
    actors = find_actors(document, reader.read(document))
    settle(case, differences(case.entry, Extraction(is_dialogue_report=True, people=actors.people)))
