"""The convergence sheet: sides side by side, by round and by calendar, sentences about agreement, the measure."""

from datetime import date

import pytest

from tests.analysis.dossiers import dossier, round_held, stance, statement
from tracktwo.analysis.agreement import Meeting, kind_of, topics_of
from tracktwo.analysis.convergence import Relation, convergence_sheets, measure
from tracktwo.analysis.meeting_cues import cues_in, may_tell
from tracktwo.analysis.namings import Namings
from tracktwo.analysis.periods import By, rounds_as_periods

OWN = Namings.given({"XOR": ["Orlesia", "Orlesian"], "XTA": ["Tavan", "Tavani"]})


def talks():
    return dossier(
        *round_held(1, "2030-03-08/2030-03-09"),
        *round_held(2, "2030-06-14"),
        *stance(
            "XOR", "against", "bridge tolls", "Orlesia rejects the tolls.", "2030-03-10", speaker="Dana Marek"
        ),
        *stance("XTA", "for", "bridge tolls", "Tavan defends the tolls.", "2030-03-12"),
        *stance("XTA", "against", "bridge tolls", "Tavan opposes the tolls now.", "2030-06-15"),
        *stance("XOR", "against", "bridge tolls", "Orlesia still rejects the tolls.", "2030-06-16"),
        *stance("XOR", "for", "joint patrols", "Orlesia wants joint patrols.", "2030-09-01"),
    )


def test_each_round_has_its_own_sheet_with_both_sides_sentences():
    sheets = {(s.issue.name, s.period.name): s for s in convergence_sheets(talks())}
    first = sheets["bridge tolls", "Round 1"]
    assert first.relation is Relation.OPPOSED
    assert [s.told[-1].citation.exact for s in first.sides] == [
        "Orlesia rejects the tolls.",
        "Tavan defends the tolls.",
    ]
    assert sheets["bridge tolls", "Round 2"].relation is Relation.BOTH_AGAINST
    alone = sheets["joint patrols", "since round 2"]
    assert alone.relation is Relation.ONE_SIDE
    assert alone.silent == ("XTA",)


def test_the_measure_counts_what_can_be_compared():
    by_name = {m.period.name: m for m in measure(convergence_sheets(talks()))}
    assert (by_name["Round 1"].compared, by_name["Round 1"].opposed, by_name["Round 1"].share) == (1, 1, 0.0)
    assert by_name["Round 2"].share == 1.0
    assert by_name["since round 2"].share is None
    assert by_name["since round 2"].one_side == 1


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (By.YEAR, {"2030"}),
        (By.QUARTER, {"2030 Q1", "2030 Q2", "2030 Q3"}),
        (By.MONTH, {"2030-03", "2030-06", "2030-09"}),
        (By.ALL, {"whole time"}),
    ],
)
def test_time_is_divided_by_calendar_too(by: By, names: set[str]):
    assert {s.period.name for s in convergence_sheets(talks(), by)} == names


def test_periods_of_rounds_follow_one_another_without_a_gap():
    periods = rounds_as_periods(talks().rounds)
    assert [p.name for p in periods] == ["Round 1", "Round 2", "since round 2"]
    assert periods[0].end == date(2030, 3, 17) == periods[1].start
    assert periods[1].end == date(2030, 6, 22) == periods[2].start
    assert not periods[0].holds(None)


def test_what_is_said_outright_outweighs_what_is_worked_out():
    found = dossier(
        *stance("XOR", "for", "fishing days", "Orlesia wants fishing days.", "2030-03-10"),
        *stance("XTA", "for", "fishing days", "Tavan wants fishing days.", "2030-03-10"),
        statement("XOR+XTA", "The two sides failed on Wednesday to agree on fishing days.", "2030-03-11"),
    )
    (sheet,) = convergence_sheets(found, By.ALL)
    assert sheet.relation is Relation.OPPOSED
    assert [a.citation.exact for a in sheet.agreements] == [
        "The two sides failed on Wednesday to agree on fishing days."
    ]
    assert sheet.agreements[0].party == "XOR+XTA"


def test_three_sides_meet_only_together():
    parties = ("XME", "XOR", "XTA")
    both = (
        *stance("XOR", "for", "visas", "Orlesia wants visas.", "2030-03-10"),
        *stance("XTA", "for", "visas", "Tavan wants visas.", "2030-03-10"),
    )
    (two,) = convergence_sheets(dossier(*both, parties=parties), By.ALL)
    assert two.relation is Relation.BOTH_FOR
    third = stance("XME", "against", "visas", "Merrow opposes visas.", "2030-03-11")
    (three,) = convergence_sheets(dossier(*both, *third, parties=parties), By.ALL)
    assert three.relation is Relation.OPPOSED


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The two sides concurred on visas.", Meeting.AGREE),
        ("Visas remained an area of sharp divergence.", Meeting.DIFFER),
        ("The ministers could not agree on visas.", Meeting.DIFFER),
        ("They agreed to disagree on visas.", Meeting.DIFFER),
        ("Bekov denied that the sides had agreed on visas.", Meeting.DIFFER),
        ("The sides hope to agree on visas.", None),
        ("Orlesia agreed to the list.", None),
        ("Orlesia and Tavan agreed on the list.", Meeting.AGREE),
        ("Marek said that the list was long.", None),
        # What is done to a difference or an agreement, and what denies it.
        ("The two sides bridged their differences over visas.", Meeting.AGREE),
        ("The two sides have not bridged their differences over visas.", Meeting.DIFFER),
        ("The two sides narrowed their differences over visas.", Meeting.NEARER),
        ("The two sides have not narrowed the gap on visas.", Meeting.DIFFER),
        ("An accord on visas eluded the two sides.", Meeting.DIFFER),
        ("The talks on visas ended in deadlock.", Meeting.DIFFER),
        ("Despite their differences over tolls the ministers met.", None),
        ("Have the two sides agreed on visas?", None),
        # Whose it is, and what only looks like it.
        ("Orlesia endorsed Tavan's proposal on visas.", Meeting.AGREE),
        ("Tavan brushed aside Orlesia's proposal on visas.", Meeting.DIFFER),
        ("Orlesia agrees to the list.", None),
        ("The work on visas, as agreed in May, goes on.", None),
        ("Our resolve to ease visas is firm.", None),
        ("There is a difference between a visa and a permit.", None),
        ("Marek underlined the United League's commitment to visas.", None),
        ("Marek recalled the friendship between Orlesia and Tavan and thanked her host.", None),
        ("Orlesia and Tavan thanked their hosts.", Meeting.AGREE),
    ],
)
def test_sentences_about_agreement(sentence: str, kind: Meeting | None):
    assert kind_of(sentence, OWN) is kind
    # What tells is found in a text, too.
    assert kind is None or (may_tell(sentence) and list(cues_in(sentence)))


def test_words_that_may_tell_of_agreement_are_found_whatever_stands_around_them():
    text = "Marek spoke.\n\nThe sides’ views on visas CONVERGED; Bekov left. A common lunch, a long view."
    assert "CONVERGED" in [text[start:end] for start, end in cues_in(text)]
    assert may_tell("Their views on visas CONVERGED.")
    assert not may_tell("A common lunch was long.")
    assert list(cues_in("Marek spoke. Bekov left.")) == []


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("The two sides failed on Wednesday to agree on fishing rights.", "fishing rights"),
        ("Visas remained a sticking point.", "Visas"),
        ("Both sides share the view that fishing days be fixed.", "fishing days"),
    ],
)
def test_what_agreement_is_about(sentence: str, topic: str):
    assert topics_of(sentence)[0] == topic


def test_a_sentence_about_others_is_not_the_sides():
    told = statement("XOR", "France and Germany failed to agree on visas.", "2030-03-11")
    assert convergence_sheets(dossier(told), By.ALL) == ()
