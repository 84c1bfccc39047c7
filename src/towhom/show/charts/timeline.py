"""A timeline: a row for each event type, a tick where the day is known, a bar as long as the time that is possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Protocol

import altair as alt

from towhom.events.plover import codebook
from towhom.measures.timeline import LONGEST
from towhom.show.charts.axis import day_after, moment, time_axis, widened
from towhom.show.charts.colours import FAINT, GRID, INK, QUADS
from towhom.show.charts.figure import PADDING, DataTable, Figure, data, finished
from towhom.show.charts.words import counted, label, linked, listed

LANES = 7  # bars one below the other in a row
LANE, GAP = 7, 9  # pixels: a lane, and the space between rows
LEFT = 84  # pixels for the names of types
ACROSS = 5.0  # pixels within which ticks become one
THICK = (2.0, 3.2, 4.6)  # pixels of a tick that stands for one, for up to four, for more
LEAST_DAYS = 60
ROWS = 400  # rows of the table, the earliest first


class Happening(Protocol):
    """What a timeline is of: show.relationship.Deed, measures.incidents.Incident and the like."""

    @property
    def type(self) -> str: ...
    @property
    def quad_code(self) -> int: ...
    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One thing on a timeline."""

    type: str  # PLOVER type
    quad_code: int
    earliest: date | None
    latest: date | None
    says: str = ""  # who to whom; empty where that is not to be shown
    link: str = ""
    reports: int = 1  # event records behind it

    @property
    def days(self) -> int:
        """Days that it can have been on; raises TypeError where a bound is missing."""
        assert self.earliest is not None
        assert self.latest is not None
        return (self.latest - self.earliest).days + 1

    @property
    def dated(self) -> bool:
        """Whether it has a place on the line: both bounds, and less than ten years between them."""
        return self.earliest is not None and self.latest is not None and 0 < self.days <= LONGEST


def spans(found: Iterable[Happening]) -> list[Span]:
    """Deeds or incidents as spans; who acts is named where the thing says it (`actors`, `recipients`)."""
    return [
        Span(
            type=each.type, quad_code=each.quad_code, earliest=each.earliest, latest=each.latest, says=_parties(each),
            reports=len(getattr(each, "events", ())) or 1,
        ) for each in found
    ]  # fmt: skip


def _parties(each: Happening) -> str:
    actors, recipients = getattr(each, "actors", ()), getattr(each, "recipients", ())
    if not actors:
        return label(getattr(each, "text", ""), most=80)
    between = " and " if getattr(each, "reciprocal", False) else " → "
    return between.join(label(" and ".join(side), most=60) for side in (actors, recipients) if side)


def timeline(
    found: Sequence[Span], *, title: str = "Timeline", noun: str = "event", width: int = 720,
) -> Figure:  # fmt: skip
    """Draw spans, a row a type from the most cooperative to the most hostile.

    A known day is a solid tick, an uncertain time a pale bar from the first to the last day that is possible.
    Ticks nearer than five pixels are one, and thicker; where a row has more bars at a time than lanes, the vaguest are
    left out and counted. `noun` names what the spans are (event, incident).
    """
    dated = [span for span in found if span.dated]
    text, all_of_it = describe(found, noun), table(found, noun)
    if not dated:
        chart = alt.Chart(data([{}])).mark_text(text=f"no {noun} has a usable date", color=FAINT.light)
        shown = finished(chart.properties(width=width - 20, height=40), title=label(title), description=text)
        return Figure(title=title, chart=shown, text=text, table=all_of_it, empty=True)
    first, last = min(s.earliest for s in dated if s.earliest), max(s.latest for s in dated if s.latest)
    pad = timedelta(days=max((last - first).days // 80, 1))
    days = widened(_back(first, pad), _on(last, pad), least=LEAST_DAYS)
    inner = width - LEFT - 3 * PADDING - 6
    rows, left_out, height = _rows(dated, days=days, width=inner, noun=noun)
    chart = _drawn(rows, days=days, width=inner, height=height)
    note = _note(found, dated, left_out, noun)
    shown = finished(chart, title=label(title), description=text, key=_key(width))
    return Figure(title=title, chart=shown, text=text, table=all_of_it, note=note)


def _back(day: date, pad: timedelta) -> date:
    return day - min(pad, day - date.min)


def _on(day: date, pad: timedelta) -> date:
    return day + min(pad, date.max - day)


def _key(width: int) -> list[str]:
    tick, bar = "Ticks: the day is known (thicker: several).", "Pale bars: some time within."
    return [f"{tick} {bar}"] if width >= 420 else [tick, bar]


def _order() -> dict[str, int]:
    """Types from the most cooperative to the most hostile, as the codebook scores them."""
    kinds = sorted(codebook().types.values(), key=lambda kind: (kind.quad_code in (3, 4), -kind.score, kind.name))
    return {kind.name: place for place, kind in enumerate(kinds)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One type: where it stands, and its marks."""

    type: str
    top: float
    middle: float
    ticks: tuple[dict[str, Any], ...]
    bars: tuple[dict[str, Any], ...]


def _rows(dated: Sequence[Span], *, days: tuple[date, date], width: int, noun: str) -> tuple[list[_Row], int, int]:
    """The rows from above, how many bars found no lane, and the height of all."""
    by_type: dict[str, list[Span]] = defaultdict(list)
    for span in dated:
        by_type[span.type].append(span)
    order, rows, top, left_out = _order(), [], 0.0, 0
    for type in sorted(by_type, key=lambda name: (order.get(name, len(order)), name)):
        sure = [span for span in by_type[type] if span.days == 1]
        lanes, without = packed([span for span in by_type[type] if span.days > 1])
        height = max(len(lanes), 2) * LANE
        rows.append(
            _Row(
                type=type, top=top, middle=top + height / 2,
                ticks=tuple(_ticks(sure, top=top, bottom=top + height, days=days, width=width, noun=noun)),
                bars=tuple(_bars(lanes, top=top, noun=noun)),
            )
        )  # fmt: skip
        left_out += without
        top += height + GAP
    return rows, left_out, round(top - GAP / 2)


def packed(found: Sequence[Span]) -> tuple[list[list[Span]], int]:
    """Lanes in which no two bars meet, the most exact first; and how many found none."""
    lanes: list[list[Span]] = []
    without = 0
    for span in sorted(found, key=lambda s: (s.days, s.earliest or date.min, s.says, s.link)):
        lane = next((lane for lane in lanes if not any(_meet(span, other) for other in lane)), None)
        if lane is not None:
            lane.append(span)
        elif len(lanes) < LANES:
            lanes.append([span])
        else:
            without += 1
    return lanes, without


def _meet(one: Span, other: Span) -> bool:
    assert one.earliest and one.latest and other.earliest and other.latest  # noqa: PT018
    return one.earliest <= other.latest and other.earliest <= one.latest


def _bars(lanes: Sequence[Sequence[Span]], *, top: float, noun: str) -> Iterator[dict[str, Any]]:
    for number, lane in enumerate(lanes):
        for span in lane:
            assert span.earliest
            assert span.latest
            yield {
                "start": moment(span.earliest), "end": moment(day_after(span.latest)), "y": top + number * LANE + 1,
                "y2": top + (number + 1) * LANE - 1, "class": QUADS[span.quad_code][0], "says": _says([span], noun),
            } | linked(span.link)  # fmt: skip


def _ticks(
    sure: Sequence[Span], *, top: float, bottom: float, days: tuple[date, date], width: int, noun: str
) -> Iterator[dict[str, Any]]:
    """One tick for all days that lie within five pixels of each other."""
    day_wide = width / max((days[1] - days[0]).days, 1)
    groups: dict[int, list[Span]] = defaultdict(list)
    for span in sure:
        assert span.earliest
        groups[int((span.earliest - days[0]).days * day_wide / ACROSS)].append(span)
    for _, group in sorted(groups.items()):
        group.sort(key=lambda span: (span.earliest or date.min, span.says, span.link))
        middle = group[len(group) // 2]
        assert middle.earliest
        yield {
            "start": moment(middle.earliest), "y": top, "y2": bottom, "class": QUADS[middle.quad_code][0],
            "thick": THICK[(len(group) > 1) + (len(group) > 4)], "says": _says(group, noun),
        } | (linked(middle.link) if len(group) == 1 else {})  # fmt: skip


def _says(group: Sequence[Span], noun: str) -> str:
    """One span, or how many they are and of what time."""
    first, last = group[0], group[-1]
    assert first.earliest
    assert last.latest
    when = first.earliest.isoformat() if first.earliest == last.latest else f"{first.earliest} to {last.latest}"
    if len(group) > 1:
        return f"{when}: {counted(len(group), noun)}, {first.type}"
    reports = f", {counted(first.reports, 'report')}" if first.reports > 1 else ""
    who = label(first.says, most=130)
    return f"{when}: {first.type}{', ' if who else ''}{who}{reports}"


def _drawn(rows: Sequence[_Row], *, days: tuple[date, date], width: int, height: int) -> Any:
    names = [name for name, _ in QUADS.values()]
    colours = [colour.light for _, colour in QUADS.values()]
    legend = alt.Legend(title=None, columns=4 if width >= 540 else 2, symbolType="square", symbolSize=90)
    fill = alt.Fill("class:N", scale=alt.Scale(domain=names, range=colours), legend=legend)
    stroke = alt.Stroke("class:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    scale = alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False)
    axis = alt.Axis(
        values=[row.middle for row in rows], labelExpr=_names(rows), title=None, ticks=False, domain=False, grid=False,
        labelColor=INK.light, minExtent=LEFT, maxExtent=LEFT, labelPadding=8,
    )  # fmt: skip
    common: dict[str, Any] = {
        "y": alt.Y("y:Q", scale=scale, axis=axis), "y2": "y2:Q", "description": "says:N",
        "tooltip": alt.Tooltip("says:N", title=" "),
    }  # fmt: skip
    marks = [mark for row in rows for mark in (*row.bars, *row.ticks)]
    if any("link" in mark for mark in marks):
        common["href"] = "link:N"
    x = alt.X("start:T", **time_axis(*days, width=width))
    bars = alt.Chart(data([bar for row in rows for bar in row.bars])).mark_rect(
        fillOpacity=0.38, strokeWidth=0.7, strokeOpacity=0.8, cornerRadius=1.5
    )
    ticks = alt.Chart(data([tick for row in rows for tick in row.ticks])).mark_rule()
    between = [
        {"at": (row.top + above.middle + (above.middle - above.top)) / 2} for above, row in pairwise(rows)
    ]  # the middle of each gap
    lines = alt.Chart(data(between)).mark_rule(color=GRID.light).encode(y=alt.Y("at:Q", scale=scale, axis=axis))
    return alt.layer(
        lines,
        bars.encode(x=x, x2="end:T", fill=fill, stroke=stroke, **common),
        ticks.encode(x=x, stroke=stroke, strokeWidth=alt.StrokeWidth("thick:Q", scale=None, legend=None), **common),
    ).properties(width=width, height=height)


def _names(rows: Sequence[_Row]) -> str:
    """A Vega expression: the type whose row's middle a value is."""
    parts = [f"datum.value == {row.middle} ? '{label(row.type, most=14)}' : " for row in rows if row.type.isalnum()]
    return "".join(parts) + "''"


def describe(found: Sequence[Span], noun: str) -> str:
    """The text alternative: how many, of which types, how exact."""
    dated = [span for span in found if span.dated]
    if not dated:
        return f"No {noun} has a usable date; {counted(len(found), noun)} without one."
    first, last = min(s.earliest for s in dated if s.earliest), max(s.latest for s in dated if s.latest)
    counts: dict[str, int] = defaultdict(int)
    for span in dated:
        counts[span.type] += 1
    most = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    exact = sum(span.days == 1 for span in dated)
    text = (
        f"{counted(len(dated), f'dated {noun}')} from {first} to {last}, {exact:,} of them known to the day. "
        f"By type: {listed([f'{type} {number:,}' for type, number in most])}."
    )
    undated = len(found) - len(dated)
    return text + (f" {counted(undated, noun)} without a usable date not shown." if undated else "")


def table(found: Sequence[Span], noun: str) -> DataTable:
    """The spans in order of time; the first hundreds of very many."""
    order = sorted((s for s in found if s.dated), key=lambda s: (s.earliest, s.latest, s.type, s.says))
    rows = tuple(
        (str(s.earliest), str(s.latest), s.type, label(s.says, most=120), s.reports) for s in order[:ROWS]
    )  # fmt: skip
    caption = f"Timeline: first and last possible day of each {noun}"
    if len(order) > ROWS:
        caption += f"; the first {ROWS} of {len(order):,}"
    return DataTable(caption=caption, columns=("first day", "last day", "type", "who", "reports"), rows=rows)


def _note(found: Sequence[Span], dated: Sequence[Span], left_out: int, noun: str) -> str:
    parts = [
        "A bar says that the day lies somewhere within, not that it lasted so long. Thicker ticks stand for several."
    ]
    if left_out:
        parts.append(f"{counted(left_out, noun)} with the vaguest dates found no room.")
    if undated := len(found) - len(dated):
        parts.append(f"{counted(undated, noun)} without a usable date not shown.")
    return " ".join(parts)
