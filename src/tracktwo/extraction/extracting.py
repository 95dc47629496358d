"""Runs the finders over a read document, each with what the earlier ones found; finds nothing itself."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.commitments import find_commitments
from tracktwo.extraction.engagements import find_engagements
from tracktwo.extraction.ideas import find_ideas
from tracktwo.extraction.incidents import find_incidents
from tracktwo.extraction.politics import is_public_affairs
from tracktwo.extraction.relevance import is_dialogue_report
from tracktwo.extraction.rounds import find_rounds
from tracktwo.extraction.stances import find_stances
from tracktwo.extraction.statements import find_statements
from tracktwo.extraction.states import find_states
from tracktwo.extraction.times import find_times
from tracktwo.extraction.units import Scope
from tracktwo.model import Document, DocumentKind, Extraction, Person, Statement

__all__ = ["VERSION", "extract"]

#: Version of the extractor, part of what claims are said to be made by.
VERSION = "0.1.0"


def extract(document: Document, doc: Doc, made_by: str = "") -> Extraction:
    """Find everything that a read document says.

    Arguments:
        document: the document, from which every claim is cited.
        doc: the same document as the reader gives it; its text is the document's.
        made_by: name and version of the reader, kept with the claims.
    """
    maker = f"{made_by} extraction {VERSION}".strip()
    actors = find_actors(document, doc)
    if not is_dialogue_report(document, doc, actors):
        heard = is_public_affairs(document)
        statements = find_statements(document, doc, actors, Scope.GENERAL) if heard else ()
        return Extraction(
            is_dialogue_report=False,
            # Who answers at a government's briefing is an official whatever the briefing is about.
            people=_speaking(actors.people, statements) if document.kind is DocumentKind.TRANSCRIPT else (),
            statements=statements,
            made_by=maker,
        )
    times = find_times(document, doc)
    statements = find_statements(document, doc, actors, Scope.DIALOGUE)
    rounds = find_rounds(document, doc, actors, times)
    commitments = find_commitments(document, doc, actors, times, statements)
    return Extraction(
        is_dialogue_report=True,
        people=actors.people,
        statements=statements,
        stances=find_stances(document, doc, actors, statements, commitments),
        engagements=find_engagements(document, doc, actors, times, rounds),
        rounds=rounds,
        states=find_states(document, doc, actors, times, rounds),
        commitments=commitments,
        incidents=find_incidents(document, doc, actors, times),
        ideas=find_ideas(document, doc, actors, rounds),
        made_by=maker,
    )


def _speaking(people: Iterable[Person], statements: Iterable[Statement]) -> tuple[Person, ...]:
    speakers = {statement.speaker for statement in statements}
    return tuple(person for person in people if person.name in speakers)
