"""People across documents: one or two, and never by the order in which they came."""

from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.making import person
from tracktwo.resolution.names import same_person
from tracktwo.resolution.people import find_person, link_people

CASES = yaml.safe_load(Path(__file__, "../../cases/names.yaml").resolve().read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_names(case: dict) -> None:
    assert same_person(case["one"], case["other"]) is case["same"], case["why"]
    assert same_person(case["other"], case["one"]) is case["same"], "the relation must be symmetric"


def test_spellings_titles_and_surnames_make_one_person() -> None:
    entries = [
        person("Traiq Khosa", "PAK"),
        person("Tariq Khosa", "PAK", "former police chief"),
        person("Khosa", "PAK"),
        person("Robin Raphel", "USA"),
    ]
    people = link_people(entries)
    assert [(p.party, len(p.documents)) for p in people] == [("PAK", 3), ("USA", 1)]
    assert set(people[0].names) == {"Traiq Khosa", "Tariq Khosa", "Khosa"}


def test_namesakes_of_two_parties_stay_apart() -> None:
    people = link_people([person("David Smith", "USA"), person("David Smith", "GBR")])
    assert sorted(p.party or "" for p in people) == ["GBR", "USA"]


def test_a_name_without_party_joins_nobody_where_two_could_bear_it() -> None:
    entries = [person("David Smith", "USA"), person("David Smith", "GBR"), person("David Smith")]
    assert len(link_people(entries)) == 3


def test_a_surname_that_two_people_bear_stays_alone() -> None:
    entries = [person("Nawaz Sharif", "PAK"), person("Shahbaz Sharif", "PAK"), person("Sharif", "PAK")]
    assert sorted(p.names for p in link_people(entries)) == [
        ("Nawaz Sharif",),
        ("Shahbaz Sharif",),
        ("Sharif",),
    ]
    assert find_person("Sharif", "PAK", link_people(entries[:2])) is None


def test_order_of_arrival_makes_no_difference() -> None:
    entries = [
        person("Javad Zarif", "IRN"),
        person("Mohammad Javad Zarif", "IRN", "Foreign Minister"),
        person("Zarif"),
        person("Muhammad Javad Zarif", "IRN"),
    ]
    outcomes = {tuple(p.names for p in link_people(order)) for order in permutations(entries)}
    assert len(outcomes) == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ana", "Anna", "Omar", "Umar", "Li"]),
            st.sampled_from(["Silva", "Sila", "Khan", "Kahn"]),
            st.sampled_from(["BRA", "PAK", None]),
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_any_order_gives_the_same_people(drawn: list, random) -> None:
    entries = [person(f"{first} {last}", party) for first, last, party in drawn]
    shuffled = entries[:]
    random.shuffle(shuffled)
    assert link_people(entries) == link_people(shuffled)


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_any_two_names_compare_without_error(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)
