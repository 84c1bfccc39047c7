"""The charts of a report, at the widths that a reader may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from towhom.show.charts import Figure, over_time, positions, timeline
from towhom.show.report.gather import Content

WIDE, NARROW = 760, 336  # pixels: a page or a printed sheet; a phone

Drawer = Callable[[int], Figure]  # width -> figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """How to draw each chart of a report; None where there is nothing to draw."""

    time: Drawer | None
    timeline: Drawer | None
    positions: Drawer | None


def charts_of(content: Content) -> Charts:
    """The charts that a report has."""
    found = content.found

    def time(width: int) -> Figure:
        return over_time(found.series, title="Events and score over time", changes=content.changes, width=width)

    def events(width: int) -> Figure:
        return timeline(content.spans, title="Incidents by type", noun="incident", width=width)

    def stands(width: int) -> Figure:
        return positions(content.stances, title="Who backs and opposes what", width=width)

    return Charts(
        time=time if found.series.points else None,
        timeline=events if any(span.dated for span in content.spans) else None,
        positions=stands if content.stances else None,
    )
