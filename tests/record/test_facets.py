"""What claims can be found by."""

import pytest

from tests.record.making import cite, document, said
from tracktwo.model import Commitment, Engagement, Form, Participant, Statement, StatementKind
from tracktwo.record.facets import LAST, Days, Facet, days_of, days_of_date, facets_of, fold

DOCUMENT = document()


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Košir", "kosir"),
        ("  Ana   KOŠIR ", "ana kosir"),
        ("İzmir", "izmir"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_names_are_folded(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_a_joint_statement_is_found_by_either_party_and_by_both() -> None:
    claim = said(DOCUMENT, "drone strikes", party="ELB+RUR")
    parties = {f.value for f in facets_of(claim) if f.field == "party"}
    assert parties == {"elb", "rur", "elb+rur"}


def test_an_engagement_is_found_by_everybody_who_took_part() -> None:
    claim = Engagement(
        form=Form.CALL,
        who=(Participant("Ana Košir", "RUR"),),
        with_=(Participant(None, "ELB"),),
        evidence=(cite(DOCUMENT, "reporters"),),
    )
    assert set(facets_of(claim)) == {
        Facet("person", "ana kosir"), Facet("party", "rur"), Facet("party", "elb"), Facet("what", "call"),
        Facet("status", "held"), Facet("engagements by party", "RUR"),
    }  # fmt: skip


def test_what_is_not_known_makes_no_facet() -> None:
    claim = Statement(speaker=None, content=(cite(DOCUMENT, "drone"),), kind=StatementKind.INDIRECT)
    placed = {f.field: f.value for f in facets_of(claim)}
    assert set(placed) == {"what", "statements by name", "statements by party"}
    assert placed["statements by name"] == placed["statements by party"] == LAST, (
        "it stands behind all others"
    )


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2013-08-02", Days("2013-08-02", "2013-08-02")),
        ("2013-08", Days("2013-08-01", "2013-08-31")),
        ("2013-07-31/2013-08-02", Days("2013-07-31", "2013-08-02")),
        ("2014/..", Days("2014-01-01", None)),
        ("XXXX-08-01", Days()),
        ("early August", Days()),
        (None, Days()),
    ],
)
def test_days(edtf: str | None, days: Days) -> None:
    assert days_of_date(edtf) == days


def test_a_claim_with_a_date_of_its_own_is_not_dated_by_its_document() -> None:
    due = Commitment(
        by=("RUR",),
        what=(cite(DOCUMENT, "reopen the border"),),
        due="2013-09",
        evidence=(cite(DOCUMENT, "border"),),
    )
    assert days_of(due, "2013-08-02") == Days("2013-09-01", "2013-09-30")
    assert days_of(said(DOCUMENT, "drone"), "2013-08-02") == Days("2013-08-02", "2013-08-02")
    assert days_of(said(DOCUMENT, "drone"), None) == Days()
