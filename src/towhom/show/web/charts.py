"""Charts of `show.charts` for pages."""

from __future__ import annotations

from towhom.measures import Period, Series
from towhom.show.web import links


def over_time(found: Series, parties: tuple[str, str], *, width: int, theme: str) -> str:
    """The relationship over time as SVG; each bar leads to its events."""
    from towhom.show import charts  # half a second, which no page but this should wait for

    def link(period: Period) -> str:
        return links.events(between=parties, since=period.start, until=period.end, modality="actual,historical")

    return charts.svg(charts.over_time(found, width=width, link=link), theme=theme)
