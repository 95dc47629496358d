"""A headline says what a claim is and leaves its words to the sentence beside it."""

import pytest

from tests.making import document
from tracktwo.model import (
    Act,
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
    Statement,
    StatementKind,
    Strength,
)
from tracktwo.model.claims import Change
from tracktwo.views.headlines import headline, kind_of

DOC = document("Mira Vance asked for it.")
WORDS = (DOC.cite(0, 10),)

CASES: tuple[tuple[Claim, str, str], ...] = (
    (Person(name="Mira Vance", office="envoy", mentions=WORDS), "person", "Mira Vance · envoy"),
    (
        Statement(
            speaker="Mira Vance", party="FRA", content=WORDS, kind=StatementKind.DIRECT, act=Act.REQUEST,
            modality=Modality.CONDITIONAL, addressee="the envoy", issues=("water",),
        ),
        "statement",
        "Mira Vance (France) · REQUEST · conditional · to the envoy · water",
    ),
    (
        Statement(speaker="France", party="FRA", content=WORDS, kind=StatementKind.INDIRECT),
        "statement",
        "France · STATE",
    ),
    (
        Stance(party="FRA", issue="water", stance=StanceValue.FOR, evidence=WORDS),
        "position",
        "France for water",
    ),
    (
        Engagement(
            form=Form.PRESS_CONFERENCE, who=(Participant("Mira Vance", "FRA"),), with_=(Participant(None, "DEU"),),
            when="2020-05", where="Rome", evidence=WORDS,
        ),
        "contact",
        "press conference (held) · Mira Vance (France) with Germany · May 2020 · Rome",
    ),
    (
        Round(dialogue=Dialogue(None, ("DEU", "FRA")), ordinal=2, evidence=WORDS),
        "round",
        "round 2 (held) · Germany and France",
    ),
    (
        StateChange(dialogue=None, parties=("FRA",), change=Change.RESUMED, when="2020", evidence=WORDS),
        "state of talks",
        "resumed · France · 2020",
    ),
    (
        Commitment(by=("FRA",), to=("DEU",), what=WORDS, strength=Strength.PLEDGED, due="2020-06", evidence=WORDS),
        "promise",
        "France to Germany · pledged · due June 2020",
    ),
    (Incident(what=WORDS, evidence=WORDS), "incident", "date not told"),
    (Idea(what=WORDS, evidence=WORDS), "idea", "idea"),
)  # fmt: skip


@pytest.mark.parametrize(("claim", "kind", "says"), CASES)
def test_a_claim_in_a_few_words(claim: Claim, kind: str, says: str) -> None:
    assert (kind_of(claim), headline(claim)) == (kind, says)
    assert isinstance(claim, Person) or "Mira Vance asked" not in says
