"""Positions as a matrix: who backs and who opposes what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt

from towhom.measures import Stance
from towhom.show.charts.colours import (
    DOWN_DEEDS,
    DOWN_TINT,
    EVEN,
    EVEN_TINT,
    FAINT,
    GRID,
    INK,
    UP_DEEDS,
    UP_TINT,
)
from towhom.show.charts.figure import PADDING, DataTable, Figure, data, finished
from towhom.show.charts.words import counted, label, linked

STANDS = {
    1: ("backs", UP_TINT, UP_DEEDS),
    -1: ("opposes", DOWN_TINT, DOWN_DEEDS),
    0: ("split evenly", EVEN_TINT, EVEN),
}
ROWS, COLUMNS = 24, 12  # shown; the table has all
CELL = 24  # pixels high
PER_LETTER = 5.9  # pixels that a letter of a label takes at most


def positions(
    found: Sequence[Stance], *, title: str = "Positions", names: Mapping[str, str] | None = None, width: int = 720,
    link: Callable[[Stance], str] | None = None, rows: int = ROWS, columns: int = COLUMNS,
) -> Figure:  # fmt: skip
    """Draw stances (holder, thing, times for and against) as a matrix of things and holders.

    A cell says how often: +3 for, −1 against; its colour says the balance. `names` are holders' names by code.
    The most spoken of `rows` things and `columns` holders are drawn; the table has all.
    """
    things = list(dict.fromkeys(stance.thing for stance in found))[:rows]
    holders = _holders(found)[: min(columns, max(int((width * 0.55) // 46), 1))]
    drawn = [stance for stance in found if stance.thing in things and stance.holder in holders]
    text, all_of_it = describe(found), table(found, names or {})
    if not drawn:
        chart = alt.Chart(data([{}])).mark_text(text="no positions", color=FAINT.light)
        shown = finished(chart.properties(width=width - 20, height=40), title=label(title), description=text)
        return Figure(title=title, chart=shown, text=text, table=all_of_it, empty=True)
    chart = _matrix(drawn, things=things, holders=holders, names=names or {}, width=width, link=link)
    shown = finished(chart, title=label(title), description=text)
    left_out = len({stance.thing for stance in found}) - len(things), len(_holders(found)) - len(holders)
    return Figure(title=title, chart=shown, text=text, table=all_of_it, note=note(*left_out))


def _holders(found: Sequence[Stance]) -> list[str]:
    """Holders, those with most positions first."""
    totals: dict[str, int] = {}
    for stance in found:
        totals[stance.holder] = totals.get(stance.holder, 0) + stance.backs + stance.opposes
    return sorted(totals, key=lambda holder: (-totals[holder], holder))


def _matrix(
    drawn: Sequence[Stance], *, things: list[str], holders: list[str], names: Mapping[str, str], width: int,
    link: Callable[[Stance], str] | None,
) -> Any:  # fmt: skip
    cell = max(min((width * 0.55) / len(holders), 120.0), 46.0)
    room = int(width - cell * len(holders) - 3 * PADDING)
    rows = [_row(stance, names=names, letters=int((room - 8) / PER_LETTER), link=link) for stance in drawn]
    shown = {row["thing"]: row["name"] for row in rows}
    codes = {row["holder"]: row["who"] for row in rows}
    x = alt.X(
        "holder:N",
        sort=holders,
        title=None,
        scale=alt.Scale(paddingInner=0.06),
        axis=alt.Axis(
            orient="top", labelAngle=0, domain=False, ticks=False, labelColor=INK.light, labelLimit=int(cell) - 2,
            labelExpr=_lookup(codes),
        ),
    )  # fmt: skip
    y = alt.Y(
        "thing:N",
        sort=things,
        title=None,
        scale=alt.Scale(paddingInner=0.14),
        axis=alt.Axis(
            domain=False, ticks=False, labelLimit=room, labelColor=INK.light, labelExpr=_lookup(shown), minExtent=room,
            maxExtent=room, labelPadding=8,
        ),
    )  # fmt: skip
    stands = list(STANDS.values())
    encoding: dict[str, Any] = {"x": x, "y": y, "description": "says:N", "tooltip": alt.Tooltip("says:N", title=" ")}
    if link:
        encoding["href"] = "link:N"
    domain = [name for name, _, _ in stands]
    cells = (
        alt.Chart(data(rows))
        .mark_rect(strokeWidth=1, cornerRadius=2)
        .encode(
            **encoding,
            fill=alt.Fill(
                "stand:N",
                scale=alt.Scale(domain=domain, range=[tint.light for _, tint, _ in stands]),
                legend=alt.Legend(title=None, columns=3 if width >= 500 else 2, symbolType="square", symbolSize=110),
            ),
            stroke=alt.Stroke("stand:N", scale=alt.Scale(domain=domain, range=[line.light for _, _, line in stands])),
        )
    )
    counts = alt.Chart(data(rows)).mark_text(fontSize=11, color=INK.light).encode(x=x, y=y, text="count:N")
    grid = alt.Chart(data(rows)).mark_rule(color=GRID.light).encode(y=y)
    return (
        alt.layer(grid, cells, counts)
        .properties(width={"step": cell}, height={"step": CELL})
        .resolve_scale(stroke="shared")
    )


def _row(
    stance: Stance, *, names: Mapping[str, str], letters: int, link: Callable[[Stance], str] | None
) -> dict[str, Any]:
    who = label(names.get(stance.holder, stance.holder), most=40)
    name = label(stance.name, most=max(letters, 8))
    for_, against = f"+{stance.backs}" * bool(stance.backs), f"−{stance.opposes}" * bool(stance.opposes)
    says = f"{who} on {label(stance.name)}: for {stance.backs}, against {stance.opposes}"
    row = {
        "thing": stance.thing, "name": name, "holder": stance.holder, "who": who, "says": says,
        "stand": STANDS[stance.sign][0], "count": " ".join(part for part in (for_, against) if part),
    }  # fmt: skip
    return row | (linked(link(stance)) if link else {})


def _lookup(shown: Mapping[str, str]) -> str:
    """A Vega expression that shows a name for each key; both are strings of data, quoted as JSON."""
    import json

    pairs = json.dumps({str(key): value for key, value in shown.items()})
    return f"({pairs})[datum.value]"


def describe(found: Sequence[Stance]) -> str:
    """The text alternative: how many positions, of whom, on what most."""
    backs, opposes = sum(stance.backs for stance in found), sum(stance.opposes for stance in found)
    if not found:
        return "No positions."
    things = list(dict.fromkeys(stance.thing for stance in found))
    holders = _holders(found)
    most = [stance for stance in found if stance.thing == things[0]]
    times = sum(stance.backs + stance.opposes for stance in most)
    return (
        f"{counted(backs + opposes, 'position')}, {backs:,} for and {opposes:,} against, "
        f"of {counted(len(holders), 'holder')} on {counted(len(things), 'thing')}. "
        f"Most on {label(most[0].name)} ({times:,}). Most by {label(holders[0])}."
    )


def table(found: Sequence[Stance], names: Mapping[str, str]) -> DataTable:
    """All stances, one row a holder and thing."""
    rows = tuple(
        (label(s.name, most=200), label(names.get(s.holder, s.holder), most=80), s.backs, s.opposes) for s in found
    )
    return DataTable(caption="Positions by thing and holder", columns=("on", "holder", "for", "against"), rows=rows)


def note(things: int, holders: int) -> str:
    """How to read the chart, and what found no room."""
    parts = ["+ times for, − times against, as often as the texts say it."]
    left_out = [
        f"{number:,} more {noun}s" if number > 1 else f"1 more {noun}"
        for number, noun in ((things, "thing"), (holders, "holder")) if number > 0
    ]  # fmt: skip
    if left_out:
        parts.append(f"Not drawn for want of room: {' and '.join(left_out)}; the table has them.")
    return " ".join(parts)
