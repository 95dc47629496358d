"""A register confirms, contradicts, or has more than the record; where it says nothing, nothing is said."""

from typing import Any

import pytest

from tests.making import cite, document, entry
from tracktwo.analysis.corroboration import Verdict, corroborate
from tracktwo.model import Engagement, Entry, Form, Participant, Status
from tracktwo.model.register import RegisterEntry

DOE, KIM = Participant("Jo Doe", "USA"), Participant("Kim Sun-ho", "KOR")


def journey(start: str, end: str, country: str, place: str = "", remarks: str = "") -> RegisterEntry:
    return RegisterEntry(
        register="r", person="Joan Q. Doe", party="USA", start=start, end=end, country=country,
        country_name=country, place=place, remarks=remarks,
    )  # fmt: skip


REGISTER = (
    journey("2031-03-15", "2031-03-17", "KOR", "Seoul", "Met with Foreign Minister Kim Sun-ho."),
    journey("2031-03-17", "2031-03-19", "JPN", "Tokyo"),
    journey("2031-06-01", "2031-06-05", "KOR", "Busan"),
)


def contact(**about: Any) -> Entry[Engagement]:
    doc = document(f"They met: {about}.")
    given = {"form": Form.MEETING, "who": (DOE,), "with_": (KIM,), "when": "2031-03-16"} | about
    return entry(Engagement(evidence=(cite(doc, "They met"),), **given), doc)


def verdict(**about: Any) -> Verdict | None:
    found = corroborate([contact(**about)], REGISTER).findings
    return found[0].verdict if found else None


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"country": "KOR", "where": "Seoul"}, Verdict.CONFIRMED),
        ({}, Verdict.CONFIRMED),
        ({"when": "2031-03-18", "where": "Tokyo", "with_": (Participant("Ito", "JPN"),)}, Verdict.CONFIRMED),
        ({"when": "2031-03-16", "country": "FRA", "where": "Paris"}, Verdict.CONTRADICTED),
        ({"when": "2031-04-20", "country": "KOR", "where": "Seoul"}, Verdict.CONTRADICTED),
        ({"when": "2031-03-16", "country": "USA", "where": "Washington"}, Verdict.CONTRADICTED),
        ({"when": "2031-03-15", "country": "USA", "where": "Washington"}, None),
        ({"when": "2031-04-20", "country": "USA", "where": "Washington"}, None),
        ({"when": "2031-04-20"}, None),
        ({"form": Form.CALL, "country": "FRA"}, None),
        ({"status": Status.PLANNED, "country": "FRA"}, None),
        ({"when": "2031-03", "country": "FRA"}, None),
        ({"when": "2040-03-16", "country": "FRA"}, None),
        ({"who": (Participant("Ann Roe", "USA"),), "country": "FRA"}, None),
    ],
    ids=str,
)
def test_what_the_register_says_of_a_contact(about: dict[str, Any], expected: Verdict | None) -> None:
    assert verdict(**about) is expected


def test_what_the_record_lacks_lies_between_what_it_tells() -> None:
    told = [contact(country="KOR"), contact(when="2031-07-01", country="USA", where="Washington")]
    assert corroborate(told, REGISTER).lacking == (REGISTER[2],)
    assert corroborate(told, REGISTER, parties=["JPN"]).lacking == (REGISTER[1],)
    assert corroborate(told[:1], REGISTER).lacking == ()


def test_two_people_of_one_surname_are_not_taken_for_one_another() -> None:
    other = RegisterEntry(register="r", person="Ed Doe", party="USA", start="2031-03-16", end="2031-03-16",
                          country="FRA", country_name="FRA")  # fmt: skip
    called = contact(who=(Participant("Ed Doe", "USA"),), country="KOR")
    (finding,) = corroborate([called], (*REGISTER, other)).findings
    assert (finding.traveller, finding.verdict) == ("Ed Doe", Verdict.CONTRADICTED)
