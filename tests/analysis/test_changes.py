"""What changed between two days or rounds."""

from datetime import date

import pytest

from tests.analysis.dossiers import change, contact, dossier, promise, report, round_held, stance
from tracktwo.analysis.changes import About, changes_between, span_between
from tracktwo.errors import UsageError
from tracktwo.model import Change

MAREK, BEKOV = ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA")
TODAY = date(2031, 1, 1)


def story():
    return dossier(
        *round_held(1, "2030-01-10", MAREK, published="2030-01-11"),
        *stance("XOR", "against", "visas", "Orlesia rejects visas.", "2030-01-11"),
        promise("Orlesia will reopen the ford by May.", "reopen the ford by May", "2030-05", "2030-01-12"),
        *round_held(2, "2030-06-10", MAREK, BEKOV, published="2030-06-11"),
        change(Change.SUSPENDED, "2030-02-11", "The talks were suspended on 11 February.", "2030-02-12"),
        change(Change.RESUMED, "2030-04-01", "The talks were resumed on 1 April.", "2030-04-02"),
        contact("call", "2030-03-01", MAREK, BEKOV, published="2030-03-02"),
        report("Orlesia reopened the ford on 2 April.", "2030-04-03"),
        *stance("XOR", "for", "visas", "Orlesia accepts visas.", "2030-06-11"),
        promise(
            "Tavan will repair the mill by August.",
            "repair the mill by August",
            "2030-08",
            "2030-05-05",
            ("XTA",),
        ),
    )


def told(since: str | None, until: str | None) -> set[tuple[str, str, str | None]]:
    own = story()
    found = changes_between(own, span_between(own, since, until, TODAY))
    assert all(c.entries and c.citations for c in found)
    return {(c.about.value, c.change, c.day) for c in found}


def test_between_two_rounds():
    assert told("round 1", "2030-06-11") >= {
        ("position", "reversed", "2030-06-11"),
        ("promise", "met", "2030-04-02"),
        ("promise", "promised", "2030-05-05"),
        ("state", "suspended", "2030-02-11"),
        ("state", "resumed", "2030-04-01"),
        ("contact", "held", "2030-03-01"),
        ("round", "held", "2030-06-10"),
        ("person", "first named", "2030-06-11"),
    }


def test_what_lies_outside_is_left_out():
    assert told("2030-06-30", "2030-07-30") == set()
    assert told("2030-07-01", None) == {("promise", "overdue", "2030-09-01")}


def test_without_a_beginning_it_is_the_last_round_but_one():
    own = story()
    span = span_between(own, None, None, TODAY)
    assert (span.after, span.until) == (date(2030, 1, 10), TODAY)


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("round 9", None, "no round of that number"),
        ("some day", None, "neither a date nor a round"),
        ("2030-06-01", "2030-05-01", "swap them"),
    ],
)
def test_a_wrong_span_is_answered(since: str, until: str | None, says: str):
    with pytest.raises(UsageError, match=says):
        span_between(story(), since, until, TODAY)


def test_without_rounds_a_date_is_asked_for():
    with pytest.raises(UsageError, match="--since"):
        span_between(dossier(), None, None, TODAY)


def test_kinds_stand_in_their_order():
    own = story()
    found = [c.about for c in changes_between(own, span_between(own, "2030-01-01", None, TODAY))]
    assert found == sorted(found, key=list(About).index)
