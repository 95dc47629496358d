"""Promises seen from a day: open, overdue, moved to a later date, perhaps met; each with its other place."""

from datetime import date

import pytest

from tests.making import cite, document, entry
from tracktwo.analysis.dossier import Dossier, open_dossiers
from tracktwo.analysis.likeness import shared
from tracktwo.analysis.positions import same_issue
from tracktwo.analysis.promises import Due, promises
from tracktwo.model import Change, Commitment, Engagement, Entry, Form, Participant, StateChange, Strength

BENCH = ("XOR", "XTA")
AS_OF = date(2030, 12, 31)


def promise(text: str, what: str, due: str | None, published: str | None, by: str = "XOR") -> Entry:
    doc = document(text, published=published)
    claim = Commitment(
        by=(by,), what=(cite(doc, what),), due=due, strength=Strength.PLEDGED, evidence=(cite(doc, text),)
    )
    return entry(claim, doc)


def dossier(*entries: Entry) -> Dossier:
    doc = document("The border talks resumed.", published="2030-01-01")
    state = entry(
        StateChange(
            dialogue="border talks", parties=BENCH, change=Change.RESUMED, evidence=(cite(doc, doc.text),)
        ),
        doc,
    )
    beside = [
        entry(
            StateChange(
                dialogue="border talks", parties=BENCH, change=Change.RESUMED, evidence=e.claim.evidence
            ),
            e.document,
        )
        for e in entries
    ]
    everything = [state, *beside, *entries]
    (found,) = open_dossiers([e.document for e in everything], everything)
    return found


def standing(*entries: Entry) -> list[tuple[Due, str]]:
    return [(p.due, p.entry.claim.what[0].exact) for p in promises(dossier(*entries), AS_OF)]


FIRST = promise(
    "Orlesia will open the Dorn customs post by March.",
    "open the Dorn customs post",
    "../2030-03",
    "2030-01-10",
)


def test_a_promise_whose_time_is_over_is_overdue() -> None:
    assert standing(FIRST) == [(Due.OVERDUE, "open the Dorn customs post")]
    assert [p.due for p in promises(dossier(FIRST), date(2030, 3, 31))] == [Due.OPEN]


def test_a_later_date_for_the_same_is_a_slip() -> None:
    again = promise(
        "The customs post at Dorn will open in June, Orlesia said.",
        "The customs post at Dorn will open",
        "2030-06",
        "2030-04-02",
    )
    (found,) = promises(dossier(FIRST, again), date(2030, 5, 1))
    assert found.due is Due.SLIPPED
    assert [(s.from_due, s.to_due) for s in found.slips] == [("../2030-03", "2030-06")]
    assert found.settled_by is not None
    assert found.settled_by.claim.due == "2030-06"
    (later,) = promises(dossier(FIRST, again), AS_OF)
    assert later.due is Due.OVERDUE


def test_the_same_promise_in_two_papers_is_listed_once() -> None:
    copy = promise(
        "A post for customs in Dorn is to be opened by March.",
        "A post for customs in Dorn is to be opened",
        "../2030-03",
        "2030-01-11",
    )
    (only,) = promises(dossier(FIRST, copy), AS_OF)
    assert [e.id for e in only.repeated] == [copy.id]


@pytest.mark.parametrize(
    ("published", "due"), [("2030-03-05", Due.PERHAPS_MET), ("2030-01-02", Due.OVERDUE), (None, Due.OVERDUE)]
)
def test_only_what_is_told_later_may_be_a_fulfilment(published: str | None, due: Due) -> None:
    doc = document("Marek and Bekov opened the customs post in Dorn.", published=published)
    opened = entry(
        Engagement(form=Form.OTHER, who=(Participant("Dana Marek", "XOR"),), with_=(Participant("Ilyas Bekov", "XTA"),), evidence=(cite(doc, doc.text),)), doc
    )  # fmt: skip
    assert [p.due for p in promises(dossier(FIRST, opened), AS_OF)] == [due]


def test_another_sides_promise_is_no_new_version() -> None:
    other = promise(
        "Tavan will open the Dorn customs post in June.",
        "open the Dorn customs post",
        "2030-06",
        "2030-04-02",
        by="XTA",
    )
    assert {p.due for p in promises(dossier(FIRST, other), AS_OF)} == {Due.OVERDUE}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("drone strikes", "U.S. drone strikes in Pakistan", True),
        ("the bridge tolls", "tolls on the bridge", True),
        ("bridge tolls", "bridge repairs", False),
        ("water", "water prices", False),
        ("", "water", False),
    ],
)
def test_issues_match_by_their_words(one: str, other: str, same: bool) -> None:
    assert same_issue(one, other) is same
    assert same_issue(other, one) is same


def test_likeness_of_nothing_is_nothing() -> None:
    assert shared("the of", "the of") == 0.0
