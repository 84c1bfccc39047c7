"""The axis of time that charts share. Days are UTC, whatever the machine's clock says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import altair as alt

LEAST_DAYS = {"week": 56, "month": 183, "quarter": 550, "year": 2200}  # six or so periods: one alone is no wall


def moment(day: date) -> str:
    """Midnight at which a day begins, as Vega reads it."""
    return f"{day.isoformat()}T00:00:00Z"


def day_after(day: date) -> date:
    """The next day; the calendar's last stays itself."""
    return day + timedelta(days=min(1, (date.max - day).days))


def widened(first: date, last: date, *, least: int) -> tuple[date, date]:
    """A stretch of at least so many days around another, within the calendar."""
    missing = max(least - (last - first).days, 0)
    before = min(missing // 2, (first - date.min).days)
    after = min(missing - missing // 2, (date.max - last).days)
    return first - timedelta(days=before), last + timedelta(days=after)


def time_axis(first: date, last: date, *, width: int, labels: bool = True) -> dict[str, Any]:
    """Scale and axis of `alt.X` for the days from first to last, at a width in pixels."""
    days = (last - first).days
    if days > 4 * 366:
        form, room, step = "%Y", 44, {"interval": "year", "step": _years(days, width=width, room=44)}
    elif days > 100:
        form, room, step = "%b %Y", 66, {"interval": "month", "step": _months(days, width=width, room=66)}
    else:
        form, room, step = "%-d %b %Y", 84, {"interval": "day", "step": max(1, round(days * 84 / width))}
    axis = alt.Axis(
        format=form, tickCount=step, title=None, labels=labels, ticks=labels, labelOverlap=True, labelFlush=True,
        labelBound=True, grid=False, labelSeparation=4, minExtent=0, labelPadding=room // 22,
    )  # fmt: skip
    scale = alt.Scale(type="utc", domain=[moment(first), moment(last)], nice=False)
    return {"scale": scale, "axis": axis}


def _years(days: int, *, width: int, room: int) -> int:
    wanted = days / 365.25 * room / width
    return next((step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500) if step >= wanted), 1000)


def _months(days: int, *, width: int, room: int) -> int:
    wanted = days / 30.44 * room / width
    return next((step for step in (1, 2, 3, 4, 6) if step >= wanted), 12)
