"""EDTF: reading, bounds, printing, and dates as users give them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.dates.edtf import bounds, normalize_user_date, parse, write_choice, write_span
from towhom.errors import DateError

DAY = date.fromisoformat

BOUNDS = [
    # a day, a month, a year
    ("2017-07-06", "2017-07-06", "2017-07-06"),
    ("2017-07", "2017-07-01", "2017-07-31"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("2017", "2017-01-01", "2017-12-31"),
    # a qualifier says that it is approximate, not by how much
    ("2017~", "2017-01-01", "2017-12-31"),
    ("2017-07?", "2017-07-01", "2017-07-31"),
    ("?2017-07", "2017-07-01", "2017-07-31"),
    # unspecified digits
    ("199X", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2017-XX", "2017-01-01", "2017-12-31"),
    ("2017-XX-31", "2017-01-31", "2017-12-31"),
    ("201X-02-29", "2012-02-29", "2016-02-29"),
    # without a year there are no bounds
    ("XXXX-04", None, None),
    ("XXXX-23", None, None),  # autumn of an unknown year
    ("XXXX-02-29", None, None),
    # a time of day changes nothing
    ("2017-07-06T10:30:00Z", "2017-07-06", "2017-07-06"),
    ("2017-07-06T23:00:00-05:00", "2017-07-06", "2017-07-06"),
    # intervals, open and unknown ends
    ("1993-01-20/2001-01-20", "1993-01-20", "2001-01-20"),
    ("2003/2008", "2003-01-01", "2008-12-31"),
    ("../2001", None, "2001-12-31"),
    ("2001/..", "2001-01-01", None),
    ("2001/", "2001-01-01", None),
    ("2017-05~/2017-06", "2017-05-01", "2017-06-30"),
    # sets
    ("[2017-07,2018-07]", "2017-07-01", "2018-07-31"),
    ("{2017-07, 2018-07}", "2017-07-01", "2018-07-31"),
    ("[..2001]", None, "2001-12-31"),
    ("[2017-04,2025-04..]", "2017-04-01", None),
    ("[2010..2012]", "2010-01-01", "2012-12-31"),
    # seasons and quarters
    ("2017-21", "2017-03-01", "2017-06-21"),
    ("2017-24", "2017-01-01", "2018-03-21"),
    ("2017-35", "2017-07-01", "2017-09-30"),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest"), BOUNDS)
def test_bounds(edtf, earliest, latest):
    """Bounds are the first and last day that an expression allows."""
    expected = (earliest and DAY(earliest), latest and DAY(latest))

    assert expected == bounds(edtf)


@pytest.mark.parametrize("edtf", [case[0] for case in BOUNDS])
def test_printed_as_read(edtf):
    """What is printed reads as the same."""
    interval = parse(edtf)

    assert interval == parse(str(interval))


@pytest.mark.parametrize(
    "text",
    ["", "next week", "2017-13", "2017-02-30", "2017-7-6", "2018/2017", "../..", "/", "[..]", "Y-17000", "0000",
     "-0044", "2017-07-06T25:00", "2017-07T10:00", "[]", "[2017", "2017-00", "X"],
)  # fmt: skip
def test_refused(text):
    """What is no EDTF, or no day of the calendar, is refused by name."""
    with pytest.raises(DateError):
        parse(text)


USER = [
    ("2017-07-06", "2017-07-06"),
    ("2017", "2017"),
    ("1993-01-20/2001-01-20", "1993-01-20/2001-01-20"),
    ("20170706", "2017-07-06"),
    ("20170706T101500Z", "2017-07-06"),
    # the day as it stands there, in its own zone
    ("2017-07-06T23:30:00-05:00", "2017-07-06"),
    ("2017-07-06 23:30:00+09:00", "2017-07-06"),
    ("2017-07-06T10:15:30.123Z", "2017-07-06"),
    ("Thu, 06 Jul 2017 10:00:00 +0900", "2017-07-06"),
    ("Thu Jul  6 10:00:00 2017", "2017-07-06"),
    ("6 July 2017", "2017-07-06"),
    ("July 6, 2017", "2017-07-06"),
    ("Thursday, July 6, 2017 at 3:45 pm EST", "2017-07-06"),
    ("Published: July 6th, 2017", "2017-07-06"),
    ("6 Jul 2017", "2017-07-06"),
    ("july 2017", "2017-07"),
    ("the 1990s", "199X"),
    ("spring 2017", "2017-21"),
    ("c. 2017", "2017~"),
    ("2017/07/06", "2017-07-06"),
    ("06.07.2017", "2017-07-06"),
    ("13/07/2017", "2017-07-13"),
    # either of two days, and said so
    ("07/06/2017", "[2017-06-07,2017-07-06]"),
    ("XXXX-04", "XXXX-04"),
]


@pytest.mark.parametrize(("text", "edtf"), USER)
def test_user_date(text, edtf):
    """Dates as people and files write them."""
    assert edtf == normalize_user_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "soon", "July", "July 6", "Monday", "31 February 2017", "1499299200", "99/99/2017", "6", "troops"],
)
def test_user_date_refused(text):
    """Nothing is filled in: what names no year is no date."""
    with pytest.raises(DateError):
        normalize_user_date(text)


DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9980, 12, 31))


@given(DAYS, st.integers(min_value=0, max_value=4000))
def test_span_round_trip(start, length):
    """Writing a stretch and reading it back gives the same days, in order."""
    end = start + timedelta(days=length)
    earliest, latest = bounds(write_span(start, end))

    assert (start, end) == (earliest, latest)


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_choice_bounds(days):
    """A choice is bounded by its first and last member."""
    edtf = write_choice(day.isoformat() for day in days)

    assert (min(days), max(days)) == bounds(edtf)


@given(st.text(alphabet="0123456789X-/.,[]{}?~%T: ", max_size=14))
def test_bounds_in_order_or_refused(text):
    """Any text is refused with DateError or has bounds that are in order."""
    try:
        earliest, latest = bounds(text)
    except DateError:
        return
    assert earliest is None or latest is None or earliest <= latest
