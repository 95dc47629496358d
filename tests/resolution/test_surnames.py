"""Whom a name of one word means: by side, office and year, and nobody where it could be two."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.making import document, entry
from tracktwo.model import Entry, Person
from tracktwo.resolution.people import link_people
from tracktwo.resolution.posts import Likeness, likeness

CASES = yaml.safe_load(Path(__file__, "../../cases/surnames.yaml").resolve().read_text(encoding="utf-8"))


def told(line: str) -> Entry[Person]:
    name, party, office, year = (part.strip() or None for part in line.split("|"))
    doc = document(f"{line} was there.", published=year)
    return entry(Person(name=name or "", party=party, office=office, mentions=(doc.cite(0, 3),)), doc)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_surnames(case: dict[str, Any]) -> None:
    entries = [told(line) for line in case["given"]]
    place = {e.id: n for n, e in enumerate(entries, start=1)}
    for order in permutations(entries):
        found = sorted(sorted(place[e.id] for e in person.entries) for person in link_people(order))
        assert found == case["expect"], case["why"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Secretary", "Secretary of State", Likeness.SAME),
        ("former President", "President-elect", Likeness.SAME),
        ("Minister for External Affairs", "foreign minister", Likeness.SAME),
        ("Undersecretary", "Under Secretary for Political Affairs", Likeness.SAME),
        ("Deputy Secretary", "Under Secretary of State", Likeness.RUNG),
        ("Vice President", "President", Likeness.RUNG),
        ("Press Secretary", "Secretary", Likeness.OTHER),
        ("Prime Minister", "President", Likeness.OTHER),
        ("of the", "President", None),
    ],
)
def test_offices_in_other_words(one: str, other: str, alike: Likeness | None) -> None:
    assert likeness(one, other) is alike
    assert likeness(other, one) is alike
