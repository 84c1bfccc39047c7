"""The relationship over time: events by quad class above and below the axis, the mean PLOVER score under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import altair as alt

from towhom.measures import Period, Point, Series
from towhom.show.charts.axis import LEAST_DAYS, day_after, moment, time_axis, widened
from towhom.show.charts.colours import EVEN, FAINT, GRID, INK, MARK, QUADS
from towhom.show.charts.figure import DataTable, Figure, data, finished
from towhom.show.charts.words import amount, counted, label, linked, listed, neat, signed

SPREAD_OPACITY = 0.38
LEFT = 40  # pixels for the numbers of the vertical axis
AROUND = LEFT + 32  # pixels that are not the plot: numbers, the axis' name, the last label's overhang, padding
OUTLINED_FROM = 5.0  # pixels a bar must be wide for a broken outline to be seen
LEAST_SURE = 1e-6  # more than rounding leaves

# from the axis outwards: what is sure stands next to it
STACKS = {1: (2, 1), -1: (4, 3)}  # side -> quad classes, deeds first


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A day at which the relationship changed, and how that was found."""

    day: date
    how: str  # in words: the method with its settings
    before: float | None = None  # mean PLOVER score of the stretch that ends there
    after: float | None = None  # and of the one that begins


class Changed(Protocol):
    """What can be marked: `Change`, measures.changes.Change and the like."""

    @property
    def day(self) -> date: ...
    @property
    def how(self) -> str: ...
    @property
    def before(self) -> float | None: ...
    @property
    def after(self) -> float | None: ...


def over_time(
    found: Series, *, title: str = "The relationship over time", changes: Sequence[Changed] = (), width: int = 720,
    link: Callable[[Period], str] | None = None,
) -> Figure:  # fmt: skip
    """Draw a series: counts by quad class a period, and the mean PLOVER score (-10 to 10).

    An event whose date spans several periods counts in each by its share of days, drawn lighter. `changes`
    are marked by a line and a letter. `link` gives the address that a period's bars lead to. `width` is that
    of the whole picture, in pixels; 340 fits a phone.
    """
    text = describe(found, changes)
    if not found.points:
        chart = alt.Chart(data([{}])).mark_text(text="no event has a usable date", color=FAINT.light)
        shown = finished(chart.properties(width=width - 20, height=40), title=label(title), description=text)
        return Figure(title=title, chart=shown, text=text, table=table(found), note=note(found), empty=True)
    days = widened(found.points[0].period.start, day_after(found.points[-1].period.end), least=LEAST_DAYS[found.by])
    inner = width - AROUND
    counts = _counts(found, days=days, width=inner, link=link)
    scores = _scores(found, days=days, width=inner)
    if changes:
        counts += _change_lines(changes, days=days, width=inner, letters=True)
        scores += _change_lines(changes, days=days, width=inner, letters=False)
    chart = alt.vconcat(
        counts.properties(width=inner, height=230), scores.properties(width=inner, height=96), spacing=12
    )
    shown = finished(chart, title=label(title), description=text, key=_key(found, width))
    return Figure(title=title, chart=shown, text=text, table=table(found), note=note(found, changes))


def _key(found: Series, width: int) -> list[str]:
    pale = f"Pale: the date spans several {found.by}s."
    dots = f"Dots: {found.by}s with events that lie in no other."
    return [f"{pale} {dots}"] if width >= 500 else [pale, dots]


def _counts(found: Series, *, days: tuple[date, date], width: int, link: Callable[[Period], str] | None) -> Any:
    rows = [bar | (linked(link(point.period)) if link else {}) for point in found.points for bar in _bars(point)]
    top, bottom = _extent(rows)
    names = [name for name, _ in QUADS.values()]
    colours = [colour.light for _, colour in QUADS.values()]
    outlined = width / max((days[1] - days[0]).days, 1) * found.points[0].period.days >= OUTLINED_FROM
    mark = {"strokeWidth": 0.8, "strokeDash": [3, 2]} if outlined else {"strokeWidth": 0}
    encoding: dict[str, Any] = {
        "x": alt.X("start:T", **time_axis(*days, width=width, labels=False)),
        "x2": "end:T",
        "y": alt.Y(
            "from:Q",
            title=f"← conflict · events a {found.by} · cooperation →",
            scale=alt.Scale(domain=[bottom, top], nice=True),
            axis=alt.Axis(
                labelExpr="format(abs(datum.value), ',~r')", tickMinStep=1, tickCount=6, minExtent=LEFT, maxExtent=LEFT
            ),
        ),
        "y2": "to:Q",
        "fill": alt.Fill("class:N", scale=alt.Scale(domain=names, range=colours), legend=_legend(width)),
        "description": "says:N",
        "tooltip": alt.Tooltip("says:N", title=" "),
    }
    if link:
        encoding["href"] = "link:N"
    sure = alt.Chart(data([row for row in rows if not row["spread"]])).mark_rect().encode(**encoding)
    spread = (
        alt.Chart(data([row for row in rows if row["spread"]]))
        .mark_rect(fillOpacity=SPREAD_OPACITY, **mark)
        .encode(**encoding, stroke=alt.Stroke("class:N", scale=alt.Scale(domain=names, range=colours), legend=None))
    )
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=FAINT.light).encode(y="zero:Q")
    return alt.layer(sure, spread, zero)


def _legend(width: int) -> alt.Legend:
    return alt.Legend(title=None, columns=4 if width >= 600 else 2, symbolType="square", symbolSize=90)


def _extent(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Top and bottom of the scale: never so small that one event looks like a war."""
    top = max((row["to"] for row in rows), default=0.0)
    bottom = min((row["to"] for row in rows), default=0.0)
    least = 1.0 if top - bottom > 2 else 2.0
    return max(top, least), min(bottom, -least)


def _bars(point: Point) -> Iterator[dict[str, Any]]:
    """Pieces of one period's bar, from the axis outwards on each side: sure deeds, sure words, spread ones."""
    span = {"start": moment(point.period.start), "end": moment(day_after(point.period.end))}
    for side, quads in STACKS.items():
        at = 0.0
        for spread in (False, True):
            for quad in quads:
                part = point.spread[quad - 1]
                count = part if spread else point.quads[quad - 1] - part
                if count <= 1e-9:
                    continue
                says = f"{point.period.label}: {counted(count, 'event')}, {QUADS[quad][0]}"
                yield span | {
                    "from": round(side * at, 6), "to": round(side * (at + count), 6), "class": QUADS[quad][0],
                    "spread": spread, "says": says + (", by shares of uncertain dates" if spread else ""),
                }  # fmt: skip
                at += count


def _scores(found: Series, *, days: tuple[date, date], width: int) -> Any:
    rows = [_score_row(point) for point in found.points]
    x = alt.X("middle:T", **time_axis(*days, width=width))
    y = alt.Y(
        "score:Q",
        title="mean score",
        scale=alt.Scale(domain=[-10, 10]),
        axis=alt.Axis(values=[-10, -5, 0, 5, 10], minExtent=LEFT, maxExtent=LEFT, labelExpr=_MINUS),
    )
    base = alt.Chart(data(rows)).encode(x=x, y=y)
    room = width / max(len(rows), 1)
    line = base.mark_line(color=EVEN.light, strokeWidth=1.2, invalid="break-paths-show-path-domains")
    points = (
        alt.Chart(data([row for row in rows if row["sure"]]))
        .mark_circle(color=INK.light, opacity=1, size=28 if room > 8 else 16)
        .encode(x=x, y=y, description="says:N", tooltip=alt.Tooltip("says:N", title=" "))
    )
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=GRID.light).encode(y="zero:Q")
    return alt.layer(zero, line, points)


_MINUS = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + abs(datum.value)"


def _score_row(point: Point) -> dict[str, Any]:
    middle = point.period.start + (day_after(point.period.end) - point.period.start) / 2
    mean = point.mean if point.events > 1e-9 else None
    says = f"{point.period.label}: mean PLOVER score {signed(mean)} of {counted(point.events, 'event')}"
    sure = point.events - sum(point.spread) > LEAST_SURE
    return {"middle": moment(middle), "score": None if mean is None else round(mean, 4), "says": says, "sure": sure}


def _change_lines(changes: Sequence[Changed], *, days: tuple[date, date], width: int, letters: bool) -> Any:
    rows = [
        {"day": moment(change.day), "letter": letter, "says": f"{letter}: {_change_words(change)}"}
        for letter, change in zip(_letters(len(changes)), changes, strict=True)
    ]
    x = alt.X("day:T", **time_axis(*days, width=width, labels=not letters))
    base = alt.Chart(data(rows)).encode(x=x, description="says:N", tooltip=alt.Tooltip("says:N", title=" "))
    lines = base.mark_rule(color=MARK.light, strokeWidth=1.5, strokeDash=[5, 3])
    if not letters:
        return lines
    names = base.mark_text(color=MARK.light, fontWeight="bold", dx=3, dy=8, align="left", y=0).encode(text="letter:N")
    return lines + names


def _letters(number: int) -> list[str]:
    """A, B, ... Z, A2, B2 ..."""
    return [chr(ord("A") + at % 26) + (str(at // 26 + 1) if at >= 26 else "") for at in range(number)]


def _change_words(change: Changed) -> str:
    means = "" if change.before is None or change.after is None else (
        f", mean score {signed(change.before)} before and {signed(change.after)} after"
    )  # fmt: skip
    return f"change at {change.day.isoformat()}{means} ({change.how})"


def describe(found: Series, changes: Sequence[Changed] = ()) -> str:
    """The text alternative: how many events of each class, when most, how the score ran."""
    if not found.points:
        return f"No event has a usable date; {counted(found.undated, 'event')} without one."
    totals = [sum(point.quads[quad] for point in found.points) for quad in range(4)]
    classes = [f"{amount(total)} {QUADS[quad][0]}" for quad, total in enumerate(totals, start=1) if total > 1e-9]
    first, last = found.points[0].period.label, found.points[-1].period.label
    span = f"in {first}" if first == last else f"from {first} to {last}"
    fullest = max(found.points, key=lambda point: point.events)
    score = sum(point.score for point in found.points) / sum(totals)
    parts = [
        f"{counted(sum(totals), 'dated event')} {span}: {listed(classes)}.",
        f"Most in {fullest.period.label} ({amount(fullest.events)}).",
        f"Mean PLOVER score {signed(score)}" + _range(found.points) + ".",
    ]
    if spread := sum(sum(point.spread) for point in found.points):
        parts.append(f"{amount(spread)} of them have dates that span several {found.by}s.")
    if found.undated:
        parts.append(f"{counted(found.undated, 'event')} without a usable date not shown.")
    parts += [
        f"{letter}: {_change_words(change)}." for letter, change in zip(_letters(len(changes)), changes, strict=True)
    ]
    return " ".join(parts)


def _range(points: Sequence[Point]) -> str:
    """Where the score was lowest and highest, among periods with at least one whole event."""
    means = [(point.mean, point.period.label) for point in points if point.mean is not None and point.events > 0.999]
    if len(means) < 2:
        return ""
    (low, when_low), (high, when_high) = min(means), max(means)
    return f", lowest in {when_low} ({signed(low)}), highest in {when_high} ({signed(high)})"


def table(found: Series) -> DataTable:
    """The figures: one row a period that has events."""
    names = tuple(name for name, _ in QUADS.values())
    rows = tuple(
        (
            point.period.label, *(neat(count) for count in point.quads), neat(point.events),
            neat(sum(point.spread)), None if point.mean is None else neat(point.mean),
        )
        for point in found.points if point.events > 1e-9
    )  # fmt: skip
    return DataTable(
        caption=f"Events by {found.by}; shares of events where dates are uncertain",
        columns=(found.by, *names, "all", "of these spread", "mean score"),
        rows=rows,
    )


def note(found: Series, changes: Sequence[Changed] = ()) -> str:
    """How to read the chart."""
    parts = [
        f"Pale parts: events whose date spans several {found.by}s; each counts in them by its share of possible days.",
        "Score: PLOVER, from −10 (conflict) to +10 (cooperation).",
    ]
    if found.undated:
        parts.append(f"{counted(found.undated, 'event')} without a usable date stand in no {found.by}.")
    if changes:
        parts.append("Broken lines with letters: changes found by computation, not by a reader.")
    return " ".join(parts)
