"""Claims in one line; quotation marks only around words that the document gives as somebody's own."""

from dataclasses import replace

import pytest

from tests.record.making import cite, document, said
from tracktwo.model import (
    Change,
    Claim,
    Commitment,
    Dialogue,
    Engagement,
    Form,
    Idea,
    Incident,
    Modality,
    Participant,
    Person,
    Round,
    Stance,
    StanceValue,
    StateChange,
    StatementKind,
)
from tracktwo.views.describing import describe, describe_in_words, main_citations, quoted
from tracktwo.views.wording import party_name

DOCUMENT = document()
WORDS = (cite(DOCUMENT, "We will reopen the border"),)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (Person(name="Ana Košir", office="Minister", party="RUR", mentions=WORDS), "person: Ana Košir (RUR), Minister"),
        (
            replace(said(DOCUMENT, "We will reopen the border"), kind=StatementKind.DIRECT),
            "statement: Ana Košir (RUR), STATE: “We will reopen the border”",
        ),
        (
            said(DOCUMENT, "drone strikes must stop", modality=Modality.NEGATED),
            "statement: Ana Košir (RUR), STATE, negated: drone strikes must stop",
        ),
        (
            said(DOCUMENT, "drone strikes must stop", speaker=None, party=None),
            "statement: somebody, STATE: drone strikes must stop",
        ),
        (Stance(party="RUR", issue="border", stance=StanceValue.FOR, evidence=WORDS), "stance: RUR for border"),
        (
            Engagement(
                form=Form.CALL, who=(Participant("Ana Košir", "RUR"),), with_=(Participant(None, "ELB"),),
                when="2013-08", where="Strelsau", evidence=WORDS,
            ),
            "call (held): Ana Košir (RUR) with ELB, 2013-08, Strelsau",
        ),
        (
            Round(dialogue=Dialogue(None, ("ELB", "RUR")), ordinal=2, when="2013", evidence=WORDS),
            "round (held): ELB and RUR, round 2, 2013",
        ),
        (
            StateChange(dialogue="Bridge Talks", change=Change.SUSPENDED, when="2012", cause="a raid", evidence=WORDS),
            "suspended: Bridge Talks, 2012, because of a raid",
        ),
        (
            Commitment(by=("RUR",), to=("ELB",), what=WORDS, due_text="by spring", evidence=WORDS),
            "commitment (pledged): RUR to ELB: We will reopen the border, due by spring",
        ),
        (Incident(what=WORDS, when="2011", evidence=WORDS), "incident: We will reopen the border, 2011"),
        (Idea(what=WORDS, evidence=WORDS), "idea: We will reopen the border"),
    ],
    ids=lambda value: value.KEY if isinstance(value, Claim) else "",
)  # fmt: skip
def test_a_claim_in_one_line(claim: Claim, line: str) -> None:
    assert describe(claim) == line
    assert main_citations(claim)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (Person(name="Ana Košir", party="PAK", mentions=WORDS), "person: Ana Košir (Pakistan)"),
        (
            said(DOCUMENT, "drone strikes must stop", party="PAK+USA"),
            "statement: Ana Košir (Pakistan and United States), STATE: drone strikes must stop",
        ),
        (
            said(DOCUMENT, "drone strikes must stop", speaker=None, party=None),
            "statement: somebody, STATE: drone strikes must stop",
        ),
        (
            Stance(party="PAK", issue="border", stance=StanceValue.FOR, evidence=WORDS),
            "stance: Pakistan for border",
        ),
        (
            Engagement(form=Form.CALL, who=(Participant(None, "PAK"),), with_=(Participant("Bo", "IND"),), evidence=WORDS),
            "call (held): Pakistan with Bo (India)",
        ),
        (Round(dialogue=Dialogue(None, ("IND", "PAK")), evidence=WORDS), "round (held): India and Pakistan"),
        (
            StateChange(dialogue=None, parties=("IND", "PAK"), change=Change.SUSPENDED, evidence=WORDS),
            "suspended: India and Pakistan",
        ),
        (
            Commitment(by=("PAK",), to=("IND",), what=WORDS, evidence=WORDS),
            "commitment (pledged): Pakistan to India: We will reopen the border",
        ),
    ],
    ids=lambda value: value.KEY if isinstance(value, Claim) else "",
)  # fmt: skip
def test_sides_are_called_by_their_names_where_that_is_asked_for(claim: Claim, line: str) -> None:
    assert describe(claim, party_name) == line


def test_words_that_have_marks_of_their_own_get_no_others() -> None:
    claim = replace(said(DOCUMENT, "“We will reopen the border,”"), kind=StatementKind.DIRECT)
    assert quoted(claim) == "“We will reopen the border,”"


def test_pages_have_sides_by_name_and_dates_in_words() -> None:
    met = Engagement(
        form=Form.MEETING, who=(Participant("Mira Vance", "DEU"),), with_=(Participant(None, "FRA"),),
        when="2031-02-20/2031-02-21", where="Basel", evidence=(),
    )  # fmt: skip
    assert describe(met).endswith("Mira Vance (DEU) with FRA, 2031-02-20/2031-02-21, Basel")
    assert describe_in_words(met).endswith("Mira Vance (Germany) with France, 20–21 February 2031, Basel")
