"""A day that notes how long what was asked of it holds: held against asking again on each of the following days."""

from datetime import date, timedelta
from operator import eq, ge, gt, le, lt, ne

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracktwo.analysis.looking_day import LookingDay

TODAY = date(2026, 11, 22)
NEAR = st.integers(-5, 5).map(lambda n: TODAY + timedelta(days=n))
ASK = (lt, le, gt, ge, eq, ne)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ASK), NEAR, st.booleans()), max_size=6))
def test_everything_is_answered_the_same_until_that_day_and_no_longer(
    asked: list[tuple[object, date, bool]],
) -> None:
    def answers(day: date) -> list[bool]:
        return [ask(day, other) if is_first else ask(other, day) for ask, other, is_first in asked]  # type: ignore[operator]

    looking = LookingDay.of(TODAY)
    now = answers(looking)
    assert now == answers(TODAY)
    later = [TODAY + timedelta(days=n) for n in range(1, 12)]
    same = [day for day in later if all(answers(d) == now for d in later if d <= day)]
    assert looking.last == (max(same, default=TODAY) if same != later else date.max)


@pytest.mark.parametrize(
    "use",
    [
        lambda day: day - date(2020, 1, 1),
        lambda day: date(2030, 1, 1) - day,
        lambda day: day + timedelta(days=1),
        lambda day: timedelta(days=1) + day,
        lambda day: day.year,
        lambda day: day.isoformat(),
        lambda day: f"{day}",
        lambda day: f"{day:%B}",
        str,
        repr,
        lambda day: day.toordinal(),
        lambda day: day.strftime("%d"),
        lambda day: day.replace(day=1),
    ],
)
def test_whatever_else_it_is_used_for_holds_for_the_day_alone(use: object) -> None:
    looking = LookingDay.of(TODAY)
    assert use(looking) == use(TODAY)  # type: ignore[operator]
    assert looking.last == TODAY


def test_nothing_asked_holds_for_ever() -> None:
    looking = LookingDay.of(TODAY)
    assert (looking.plain, looking.last) == (TODAY, date.max)
    assert isinstance(looking, date)


def test_what_was_found_before_shortens_it() -> None:
    looking = LookingDay.of(TODAY)
    looking.note(date(2027, 1, 1))
    looking.note(date(2027, 2, 1))
    assert looking.last == date(2027, 1, 1)


def test_ordering_many_days_finds_the_next_one() -> None:
    looking = LookingDay.of(TODAY)
    days = [date(2020, 1, 1), date(2026, 12, 24), date(2027, 3, 1)]
    assert max([looking, *days]) == date(2027, 3, 1)
    assert looking.last <= date(2027, 3, 1)
