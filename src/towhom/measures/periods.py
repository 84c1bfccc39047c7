"""Weeks, months, quarters and years as stretches of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

UNITS = ("week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Period:
    """A stretch of days, both ends included, with the name to show: 2017, 2017-Q3, 2017-07, 2017-W27."""

    start: date
    end: date
    label: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1


def period_of(day: date, *, by: str) -> Period:
    """Return the week (ISO 8601, from Monday), month, quarter or year that a day lies in."""
    if by not in UNITS:
        raise ValueError(f"no period {by!r}; known: {', '.join(UNITS)}")
    if by == "week":
        monday = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return Period(start=monday, end=_later(monday, days=6), label=f"{year:04d}-W{week:02d}")
    months = _MONTHS[by]
    first = (day.month - 1) // months * months + 1
    end = date(day.year, first + months - 1, monthrange(day.year, first + months - 1)[1])
    labels = {
        "month": f"{day.year:04d}-{first:02d}",
        "quarter": f"{day.year:04d}-Q{first // 3 + 1}",
        "year": f"{day.year:04d}",
    }
    return Period(start=date(day.year, first, 1), end=end, label=labels[by])


def _later(day: date, *, days: int) -> date:
    """So many days later, or the last day of the calendar."""
    return day + timedelta(days=min(days, (date.max - day).days))


def periods_between(first: date, last: date, *, by: str) -> Iterator[Period]:
    """Return all periods that touch the days from first to last, in order."""
    day = first
    while day <= last:
        period = period_of(day, by=by)
        yield period
        if period.end == date.max:
            return
        day = period.end + timedelta(days=1)
