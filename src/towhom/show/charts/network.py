"""Networks: who deals with whom, and who stands with whom. Places by networkx, the same for the same ties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import altair as alt
import networkx as nx

from towhom.measures import Agreement, Tie
from towhom.show.charts.colours import DOWN_WORDS, EVEN, FAINT, GROUND, INK, UP_WORDS, score_step
from towhom.show.charts.figure import PADDING, DataTable, Figure, data, finished
from towhom.show.charts.scores import score_colour, thickness
from towhom.show.charts.spots import spots
from towhom.show.charts.words import counted, label, linked, listed
from towhom.show.charts.world import describe as describe_ties
from towhom.show.charts.world import says as tie_says
from towhom.show.charts.world import table as table_of_ties

MOST = 24  # parties drawn, those with the most ties' weight
SEED = 7  # any number, as long as it stays: the layout starts from it
EDGE = 26  # pixels kept free around the points

ALIGNED = {"mostly the same": UP_WORDS, "as often the same as not": EVEN, "mostly opposed": DOWN_WORDS}
CLEAR = 1 / 3  # index from which two agree, or do not: two of three stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line of a network."""

    first: str
    second: str
    weight: float
    step: str  # what its colour says
    says: str
    link: str = ""


def events_network(
    found: Sequence[Tie], *, title: str = "Who deals with whom", names: Mapping[str, str] | None = None,
    width: int = 720, link: Callable[[Tie], str] | None = None, most: int = MOST,
) -> Figure:  # fmt: skip
    """Draw ties (measures.ties) as a network: width by number of events, colour by mean PLOVER score."""
    edges = [
        Edge(
            first=tie.first, second=tie.second, weight=tie.events, step=score_step(tie.score).replace("-", "−"),
            says=tie_says(tie, names or {}), link=link(tie) if link else "",
        ) for tie in found
    ]  # fmt: skip
    note = "Width of a line: number of events. Places have no meaning of their own: those with much to do stand near."
    return _figure(
        edges, title=title, names=names or {}, width=width, most=most, stroke=score_colour(width),
        text=describe_ties(found), table=table_of_ties(found, names or {}), note=note,
    )  # fmt: skip


def alignment_network(
    found: Sequence[Agreement], *, title: str = "Who stands with whom", names: Mapping[str, str] | None = None,
    width: int = 720, link: Callable[[Agreement], str] | None = None, most: int = MOST,
) -> Figure:  # fmt: skip
    """Draw agreements (measures.agreements): width by things both take a stand on, colour and dashes by how they do."""
    names = names or {}
    edges = [
        Edge(
            first=pair.first, second=pair.second, weight=pair.shared, step=aligned(pair),
            says=agreement_says(pair, names), link=link(pair) if link else "",
        ) for pair in found
    ]  # fmt: skip
    note = "Width of a line: number of things on which both have a clear stand. Places have no meaning of their own."
    return _figure(
        edges, title=title, names=names, width=width, most=most, stroke=_aligned_colour(width),
        text=describe_agreements(found), table=table_of_agreements(found, names), note=note,
    )  # fmt: skip


def aligned(pair: Agreement) -> str:
    """How two holders stand to each other, in words."""
    same, even, opposed = ALIGNED
    return same if pair.index >= CLEAR else opposed if pair.index <= -CLEAR else even


def _aligned_colour(width: int) -> dict[str, Any]:
    domain, colours = list(ALIGNED), [colour.light for colour in ALIGNED.values()]
    legend = alt.Legend(
        title="stands of the two", columns=3 if width >= 500 else 2, symbolType="stroke", symbolStrokeWidth=4
    )
    dashes = alt.Scale(domain=domain, range=[[1, 0], [2, 3], [7, 4]])
    return {
        "stroke": alt.Stroke("step:N", scale=alt.Scale(domain=domain, range=colours), legend=legend),
        "strokeDash": alt.StrokeDash("step:N", scale=dashes, legend=legend),
    }


def _figure(
    edges: Sequence[Edge], *, title: str, names: Mapping[str, str], width: int, most: int, stroke: dict[str, Any],
    text: str, table: DataTable, note: str,
) -> Figure:  # fmt: skip
    parties = _heaviest(edges)
    kept = set(parties[:most])
    drawn = [edge for edge in edges if edge.first in kept and edge.second in kept]
    if not drawn:
        chart = alt.Chart(data([{}])).mark_text(text="no ties", color=FAINT.light)
        shown = finished(chart.properties(width=width - 20, height=40), title=label(title), description=text)
        return Figure(title=title, chart=shown, text=text, table=table, empty=True)
    inner = width - 2 * PADDING - 2
    height = min(inner, 520) if len(kept) > 6 else min(inner, 300)
    chart = _graph(drawn, names=names, width=inner, height=height, stroke=stroke).properties(width=inner, height=height)
    if len(parties) > most:
        note += f" The {most} with the most are drawn, {len(parties) - most:,} more stand in the table."
    shown = finished(chart, title=label(title), description=text)
    return Figure(title=title, chart=shown, text=text, table=table, note=note)


def _heaviest(edges: Sequence[Edge]) -> list[str]:
    totals: dict[str, float] = {}
    for edge in edges:
        for party in (edge.first, edge.second):
            totals[party] = totals.get(party, 0) + edge.weight
    return sorted(totals, key=lambda party: (-totals[party], party))


def places(edges: Sequence[Edge], *, width: float, height: float) -> dict[str, tuple[float, float]]:
    """Where each party stands, in pixels; the same for the same edges in whatever order."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted({party for edge in edges for party in (edge.first, edge.second)}))
    for edge in sorted(edges, key=lambda edge: (edge.first, edge.second)):
        graph.add_edge(edge.first, edge.second, weight=1 + log(edge.weight) / 4)
    layout = nx.spring_layout(graph, weight="weight", seed=SEED, iterations=200, k=3.0 / len(graph) ** 0.5)
    return _stretched({party: (float(x), float(y)) for party, (x, y) in layout.items()}, width=width, height=height)


def _stretched(found: dict[str, tuple[float, float]], *, width: float, height: float) -> dict[str, tuple[float, float]]:
    """Fill the room that there is, both ways."""
    sides = []
    for axis, room in ((0, width), (1, height)):
        values = [place[axis] for place in found.values()]
        low, high = min(values), max(values)
        span = (high - low) or 1.0
        middle = room / 2 if high == low else None
        sides.append((low, (room - 2 * EDGE) / span, middle))
    return {
        party: (
            round(sides[0][2] if sides[0][2] is not None else EDGE + (x - sides[0][0]) * sides[0][1], 1),
            round(sides[1][2] if sides[1][2] is not None else EDGE + (y - sides[1][0]) * sides[1][1], 1),
        )
        for party, (x, y) in found.items()
    }


def _graph(drawn: Sequence[Edge], *, names: Mapping[str, str], width: int, height: int, stroke: dict[str, Any]) -> Any:
    where, most = places(drawn, width=width, height=height), max(edge.weight for edge in drawn)
    lines = [
        {
            "x": where[edge.first][0], "y": where[edge.first][1], "x2": where[edge.second][0],
            "y2": where[edge.second][1], "step": edge.step, "thick": thickness(edge.weight, most), "says": edge.says,
        } | linked(edge.link)
        for edge in sorted(drawn, key=lambda edge: -edge.weight)
    ]  # fmt: skip
    flat: dict[str, Any] = {"scale": None, "axis": None}
    encoding: dict[str, Any] = stroke | {
        "x": alt.X("x:Q", **flat), "y": alt.Y("y:Q", **flat), "x2": "x2:Q", "y2": "y2:Q",
        "strokeWidth": alt.StrokeWidth("thick:Q", scale=None, legend=None),
        "description": "says:N", "tooltip": alt.Tooltip("says:N", title=" "),
    }  # fmt: skip
    if any(edge.link for edge in drawn):
        encoding["href"] = "link:N"
    rules = alt.Chart(data(lines)).mark_rule(opacity=0.85).encode(**encoding)
    return alt.layer(rules, *_nodes(drawn, where, names=names, width=width, height=height))


def _nodes(
    drawn: Sequence[Edge],
    where: Mapping[str, tuple[float, float]],
    *,
    names: Mapping[str, str],
    width: int,
    height: int,
) -> list[Any]:
    order = _heaviest(drawn)
    placed = [(*where[party], 5.0, label(names.get(party, party), most=24)) for party in order]
    found = spots(placed, width=width, height=height)
    rows = [
        {"x": x, "y": y, "name": name, "lx": spot and round(spot[0], 1), "ly": spot and round(spot[1], 1)}
        for (x, y, _, name), spot in zip(placed, found, strict=True)
    ]
    flat: dict[str, Any] = {"scale": None, "axis": None}
    dots = alt.Chart(data(rows)).mark_circle(size=100, color=INK.light, stroke=GROUND.light, strokeWidth=1.5, opacity=1)
    words = alt.Chart(data([row for row in rows if row["lx"] is not None])).encode(
        x=alt.X("lx:Q", **flat), y=alt.Y("ly:Q", **flat), text="name:N"
    )
    look: dict[str, Any] = {"fontSize": 11, "fontWeight": "bold", "aria": False}
    return [
        dots.encode(x=alt.X("x:Q", **flat), y=alt.Y("y:Q", **flat), description="name:N"),
        words.mark_text(stroke=GROUND.light, strokeWidth=3, strokeJoin="round", color=GROUND.light, **look),
        words.mark_text(color=INK.light, **look),
    ]


def agreement_says(pair: Agreement, names: Mapping[str, str]) -> str:
    """One agreement in words."""
    one, other = (label(names.get(code, code), most=40) for code in (pair.first, pair.second))
    return f"{one} and {other}: the same stand on {pair.same:,} of {counted(pair.shared, 'thing')}"


def describe_agreements(found: Sequence[Agreement]) -> str:
    """The text alternative: how many pairs, on how much, and those with the most in common."""
    if not found:
        return "No two holders have a clear stand on the same thing."
    same, shared = sum(pair.same for pair in found), sum(pair.shared for pair in found)
    most = [f"{pair.first} and {pair.second} ({pair.same:,} of {pair.shared:,})" for pair in found[:3]]
    return (
        f"{counted(len(found), 'pair')} of holders with stands on the same things; the same stand in {same:,} of "
        f"{shared:,} comparisons. Most compared: {listed(most)}."
    )


def table_of_agreements(found: Sequence[Agreement], names: Mapping[str, str]) -> DataTable:
    """All agreements, one row a pair."""
    rows = tuple(
        (label(names.get(p.first, p.first)), label(names.get(p.second, p.second)), p.shared, p.same, round(p.index, 2))
        for p in found
    )
    columns = ("one", "other", "things both stand on", "the same", "index, −1 to 1")
    return DataTable(caption="Agreement by pair of holders", columns=columns, rows=rows)
