"""A figure: a chart with everything that must go with it, wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from towhom.show.charts.colours import FAINT, FONT, GRID, GROUND, INK

PADDING = 4  # pixels on each side
Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """The figures of a chart, for those who cannot see it or want them exactly."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart, its title, what it shows in a sentence with the figures, its data, and what it leaves out.

    In a notebook a figure shows its chart. `towhom.show.charts.svg(figure)` and `png(figure)` draw it.
    """

    title: str
    chart: alt.TopLevelMixin
    text: str  # the text alternative
    table: DataTable
    note: str = ""  # how to read it, and what was left out; empty where there is nothing to say
    empty: bool = False  # there is nothing to draw: show the text instead

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        return self.chart._repr_mimebundle_(*args, **kwargs)


def finished(chart: Any, *, title: str, description: str, key: Sequence[str] = ()) -> Any:
    """A chart with its title, lines under it that say how to read it, and the look that all charts share."""
    titled = chart.properties(
        title=alt.Title(
            title, subtitle=list(key), anchor="start", frame="bounds", fontSize=14, color=INK.light, offset=12,
            subtitleColor=FAINT.light, subtitleFontSize=11, subtitlePadding=5,
        ),
        description=description,
        background=GROUND.light,
        padding=PADDING,
    )  # fmt: skip
    return (
        titled.configure(font=FONT, aria=True)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=FAINT.light, titleColor=FAINT.light, gridColor=GRID.light, domainColor=GRID.light,
            tickColor=GRID.light, labelFontSize=11, titleFontSize=11, titleFontWeight="normal", labelLimit=400,
        )
        .configure_legend(
            labelColor=INK.light, titleColor=FAINT.light, labelFontSize=11, titleFontSize=11,
            titleFontWeight="normal", labelLimit=0, symbolStrokeWidth=1, orient="bottom", direction="vertical",
            titleLimit=0, columnPadding=12, rowPadding=3, offset=8,
        )
    )  # fmt: skip


def data(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Rows as a chart's data."""
    return alt.InlineData(values=list(rows))
