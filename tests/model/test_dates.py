"""EDTF values: what is taken, what is refused, and what may be concluded from them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracktwo.errors import MalformedDateError
from tracktwo.model.dates import Edtf, is_edtf

#: Machines that run tests are shared; a slow example is no wrong one.
_in_peace = settings(deadline=None, max_examples=60)
_days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@st.composite
def _dates(draw: st.DrawFn) -> str:
    day = draw(_days)
    year = draw(st.sampled_from([f"{day.year:04}", f"{day.year:04}"[:3] + "X", "XXXX"]))
    month = draw(st.sampled_from([None, f"{day.month:02}", "XX"]))
    if month is None:
        return year + draw(st.sampled_from(["", "~", "?", "%"] if year != "XXXX" else [""]))
    date_ = draw(st.sampled_from([None, f"{day.day:02}", "XX"]))
    if date_ is None or (date_ != "XX" and month == "XX"):
        return f"{year}-{month}"
    text = f"{year}-{month}-{date_}"
    assume(is_edtf(text))
    return text


@st.composite
def _values(draw: st.DrawFn) -> Edtf:
    if draw(st.booleans()):
        return Edtf.parse(draw(_dates()))
    first = draw(_days)
    last = first + timedelta(draw(st.integers(0, 400)))
    shape = draw(st.sampled_from(["{0}/{1}", "{0}/..", "../{1}", "/{1}", "{0}/"]))
    return Edtf.parse(shape.format(first, last))


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2013-08-01", date(2013, 8, 1), date(2013, 8, 2)),
        ("2013-02", date(2013, 2, 1), date(2013, 3, 1)),
        ("2013", date(2013, 1, 1), date(2014, 1, 1)),
        ("201X", date(2010, 1, 1), date(2020, 1, 1)),
        ("2013-XX-31", date(2013, 1, 31), date(2014, 1, 1)),
        ("2015-33", date(2015, 1, 1), date(2015, 4, 1)),
        ("2015-41", date(2015, 7, 1), date(2016, 1, 1)),
        ("2013-07-31/2013-08-02", date(2013, 7, 31), date(2013, 8, 3)),
        ("2014/..", date(2014, 1, 1), None),
        ("../2014-03", None, date(2014, 4, 1)),
        ("XXXX-08-01", None, None),
        ("2013-09~", date(2013, 8, 1), date(2013, 11, 1)),
        ("2013-~08-01", date(2013, 7, 31), date(2013, 8, 3)),
        ("2013-08?", date(2013, 8, 1), date(2013, 9, 1)),
    ],
)
def test_bounds_are_half_open(text: str, first: date | None, end: date | None) -> None:
    assert Edtf.parse(text).bounds() == (first, end)


@pytest.mark.parametrize(
    "text",
    [
        "", "2013-8-1", "20130801", "2013-13", "2013-00", "2013-02-30", "2015-02-29", "XXXX-02-30", "0000",
        "2013/2012", "2013-08-02/2013-08-01", "..", "/", "../..", "2013-22-01", "2013-42", "Y20130", "-2013",
        "2013-08-01T10:00", "[2013,2014]", "2013/2014/2015", " 2013", "２０１３",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(MalformedDateError):
        Edtf.parse(text)
    assert not is_edtf(text)


def test_an_error_says_what_is_wrong_with_which_date() -> None:
    with pytest.raises(MalformedDateError, match="'2013-02-30' names no day of the calendar"):
        Edtf.parse("2013-02-30")


@pytest.mark.parametrize(
    ("one", "two", "may"),
    [
        ("XXXX-08-01", "2013-08", True),
        ("XXXX-08-01", "2013-08-01", True),
        ("XXXX-08-01", "2013-08-02", False),
        ("XXXX-08-01", "2013", True),
        ("2013-08-01/2013-08-03", "2013-08-01", True),
        ("2013-08-01/2013-08-03", "2013-08-02", False),
        ("2013-08-01/2013-08-03", "XXXX-08-01/XXXX-08-03", True),
        ("2013-09~", "2013-10-20", True),
        ("2013-09~", "2013-12-01", False),
        ("2010", "2011", False),
        ("2013-22", "2013-07-04", True),
    ],
)
def test_what_may_be_one_time(one: str, two: str, may: bool) -> None:
    assert Edtf.parse(one).may_equal(Edtf.parse(two)) is may
    assert Edtf.parse(two).may_equal(Edtf.parse(one)) is may


@pytest.mark.parametrize(
    ("one", "two", "before"),
    [
        ("2013-08-01", "2013-08-02", True),
        ("2013-08-01", "2013-08", False),
        ("2013-07", "2013-08", True),
        ("XXXX-07-01", "XXXX-08-01", False),
        ("XXXX-07-01", "2013-08-01", False),
        ("2013-07~", "2013-08", False),
        ("2013-06~", "2013-08", True),
        ("2013/..", "2014", False),
        ("../2013", "2014", True),
    ],
)
def test_before_only_where_it_is_certain(one: str, two: str, before: bool) -> None:
    assert Edtf.parse(one).surely_before(Edtf.parse(two)) is before


def test_days_are_sorted_and_unknown_years_come_last() -> None:
    texts = ["XXXX-01-01", "2014", "2013-08-01", "2013-08", "../2012"]
    ordered = sorted(map(Edtf.parse, texts), key=Edtf.sort_key)
    assert [d.text for d in ordered] == ["../2012", "2013-08-01", "2013-08", "2014", "XXXX-01-01"]


@_in_peace
@given(_values())
def test_text_is_kept_and_read_back_the_same(value: Edtf) -> None:
    assert Edtf.parse(str(value)) == value


@_in_peace
@given(_values())
def test_every_date_may_equal_and_overlap_itself(value: Edtf) -> None:
    assert value.may_equal(value)
    assert value.may_overlap(value)
    assert not value.surely_before(value)


@_in_peace
@given(_values(), _values())
def test_before_excludes_after_and_overlap(one: Edtf, two: Edtf) -> None:
    if one.surely_before(two):
        assert not two.surely_before(one)
        assert not one.may_overlap(two)
        assert not two.may_overlap(one)
    assert one.may_overlap(two) == two.may_overlap(one)
    assert one.may_equal(two) == two.may_equal(one)


@_in_peace
@given(_values(), _values(), _values())
def test_before_is_transitive(one: Edtf, two: Edtf, three: Edtf) -> None:
    if one.surely_before(two) and two.surely_before(three):
        assert one.surely_before(three)


@_in_peace
@given(_days, _dates())
def test_a_day_that_fits_lies_within_the_bounds(day: date, text: str) -> None:
    value = Edtf.parse(text)
    assert value.start is not None
    if value.start.may_be(day):
        first, end = value.bounds()
        assert first is None or first <= day
        assert end is None or day < end


@_in_peace
@given(_days, _days)
def test_whole_days_are_compared_as_days(one: date, two: date) -> None:
    a, b = Edtf.parse(one.isoformat()), Edtf.parse(two.isoformat())
    assert a.surely_before(b) == (one < two)
    assert a.may_equal(b) == (one == two)


@_in_peace
@given(_values())
def test_the_edtf_library_takes_what_is_taken_here(value: Edtf) -> None:
    assert parse_edtf(value.text) is not None
