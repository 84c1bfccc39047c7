"""Charts of `show.charts` for pages: drawn once for each state of the store, one at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from towhom.measures import Period, Series
from towhom.show.web import links

KEPT = 200  # drawings, of some 40 kB each


class Drawings:
    """Drawings that were made before. Drawing takes half a second of a processor: pages must not wait for several."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._drawing = threading.Lock()

    def get(self, key: Hashable, draw: Callable[[], str]) -> str:
        """The drawing of a key, made if it is not here."""
        with self._drawing:
            if key not in self._kept:
                self._kept[key] = draw()
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def over_time(found: Series, parties: tuple[str, str], *, width: int, theme: str) -> str:
    """The relationship over time as SVG; each bar leads to its events."""
    from towhom.show import charts  # half a second, which no page but this should wait for

    def link(period: Period) -> str:
        return links.events(between=parties, since=period.start, until=period.end, modality="actual,historical")

    return charts.svg(charts.over_time(found, width=width, link=link), theme=theme)
