"""Father and son of one name are two people, and nobody is cut in two for a middle name."""

from itertools import permutations

import pytest

from tests.making import cite, document, entry
from tracktwo.model import Person
from tracktwo.resolution.name_parts import generation
from tracktwo.resolution.people import link_people


def _people(*lines: str) -> list[list[int]]:
    """Who comes of these mentions, "name | office | year", each by the numbers of its lines."""
    entries = []
    for line in lines:
        name, office, year = (part.strip() or None for part in line.split("|"))
        doc = document(f"{name} spoke as {office} in {year}.", published=year)
        claim = Person(name=name or "", office=office, party="XOR", mentions=(cite(doc, name or ""),))
        entries.append(entry(claim, doc))
    numbers = {entry.id: number for number, entry in enumerate(entries, 1)}
    groups = [sorted(numbers[e.id] for e in known.entries) for known in link_people(entries)]
    for order in permutations(entries) if len(entries) < 5 else ():
        assert sorted(sorted(numbers[e.id] for e in p.entries) for p in link_people(order)) == sorted(groups)
    return sorted(groups)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Aldo Revik Sr. | senator | 1985", "Aldo Revik, Jr. | senator | 2012"], [[1], [2]]),
        (["Aldo Revik Jr. | President | 2012", "Aldo Revik | President | 2013"], [[1, 2]]),
        (["Aldo Revik Jr. | President | 2012", "Aldo Revik | | 2013"], [[1, 2]]),
        (["Aldo Revik Jr. | minister | 2012", "Aldo Revik | former President | 2012"], [[1], [2]]),
        (["Aldo Revik Jr. | President | 2022", "Aldo Revik | President | 1980"], [[1], [2]]),
        (
            ["Aldo Revik Jr. | mayor | 2012", "Aldo Revik Sr. | judge | 2011", "Aldo Revik | judge | 2012"],
            [[1], [2, 3]],
        ),
        (
            ["Aldo Revik Jr. | mayor | 2012", "Aldo Revik Sr. | judge | 2011", "Aldo Revik | | 2012"],
            [[1], [2], [3]],
        ),
        (["Aldo Revik | President | 1990", "Aldo W. Revik | President | 2004"], [[1], [2]]),
        (["Aldo Revik | President | 2001", "Aldo W. Revik | President | 2004"], [[1, 2]]),
        (
            ["Aldo Revik | envoy | 1999", "Aldo W. Revik | envoy | 2001", "Aldo Revik | minister | 2015"],
            [[1, 2, 3]],
        ),
        (
            ["Aldo Karl Revik | envoy | 1988", "Aldo Petr Revik | envoy | 1989", "Aldo Revik | envoy | 1988"],
            [[1], [2], [3]],
        ),
        (["Nawad Revik | envoy | 1988", "Muhammad Nawad Revik | President | 2001"], [[1, 2]]),
    ],
)
def test_generations(lines: list[str], expected: list[list[int]]) -> None:
    assert _people(*lines) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aldo Revik, Jr.", 2),
        ("Aldo Revik III", 3),
        ("Aldo Revik Sr", 1),
        ("Revik Jr", None),
        ("King Aldo Karl II", None),
        ("Aldo Revik", None),
    ],
)
def test_marks_of_generations(name: str, expected: int | None) -> None:
    assert generation(name) == expected
