"""The position ledger: movements, folding, silence, joint words, and issues named from either side."""

import pytest

from tests.analysis.dossiers import contact, dossier, stance, statement
from tracktwo.analysis.ledger import Movement, Position, position_ledger
from tracktwo.model import Entry, StanceValue

TOLLS = "bridge tolls"


def positions(*groups: list[Entry]) -> list[Position]:
    return list(position_ledger(dossier(*(e for group in groups for e in group))).positions)


def test_a_reversal_is_told_with_both_sentences():
    (found,) = positions(
        stance("XOR", "against", TOLLS, "Marek ruled out the tolls.", "2031-01-10", speaker="Dana Marek"),
        stance(
            "XOR", "for", TOLLS, "Marek said Orlesia accepts the tolls.", "2031-05-10", speaker="Dana Marek"
        ),
    )
    assert [t.movement for t in found.told] == [Movement.FIRST_STATED, Movement.REVERSED]
    assert found.movement is Movement.REVERSED
    assert [t.citation.exact for t in found.told] == [
        "Marek ruled out the tolls.",
        "Marek said Orlesia accepts the tolls.",
    ]
    assert found.last.speaker == "Dana Marek"


def test_who_wants_an_end_to_it_is_against_it():
    (found,) = positions(
        stance("XOR", "against", TOLLS, "Orlesia opposes the bridge tolls.", "2031-01-10"),
        stance(
            "XOR", "for", "an end to the bridge tolls", "Orlesia supports an end to the tolls.", "2031-02-10"
        ),
    )
    assert [t.value for t in found.told] == [StanceValue.AGAINST, StanceValue.AGAINST]
    assert found.issue.name == TOLLS


def test_a_wire_story_in_three_papers_is_one_stance():
    text = (
        "Kesh, 10 January. Dana Marek, the foreign minister of Orlesia, told reporters after the talks in the old "
        "customs house by the river that her government rejects the bridge tolls and will say so again in the spring."
    )
    copies = [
        stance("XOR", "against", TOLLS, text + tail, day) for tail, day in (("", "2031-01-10"), (" (Wire)", "2031-01-11"), (" More.", "2031-01-12"))
    ]  # fmt: skip
    (found,) = positions(*copies)
    assert len(found.told) == 1
    assert len(found.told[0].entries) == 3


def test_what_has_no_date_moves_nothing():
    (found,) = positions(
        stance("XOR", "against", TOLLS, "Orlesia rejects the tolls.", None),
        stance("XOR", "for", TOLLS, "Orlesia accepts the tolls.", "2031-05-10"),
    )
    assert [t.movement for t in found.told] == [Movement.FIRST_STATED, Movement.UNDATED]
    assert found.last.value is StanceValue.FOR


def test_a_readout_without_a_date_is_of_its_contact_or_later():
    said = stance("XOR", "against", TOLLS, "Orlesia rejects the tolls.", None)
    met = contact("meeting", "2031-03-04", ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA"))
    moved = Entry(met.id, type(met.claim)(
        form=met.claim.form, who=met.claim.who, with_=met.claim.with_, when="2031-03-04",
        evidence=said[0].claim.content), said[0].document)  # fmt: skip
    (found,) = positions([*said, moved])
    assert found.told[0].day == "2031-03-04/.."
    assert found.told[0].movement is Movement.FIRST_STATED


def test_joint_words_are_each_sides():
    found = positions(
        stance("XOR+XTA", "for", "joint patrols", "The two sides agreed on joint patrols.", "2031-05-10")
    )
    assert [(p.party, p.last.is_joint) for p in found] == [("XOR", True), ("XTA", True)]


def test_two_values_on_one_day_are_no_reversal():
    (found,) = positions(
        stance("XOR", "against", TOLLS, "Marek rejects the tolls.", "2031-05-10", speaker="Dana Marek"),
        stance("XOR", "for", TOLLS, "Orn accepts the tolls.", "2031-05-10", speaker="Ivo Orn"),
    )
    assert found.told[1].movement is Movement.BOTH_WAYS


@pytest.mark.parametrize(
    ("days", "silent"),
    [
        (["2031-03-01", "2031-06-01", "2031-09-01"], True),
        (["2031-03-01", "2031-09-01"], False),
        (["2031-01-20", "2031-02-01", "2031-02-20"], False),
        ([], False),
    ],
)
def test_silence_needs_a_side_that_went_on_speaking(days: list[str], silent: bool):
    others = [statement("XOR", f"On other things, {d}.", d) for d in days]
    (found,) = positions(stance("XOR", "against", TOLLS, "Orlesia rejects the tolls.", "2031-01-10"), others)
    assert (found.movement is Movement.FELL_SILENT) is silent
    assert len(found.silence) == (len(days) if silent else 0)


def test_the_other_sides_words_break_no_silence():
    others = [statement("XTA", f"Tavan spoke, {d}.", d) for d in ("2031-03-01", "2031-06-01", "2031-09-01")]
    (found,) = positions(stance("XOR", "against", TOLLS, "Orlesia rejects the tolls.", "2031-01-10"), others)
    assert found.silence == ()
