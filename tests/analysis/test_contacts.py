"""Continuity: occasions, gaps, rates, plans, carriers, and suspensions with rival causes."""

from datetime import date

import pytest

from tests.analysis.dossiers import change, contact, dossier, incident, round_held, statement
from tracktwo.analysis.breaks import suspensions
from tracktwo.analysis.contacts import (
    Bearing,
    Kept,
    attendance,
    expected_by,
    gaps_between,
    in_year_of,
    occasions_of,
    plans_of,
    rate,
    undated,
    usual_gap,
)
from tracktwo.model import Change, Entry, StateChange, Status

MAREK, BEKOV, ORN = ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA"), ("Ivo Orn", "XOR")


def test_a_meeting_during_a_round_is_one_occasion_with_it():
    found = occasions_of(
        dossier(
            *round_held(1, "2030-03-08/2030-03-10", MAREK),
            contact("meeting", "2030-03-09", MAREK, BEKOV),
            contact("call", "2030-05-01", MAREK, BEKOV),
        )
    )
    assert [(o.name, o.first, o.last, o.is_round) for o in found] == [
        ("Round 1", date(2030, 3, 8), date(2030, 3, 10), True),
        ("call", date(2030, 5, 1), date(2030, 5, 1), False),
    ]
    assert [g.days for g in gaps_between(found)] == [52]


def test_what_is_planned_cancelled_or_undated_is_no_occasion():
    told = dossier(
        contact("call", "2030-05-01", MAREK, BEKOV, status=Status.PLANNED),
        contact("visit", "2030-06-01", MAREK, BEKOV, status=Status.CANCELLED),
        contact("meeting", None, MAREK, BEKOV),
        contact("meeting", "2030", MAREK, BEKOV),
    )
    assert occasions_of(told) == ()
    assert undated(told) == 2


def test_a_rhythm_needs_two_gaps():
    days = ["2030-01-01", "2030-02-01", "2030-03-01"]
    found = occasions_of(dossier(*(contact("call", d, MAREK, BEKOV) for d in days)))
    assert usual_gap(gaps_between(found)) == 30
    assert expected_by(found) == date(2030, 3, 31)
    assert expected_by(found[:2]) is None


def test_the_rate_is_set_against_whole_earlier_years():
    days = ["2027-02-01", "2028-02-01", "2028-06-01", "2029-02-01", "2030-02-01", "2030-06-01", "2030-09-01"]
    found = rate(occasions_of(dossier(*(contact("call", d, MAREK, BEKOV) for d in days))), date(2030, 12, 31))
    assert found.now == 3
    assert found.before == (1, 2)
    assert found.usual == 1.5
    assert rate((), date(2030, 1, 1)).usual is None


def test_who_comes_back_is_new_or_stays_away():
    told = dossier(
        *round_held(1, "2030-01-10", MAREK, BEKOV, published="2030-01-11"),
        *round_held(2, "2030-05-10", MAREK, BEKOV, published="2030-05-11"),
        *round_held(3, "2030-09-10", MAREK, ORN, published="2030-09-11"),
    )
    found = {a.person.name: (a.bearing, len(a.occasions)) for a in attendance(occasions_of(told))}
    assert found == {
        "Dana Marek": (Bearing.RETURNING, 3),
        "Ilyas Bekov": (Bearing.LOST, 2),
        "Ivo Orn": (Bearing.NEW, 1),
    }


@pytest.mark.parametrize(
    ("announced", "held", "kept", "slip"),
    [
        ("2030-03-01", "2030-03-01/2030-03-02", Kept.KEPT, 0),
        ("XXXX-03-01/XXXX-03-07", "2030-04-05/2030-04-06", Kept.SLIPPED, 35),
        ("XXXX-12-28", "2031-01-04", Kept.SLIPPED, 7),
        ("2030-03", None, Kept.PASSED, None),
        ("2031-03", None, Kept.AHEAD, None),
    ],
)
def test_a_round_announced_is_held_then_or_slips(
    announced: str, held: str | None, kept: Kept, slip: int | None
):
    told = list(round_held(2, announced, status=Status.PLANNED, published="2029-12-01"))
    if held:
        told += round_held(2, held, published=held[:10])
    (plan,) = plans_of(dossier(*told), date(2030, 12, 31))
    assert (plan.announced, plan.held, plan.kept, plan.slip) == (announced, held, kept, slip)


def test_a_time_without_a_year_is_put_in_the_nearest():
    assert in_year_of("XXXX-12-28", "2031-01-04") == "2030-12-28"
    assert in_year_of("2029-12-28", "2031-01-04") == "2029-12-28"
    assert in_year_of("XXXX-02-29", "2030-03-04") == "XXXX-02-29"


def test_a_suspension_has_rival_causes_incidents_and_its_end():
    blamed = change(
        Change.SUSPENDED,
        None,
        "The talks broke down because Orlesia opened the gates, Tavan said.",
        "2030-02-12",
        "Orlesia opened the gates",
    )
    said = statement(
        "XTA", "The talks broke down because Orlesia opened the gates, Tavan said.", "2030-02-12"
    )
    said = Entry(said.id, type(said.claim)(speaker=None, party="XTA", content=blamed.claim.evidence, kind=said.claim.kind), blamed.document)  # fmt: skip
    (found,) = suspensions(
        dossier(
            change(
                Change.SUSPENDED,
                None,
                "In view of the seizure Orlesia suspends the talks.",
                "2030-02-11",
                "the seizure of a vessel",
            ),
            blamed,
            said,
            incident("A patrol seized a vessel on the lake.", "2030-02-08", "2030-02-09"),
            incident("A bridge fell years before.", "2025-01-01", "2030-02-01"),
            change(Change.RESUMED, "2030-09-21", "The sides decided to resume the talks.", "2030-09-22"),
        )
    )
    assert (found.start, found.end, found.is_over) == ("2030-02-11", "2030-09-21", True)
    assert [(c.words, c.told_by) for c in found.causes] == [
        ("the seizure of a vessel", None),
        ("Orlesia opened the gates", "XTA"),
    ]
    assert [i.first.claim.what[0].exact for i in found.incidents] == ["A patrol seized a vessel on the lake."]


def test_the_day_of_a_cancelled_round_is_not_the_suspensions():
    (found,) = suspensions(
        dossier(
            change(Change.SUSPENDED, "2030-03-15", "The round of 15 March will not take place.", "2030-02-11")
        )
    )
    assert found.start == "2030-02-11"
    assert not found.is_over


def test_accounts_of_when_it_began_stand_beside_one_another():
    (found,) = suspensions(
        dossier(
            change(Change.SUSPENDED, "2011", "The talks were interrupted in 2011.", "2013-08-02"),
            change(
                Change.SUSPENDED, None, "The talks had been interrupted since October 2010.", "2013-08-02"
            ),
            change(Change.RESUMED, "2013-08-01", "The talks resume.", "2013-08-02"),
        )
    )
    assert set(found.since) == {"2011", "2010-10"}
    assert found.end == "2013-08-01"


def test_two_suspensions_stay_two():
    found = suspensions(
        dossier(
            change(Change.SUSPENDED, "2029-01-10", "Suspended.", "2029-01-10"),
            change(Change.RESUMED, "2029-03-10", "Resumed.", "2029-03-10"),
            change(Change.SUSPENDED, "2030-01-10", "Suspended again.", "2030-01-10"),
        )
    )
    assert [(s.start, s.end) for s in found] == [("2029-01-10", "2029-03-10"), ("2030-01-10", None)]


def test_news_of_the_end_recalls_no_new_break():
    ended = change(Change.RESUMED, None, "They resume the talks, suspended since February.", "2030-09-21")
    recalled = Entry(
        "recalled",
        StateChange(
            dialogue=None, parties=("XOR", "XTA"), change=Change.SUSPENDED, evidence=ended.claim.evidence
        ),
        ended.document,
    )
    found = suspensions(
        dossier(change(Change.SUSPENDED, "2030-02-11", "Suspended.", "2030-02-11"), ended, recalled)
    )
    assert [(s.start, s.end) for s in found] == [("2030-02-11", "2030-09-21")]


@pytest.mark.parametrize(
    ("reported", "occasions"), [("2030-03-17", 1), ("2030-03-21", 1), ("2030-03-29", 0), ("2030-03-10", 0)]
)
def test_a_round_told_of_right_after_its_day_was_held_on_it(reported: str, occasions: int):
    told = dossier(
        *round_held(4, "2030-03-15/2030-03-16", status=Status.PLANNED, published="2030-01-01"),
        *round_held(4, None, published=reported),
    )
    found = occasions_of(told)
    assert len(found) == occasions
    assert all((o.first, o.last) == (date(2030, 3, 15), date(2030, 3, 16)) for o in found)
    assert undated(told) == 1 - occasions
