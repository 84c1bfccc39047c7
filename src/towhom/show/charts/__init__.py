"""Charts: one definition for page, report, picture and notebook.

Every function takes plain data, as `measures` and `show.relationship` give it, and returns a `Figure`: the Altair
chart, its text alternative with the figures, its data table, and a note on how to read it. `svg` and `png` draw one.
"""

from __future__ import annotations

from towhom.show.charts.colours import css_variables
from towhom.show.charts.drawing import png, size, svg
from towhom.show.charts.figure import DataTable, Figure
from towhom.show.charts.network import alignment_network, events_network
from towhom.show.charts.over_time import Change, over_time
from towhom.show.charts.positions import positions
from towhom.show.charts.timeline import Span, spans, timeline
from towhom.show.charts.world import world

__all__ = [
    "Change",
    "DataTable",
    "Figure",
    "Span",
    "alignment_network",
    "css_variables",
    "events_network",
    "over_time",
    "png",
    "positions",
    "size",
    "spans",
    "svg",
    "timeline",
    "world",
]
