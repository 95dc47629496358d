"""The words by which a brief tells what somebody said."""

import pytest

from tests.analysis.dossiers import dossier
from tests.making import cite, document, entry
from tracktwo.model import Act, Stance, StanceValue, Statement, StatementKind
from tracktwo.views.brief.speakers import Said, words_of


@pytest.mark.parametrize(
    ("text", "cue", "content", "act", "shown"),
    [
        (
            "Orlesia pushed back against attempts to alter the border.",
            "pushed back",
            "attempts to alter the border",
            Act.REJECT,
            "pushed back against attempts to alter the border",
        ),
        (
            "Orlesia urged Tavan to open the gate.",
            "urged",
            "Tavan to open the gate",
            Act.REQUEST,
            "urged Tavan to open the gate",
        ),
        # What does not stand right behind has the sentence to tell it.
        (
            "Orlesia rejected, in a note that was made public, the new border.",
            "rejected",
            "the new border",
            Act.REJECT,
            "Orlesia rejected, in a note that was made public, the new border",
        ),
    ],
)
def test_words_right_before_what_was_said_are_told_where_they_turn_it(
    text: str, cue: str, content: str, act: Act, shown: str
) -> None:
    doc = document(text, published="2030-03-10")
    said = Statement(
        speaker="Dana Marek",
        party="XOR",
        cue=(cite(doc, cue),),
        content=(cite(doc, content),),
        kind=StatementKind.INDIRECT,
        act=act,
        issues=("border",),
    )
    stance = Stance(party="XOR", issue="border", stance=StanceValue.AGAINST, evidence=(cite(doc, content),))
    told = entry(stance, doc)
    found = words_of(told.claim.evidence[0], "XOR", told, Said(dossier(entry(said, doc), told)))
    assert found.shown.exact.rstrip(".") == shown
