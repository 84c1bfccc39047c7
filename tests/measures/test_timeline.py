"""Series: what is counted where, and that nothing is lost or counted twice."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towhom.measures import period_of, periods_between, series
from towhom.measures.periods import UNITS
from towhom.measures.timeline import LONGEST, shares


def event(
    id: str, first: date | None, last: date | None, *, quad: int = 1, scale: float = 2.5, **more: Any
) -> dict[str, Any]:
    return {
        "event": id,
        "earliest": first,
        "latest": last,
        "quad_code": quad,
        "event_scale": scale,
        "modality": "actual",
    } | more


PERIODS = [
    (date(2017, 7, 6), "month", "2017-07", date(2017, 7, 1), date(2017, 7, 31)),
    (date(2016, 2, 29), "month", "2016-02", date(2016, 2, 1), date(2016, 2, 29)),
    (date(2017, 12, 31), "quarter", "2017-Q4", date(2017, 10, 1), date(2017, 12, 31)),
    (date(2017, 7, 6), "year", "2017", date(2017, 1, 1), date(2017, 12, 31)),
    # ISO weeks: the last days of a year may be in the first week of the next
    (date(2018, 12, 31), "week", "2019-W01", date(2018, 12, 31), date(2019, 1, 6)),
    (date(2021, 1, 1), "week", "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
    # the ends of the calendar
    (date(1, 1, 1), "year", "0001", date(1, 1, 1), date(1, 12, 31)),
    (date(9999, 12, 31), "month", "9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    (date(9999, 12, 31), "week", "9999-W52", date(9999, 12, 27), date(9999, 12, 31)),
]


@pytest.mark.parametrize(("day", "by", "label", "start", "end"), PERIODS)
def test_periods(day: date, by: str, label: str, start: date, end: date) -> None:
    period = period_of(day, by=by)
    assert (period.label, period.start, period.end) == (label, start, end)


def test_unknown_period() -> None:
    with pytest.raises(ValueError, match="known: week, month, quarter, year"):
        period_of(date(2017, 1, 1), by="fortnight")


@given(st.dates(), st.integers(0, 2_000), st.sampled_from(UNITS))
def test_periods_follow_each_other(first: date, days: int, by: str) -> None:
    """They cover the days from first to last, without gap or overlap."""
    last = min(first, date.max - timedelta(days=days)) + timedelta(days=days)
    first = last - timedelta(days=days)
    found = list(periods_between(first, last, by=by))

    assert found[0].start <= first
    assert found[-1].end >= last
    assert all(one.end + timedelta(days=1) == other.start for one, other in itertools.pairwise(found))


def test_a_known_day_counts_in_its_period() -> None:
    found = series([event("a", date(2017, 7, 6), date(2017, 7, 6), quad=4, scale=-9)], by="month")
    assert [(p.period.label, p.quads, p.mean) for p in found.points] == [("2017-07", (0, 0, 0, 1), -9)]


def test_a_vague_date_is_spread_over_its_days() -> None:
    """June and July: 30 and 31 of 61 days."""
    found = series([event("a", date(2017, 6, 1), date(2017, 7, 31))], by="month")
    assert [round(p.events * 61) for p in found.points] == [30, 31]
    assert [p.mean for p in found.points] == [2.5, 2.5]
    assert [p.spread for p in found.points] == [p.quads for p in found.points]


def test_what_is_spread_is_told_from_what_is_sure() -> None:
    """An event within one period is sure there, however vague its day."""
    july = date(2017, 7, 1), date(2017, 7, 31)
    found = series([event("a", *july, quad=3), event("b", date(2017, 7, 31), date(2017, 8, 1), quad=3)], by="month")
    assert [(p.quads[2], p.spread[2]) for p in found.points] == [(1.5, 0.5), (0.5, 0.5)]


def test_empty_periods_between_are_there() -> None:
    days = date(2017, 1, 1), date(2017, 4, 1)
    found = series([event(str(day), day, day) for day in days], by="month")
    assert [p.events for p in found.points] == [1, 0, 0, 1]
    assert found.points[1].mean is None


LEFT_OUT = [
    # no date, or half of one, or one that says next to nothing
    event("a", None, None),
    event("a", date(2017, 1, 1), None),
    event("a", date(1900, 1, 1), date(1999, 12, 31)),
    event("a", date(2018, 1, 1), date(2017, 1, 1)),
]


@pytest.mark.parametrize("given_event", LEFT_OUT)
def test_undated_events_are_counted_apart(given_event: dict[str, Any]) -> None:
    found = series([given_event], by="year")
    assert (found.points, found.undated) == ((), 1)


def test_what_did_not_happen_is_not_counted() -> None:
    day = date(2017, 1, 1)
    events = [event(m, day, day, modality=m) for m in ("actual", "historical", "future", "hypothetical", "negated")]
    assert series(events, by="year").points[0].events == 2
    assert series(events, by="year", modalities=["future"]).points[0].events == 1


def test_an_event_of_several_rows_counts_once() -> None:
    row = event("a", date(2017, 1, 1), date(2017, 1, 1))
    assert series([row, row, row], by="year").points[0].events == 1


def test_cut_to_a_period() -> None:
    days = [date(year, 6, 1) for year in (2010, 2012, 2014)]
    events = [event(str(day), day, day) for day in days]
    found = series(events, by="year", since=date(2011, 1, 1), until=date(2013, 12, 31))
    assert [(p.period.label, p.events) for p in found.points] == [("2011", 0), ("2012", 1), ("2013", 0)]


@given(
    st.lists(
        st.tuples(st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.integers(0, LONGEST + 500), st.integers(1, 4)),
        max_size=20,
    ),
    st.sampled_from(UNITS),
)
def test_nothing_is_lost_or_doubled(events: list[tuple[date, int, int]], by: str) -> None:
    """The counts of all periods and the undated add up to the events; so do the scores."""
    rows = [
        event(str(n), day, day + timedelta(days=k), quad=quad, scale=quad) for n, (day, k, quad) in enumerate(events)
    ]
    found = series(rows, by=by)

    assert sum(p.events for p in found.points) + found.undated == pytest.approx(len(rows))
    dated = sum(row["event_scale"] for row in rows if (row["latest"] - row["earliest"]).days < LONGEST)
    assert sum(p.score for p in found.points) == pytest.approx(dated)


@given(st.dates(), st.integers(0, 800), st.sampled_from(UNITS))
def test_shares_sum_to_one(first: date, days: int, by: str) -> None:
    first = min(first, date.max - timedelta(days=days))
    assert sum(share for _, share in shares(first, first + timedelta(days=days), by=by)) == pytest.approx(1)
