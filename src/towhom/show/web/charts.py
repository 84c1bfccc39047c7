"""Charts of `show.charts` for pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from towhom.measures import Period, Series
from towhom.show.web import links

if TYPE_CHECKING:
    from towhom.measures.changes import Change


def over_time(
    found: Series, parties: tuple[str, str], *, changes: Sequence[Change] = (), width: int, theme: str
) -> str:
    """The relationship over time as SVG; each bar leads to its events."""
    from towhom.show import charts  # half a second, which no page but this should wait for

    def link(period: Period) -> str:
        return links.events(between=parties, since=period.start, until=period.end, modality="actual,historical")

    return charts.svg(charts.over_time(found, changes=changes, width=width, link=link), theme=theme)
