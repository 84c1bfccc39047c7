"""Narrowing."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from towhom.dates.edtf import bounds, parse, write_choice, write_span
from towhom.dates.spans import common, joined, narrow

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
ENDS = st.one_of(st.none(), DAYS)


def ordered(pair):
    start, end = pair
    return (end, start) if start and end and start > end else (start, end)


SPANS = st.lists(st.tuples(ENDS, ENDS).map(ordered), min_size=1, max_size=4)
CLOSED = st.tuples(DAYS, DAYS).map(ordered)
EDTF = st.one_of(
    CLOSED.map(lambda span: write_span(*span)),
    st.lists(DAYS, min_size=1, max_size=4).map(lambda days: write_choice(day.isoformat() for day in days)),
    st.integers(1900, 2099).map(str),
)


def holds(spans, day):
    return any((start is None or start <= day) and (end is None or day <= end) for start, end in spans)


@settings(deadline=None)
@given(EDTF, SPANS, DAYS)
def test_narrowing_keeps_exactly_the_allowed(edtf, allowed, day):
    """A day is in the narrowed time if and only if it is in the time and allowed: so it never widens."""
    narrowed = narrow(edtf, allowed)
    inside = holds(parse(edtf).spans, day) and holds(allowed, day)

    assert inside == (narrowed is not None and holds(parse(narrowed).spans, day))


@settings(deadline=None)
@given(SPANS, DAYS)
def test_joined_are_the_same_days(spans, day):
    assert holds(spans, day) == holds(joined(spans), day)


@settings(deadline=None)
@given(SPANS, SPANS, DAYS)
def test_common_are_the_days_of_both(first, second, day):
    assert (holds(first, day) and holds(second, day)) == holds(common(first, second), day)


@settings(deadline=None)
@given(st.integers(1, 12), CLOSED)
def test_yearless_narrows_to_its_own_months(month, span):
    """The years that come out are of that month and touch the allowed stretch."""
    narrowed = narrow(f"XXXX-{month:02d}", [span])
    if narrowed is None or narrowed.startswith("XXXX"):
        return
    for start, end in parse(narrowed).spans:
        assert month == start.month == end.month
        assert start <= span[1]
        assert end >= span[0]


def test_twenty_ninth_of_february():
    assert narrow("XXXX-02-29", [(date(2015, 1, 1), date(2018, 1, 1))]) == "2016-02-29"


def test_nothing_left():
    assert narrow("2017", [(date(2018, 1, 1), None)]) is None


def test_a_yearless_day_after_an_open_start_is_edtf():
    """A term without end leaves one open range, which is a set in EDTF."""
    narrowed = narrow("XXXX-11-12", [(date(2024, 5, 1), None)])

    assert narrowed == "[2024-11-12..]"
    assert bounds(narrowed) == (date(2024, 11, 12), None)
