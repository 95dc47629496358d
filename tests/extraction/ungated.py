"""Engagements, states, commitments and incidents of a text, without asking whether it is about a dialogue at all.

A rule case is one sentence, too little to be a dialogue report; the gate has cases of its own in ``relevance.yaml``.
"""

from __future__ import annotations

from typing import Any

from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.commitments import find_commitments
from tracktwo.extraction.engagements import find_engagements
from tracktwo.extraction.incidents import find_incidents
from tracktwo.extraction.rounds import find_rounds
from tracktwo.extraction.statements import find_statements
from tracktwo.extraction.states import find_states
from tracktwo.extraction.times import find_times
from tracktwo.extraction.units import Scope
from tracktwo.model import Document, Extraction


def extract_ungated(document: Document, doc: Any) -> Extraction:
    """What the four finders find when the document is taken for a dialogue report."""
    actors, times = find_actors(document, doc), find_times(document, doc)
    statements = find_statements(document, doc, actors, Scope.DIALOGUE)
    rounds = find_rounds(document, doc, actors, times)
    return Extraction(
        is_dialogue_report=True,
        people=actors.people,
        statements=statements,
        engagements=find_engagements(document, doc, actors, times, rounds),
        rounds=rounds,
        states=find_states(document, doc, actors, times, rounds),
        commitments=find_commitments(document, doc, actors, times, statements),
        incidents=find_incidents(document, doc, actors, times),
    )
