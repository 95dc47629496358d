"""An office on a day is a person when the record knows it, and nobody when it does not."""

from datetime import date

import pytest

from tests.making import cite, document, entry
from tracktwo.model import Entry, Person
from tracktwo.resolution.people import link_people
from tracktwo.resolution.tenures import Tenure, holder, office_words, tenures_of


def named(name: str, office: str | None, published: str | None, party: str = "XKV") -> Entry[Person]:
    doc = document(f"{name}, {office}, spoke on {published}.", published=published)
    return entry(Person(name=name, party=party, office=office, mentions=(cite(doc, name),)), doc)


TOLD = (
    named("Leyla Ordubek", "Foreign Minister", "2021-03-09"),
    named("Leyla Ordubek", "Minister of Foreign Affairs", "2022-09-21"),
    named("Ordubek", "Foreign Minister", "2023-04-19"),
    named("Timur Sadyk", "Minister for Foreign Affairs", "2024-02-01"),
    named("Leyla Ordubek", "former Foreign Minister", "2024-03-01"),
    named("Arslan Bek", "Foreign Minister", "2022-01-01", party="XLS"),
    named("Mira Olan", "Minister", "2022-01-01"),
    named("Mira Olan", "Prime Minister", None),
)


@pytest.fixture
def tenures() -> tuple[Tenure, ...]:
    return tenures_of(link_people(TOLD))


@pytest.mark.parametrize(
    ("office", "party", "day", "who"),
    [
        ("the Foreign Minister", "XKV", date(2022, 1, 1), "Leyla Ordubek"),
        ("Minister of Foreign Affairs", "XKV", date(2021, 3, 9), "Leyla Ordubek"),
        ("Foreign Minister", "XKV", date(2023, 6, 1), "Leyla Ordubek"),
        ("Foreign Minister", "XKV", date(2024, 2, 1), "Timur Sadyk"),
        ("Foreign Minister", "XKV", date(2023, 10, 15), "Timur Sadyk"),
        ("Foreign Minister", "XKV", date(2023, 9, 1), None),
        ("Foreign Minister", "XKV", date(2018, 1, 1), None),
        ("Foreign Minister", "XLS", date(2022, 1, 1), "Arslan Bek"),
        ("Foreign Minister", None, date(2022, 1, 1), None),
        ("Deputy Foreign Minister", "XKV", date(2022, 1, 1), None),
        ("the Minister", "XKV", date(2022, 1, 1), None),
        ("Prime Minister", "XKV", date(2022, 1, 1), None),
    ],
)
def test_who_held_the_office_on_that_day(
    tenures: tuple[Tenure, ...], office: str, party: str | None, day: date, who: str | None
) -> None:
    found = holder(office, party, day, tenures)
    assert (found.person.name if found else None) == who


def test_two_people_called_so_at_one_time_leave_it_open() -> None:
    both = tenures_of(link_people((*TOLD, named("Oskar Tal", "Foreign Minister", "2022-05-01"))))
    assert holder("Foreign Minister", "XKV", date(2022, 5, 1), both) is None


def test_an_interval_runs_from_the_first_to_the_last_document(tenures: tuple[Tenure, ...]) -> None:
    (own,) = (t for t in tenures if t.person.name == "Leyla Ordubek")
    assert (own.office, own.first, own.last) == ("Foreign Minister", date(2021, 3, 9), date(2023, 4, 19))
    assert len(own.entries) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("U.S. Secretary of State", "Secretary of State", True),
        ("Pakistani Foreign Minister", "Minister of Foreign Affairs of Pakistan", True),
        ("National Security Advisor", "National Security Adviser", True),
        ("Minister of Defense", "Defence Minister", True),
        ("Deputy Secretary of State", "Secretary of State", False),
        ("Prime Minister", "Minister", False),
        ("External Affairs Minister", "Foreign Minister", False),
    ],
)
def test_offices_are_compared_word_by_word(one: str, other: str, same: bool) -> None:
    assert (office_words(one) == office_words(other)) is same
