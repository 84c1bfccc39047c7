"""A map of events by pair of countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt

from towhom.measures import Tie
from towhom.show.charts.colours import COAST, FAINT, GROUND, INK, LAND, score_step
from towhom.show.charts.figure import PADDING, DataTable, Figure, data, finished
from towhom.show.charts.places import View, great_circle, middles, outlines, view
from towhom.show.charts.scores import score_colour, thickness
from towhom.show.charts.spots import spots
from towhom.show.charts.words import counted, label, linked, listed, signed

MOST = 60  # ties drawn
DOT = 3.5  # pixels


def world(
    found: Sequence[Tie], *, title: str = "Events by pair of countries", names: Mapping[str, str] | None = None,
    width: int = 720, link: Callable[[Tie], str] | None = None, most: int = MOST,
) -> Figure:  # fmt: skip
    """Draw ties (measures.ties) as arcs between the countries: width by number of events, colour by mean score.

    What has no place on a map (organizations, unknown actors) is in the table only. `names` are names by code.
    The map shows the part of the globe that the `most` ties with the most events need.
    """
    names = names or {}
    known = middles()
    placed = [tie for tie in found if tie.first in known and tie.second in known]
    drawn = placed[:most]
    text, shown_as = describe(found), table(found, names)
    if not drawn:
        chart = alt.Chart(data([{}])).mark_text(text="no events between countries", color=FAINT.light)
        shown = finished(chart.properties(width=width - 20, height=40), title=label(title), description=text)
        return Figure(title=title, chart=shown, text=text, table=shown_as, empty=True)
    inner = width - 2 * PADDING - 2
    window = view(
        [(known[tie.first], known[tie.second], tie.events) for tie in drawn], width=inner, height=round(inner * 0.6)
    )
    chart = _map(drawn, window=window, names=names, link=link).properties(width=inner, height=window.height)
    shown = finished(chart, title=label(title), description=text)
    return Figure(title=title, chart=shown, text=text, table=shown_as, note=note(found, placed, drawn))


def _map(drawn: Sequence[Tie], *, window: View, names: Mapping[str, str], link: Callable[[Tie], str] | None) -> Any:
    shapes = alt.InlineData(values=outlines(), format=alt.TopoDataFormat(type="topojson", feature="countries"))
    land = alt.Chart(shapes).mark_geoshape(fill=LAND.light, stroke=COAST.light, strokeWidth=0.6, aria=False)
    layers = [land, *_arcs(drawn, link=link, names=names, width=window.width)]
    return alt.layer(*layers, _points(drawn, window=window)).project(
        type="equalEarth", rotate=[-window.meridian, 0, 0], scale=window.scale, translate=[window.left, window.top],
        clipExtent=[[0, 0], [window.width, window.height]], precision=0.5,
    )  # fmt: skip


def _arcs(
    drawn: Sequence[Tie], *, names: Mapping[str, str], link: Callable[[Tie], str] | None, width: int
) -> list[Any]:
    """One layer of arcs, the thickest at the bottom."""
    known, most = middles(), drawn[0].events
    rows = []
    for tie in drawn:
        line = great_circle(known[tie.first], known[tie.second])
        rows.append({
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[round(x, 2), round(y, 2)] for x, y in line]},
            "step": score_step(tie.score).replace("-", "−"),
            "thick": thickness(tie.events, most),
            "says": says(tie, names),
        } | (linked(link(tie)) if link else {}))  # fmt: skip
    encoding: dict[str, Any] = score_colour(width) | {
        "strokeWidth": alt.StrokeWidth("thick:Q", scale=None, legend=None),
        "description": "says:N",
        "tooltip": alt.Tooltip("says:N", title=" "),
    }
    if link:
        encoding["href"] = "link:N"
    arcs = alt.Chart(alt.InlineData(values=rows)).mark_geoshape(filled=False, opacity=0.85, strokeCap="round")
    return [arcs.encode(**encoding)]


def _points(drawn: Sequence[Tie], *, window: View) -> Any:
    """Countries as dots, with their codes where there is room."""
    known, totals = middles(), _totals(drawn)
    placed = [(*window.pixels(known[code]), DOT, code) for code in totals]
    rows = [
        {"x": round(x, 1), "y": round(y, 1), "code": code, "lx": spot and round(spot[0], 1), "ly": spot and round(spot[1], 1)}
        for (x, y, _, code), spot in zip(placed, spots(placed, width=window.width, height=window.height), strict=True)
    ]  # fmt: skip
    named = [row for row in rows if row["lx"] is not None]
    flat: dict[str, Any] = {"scale": None, "axis": None}
    dots = alt.Chart(data(rows)).mark_circle(size=DOT * DOT * 4, color=INK.light, opacity=1, aria=False).encode(
        x=alt.X("x:Q", **flat), y=alt.Y("y:Q", **flat)
    )  # fmt: skip
    place: dict[str, Any] = {"x": alt.X("lx:Q", **flat), "y": alt.Y("ly:Q", **flat), "text": alt.Text("code:N")}
    halo: dict[str, Any] = {"fontSize": 11, "fontWeight": "bold", "aria": False}
    words = alt.Chart(data(named)).encode(**place)
    return alt.layer(
        dots,
        words.mark_text(stroke=GROUND.light, strokeWidth=3, strokeJoin="round", color=GROUND.light, **halo),
        words.mark_text(color=INK.light, **halo),
    )


def _totals(found: Sequence[Tie]) -> dict[str, int]:
    """Events by code, the most first."""
    totals: dict[str, int] = {}
    for tie in found:
        for code in (tie.first, tie.second):
            totals[code] = totals.get(code, 0) + tie.events
    return dict(sorted(totals.items(), key=lambda entry: (-entry[1], entry[0])))


def says(tie: Tie, names: Mapping[str, str]) -> str:
    """One tie in words."""
    one, other = (label(names.get(code, code), most=40) for code in (tie.first, tie.second))
    return f"{one} and {other}: {counted(tie.events, 'event')}, mean score {signed(tie.score)}"


def describe(found: Sequence[Tie]) -> str:
    """The text alternative: how many events between how many, and the pairs with the most."""
    if not found:
        return "No events between different countries or organizations."
    codes = {code for tie in found for code in (tie.first, tie.second)}
    most = [f"{tie.first} and {tie.second} ({tie.events:,}, mean score {signed(tie.score)})" for tie in found[:3]]
    total = sum(tie.events for tie in found)
    return (
        f"{counted(len(found), 'pair')} of {counted(len(codes), 'country or organization', 'countries and organizations')}, "
        f"counted {counted(total, 'time')} in events. Most: {listed(most)}."
    )


def table(found: Sequence[Tie], names: Mapping[str, str]) -> DataTable:
    """All ties, one row a pair."""
    rows = tuple(
        (label(names.get(t.first, t.first)), label(names.get(t.second, t.second)), t.events, round(t.score, 2))
        for t in found
    )
    return DataTable(caption="Events by pair; mutual ones counted once", columns=("one", "other", "events", "mean score"), rows=rows)  # fmt: skip


def note(found: Sequence[Tie], placed: Sequence[Tie], drawn: Sequence[Tie]) -> str:
    """How to read the map, and what is not on it."""
    parts = [
        f"Width of a line: number of events (thickest: {drawn[0].events:,}). An event of several parties counts in each "
        "pair of them. Borders as Natural Earth draws them; lines join the middles of countries."
    ]
    if nowhere := len(found) - len(placed):
        parts.append(
            f"{counted(nowhere, 'pair')} with organizations or others that are on no map stand in the table only."
        )
    if more := len(placed) - len(drawn):
        parts.append(f"{counted(more, 'pair')} with fewer events not drawn.")
    return " ".join(parts)
