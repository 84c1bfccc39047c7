"""When a relationship changed: shifts of the mean PLOVER score, each tested.

1. Events whose date lies in one period make a series: its value is the mean score of a period's events, its weight
   their number. Vaguer dates would draw steps at the ends of years that nothing happened at.
2. PELT (Killick, Fearnhead and Eckley, JASA 107, 2012; by ruptures) finds the steps of the mean that pay for
   themselves: each has to lower the weighted sum of squares by PENALTY * sigma^2 * log n, a strict form of
   Schwarz's criterion (Yao, Statistics & Probability Letters 6, 1988). sigma^2 comes from differences of
   neighbours, which a few steps hardly touch (Hall, Kay and Titterington, Biometrika 77, 1990).
3. Each step has to be larger than the largest that shuffling the periods around it makes in all but a share `level`
   of the shuffles; the weakest that is not goes first, and its neighbours are tested anew.

Short series give nothing: fewer than SHORTEST periods with events say too little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import ruptures
from numpy.typing import NDArray
from ruptures.base import BaseCost

from towhom.measures.periods import period_of
from towhom.measures.timeline import HAPPENED, series

Array = NDArray[np.float64]

SHORTEST = 12  # periods with events
SEGMENT = 3  # periods with events that a stretch between two changes has at least
PENALTY = 3.0  # times sigma^2 log n; Schwarz's criterion for a step and its level has 2
LEVEL = 0.01  # share of shuffles that may do as well by chance
SHUFFLES = 999
LEAST_NOISE = 0.05  # of a PLOVER score: a series that never varies has a noise too


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A period in which the mean score changed, and how that was found."""

    day: date  # first day of the period that begins the new stretch
    how: str  # in words: the method with its settings
    before: float  # mean PLOVER score of the events of the stretch that ends there
    after: float  # and of the one that begins
    p: float  # share of shuffles that do as well, themselves counted in


def changes(
    events: Iterable[Mapping[str, Any]], *, by: str = "month", modalities: Iterable[str] = HAPPENED,
    level: float = LEVEL,
) -> tuple[Change, ...]:  # fmt: skip
    """Find the periods (week, month, quarter, year) in which the mean score of events changed.

    `events` are rows as `Store.events` gives them. The same events give the same changes: shuffles are seeded.
    """
    dated = [event for event in events if _in_one_period(event, by)]
    points = [point for point in series(dated, by=by, modalities=modalities).points if point.events > 0]
    values = np.array([point.score / point.events for point in points])
    weights = np.array([point.events for point in points])
    found = []
    for at, p, before, after in steps(values, weights, level=level):
        how = (
            f"PELT on the mean score of each {by}, weighted by events; penalty {PENALTY:g} sigma^2 log n; "
            f"permutation test p = {p:.3f}"
        )
        found.append(Change(day=points[at].period.start, how=how, before=before, after=after, p=p))
    return tuple(found)


def _in_one_period(event: Mapping[str, Any], by: str) -> bool:
    first, last = event["earliest"], event["latest"]
    return first is not None and last is not None and first <= last <= period_of(first, by=by).end


def steps(values: Array, weights: Array, *, level: float = LEVEL) -> list[tuple[int, float, float, float]]:
    """Return the places at which a new stretch begins, each with p, and the weighted means before and after."""
    if len(values) < SHORTEST:
        return []
    penalty = PENALTY * noise(values, weights) * math.log(len(values))
    search = ruptures.Pelt(custom_cost=_Weighted(weights), min_size=SEGMENT, jump=1).fit(values.reshape(-1, 1))
    kept = [int(at) for at in search.predict(pen=penalty)[:-1]]
    tested = {at: _p(values, weights, kept, at) for at in kept}
    while kept and max(tested.values()) > level:
        worst = max(kept, key=lambda at: (tested[at], at))
        place = kept.index(worst)
        kept.remove(worst)
        del tested[worst]
        for at in kept[max(place - 1, 0) : place + 1]:  # their stretches have grown
            tested[at] = _p(values, weights, kept, at)
    return [(at, tested[at], *_means(values, weights, kept, at)) for at in kept]


def noise(values: Array, weights: Array) -> float:
    """Variance of a value of weight 1, from neighbours' differences; the median is not moved by a few steps."""
    differences = np.abs(np.diff(values)) / np.sqrt(1 / weights[:-1] + 1 / weights[1:])
    # the median of |z| of a standard normal z is 0.6745
    return max(float(np.median(differences)) / 0.6745, LEAST_NOISE) ** 2


class _Weighted(BaseCost):  # type: ignore[misc]
    """Weighted sum of squares around the mean, from running sums: a query takes a constant time."""

    model = "weighted mean"
    min_size = SEGMENT

    def __init__(self, weights: Array) -> None:
        self.weights = weights

    def fit(self, signal: Array) -> _Weighted:
        """Take the signal, shape (periods, 1), and make the running sums."""
        self.signal = signal
        self._sums = _running(signal[:, 0], self.weights)
        return self

    def error(self, start: int, end: int) -> float:
        """The cost of the stretch from start, to end exclusive."""
        weight, total, squares = (float(row[end] - row[start]) for row in self._sums)
        return squares - total * total / weight


def _running(values: Array, weights: Array) -> Array:
    """Sums of weights, weighted values and weighted squares up to each place, shape (3, periods + 1)."""
    rows = np.stack([weights, weights * values, weights * values * values])
    return np.concatenate([np.zeros((3, 1)), np.cumsum(rows, axis=1)], axis=1)


def _stretches(kept: Sequence[int], at: int, end: int) -> tuple[int, int]:
    """Where the stretch before a step begins and the one after it ends."""
    place = kept.index(at)
    return ([0, *kept])[place], ([*kept, end])[place + 1]


def _means(values: Array, weights: Array, kept: Sequence[int], at: int) -> tuple[float, float]:
    first, last = _stretches(kept, at, len(values))
    before = float(np.average(values[first:at], weights=weights[first:at]))
    return before, float(np.average(values[at:last], weights=weights[at:last]))


def _p(values: Array, weights: Array, kept: Sequence[int], at: int) -> float:
    """Share of shuffles of the two stretches beside a step in which some step gains as much as this one."""
    first, last = _stretches(kept, at, len(values))
    own, own_weights = values[first:last], weights[first:last]
    reached = _gains(own[None, :], own_weights[None, :])[0, at - first - SEGMENT]
    # a period keeps its weight: a mean of many events varies less wherever it stands
    order = np.random.default_rng(0).permuted(np.tile(np.arange(len(own)), (SHUFFLES, 1)), axis=1)
    best = _gains(own[order], own_weights[order]).max(axis=1)
    return float((1 + (best >= reached - 1e-9).sum()) / (1 + SHUFFLES))


def _gains(values: Array, weights: Array) -> Array:
    """How much a step at each place lowers the sum of squares, shape (shuffles, places)."""
    weight, total = np.cumsum(weights, axis=1), np.cumsum(weights * values, axis=1)
    cut = slice(SEGMENT - 1, values.shape[1] - SEGMENT)
    left, left_total = weight[:, cut], total[:, cut]
    right, right_total = weight[:, -1:] - left, total[:, -1:] - left_total
    whole = total[:, -1:] ** 2 / weight[:, -1:]
    gains: Array = left_total**2 / left + right_total**2 / right - whole
    return gains
