"""The commitment ledger: what becomes of a promise, what a person says of it, and its score."""

from datetime import date

import pytest

from tests.analysis.dossiers import contact, dossier, promise, report, round_held
from tracktwo.analysis.commitments import Owed, Ruling, Status, Verdict, commitment_ledger
from tracktwo.model import Entry
from tracktwo.model import Status as Held

AS_OF = date(2030, 12, 31)
DATA = promise(
    "Orlesia will hand over daily flow data by the end of July.", "hand over daily flow data by the end of July", "2030-07", "2030-06-16"
)  # fmt: skip


def ledger(*entries: Entry, as_of: date = AS_OF, **more) -> list[Owed]:
    return list(commitment_ledger(dossier(*entries), as_of, **more))


def test_a_promise_is_open_then_overdue():
    assert [o.status for o in ledger(DATA, as_of=date(2030, 7, 31))] == [Status.OPEN]
    assert [o.status for o in ledger(DATA, as_of=date(2030, 8, 1))] == [Status.OVERDUE]


def test_it_slips_and_is_met_late_with_both_sentences():
    later = promise(
        "Marek said the transfer of flow data, foreseen for the end of July, would be completed by the end of October.",
        "completed by the end of October", "2030-10", "2030-07-30",
    )  # fmt: skip
    told = report("Marek: Orlesia handed over the flow data on 29 October.", "2030-11-17")
    (slipped,) = ledger(DATA, later, as_of=date(2030, 8, 15))
    assert (slipped.status, slipped.due) == (Status.SLIPPED, "2030-10")
    assert [(s.from_due, s.to_due) for s in slipped.slips] == [("2030-07", "2030-10")]
    (met,) = ledger(DATA, later, told)
    assert met.status is Status.MET
    assert met.settled_by is not None
    assert met.settled_by.day == "2030-10-29"
    assert met.settled_by.citation.exact == "Marek: Orlesia handed over the flow data on 29 October."
    assert (met.score, met.is_confirmed) == (3, False)


@pytest.mark.parametrize(
    ("sentence", "status", "score"),
    [
        ("Orlesia released the teachers.", Status.MET, 3),
        ("Orlesia released 30 of the 90 teachers.", Status.PARTLY, 1),
        ("Orlesia released 60 of the 90 teachers.", Status.PARTLY, 2),
        ("Orlesia did not release the teachers.", Status.OVERDUE, 0),
    ],
)
def test_scores_on_the_scale_of_the_peace_accords_matrix(sentence: str, status: Status, score: int):
    given = promise(
        "Orlesia promised to release the 90 teachers by May.",
        "release the 90 teachers by May",
        "2030-05",
        "2030-03-01",
    )
    (found,) = ledger(given, report(sentence, "2030-04-01"))
    assert (found.status, found.score) == (status, score)


def test_a_round_called_off_drops_the_promise():
    given = promise(
        "They decided to hold the fourth round on 15 March 2031.", "hold the fourth round on 15 March 2031", "2031-03-15", "2030-11-17", ("XOR", "XTA")
    )  # fmt: skip
    off = report("The fourth round, foreseen for 15 March, will not take place.", "2031-02-11")
    (found,) = ledger(given, off, as_of=date(2031, 2, 12))
    assert found.status is Status.DROPPED
    assert found.ended_by is not None
    cancelled = round_held(4, "2031-03-15", status=Held.CANCELLED, published="2031-02-12")
    (again,) = ledger(given, *cancelled, as_of=date(2031, 2, 12))
    assert again.status is Status.DROPPED


def test_a_round_held_keeps_the_promise():
    given = promise(
        "They will hold the fourth round in March.",
        "hold the fourth round in March",
        "2031-03",
        "2030-11-17",
        ("XOR", "XTA"),
    )
    (found,) = ledger(given, *round_held(4, "2031-03-20", published="2031-03-22"), as_of=date(2031, 4, 2))
    assert found.status is Status.MET
    (other,) = ledger(given, *round_held(3, "2031-03-20", published="2031-03-22"), as_of=date(2031, 4, 2))
    assert other.status is Status.OVERDUE


def test_a_condition_makes_nothing_overdue_and_may_be_dropped_for_a_firm_promise():
    offer = promise(
        "The limits on lorries would be lifted when the data came, Bekov said.",
        "The limits on lorries would be lifted when the data came", "2030-03", "2030-02-01", ("XTA",), "conditional",
    )  # fmt: skip
    assert [o.status for o in ledger(offer)] == [Status.OPEN]
    firm = promise(
        "We will lift the limits on lorries by May.",
        "lift the limits on lorries by May",
        "2030-05",
        "2030-04-01",
        ("XTA",),
    )
    assert {o.entry.claim.strength.value: o.status for o in ledger(offer, firm)} == {
        "conditional": Status.SUPERSEDED,
        "pledged": Status.OVERDUE,
    }
    assert {o.score for o in ledger(offer, firm)} == {None, 0}


@pytest.mark.parametrize(
    "what",
    [
        "exchange the data every week from January",
        "keep the crossing open",
        "give notice of 48 hours before any release",
    ],
)
def test_a_standing_duty_is_never_overdue(what: str):
    given = promise(f"Orlesia will {what}.", what, "2030-01", "2029-12-01")
    assert [o.status for o in ledger(given)] == [Status.OPEN]


def test_without_a_date_it_is_never_overdue():
    given = promise("Orlesia will reopen the ford.", "reopen the ford", None, "2020-01-01")
    assert [o.status for o in ledger(given)] == [Status.OPEN]


def test_a_person_has_the_last_word():
    kept = report("Orlesia handed over the daily flow data.", "2030-07-20")
    assert [o.status for o in ledger(DATA, kept)] == [Status.MET]
    rejected = {DATA.id: Ruling(Verdict.NOT)}
    (found,) = ledger(DATA, kept, rulings=rejected)
    assert (found.status, found.proposals, found.is_confirmed) == (Status.OVERDUE, (), True)
    (partly,) = ledger(DATA, rulings={DATA.id: Ruling(Verdict.PARTLY)})
    assert (partly.status, partly.score) == (Status.PARTLY, 2)
    (met,) = ledger(DATA, rulings={DATA.id: Ruling(Verdict.MET)})
    assert (met.status, met.is_confirmed) == (Status.MET, True)


def test_one_proposal_may_be_rejected_and_another_stand():
    first = report("Orlesia handed over the daily flow data.", "2030-07-20")
    second = report("Belur has received the daily flow data from Orlesia.", "2030-07-25")
    (before,) = ledger(DATA, first, second)
    assert len(before.proposals) == 2
    place = before.proposals[0]
    mark = f"{place.document.id[7:15]}:{place.citation.start}-{place.citation.end}"
    (after,) = ledger(DATA, first, second, rulings={DATA.id: Ruling(Verdict.NOT, mark)})
    assert [p.document.id for p in after.proposals] == [second.document.id]
    assert after.status is Status.MET


def test_a_meeting_keeps_a_promise_to_meet_of_those_who_gave_it():
    given = promise(
        "They agreed to meet again in October.",
        "meet again in October",
        "2030-10",
        "2030-09-21",
        ("XOR", "XTA"),
    )
    met = contact(
        "meeting", "2030-10-12", ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA"), published="2030-10-13"
    )
    assert [o.status for o in ledger(given, met)] == [Status.MET]
    others = contact(
        "meeting", "2030-10-12", ("Dana Marek", "XOR"), ("Una Sól", "XME"), published="2030-10-13"
    )
    assert [o.status for o in ledger(given, others)] == [Status.OVERDUE]


def test_without_text_only_claims_are_looked_at():
    kept = report("Orlesia handed over the daily flow data.", "2030-07-20")
    assert [o.status for o in ledger(DATA, kept, with_text=False)] == [Status.OVERDUE]


def test_what_was_published_later_is_not_known_yet():
    kept = report("Orlesia handed over the daily flow data.", "2030-07-20")
    assert [o.status for o in ledger(DATA, kept, as_of=date(2030, 7, 19))] == [Status.OPEN]
    assert ledger(DATA, as_of=date(2030, 6, 15)) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The ferry line to Belur was scrapped.", Status.DROPPED),
        ("The ferry line to Belur is doing well, but the bus was scrapped.", Status.OPEN),
        (
            "Orlesia scrapped its tolls, and later spoke at great length of how it might open a ferry line.",
            Status.OPEN,
        ),
    ],
)
def test_only_what_is_called_off_itself_is_dropped(sentence: str, status: Status):
    given = promise(
        "Orlesia will open a ferry line to Belur.", "open a ferry line to Belur", None, "2030-03-01"
    )
    (found,) = ledger(given, report(sentence, "2030-04-01"))
    assert found.status is status
