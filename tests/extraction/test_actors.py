"""Actors by cases: people with office, party and mentions, and who later mentions stand for.

A case's ``refers`` lists phrases of its text with who they stand for: ``mention`` and, from the second occurrence
on, ``nth``; ``name`` and ``party`` as given; ``open: true`` where nobody may be named.
"""

from __future__ import annotations

import re

import pytest

from tests.extraction.cases import differences, document_of, each_case, settle
from tracktwo.extraction.actors import find_actors
from tracktwo.model import Extraction


@each_case("actors")
def test_case(case, reader):
    document = document_of(case.entry)
    actors = find_actors(document, reader.read(document))
    wrong = differences(case.entry, Extraction(is_dialogue_report=True, people=actors.people))
    if (
        "parties" in case.entry
        and list(actors.parties[: len(case.entry["parties"])]) != case.entry["parties"]
    ):
        wrong.append(f"parties are {actors.parties}")
    for wanted in case.entry.get("refers", ()):
        places = re.finditer(rf"(?<!\w){re.escape(wanted['mention'])}(?!\w)", document.text)
        start = [place.start() for place in places][wanted.get("nth", 1) - 1]
        actor = actors.at(start, start + len(wanted["mention"]))
        if wanted.get("open"):
            if actor is not None and (actor.is_person or actor.party):
                wrong.append(f"{wanted['mention']!r} should stay open and is {actor}")
            continue
        for key in ("name", "party"):
            if key in wanted and (actor is None or getattr(actor, key) != wanted[key]):
                wrong.append(f"{wanted['mention']!r} should have {key} {wanted[key]!r} and is {actor}")
    settle(case, wrong)


@pytest.mark.parametrize("text", ["", "\n\n", "…", "He said so.", "the two sides", "[", "1:18 P.M.\n\n:\n"])
def test_any_text_is_read_without_harm(text, reader):
    document = document_of({"id": "any", "text": text})
    actors = find_actors(document, reader.read(document))
    assert actors.people == ()
    assert all(actors.at(i, i + 1) is None or not actors.at(i, i + 1).is_person for i in range(len(text)))


def test_offsets_outside_tokens_are_nobody(reader):
    document = document_of({"id": "any", "text": "Foreign Minister Amina Diallo spoke."})
    actors = find_actors(document, reader.read(document))
    assert actors.at(0, 0) is None
    assert actors.at(17, 29).name == "Amina Diallo"
    assert actors.person_at(17, 29) == actors.people[0]
