"""Rows of events and positions -> figures: series, who to whom, alignment. Plain data, no database."""

from __future__ import annotations

from towhom.measures.alignment import Agreement, Stance, agreements, stances
from towhom.measures.dyads import Dealing, Tie, dealings, ties
from towhom.measures.periods import Period, period_of, periods_between
from towhom.measures.timeline import Point, Series, series

__all__ = [
    "Agreement",
    "Dealing",
    "Period",
    "Point",
    "Series",
    "Stance",
    "Tie",
    "agreements",
    "dealings",
    "period_of",
    "periods_between",
    "series",
    "stances",
    "ties",
]
