"""Events over time, with the uncertainty of their dates kept.

An event counts one in all. One whose day is known counts in the period of that day. One of an unknown day
counts in each period by the share of its days, from earliest to latest, that lie there: "2017" is a twelfth
in each month, near enough. That keeps a vague date from making a spike (on a first of January, say), and
the counts of all periods, with the undated events, always add up to the number of events. Events without
a date, or whose interval is longer than `longest` days, are counted as undated and stand in no period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from towhom.measures.periods import Period, period_of, periods_between

HAPPENED = ("actual", "historical")  # modalities of what took place; the rest was planned, denied or imagined
LONGEST = 3_660  # days, ten years: a term of office still says something, half a century does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period of a series. Counts are sums of shares of events, so they need not be whole."""

    period: Period
    quads: tuple[float, float, float, float]  # verbal, material cooperation; verbal, material conflict
    score: float  # sum of the PLOVER scores, -10 to 10 each, by the same shares
    spread: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # of quads: events that may lie in other periods

    @property
    def events(self) -> float:
        """Events of all four classes."""
        return sum(self.quads)

    @property
    def mean(self) -> float | None:
        """Mean PLOVER score of the period's events; None where there are none."""
        return self.score / self.events if self.events else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Events by period, without gaps, and those that stand in no period."""

    by: str
    points: tuple[Point, ...]
    undated: int


def series(
    events: Iterable[Mapping[str, Any]], *, by: str = "month", since: date | None = None, until: date | None = None,
    longest: int = LONGEST, modalities: Iterable[str] = HAPPENED,
) -> Series:  # fmt: skip
    """Count events by quad class and PLOVER score in each week, month, quarter or year.

    `events` are rows as `Store.events` gives them (event, earliest, latest, quad_code, event_scale,
    modality); several rows of one event count once. The series runs from the first to the last day that any
    event may have, cut to `since` and `until`; what lies outside is left out, so sums then are smaller.
    """
    wanted = set(modalities)
    dated, undated = [], 0
    for event in once(events):
        if event["modality"] not in wanted:
            continue
        first, last = event["earliest"], event["latest"]
        if first is None or last is None or not 0 <= (last - first).days < longest:
            undated += 1
        else:
            dated.append(event)
    totals: dict[Period, list[float]] = defaultdict(lambda: [0.0] * 9)
    for event in dated:
        for period, share in shares(event["earliest"], event["latest"], by=by):
            total = totals[period]
            total[event["quad_code"] - 1] += share
            total[4] += share * event["event_scale"]
            if share < 1:
                total[4 + event["quad_code"]] += share
    return Series(by=by, points=tuple(_points(totals, by=by, since=since, until=until)), undated=undated)


def once(events: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The first row of each event."""
    seen: set[str] = set()
    for event in events:
        if event["event"] not in seen:
            seen.add(event["event"])
            yield event


def shares(first: date, last: date, *, by: str) -> Iterator[tuple[Period, float]]:
    """Spread one event over the days from first to last: each period with its share; the shares sum to 1."""
    days = (last - first).days + 1
    for period in periods_between(first, last, by=by):
        yield period, ((min(last, period.end) - max(first, period.start)).days + 1) / days


def _points(
    totals: Mapping[Period, list[float]], *, by: str, since: date | None, until: date | None
) -> Iterator[Point]:
    """The points in order, those without events between them."""
    if not totals:
        return
    first = max(min(totals).start, since or date.min)
    last = min(max(totals).end, until or date.max)
    for period in periods_between(period_of(first, by=by).start, last, by=by):
        one, two, three, four, score, *rest = totals.get(period, [0.0] * 9)
        spread = (rest[0], rest[1], rest[2], rest[3])
        yield Point(period=period, quads=(one, two, three, four), score=score, spread=spread)
