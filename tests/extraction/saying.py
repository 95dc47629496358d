"""The part of the extraction that these tests hold to cases: statements and stances, without the talks around them."""

from __future__ import annotations

from typing import Any

from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.commitments import find_commitments
from tracktwo.extraction.stances import find_stances
from tracktwo.extraction.statements import find_statements
from tracktwo.extraction.times import find_times
from tracktwo.extraction.units import Scope
from tracktwo.model import Document, Extraction


def what_is_said(document: Document, doc: Any) -> Extraction:
    """Statements and stances as in a report on a dialogue, whatever else the few words of a case are about."""
    actors = find_actors(document, doc)
    statements = find_statements(document, doc, actors, Scope.DIALOGUE)
    times = find_times(document, doc)
    commitments = find_commitments(document, doc, actors, times, statements)
    stances = find_stances(document, doc, actors, statements, commitments)
    return Extraction(is_dialogue_report=True, people=actors.people, statements=statements, stances=stances)
