"""The runner of rule cases can fail: a check that matches anything would pass every table."""

from __future__ import annotations

import pytest

from tests.extraction.cases import Case, differences, document_of, settle
from tracktwo.model import Extraction, Person

TEXT = "Foreign Minister Amina Diallo met Ivo Petrov. Diallo smiled."
DOCUMENT = document_of({"id": "x", "text": TEXT})
DIALLO = Person(
    name="Amina Diallo",
    office="Foreign Minister",
    mentions=(DOCUMENT.cite(17, 29), DOCUMENT.cite(46, 52)),
)
EXTRACTION = Extraction(is_dialogue_report=True, people=(DIALLO,))


@pytest.mark.parametrize(
    "entry",
    [
        {"expect": [{"claim": "people", "name": "Amina Diallo", "mentions": ["Amina Diallo", "Diallo"]}]},
        {"expect": [{"claim": "people", "mentions": "Amina Diallo … Diallo"}]},
        {"expect": [{"claim": "people", "name~": "diallo", "mentions+": ["Diallo"], "party!": "SEN"}]},
        {"absent": [{"claim": "people", "name": "Ivo Petrov"}, {"claim": "rounds"}]},
        {"exactly": {"people": 1, "statements": 0}, "dialogue": True},
    ],
)
def test_what_is_so_makes_no_difference(entry):
    assert differences(entry, EXTRACTION) == []


@pytest.mark.parametrize(
    "entry",
    [
        {"expect": [{"claim": "people", "name": "Ivo Petrov"}]},
        {"expect": [{"claim": "people", "party": "SEN"}]},
        {"expect": [{"claim": "people", "mentions": ["Amina Diallo"]}]},
        {"expect": [{"claim": "people", "mentions+": ["She"]}]},
        {"expect": [{"claim": "people", "party!": None}]},
        {"expect": [{"claim": "people", "name": "Amina Diallo"}, {"claim": "people", "name~": "Diallo"}]},
        {"absent": [{"claim": "people"}]},
        {"exactly": {"people": 2}},
        {"dialogue": False},
    ],
)
def test_what_is_not_so_is_told(entry):
    assert differences(entry, EXTRACTION) != []


def test_quality_decides_what_a_difference_does():
    with pytest.raises(pytest.fail.Exception):
        settle(Case("x", {"why": "y"}), ["z"])
    with pytest.raises(pytest.xfail.Exception):
        settle(Case("x", {"why": "y", "quality": "weak"}), ["z"])
    settle(Case("x", {"why": "y"}), [])
